import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { overWebSocket } from '../../src/client/client.ts';
import { startSilentSocket } from '../support/silent-socket.ts';

let silent: Awaited<ReturnType<typeof startSilentSocket>>;
beforeAll(async () => {
  silent = await startSilentSocket();
});
afterAll(() => silent.stop());

it.each([
  ['the global WebSocket', undefined],
  ['that of ws', WebSocket],
])(
  'a connection falls silent and is given up, although no close is answered, with %s',
  async (_, webSocketImpl) => {
    const transport = overWebSocket({
      ...{ url: `ws://${silent.host}/ws`, silenceMs: 100 },
      ...(webSocketImpl && { webSocketImpl }),
    });
    const never = new AbortController().signal;
    let isConnected = false;
    const onConnected = () => {
      isConnected = true;
    };
    const stream = transport({ query: 'subscription { a }', variables: {} }, never, onConnected);
    const failure = await (async () => {
      for await (const payload of stream) expect(payload).toBe('nothing');
    })().catch((thrown) => thrown);
    expect(isConnected).toBe(true);
    expect(failure).toMatchObject({ message: 'No pong came in time.', closeCode: 4499 });
  },
);
