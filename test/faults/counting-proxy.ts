import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Passes everything on as it is, and counts the connections. Some it closes before a byte has passed. */
export interface CountingProxy {
  readonly port: number;
  count(): number;
  /** Of the connections that come from now on, the first `count` are closed at once. */
  closeNext(count: number): void;
  close(): Promise<void>;
}

export async function startCountingProxy(targetPort: number): Promise<CountingProxy> {
  let count = 0;
  let toClose = 0;
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    count++;
    if (toClose > 0) {
      toClose--;
      client.resume().end();
      return;
    }
    const target = connect({ host: '127.0.0.1', port: targetPort, allowHalfOpen: true });
    for (const [one, other] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.resetAndDestroy());
      one.on('close', () => sockets.delete(one));
      one.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    count: () => count,
    closeNext(count) {
      toClose = count;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
