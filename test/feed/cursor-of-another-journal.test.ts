import { afterAll, beforeAll, expect, it } from 'vitest';
import { toCursor } from '../../src/db/journal/position.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { ask, subscribeOverWebSocket } from '../support/client.ts';

let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
});

afterAll(() => t.stop());

it.each([
  ['a later epoch', toCursor({ epoch: 7, xid: 1n, id: 1n })],
  ['a transaction that is still to come', toCursor({ epoch: 1, xid: 2n ** 40n, id: 1n })],
])('a cursor from %s is CURSOR_EXPIRED, and not silence', async (_, after) => {
  const log = 'query ($after: String) { callEventLog(after: $after) { nodes { id } } }';
  const { errors } = await ask(t.url, t.key, log, { after });
  const watch = 'subscription ($after: String) { callEvents(after: $after) { id } }';
  const subscriber = subscribeOverWebSocket(t.url, t.key, watch, { after });

  expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['CURSOR_EXPIRED']);
  await expect(subscriber.received(1)).rejects.toThrow('CURSOR_EXPIRED');
  await subscriber.stop();
});
