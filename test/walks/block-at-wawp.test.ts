import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWawpSimulator, type WawpSimulator } from '../../src/simulator/waha-family/wawp.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { ask } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { setPerimeter } from '../support/perimeter.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

let t: TestApp;
let api: WawpSimulator;
let contacts: WawpSimulator;

beforeAll(async () => {
  t = await startTestApp();
  api = await startWawpSimulator();
  contacts = await startWawpSimulator();
});
afterAll(async () => {
  await api.close();
  await contacts.close();
  await t.stop();
});

const accountWith = (more: object) => {
  const { instanceId, accessToken, url: baseUrl } = api;
  return { wawp: { instanceId, accessToken, baseUrl, ...more } };
};

async function blockWhoRings(account: object, from: string): Promise<TestLine> {
  const line = await addLine(t, account);
  api.tell({ url: line.webhookUrl });
  await setPerimeter(t, line.lineId, {
    policies: [{ frequencyThrottle: { calls: 1, withinMs: 60_000, blockForMs: 600_000 } }],
  });
  api.ring({ from });
  api.ring({ from });
  await api.webhooks.settled();
  return line;
}

const blocksAt = (simulator: WawpSimulator) =>
  simulator.requests
    .filter(({ path }) => path.endsWith('/block'))
    .map(({ path, contactId }) => `${path}?contactId=${contactId}`);

describe('a caller whom a policy blocks is blocked at Wawp', () => {
  it('where its documentation says, by the contact in the query', async () => {
    await blockWhoRings(accountWith({}), '447700900004:3@c.us');
    await until(() => api.blocked.size > 0);
    expect([...api.blocked]).toEqual(['447700900004@c.us']);
    expect(new Set(blocksAt(api))).toEqual(
      new Set(['/wp-json/awp/v1/contacts/block?contactId=447700900004@c.us']),
    );
  });

  it('at the host that the line names', async () => {
    await blockWhoRings(accountWith({ contactsBaseUrl: contacts.url }), '447700900005@c.us');
    await until(() => contacts.blocked.size > 0);
    expect([[...contacts.blocked], api.blocked.has('447700900005@c.us')]).toEqual([
      ['447700900005@c.us'],
      false,
    ]);
  });

  it('and is unblocked there when the time is over, although the kill switch is on by then', async () => {
    const contact = '447700900006@c.us';
    const line = await blockWhoRings(accountWith({}), contact);
    await until(() => api.blocked.has(contact));
    await setPerimeter(t, line.lineId, { policies: [], killSwitch: true });
    const isOver = `update effects set not_before = now() where kind = 'unblock' and line_id = '${line.lineId}'`;
    await queryOnce(t.databaseUrl, isOver);
    await until(() => !api.blocked.has(contact));
  });
});

it('a line whose blocking would lead inside is not registered', async () => {
  const register = `mutation ($input: RegisterPhoneLineInput!) { registerPhoneLine(input: $input) {
    ... on PhoneLineInvalid { problems { field } } } }`;
  const input = { name: 'a line', ...accountWith({ contactsBaseUrl: 'https://10.0.0.1' }) };
  expect(await ask(t.url, t.tenantKey, register, { input })).toMatchObject({
    data: { registerPhoneLine: { problems: [{ field: 'wawp.contactsBaseUrl' }] } },
  });
});
