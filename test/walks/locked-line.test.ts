import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { createLog } from '../../src/log.ts';
import { ringOnce } from '../faults/stage.ts';
import { startTestApp, type TestApp, testConfig, testSealKey } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';

const otherKey = 'a secret of a process that was not given the first one';
const lines = '{ phoneLines { nodes { name abilities { canText } listening { state } } } }';
const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  __typename
  ... on CallRejected { rejection { state } }
  ... on CallRejectionRefused { call { status } rejection { state problem { kind message } } } } }`;
const update = `mutation ($id: ID!, $input: UpdatePhoneLineInput!) { updatePhoneLine(id: $id, input: $input) {
  __typename ... on PhoneLineUpdated { line { abilities { canText } } } } }`;

describe('a line whose credentials this process cannot open', () => {
  let t: TestApp;
  let other: App;
  let verified: TestLine;
  const logged: string[] = [];

  beforeAll(async () => {
    // Processes that run together seal with a key that all of them have: until the other one starts, with the first.
    t = await startTestApp({ config: { sealKeys: [testSealKey, otherKey] } });
    const { apiKey, url: baseUrl } = t.simulator;
    const signed = { apiKey, baseUrl, webhookSecret: 'whsec' };
    verified = await addLine(t, { name: 'Reception', pilotStatus: signed });
    const genesys = { baseUrl: 'http://127.0.0.1:9', username: 'agent', password: 'simulated' };
    await addLine(t, { name: 'Queue', genesys });
    const { databaseUrl: url } = t;
    const database = { is: 'postgres', url, directUrl: url, poolSize: 4 } as const;
    const log = createLog('debug', (line) => logged.push(line));
    other = await createApp({ ...testConfig(database), sealKeys: [otherKey] }, { log });
    const account = { apiKey, baseUrl };
    await addLine({ ...t, url: other.url }, { name: 'Back office', pilotStatus: account });
  });
  afterAll(async () => {
    await other.stop();
    await t.stop();
  });

  it('is shown with the others, without its abilities, and as not heard only where it is listened to', async () => {
    expect(await get(other.url, t.tenantKey, lines)).toEqual({
      phoneLines: {
        nodes: [
          { name: 'Back office', abilities: { canText: true }, listening: null },
          { name: 'Front desk', abilities: null, listening: null },
          { name: 'Queue', abilities: null, listening: { state: 'NOT_HEARD' } },
          { name: 'Reception', abilities: null, listening: null },
        ],
      },
    });
  });

  it('is named in the log, once, with what is missing and no secret', async () => {
    for (let n = 0; n < 2; n++) await get(other.url, t.tenantKey, lines);
    const about = logged.filter((line) => line.includes(t.lineId));
    expect(about).toEqual([expect.stringContaining('not in SEAL_KEYS')]);
    for (const secret of [testSealKey, otherKey, t.simulator.apiKey]) {
      expect(logged.join('\n')).not.toContain(secret);
    }
  });

  it('refuses a reject and says why; who has the key may still reject the call', async () => {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    expect(await get(other.url, t.key, rejectCall, { id })).toEqual({
      rejectCall: {
        __typename: 'CallRejectionRefused',
        call: { status: 'RINGING' },
        rejection: {
          state: 'REFUSED',
          problem: {
            kind: 'WRONG_CREDENTIALS',
            message: expect.stringContaining('Give them again with `updatePhoneLine`'),
          },
        },
      },
    });
    expect(await get(t.url, t.key, rejectCall, { id })).toMatchObject({
      rejectCall: { __typename: 'CallRejected' },
    });
  });

  it('asks its provider to tell it again later, where the event has to be verified', async () => {
    const answers = await Promise.all(
      [verified.webhookUrl, t.webhookUrl].map((hook, n) =>
        ringOnce(hook.replace(t.url, other.url), `call_${n}`),
      ),
    );
    expect(answers.map(({ status, retryAfter }) => ({ status, retryAfter }))).toEqual([
      { status: 503, retryAfter: '1' },
      { status: 200, retryAfter: null },
    ]);
  });

  it('works again when its credentials are given again', async () => {
    const account = { apiKey: t.simulator.apiKey, baseUrl: t.simulator.url };
    const input = { pilotStatus: account };
    expect(await get(other.url, t.tenantKey, update, { id: t.lineId, input })).toEqual({
      updatePhoneLine: { __typename: 'PhoneLineUpdated', line: { abilities: { canText: true } } },
    });
  });
});
