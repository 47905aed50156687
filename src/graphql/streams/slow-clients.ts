import type { Farewell } from '../farewell.ts';
import type { Timing } from '../timing.ts';
import type { EventStream } from './event-stream.ts';
import type { Connection } from './socket-connection.ts';

export interface OpenStream {
  readonly stream: EventStream;
  /**
   * Ends the stream, with an error, after what was already written, which a slow client may still read. Further calls
   * change nothing.
   */
  leave(why: Farewell): void;
  lastCommentAt: number;
}

/** Cuts off a websocket whose client does not read, and pings the others when a ping is due. Runs once per sweep (`sweepMs`). */
export function sweepSocket(connection: Connection, timing: Timing): void {
  if (!connection.isOpen) return;
  const stalledSweeps = connection.sweepWrites();
  if (stalledSweeps > sweepsIn(timing.slowConsumerMs, timing)) {
    connection.cutOff('Too slow: resume after your last cursor');
  } else connection.sweepPings(sweepsIn(timing.heartbeatMs, timing));
}

/**
 * The same for server-sent events, with a comment instead of a ping. A client that stays stalled for another `thawMs` loses what
 * it has not read. On a websocket, ws itself waits that long (`closeTimeout`).
 */
export function sweepEventStream(open: OpenStream, timing: Timing): void {
  const { stream } = open;
  const stalledSweeps = stream.sweepWrites();
  if (stalledSweeps > sweepsIn(timing.slowConsumerMs + timing.thawMs, timing)) stream.destroy();
  else if (stalledSweeps > sweepsIn(timing.slowConsumerMs, timing)) open.leave('too slow');
  else if (performance.now() - open.lastCommentAt >= timing.heartbeatMs) {
    open.lastCommentAt = performance.now();
    stream.comment();
  }
}

function sweepsIn(ms: number, { sweepMs }: Timing): number {
  return Math.ceil(ms / sweepMs);
}
