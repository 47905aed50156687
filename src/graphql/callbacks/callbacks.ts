import { setTimeout as delay } from 'node:timers/promises';
import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { FormatError } from '../errors.ts';
import { type Farewell, farewellError } from '../farewell.ts';
import type { KeyRechecks } from '../guard/recheck-keys.ts';
import type { Log } from '../log.ts';
import type { Payloads } from '../streams/subscriptions.ts';
import type { Timing } from '../timing.ts';
import type { UnreadBytes } from '../unread-bytes.ts';
import { type CallbackStream, check, openCallbackStream } from './callback-stream.ts';
import { type CallbackTarget, readCallbackTarget } from './callback-target.ts';
import { type CallbackHttp, createCourier, type OnCallback } from './courier.ts';

/**
 * The subscriptions whose events this process sends to routers by HTTP callbacks: Apollo's protocol in which each event, and a `check`
 * as a heartbeat, is a POST to a URL of the router.
 */
export interface Callbacks {
  /** True if no more subscriptions are accepted: the process is full or stops. */
  readonly isClosed: boolean;
  /** Returns null if the request does not ask for callbacks. Throws a RequestError if they are not allowed or wrongly asked for. */
  targetOf(accept: string | undefined, body: unknown): CallbackTarget | null;
  /** Asks the router whether it knows the subscription. Resolves to null if it does. */
  confirm(target: CallbackTarget): Promise<RequestError | null>;
  start(target: CallbackTarget, payloads: Payloads, key: CallbackKey): void;
  /** Ends every subscription, spread over a short time, and accepts no more. */
  drain(): Promise<void>;
  /** Sends nothing more. */
  stop(): void;
}

interface CallbackKey {
  readonly credential: string | undefined;
  readonly viewer: Viewer;
}

export interface CallbacksOptions {
  /** Null if CALLBACK_HOSTS is empty, so that callbacks are not allowed. */
  readonly http: CallbackHttp | null;
  readonly onCallback: OnCallback;
  readonly keyRechecks: KeyRechecks;
  readonly formatError: FormatError;
  readonly maxStreams: number;
  readonly timing: Timing;
  readonly unread: UnreadBytes;
  readonly log: Log;
}

interface OpenSubscription {
  readonly stream: CallbackStream;
  /** Ends the subscription with an error that says why. */
  leave(why: Farewell): void;
}

/** How many times one message is sent at most, before the subscription is given up. */
const attempts = 5;
/** Routers may not ask for `check` callbacks less often. */
const maxHeartbeatMs = 10 * 60_000;

export function createCallbacks(options: CallbacksOptions): Callbacks {
  const { http, timing, onCallback } = options;
  const { callbackMs: timeoutMs, callbackWaitMs: waitMs } = timing;
  const courier = http && createCourier({ http, onCallback, timeoutMs, waitMs });
  const bounds = { minMs: timing.minCallbackHeartbeatMs, maxMs: maxHeartbeatMs };
  const all = new Set<OpenSubscription>();
  const stopped = new AbortController();
  let isDraining = false;

  return {
    get isClosed() {
      return isDraining || all.size >= options.maxStreams;
    },
    targetOf(accept, body) {
      const target = readCallbackTarget(accept, body, bounds);
      if (target === null) return null;
      if (!http) throw noCallbacks();
      const problem = http.problemWith(target.url);
      if (problem !== null) throw forbidden(problem);
      return target;
    },
    async confirm(target) {
      if (!courier) return noCallbacks();
      // One attempt, because the router waits for the answer to its request meanwhile.
      const delivery = await courier.deliver(target, check, 1, stopped.signal);
      switch (delivery.is) {
        case 'taken':
          return null;
        case 'gone':
          return notConfirmed('it does not know the subscription');
        case 'given up':
          return notConfirmed(delivery.because);
      }
    },
    start(target, payloads, key) {
      if (!courier) throw noCallbacks();
      const stream = openCallbackStream(target, { courier, unread: options.unread, attempts });
      startSending(all, options, { stream, target, payloads, key });
    },
    async drain() {
      isDraining = true;
      await Promise.all([...all].map((open) => leaveWithin(open, timing.drainSpreadMs)));
    },
    stop() {
      isDraining = true;
      stopped.abort();
      for (const { stream } of all) stream.destroy();
    },
  };
}

interface Started {
  readonly stream: CallbackStream;
  readonly target: CallbackTarget;
  readonly payloads: Payloads;
  readonly key: CallbackKey;
}

function startSending(
  all: Set<OpenSubscription>,
  { keyRechecks, formatError, timing, log }: CallbacksOptions,
  { stream, target, payloads, key }: Started,
): void {
  const finish = (error: unknown) => {
    stream.finish(error === undefined ? null : formatError(error), timing.closeMs);
    stopWatching();
  };
  const leave = (why: Farewell) => {
    finish(farewellError(why, payloads.after));
    void payloads.return();
  };
  const stopWatching = keyRechecks.watch({ ...key, onRevoked: leave });
  const subscription: OpenSubscription = { stream, leave };
  all.add(subscription);
  void stream.ended.then((ending) => {
    all.delete(subscription);
    stopWatching();
    void payloads.return();
    // Otherwise the router has ended the subscription (`gone`), or this process has (null).
    if (ending?.is !== 'given up') return;
    const { host } = new URL(target.url);
    log.warn('A router takes no callbacks of a subscription any more, which has ended.', {
      host,
      because: ending.because,
    });
  });
  // Ends with an error, or without one when the events have ended.
  payloads.sendTo(stream).then(() => finish(undefined), finish);
}

async function leaveWithin({ leave, stream }: OpenSubscription, spreadMs: number): Promise<void> {
  await delay(Math.random() * spreadMs);
  leave('restart');
  await stream.ended;
}

function noCallbacks(): RequestError {
  return new RequestError(
    'FORBIDDEN',
    'This service sends no callbacks: subscribe over a websocket or with server-sent events, or let the operator list the router’s host in CALLBACK_HOSTS.',
  );
}

function forbidden(problem: string): RequestError {
  return new RequestError('FORBIDDEN', `\`extensions.subscription.callbackUrl\`: ${problem}.`);
}

function notConfirmed(because: string): RequestError {
  return new RequestError(
    'BAD_USER_INPUT',
    `The callback URL did not confirm the subscription: ${because}.`,
  );
}
