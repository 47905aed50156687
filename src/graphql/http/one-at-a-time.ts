import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

interface Line {
  last: Promise<void>;
  length: number;
}

const lines = new WeakMap<Socket, Line>();

/** Far more than is useful to a client that sends its next request before it has the response. */
const maxLength = 50;

/**
 * Requests of one connection are answered one after the other. Otherwise, responses for which it is not yet the turn
 * would be kept whole in memory, as many as the client asks for. False: the connection has ended.
 */
export async function waitForTurn(
  { socket }: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const line = lines.get(socket) ?? { last: Promise.resolve(), length: 0 };
  lines.set(socket, line);
  if (line.length >= maxLength) socket.destroy();
  if (socket.destroyed) return false;
  const before = line.last;
  line.length += 1;
  line.last = new Promise((resolve) => {
    response.once('close', () => {
      line.length -= 1;
      resolve();
    });
  });
  if (line.length > 1) await before;
  return !socket.destroyed;
}
