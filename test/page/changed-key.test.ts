import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, unreachable } from '../support/lines.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';
import { useBrowser, withBrowser } from './browser.ts';

const open = useBrowser();
let t: TestApp;
let otherLineId: string;

beforeAll(async () => {
  t = await startTestApp({ sockets: { keyCheckMs: 50 } });
  const other = await addLine(t, unreachable());
  otherLineId = other.lineId;
  const call = t.simulator.ring({ from: '447700900123', name: 'Ana Souza' });
  t.simulator.hangUp(call.id);
  await t.simulator.webhooks.settled();
  const told = { id: 'call_OTHER', direction: 'INBOUND', from: '447700900145' };
  await postEvent(other.webhookUrl, { event: 'call.ringing', ...told });
  await postEvent(other.webhookUrl, { event: 'call.ended', ...told });
});
afterAll(() => t.stop());

const scopes = ['calls:read', 'lines:read', 'pii:read'];

async function makeKey(): Promise<{ id: string; key: string }> {
  const make = `mutation ($lineIds: [ID!], $scopes: [String!]) {
    createCallsApiKey(input: { name: "changing", lineIds: $lineIds, scopes: $scopes }) {
      ... on CallsApiKeyCreated { id key } } }`;
  type Made = { createCallsApiKey: { id: string; key: string } };
  const made = await get<Made>(t.url, t.tenantKey, make, { lineIds: [t.lineId], scopes });
  return made.createCallsApiKey;
}

/** No mutation changes what a key is for, so this does it in the database. */
const change = (id: string, column: 'line_ids' | 'scopes', values: readonly string[]) =>
  queryOnce(
    t.databaseUrl,
    `update api_keys set ${column} = '${JSON.stringify(values)}' where id = '${id}'`,
  );

withBrowser('a board whose key changes', () => {
  it('drops the calls of lines that the key lost, and shows those from before of lines that it got', async () => {
    const { id, key } = await makeKey();
    const page = await open(`${t.url}/#key=${key}`);
    await until(() => t.app.subscriberCount() === 1);
    const rows = page.locator('.history li');
    const desks = async () =>
      (await rows.allInnerTexts()).flatMap((text) => text.match(/\w+ desk/) ?? text);
    await rows.first().waitFor();
    const before = await desks();
    await change(id, 'line_ids', [otherLineId]);
    await rows.filter({ hasText: 'Another desk' }).waitFor();
    expect([before, await desks()]).toEqual([['Front desk'], ['Another desk']]);
  });

  it('says what the key may not do any more', async () => {
    const { id, key } = await makeKey();
    await change(id, 'scopes', [...scopes, 'calls:reject']);
    const page = await open(`${t.url}/#key=${key}`);
    await until(() => t.app.subscriberCount() === 1);
    const lacks = page.getByText('Calls can be seen and not rejected.');
    const before = await lacks.count();
    await change(id, 'scopes', scopes);
    await lacks.waitFor();
    expect(before).toBe(0);
  });
});
