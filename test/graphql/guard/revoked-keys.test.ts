import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../../src/app.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { get } from '../../support/client.ts';
import { openSocket, type RawSocket } from '../support/raw-socket.ts';

/** Keys are remembered here as long as an operator's process remembers them. */
describe('a key that is revoked while a socket is open', () => {
  let t: TestApp;
  let other: App;
  beforeAll(async () => {
    t = await startTestApp({ rememberMs: undefined });
    other = await t.another();
  });
  afterAll(() => t.stop());

  async function makeKey(): Promise<{ id: string; key: string }> {
    const { createCallsApiKey } = await get<{ createCallsApiKey: { id: string; key: string } }>(
      t.url,
      t.tenantKey,
      'mutation ($ids: [ID!]) { createCallsApiKey(input: { name: "agent", lineIds: $ids }) { ... on CallsApiKeyCreated { id key } } }',
      { ids: [t.lineId] },
    );
    return createCallsApiKey;
  }

  async function revoke(id: string): Promise<void> {
    const document = 'mutation ($id: ID!) { revokeCallsApiKey(id: $id) { __typename } }';
    await get(t.url, t.tenantKey, document, { id });
  }

  async function welcomed(url: string, key: string): Promise<RawSocket> {
    const socket = await openSocket(`${url.replace('http', 'ws')}/graphql`);
    socket.say({ type: 'connection_init', payload: { token: key } });
    expect(await socket.nextMessage()).toEqual({ type: 'connection_ack' });
    return socket;
  }

  const query = { query: '{ callsViewer { name } }' };

  it('starts no operation any more, although it worked a moment ago', async () => {
    const { id, key } = await makeKey();
    const socket = await welcomed(t.url, key);
    socket.say({ type: 'subscribe', id: '1', payload: query });
    expect(await socket.nextMessage()).toMatchObject({ type: 'next', id: '1' });
    await revoke(id);
    const reject = { query: 'mutation { rejectCall(id: "call_X") { __typename } }' };
    socket.say({ type: 'subscribe', id: '2', payload: reject });
    const { code, reason } = await socket.closed;
    expect([code, reason]).toEqual([4401, 'The key no longer works']);
    expect(JSON.stringify(socket.messages)).not.toContain('rejectCall');
  });

  it('ends the socket and the event stream of a client that only listens, at every process', async () => {
    const { id, key } = await makeKey();
    const sockets = await Promise.all([t.url, other.url].map((url) => welcomed(url, key)));
    const streams = await Promise.all(
      [t.url, other.url].map((url) =>
        fetch(`${url}/graphql?query=${encodeURIComponent('subscription { callEvents { id } }')}`, {
          headers: { accept: 'text/event-stream', authorization: `Bearer ${key}` },
        }),
      ),
    );
    await revoke(id);
    const closed = await Promise.all(sockets.map((socket) => socket.closed));
    const texts = await Promise.all(streams.map((stream) => stream.text()));
    expect(texts.map((text) => /"code":"\w+"/.exec(text)?.[0])).toEqual(
      texts.map(() => '"code":"UNAUTHENTICATED"'),
    );
    expect(closed.map(({ code }) => code)).toEqual([4401, 4401]);
  }, 30_000);
});
