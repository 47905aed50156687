import type { ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import type { UnreadBytes } from '../unread-bytes.ts';
import type { Batch, Subscriber } from './cohorts.ts';
import { createPendingWrites } from './pending-writes.ts';
import { createTurns } from './turns.ts';

/** One response of server-sent events, as in graphql-sse's distinct connections mode. */
export interface EventStream extends Subscriber {
  /** Sends the error. The response stays open. */
  fail(error: GraphQLFormattedError): void;
  /** Sends a heartbeat, which clients ignore. */
  comment(): void;
  complete(): void;
  /** Ends the response without the `complete` event. The client then knows that it should resume. */
  breakOff(): void;
  /**
   * Must be called once per sweep, the tick of a timer that looks for slow clients. Returns for how many sweeps in a row the client
   * has read none of the queued bytes.
   */
  sweepWrites(): number;
  /** Closes the connection. What the client has not read is lost. */
  destroy(): void;
}

/** `unread` bounds what all clients of this process have not read, and may cut off this one. */
export function openEventStream(response: ServerResponse, unread: UnreadBytes): EventStream {
  const writes = createPendingWrites();
  // Set before `writeHead`, so that the HTTP server can read it and exclude event streams from the duration of requests.
  response.setHeader('content-type', 'text/event-stream; charset=utf-8');
  response.writeHead(200, {
    'cache-control': 'no-store',
    // Otherwise nginx would hold events back until it has many.
    'x-accel-buffering': 'no',
  });

  const isOver = () => response.writableEnded || response.destroyed;
  const account = unread.open({
    count: () => response.writableLength,
    cutOff: () => response.destroy(),
  });
  response.once('close', account.close);
  /** Events wait for room. A response that is over has room, because otherwise they would wait forever. */
  const hasRoom = () => isOver() || writes.count === 0;
  const turns = createTurns(hasRoom);

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

  // Some proxies and clients deliver a response only after the first byte of its body, so a comment is sent first.
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
const messagesByBatch = new WeakMap<Batch, Buffer>();

/** Makes the messages of a batch once for all streams to which the batch is sent. */
function messagesOf(batch: Batch): Buffer {
  const messages =
    messagesByBatch.get(batch) ?? Buffer.concat(batch.flatMap((payload) => [start, payload, end]));
  messagesByBatch.set(batch, messages);
  return messages;
}
