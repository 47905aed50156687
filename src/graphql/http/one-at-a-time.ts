import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The requests of one connection that are not answered yet. */
interface Queue {
  last: Promise<void>;
  length: number;
}

const queues = new WeakMap<Socket, Queue>();

/** Far more requests than a client has reason to send before it gets the first response. */
const maxLength = 50;

/**
 * Makes the requests of one connection wait for each other, because a client may send many before it reads a response (HTTP
 * pipelining). Node sends responses in the order of the requests, and would keep those that are finished early whole in memory.
 * Resolves to false if the connection has ended.
 */
export async function waitForTurn(
  { socket }: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const queue = queues.get(socket) ?? { last: Promise.resolve(), length: 0 };
  queues.set(socket, queue);
  if (queue.length >= maxLength) socket.destroy();
  if (socket.destroyed) return false;
  const previous = queue.last;
  queue.length += 1;
  queue.last = new Promise((resolve) => {
    response.once('close', () => {
      queue.length -= 1;
      resolve();
    });
  });
  if (queue.length > 1) await previous;
  return !socket.destroyed;
}
