import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** A websocket server that accepts connections, and then neither reads nor sends nor answers a close, as a host does that is gone. */
export async function startSilentSocket() {
  const server = new WebSocketServer({
    ...{ port: 0, host: '127.0.0.1' },
    handleProtocols: ([first = '']) => first,
  });
  server.on('connection', (socket: WebSocket) => {
    socket.once('message', () => {
      socket.send(JSON.stringify({ type: 'connection_ack' }));
      socket.pause();
    });
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    host: `127.0.0.1:${port}`,
    async stop() {
      for (const socket of server.clients) socket.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
