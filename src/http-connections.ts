import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

export interface ConnectionBounds {
  /** How many connections may be open at the same time. */
  readonly most: number;
  /**
   * Counts a connection of this address. Returns null if the address has as many as it may, and otherwise the function to call
   * when the connection has ended.
   */
  readonly admit: (address: string | undefined) => (() => void) | null;
  /** A connection of this address was closed or refused because the process has as many as it may. */
  readonly onFull: (address: string | undefined) => void;
}

/**
 * Bounds the connections of a server. When there are too many, one without a request under way is closed for each new one: first those
 * that have never sent a request, then those that wait for the next, the oldest first. So a crowd of idle connections keeps
 * neither clients nor health checks out.
 */
export function boundConnections(server: Server, bounds: ConnectionBounds): void {
  const open = new Set<Socket>();
  // `silent` have sent no request yet, and `resting` wait for their next one. A set keeps the order of insertion, so its first
  // connection is the oldest.
  const silent = new Set<Socket>();
  const resting = new Set<Socket>();
  const underWay = new WeakMap<Socket, number>();

  function forget(socket: Socket): void {
    for (const set of [open, silent, resting]) set.delete(socket);
  }

  function closeIdle(): boolean {
    const [oldest] = silent.size > 0 ? silent : resting;
    if (oldest === undefined) return false;
    bounds.onFull(oldest.remoteAddress);
    forget(oldest);
    oldest.destroy();
    return true;
  }

  function accept(socket: Socket): void {
    const address = socket.remoteAddress;
    const release = bounds.admit(address);
    if (release === null) return void socket.destroy();
    socket.once('close', release);
    if (open.size >= bounds.most && !closeIdle()) {
      bounds.onFull(address);
      return void socket.destroy();
    }
    open.add(socket);
    silent.add(socket);
    socket.once('close', () => forget(socket));
  }

  function begin({ socket }: IncomingMessage): void {
    silent.delete(socket);
    resting.delete(socket);
    // A client may send several requests before it gets the first answer.
    underWay.set(socket, (underWay.get(socket) ?? 0) + 1);
  }

  function end({ socket }: IncomingMessage): void {
    const left = (underWay.get(socket) ?? 1) - 1;
    underWay.set(socket, left);
    if (left === 0 && open.has(socket)) resting.add(socket);
  }

  server.on('connection', accept);
  server.on('request', (request, response) => {
    begin(request);
    response.once('close', () => end(request));
  });
  // The limits of websockets are elsewhere: here they count, and are never closed. So the request for one never ends, and an earlier
  // request of the same connection may end after it has begun.
  server.on('upgrade', begin);
}
