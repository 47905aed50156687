import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp, testSealKey } from '../support/app.ts';
import { ask, get, subscribeOverWebSocket } from '../support/client.ts';
import { cursorsOf } from '../support/cursors.ts';
import { addTenant } from '../support/tenant.ts';

const toCursor = cursorsOf(testSealKey);

let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
});

afterAll(() => t.stop());

it.each([
  ['a later epoch', toCursor({ epoch: 7, xid: 1n, id: 1n })],
  ['a transaction that is still to come', toCursor({ epoch: 1, xid: 2n ** 40n, id: 1n })],
  ['a service with another seal key', cursorsOf('another key')({ epoch: 1, xid: 1n, id: 1n })],
])('a cursor from %s is CURSOR_EXPIRED, and not silence', async (_, after) => {
  const log = 'query ($after: String) { callEventLog(after: $after) { nodes { id } } }';
  const { errors } = await ask(t.url, t.key, log, { after });
  const watch = 'subscription ($after: String) { callEvents(after: $after) { id } }';
  const subscriber = subscribeOverWebSocket(t.url, t.key, watch, { after });

  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['CURSOR_EXPIRED']);
  await expect(subscriber.received(1)).rejects.toThrow('CURSOR_EXPIRED');
  await subscriber.stop();
});

it('a cursor of another tenant is no cursor: it would tell where in the journal both of them are', async () => {
  const stranger = await addTenant(t.app, t.databaseUrl);
  const head = async (key: string) =>
    (await get<{ callEventHead: string }>(t.url, key, '{ callEventHead }')).callEventHead;
  const after = await head(stranger.tenantKey);
  const log = 'query ($after: String) { callEventLog(after: $after) { nodes { id } } }';
  expect(await head(t.key)).not.toBe(after);
  const { errors } = await ask(t.url, t.key, log, { after });
  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
});
