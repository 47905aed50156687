import { setTimeout as delay } from 'node:timers/promises';
import type { CallbackAction, CallbackOutcome } from './callback-metrics.ts';
import type { CallbackTarget } from './callback-target.ts';

/**
 * One message to a router. `fields` is JSON text that is added to the fields which all messages have: it is empty, or begins with a
 * comma, such as `,"payload":{…}`.
 */
export interface CallbackMessage {
  readonly action: CallbackAction;
  readonly fields: string;
}

/** `taken`: the router accepted it. `gone`: the router has ended the subscription. `given up`: it could not be reached, or refuses it. */
export type Delivery =
  | { readonly is: 'taken' }
  | { readonly is: 'gone' }
  | { readonly is: 'given up'; readonly because: string };

/** Sends HTTP requests to the hosts that the operator lists, and to no others. */
export interface CallbackHttp {
  /** Why nothing may be sent to this URL, or null if something may. */
  problemWith(url: string): string | null;
  post(request: CallbackRequest): Promise<CallbackAnswer>;
}

export interface CallbackRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** `not-sent`: the router got nothing of the request. `no-answer`: the router may have got it. */
export type CallbackAnswer =
  | { readonly is: 'answered'; readonly status: number }
  | { readonly is: 'not-sent' | 'no-answer'; readonly because: string };

export type OnCallback = (action: CallbackAction, outcome: CallbackOutcome) => void;

export interface CourierOptions {
  readonly http: CallbackHttp;
  readonly onCallback: OnCallback;
  /** The deadline of one request. */
  readonly timeoutMs: number;
  /** The longest wait before the second attempt. It doubles with each further attempt. */
  readonly waitMs: number;
}

export interface Courier {
  /** Sends a message at most `attempts` times. Never rejects. Ends early, with `given up`, when the signal aborts. */
  deliver(
    target: CallbackTarget,
    message: CallbackMessage,
    attempts: number,
    signal: AbortSignal,
  ): Promise<Delivery>;
}

export const protocolHeader = { 'subscription-protocol': 'callback/1.0' } as const;

export function createCourier({ http, onCallback, timeoutMs, waitMs }: CourierOptions): Courier {
  /** `not taken`: another attempt may succeed. */
  async function attempt(
    target: CallbackTarget,
    { action, fields }: CallbackMessage,
    signal: AbortSignal,
  ): Promise<Delivery | { readonly is: 'not taken'; readonly because: string }> {
    const answer = await http.post({
      url: target.url,
      headers: { 'content-type': 'application/json', ...protocolHeader },
      body: `{${beginningOf(target, action)}${fields}}`,
      timeoutMs,
      signal,
    });
    const isBrokenOff = signal.aborted && answer.is !== 'answered';
    const outcome = outcomeOf(answer);
    // What this process broke off says nothing about the router.
    if (!isBrokenOff) onCallback(action, outcome);
    const because = answer.is === 'answered' ? `it answered ${answer.status}` : answer.because;
    switch (outcome) {
      case 'TAKEN':
        return { is: 'taken' };
      case 'GONE':
        return { is: 'gone' };
      case 'REFUSED':
        return { is: 'given up', because };
      case 'NOT_TAKEN':
        return { is: 'not taken', because };
    }
  }

  return {
    async deliver(target, message, attempts, signal) {
      let because = 'the subscription ended';
      for (let number = 1; !signal.aborted; number++) {
        const delivery = await attempt(target, message, signal);
        if (delivery.is !== 'not taken') return delivery;
        because = delivery.because;
        if (number >= attempts) break;
        const maxMs = waitMs * 2 ** (number - 1);
        // Rejects when the signal aborts.
        await delay(maxMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
      }
      return { is: 'given up', because };
    },
  };
}

/** The JSON of the fields that all messages have, without its braces. */
function beginningOf({ id, verifier }: CallbackTarget, action: CallbackAction): string {
  return JSON.stringify({ kind: 'subscription', action, id, verifier }).slice(1, -1);
}

/** With 404 or 410 a router says that the subscription has ended. */
function outcomeOf(answer: CallbackAnswer): CallbackOutcome {
  if (answer.is !== 'answered') return 'NOT_TAKEN';
  const { status } = answer;
  if (status >= 200 && status < 300) return 'TAKEN';
  if (status === 404 || status === 410) return 'GONE';
  return status >= 500 || status === 408 || status === 429 ? 'NOT_TAKEN' : 'REFUSED';
}
