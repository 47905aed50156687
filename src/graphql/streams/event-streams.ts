import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Viewer } from '../../access/viewer.ts';
import type { FormatError } from '../errors.ts';
import type { KeyChecks } from '../guard/recheck-keys.ts';
import type { Timing } from '../timing.ts';
import { type EventStream, openEventStream } from './event-stream.ts';
import type { Payloads } from './subscriptions.ts';

/** The streams of server-sent events that are open in this process. */
export interface EventStreams {
  readonly isClosed: boolean;
  carry(response: ServerResponse, payloads: Payloads, key: StreamKey): void;
  sweep(): void;
  drain(): Promise<void>;
  stop(): void;
}

interface StreamKey {
  readonly credential: string | undefined;
  readonly viewer: Viewer;
}

interface Options {
  readonly keyChecks: KeyChecks;
  readonly formatError: FormatError;
  readonly maxStreams: number;
  readonly timing: Timing;
}

interface OpenStream {
  readonly stream: EventStream;
  /** Ends after what was written: the client may take it later. */
  leave(): void;
  lastCommentAt: number;
}

export function createEventStreams(options: Options): EventStreams {
  const { timing } = options;
  const all = new Set<OpenStream>();
  let isDraining = false;
  return {
    get isClosed() {
      return isDraining || all.size >= options.maxStreams;
    },
    carry: (response, payloads, key) => carry(all, options, response, payloads, key),
    sweep() {
      for (const one of all) sweepOne(one, timing);
    },
    async drain() {
      isDraining = true;
      await Promise.all([...all].map((one) => leaveWithin(one, timing.drainSpreadMs)));
    },
    stop() {
      isDraining = true;
      for (const { stream } of all) stream.destroy();
    },
  };
}

function carry(
  all: Set<OpenStream>,
  { keyChecks, formatError }: Options,
  response: ServerResponse,
  payloads: Payloads,
  key: StreamKey,
): void {
  const stream = openEventStream(response);
  const leave = () => {
    stopWatching();
    stream.breakOff();
    void payloads.return();
  };
  const one: OpenStream = { stream, leave, lastCommentAt: performance.now() };
  const stopWatching = keyChecks.watch({ ...key, onLost: leave });
  all.add(one);
  response.once('close', () => {
    all.delete(one);
    leave();
  });
  void send(stream, payloads, formatError);
}

async function send(
  stream: EventStream,
  payloads: Payloads,
  formatError: FormatError,
): Promise<void> {
  try {
    for await (const payload of payloads) await stream.next(payload);
  } catch (error) {
    await stream.next(JSON.stringify({ errors: [formatError(error)] }));
  }
  stream.complete();
}

function sweepOne(one: OpenStream, timing: Timing): void {
  const { stream } = one;
  if (stream.isStuckFor(timing.slowConsumerMs + timing.thawMs)) stream.destroy();
  else if (stream.isStuckFor(timing.slowConsumerMs)) one.leave();
  else if (performance.now() - one.lastCommentAt >= timing.heartbeatMs) {
    one.lastCommentAt = performance.now();
    stream.comment();
  }
}

async function leaveWithin(one: OpenStream, spreadMs: number): Promise<void> {
  await delay(Math.random() * spreadMs);
  one.leave();
}
