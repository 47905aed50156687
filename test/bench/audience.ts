import { once } from 'node:events';
import { WebSocket } from 'ws';

/** Sockets that all get the same events, each event once. */
export interface Audience {
  /** Resolves when every socket has got so many more. */
  next(events: number): Promise<void>;
  lastMessage(): string;
  close(): void;
}

/** How a socket asks a GraphQL server for events; a bare one need not be asked. */
export interface Wish {
  readonly key: string;
  readonly query: string;
}

const patienceMs = 10_000;

export async function openAudience(url: string, count: number, wish?: Wish): Promise<Audience> {
  let heard = 0;
  let last: Buffer | undefined;
  let awaited = Number.POSITIVE_INFINITY;
  let arrived = () => {};

  function take(data: Buffer): void {
    last = data;
    if (++heard === awaited) arrived();
  }

  const sockets = await Promise.all(
    Array.from({ length: count }, () => openSocket(url.replace('http', 'ws'), wish, take)),
  );
  return {
    async next(events) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      awaited = heard + events * count;
      arrived = resolve;
      const late = () => reject(new Error(`${awaited - heard} of ${events * count} did not come`));
      const timer = setTimeout(late, patienceMs);
      await promise.finally(() => clearTimeout(timer));
    },
    lastMessage: () => String(last),
    close() {
      for (const socket of sockets) socket.terminate();
    },
  };
}

async function openSocket(
  url: string,
  wish: Wish | undefined,
  take: (data: Buffer) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(url, wish && 'graphql-transport-ws', { perMessageDeflate: false });
  await once(socket, 'open');
  if (wish) {
    const { key, query } = wish;
    say(socket, { type: 'connection_init', payload: { authorization: `Bearer ${key}` } });
    await once(socket, 'message');
    say(socket, { id: '1', type: 'subscribe', payload: { query } });
  }
  socket.on('message', (data: Buffer) => {
    if (data.includes('"type":"next"')) take(data);
  });
  return socket;
}

function say(socket: WebSocket, message: object): void {
  socket.send(JSON.stringify(message));
}
