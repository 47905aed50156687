import type { GraphQLFormattedError } from 'graphql';
import type { Subscriber } from '../streams/cohorts.ts';
import type { UnreadBytes } from '../unread-bytes.ts';
import type { CallbackTarget } from './callback-target.ts';
import type { CallbackMessage, Courier } from './courier.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createOutbox } from './outbox.ts';

/** The events of one subscription, on their way to a router's URL: one at a time, and beside them at most one `check`. */
export interface CallbackStream extends Subscriber {
  /** Sends what is queued, then the error if there is one, then `complete`. Drops what is not sent after `withinMs`. */
  finish(error: GraphQLFormattedError | null, withinMs: number): void;
  /** Sends nothing more. */
  destroy(): void;
  /** Settles when nothing more is sent; with null if the stream was finished, destroyed or cut off for its unread bytes. */
  readonly ended: Promise<Ending | null>;
}

/** `gone`: the router has ended the subscription. `given up`: the router could not be reached, or refused a message. */
export type Ending =
  | { readonly is: 'gone' }
  | { readonly is: 'given up'; readonly because: string };

interface Options {
  readonly courier: Courier;
  readonly unread: UnreadBytes;
  /** How many times one message is sent at most, before the subscription is given up. */
  readonly attempts: number;
}

/** The heartbeat. Before the first event, it also asks the router whether it knows the subscription. */
export const check: CallbackMessage = { action: 'check', fields: '' };
const complete: CallbackMessage = { action: 'complete', fields: '' };

/** A `check` must arrive before the router's interval is over, so it is sent after this share of the interval. */
const heartbeatShare = 0.6;

export function openCallbackStream(
  target: CallbackTarget,
  { courier, unread, attempts }: Options,
): CallbackStream {
  const abort = new AbortController();
  const outbox = createOutbox(unread, () => abort.abort());
  abort.signal.addEventListener('abort', outbox.close);
  // With a `heartbeatMs` of 0 the router expects no `check`.
  const everyMs = target.heartbeatMs * heartbeatShare;
  const sendCheck = () => courier.deliver(target, check, attempts, abort.signal);
  const stopHeartbeat = everyMs > 0 ? startHeartbeat(everyMs, sendCheck, giveUp) : () => {};
  let endedByCheck: Ending | null = null;
  let deadline: NodeJS.Timeout | undefined;

  function giveUp(why: Ending): void {
    endedByCheck = why;
    abort.abort();
  }

  async function run(): Promise<Ending | null> {
    for (let message = await outbox.next(); message; message = await outbox.next()) {
      const delivery = await courier.deliver(target, message, attempts, abort.signal);
      if (delivery.is === 'taken') continue;
      // An abort ends the delivery with `given up`, which then tells nothing about the router.
      return abort.signal.aborted ? endedByCheck : delivery;
    }
    return endedByCheck;
  }

  const ended = run().finally(() => {
    stopHeartbeat();
    clearTimeout(deadline);
    abort.abort();
  });

  return {
    // An event is executed for this subscriber only while the outbox has room.
    turns: outbox.turns,
    ended,
    send: (batch) => outbox.push(batch.map((payload) => nextOf(payload.toString()))),
    finish(error, withinMs) {
      if (abort.signal.aborted) return;
      // A `check` asks whether the subscription is still wanted, which ends now.
      stopHeartbeat();
      deadline ??= setTimeout(() => abort.abort(), withinMs);
      outbox.seal([...(error ? [nextOf(JSON.stringify({ errors: [error] }))] : []), complete]);
    },
    destroy: () => abort.abort(),
  };
}

/**
 * Errors are sent as a `next` message as well. The protocol has `complete` messages for them, but some routers drop the code of an
 * error in one. `fields` continues the JSON text of the message, so it begins with a comma.
 */
function nextOf(payload: string): CallbackMessage {
  return { action: 'next', fields: `,"payload":${payload}` };
}
