import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer, type RequestListener } from 'node:http';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net';
import { onTestFinished } from 'vitest';

type Close = () => Promise<void>;

const opened = new AsyncLocalStorage<Close[]>();

/** Closes it when the test is over; what was opened last is closed first. */
export function afterwards(close: Close): void {
  const ofThisTest = opened.getStore();
  if (ofThisTest) ofThisTest.push(close);
  else onTestFinished(close);
}

/** A test that runs beside others: of these vitest cannot tell which of them opened something. */
export function apart<Args extends unknown[]>(test: (...args: Args) => Promise<void>) {
  return (...args: Args): Promise<void> => {
    const toClose: Close[] = [];
    return opened.run(toClose, async () => {
      try {
        await test(...args);
      } finally {
        for (const close of toClose.reverse()) await close();
      }
    });
  };
}

export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  afterwards(() => closed(server, () => server.closeAllConnections()));
  return listening(server);
}

export async function serveTcp(onSocket: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => socket.destroy()));
    onSocket(socket);
  });
  afterwards(() => closed(server, () => sockets.forEach((socket) => void socket.destroy())));
  return listening(server);
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function closed(server: Server, hangUp: () => void): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    hangUp();
  });
}
