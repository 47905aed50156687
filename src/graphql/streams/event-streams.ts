import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Viewer } from '../../access/viewer.ts';
import type { FormatError } from '../errors.ts';
import { type Farewell, farewellError } from '../farewell.ts';
import type { KeyRechecks } from '../guard/recheck-keys.ts';
import type { Timing } from '../timing.ts';
import type { UnreadBytes } from '../unread-bytes.ts';
import { type EventStream, openEventStream } from './event-stream.ts';
import { type OpenStream, sweepEventStream } from './slow-clients.ts';
import type { Payloads } from './subscriptions.ts';

/** The streams of server-sent events that are open in this process. */
export interface EventStreams {
  /** True if no more streams are accepted: the process is full or stops. */
  readonly isClosed: boolean;
  start(response: ServerResponse, payloads: Payloads, key: StreamKey): void;
  /** Ends slow streams, and sends a comment on the others when it is due. */
  sweep(): void;
  /** Ends every stream, spread over a short time, and accepts no more. */
  drain(): Promise<void>;
  /** Breaks off the remaining streams. */
  stop(): void;
}

interface StreamKey {
  readonly credential: string | undefined;
  readonly viewer: Viewer;
}

interface Options {
  readonly keyRechecks: KeyRechecks;
  readonly formatError: FormatError;
  readonly maxStreams: number;
  readonly timing: Timing;
  readonly unread: UnreadBytes;
}

export function createEventStreams(options: Options): EventStreams {
  const { timing } = options;
  const all = new Set<OpenStream>();
  let isDraining = false;
  return {
    get isClosed() {
      return isDraining || all.size >= options.maxStreams;
    },
    start: (response, payloads, key) => startSending(all, options, response, payloads, key),
    sweep() {
      for (const open of all) sweepEventStream(open, timing);
    },
    async drain() {
      isDraining = true;
      await Promise.all([...all].map((open) => leaveWithin(open, timing.drainSpreadMs)));
    },
    stop() {
      isDraining = true;
      for (const { stream } of all) stream.destroy();
    },
  };
}

function startSending(
  all: Set<OpenStream>,
  { keyRechecks, formatError, unread }: Options,
  response: ServerResponse,
  payloads: Payloads,
  key: StreamKey,
): void {
  const stream = openEventStream(response, unread);
  const end = () => {
    stopWatching();
    // What was written is still sent, but no `complete`, so that the client resumes.
    stream.breakOff();
    void payloads.return();
  };
  const leave = (why: Farewell) => {
    // The error gives the client the cursor of its last event, from which it can resume.
    stream.fail(formatError(farewellError(why, payloads.after)));
    end();
  };
  const open: OpenStream = { stream, leave, lastCommentAt: performance.now() };
  const stopWatching = keyRechecks.watch({ ...key, onRevoked: leave });
  all.add(open);
  response.once('close', () => {
    all.delete(open);
    end();
  });
  void send(stream, payloads, formatError);
}

async function send(
  stream: EventStream,
  payloads: Payloads,
  formatError: FormatError,
): Promise<void> {
  try {
    await payloads.sendTo(stream);
  } catch (error) {
    stream.fail(formatError(error));
  }
  // Also after an error: without `complete` the client would resume.
  stream.complete();
}

async function leaveWithin(open: OpenStream, spreadMs: number): Promise<void> {
  await delay(Math.random() * spreadMs);
  open.leave('restart');
}
