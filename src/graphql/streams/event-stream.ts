import type { ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import type { UnreadBytes } from '../unread-bytes.ts';
import type { Batch, Subscriber } from './cohorts.ts';
import { createPendingWrites } from './pending-writes.ts';
import { createTurns } from './turns.ts';

/** One response of server-sent events, as in graphql-sse's distinct connections mode. */
export interface EventStream extends Subscriber {
  fail(error: GraphQLFormattedError): void;
  comment(): void;
  complete(): void;
  /** Ends without `complete`, which tells the client to resume. */
  breakOff(): void;
  /** To be called once per sweep. Answers for how many sweeps in a row the client has read nothing of what is queued. */
  sweepWrites(): number;
  destroy(): void;
}

export function openEventStream(response: ServerResponse, unread: UnreadBytes): EventStream {
  const writes = createPendingWrites();
  // Not in `writeHead`: the HTTP server reads this header afterwards, and does not time event streams as requests.
  response.setHeader('content-type', 'text/event-stream; charset=utf-8');
  response.writeHead(200, {
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });

  const isOver = () => response.writableEnded || response.destroyed;
  const account = unread.open({
    count: () => response.writableLength,
    cutOff: () => response.destroy(),
  });
  response.once('close', account.close);
  const turns = createTurns(() => isOver() || writes.count === 0);

  function write(text: string | Buffer): void {
    if (isOver()) return;
    writes.started();
    response.write(text, () => {
      writes.finished();
      account.changed();
      turns.roomChanged();
    });
    account.changed();
  }

  // Proxies and clients deliver the response only after its first byte.
  write(':\n\n');
  response.once('close', turns.roomChanged);
  return {
    turns,
    send: (batch) => write(messagesOf(batch)),
    fail: (error) => write(messagesOf([Buffer.from(JSON.stringify({ errors: [error] }))])),
    comment: () => write(':\n\n'),
    complete() {
      write('event: complete\ndata:\n\n');
      response.end();
    },
    breakOff: () => void response.end(),
    sweepWrites: writes.sweep,
    destroy: () => void response.destroy(),
  };
}

const bytes = (text: string) => Buffer.from(text);
const start = bytes('event: next\ndata: ');
const end = bytes('\n\n');
const latest = new WeakMap<Batch, Buffer>();

/** The same bytes for every stream that is sent the batch. */
function messagesOf(batch: Batch): Buffer {
  const messages = latest.get(batch) ?? Buffer.concat(batch.flatMap((one) => [start, one, end]));
  latest.set(batch, messages);
  return messages;
}
