import { once } from 'node:events';
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { Json } from './json.ts';

export type RawSocket = Awaited<ReturnType<typeof openSocket>>;

interface Settings {
  readonly protocols?: string[];
  readonly headers?: Record<string, string>;
}

/** A websocket client that says exactly what it is told to, for what a well-behaved client never says. */
export async function openSocket(url: string, settings: Settings = {}) {
  const { protocols = ['graphql-transport-ws'], headers } = settings;
  const ws = new WebSocket(url, protocols, { headers });
  const messages: Json[] = [];
  let wakeUp = () => {};
  ws.on('message', (data) => {
    messages.push(JSON.parse(String(data)));
    wakeUp();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    ws.on('close', (code, reason) => {
      resolve({ code, reason: String(reason) });
      wakeUp();
    });
  });
  await once(ws, 'open');

  async function nextMessage() {
    while (messages.length === 0) {
      if (ws.readyState === WebSocket.CLOSED) throw new Error('The socket was closed.');
      await new Promise<void>((resolve) => {
        wakeUp = resolve;
      });
    }
    return messages.shift();
  }

  return {
    ws,
    closed,
    messages,
    nextMessage,
    /** In one packet, so that the server reads them in one go. */
    sayTogether(...messages: unknown[]) {
      const { _socket: tcp } = ws as unknown as { _socket: Socket };
      tcp.cork();
      for (const message of messages) ws.send(JSON.stringify(message));
      tcp.uncork();
    },
    say: (message: unknown) =>
      ws.send(typeof message === 'string' ? message : JSON.stringify(message)),
  };
}

/** A socket that is past its introduction. */
export async function openWelcomeSocket(url: string, key = 'line-key'): Promise<RawSocket> {
  const socket = await openSocket(url);
  socket.say({ type: 'connection_init', payload: { Authorization: `Bearer ${key}` } });
  await socket.nextMessage();
  return socket;
}

export function subscribe(id: string, query: string, variables?: object) {
  return { id, type: 'subscribe', payload: { query, variables } };
}
