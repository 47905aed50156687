import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Delivery {
  readonly body: string;
  readonly attempt: number;
  /** Absent if there was no answer. */
  readonly status?: number;
}

export interface WebhookSender {
  /** Deliveries in one lane are sent one after the other; different lanes are sent concurrently. */
  send(lane: string, payload: unknown): void;
  /** Holds all deliveries back until `release`. */
  hold(): void;
  release(order: 'as-sent' | 'reversed'): void;
  /** Resolves when everything sent so far is delivered or given up. Deliveries that are held back do not count. */
  settled(): Promise<void>;
  close(): Promise<void>;
  /** Every attempt, oldest first; the last 10,000. */
  readonly deliveries: readonly Delivery[];
}

/** How webhooks are sent. */
export interface WebhookManner {
  /** If absent, no webhook is sent. */
  url?: string;
  /** Further headers of a delivery, such as the signature of its body. */
  headersFor?: (body: string) => Readonly<Record<string, string>>;
  /** How many times each event is delivered; the default is 1. */
  copies?: number;
  /** The wait before each event is delivered. */
  delayMs?: number;
}

/** The pauses before the second and further attempts. After the last attempt the webhook is given up. */
const retryDelaysMs = [100, 400, 1600];
const waitingLimit = 10_000;
/** The attempts that `deliveries` keeps. */
const remembered = 10_000;

/** Reads `manner` for each delivery, so that a test can change it at any time. */
export function createWebhookSender(manner: WebhookManner): WebhookSender {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const closing = new AbortController();
  /** The last delivery of each lane; the next one waits for it. */
  const lanes = new Map<string, Promise<void>>();
  const deliveries: Delivery[] = [];
  /** Undefined while deliveries are not held back. */
  let held: { lane: string; body: string }[] | undefined;
  let waiting = 0;

  function enqueue(lane: string, body: string): void {
    const tail = (lanes.get(lane) ?? Promise.resolve()).then(() => deliver(body));
    const next = tail.finally(() => {
      waiting -= 1;
      if (lanes.get(lane) === next) lanes.delete(lane);
    });
    lanes.set(lane, next);
  }

  async function deliver(body: string): Promise<void> {
    if (manner.delayMs && !(await waited(manner.delayMs, closing.signal))) return;
    for (let copy = 0; copy < (manner.copies ?? 1); copy++) await deliverOnce(body);
  }

  async function deliverOnce(body: string): Promise<void> {
    for (const [n, delayMs] of [0, ...retryDelaysMs].entries()) {
      if (!(await waited(delayMs, closing.signal)) || manner.url === undefined) return;
      const headers = manner.headersFor?.(body) ?? {};
      const status = await post(agent, manner.url, body, headers, closing.signal);
      if (deliveries.push({ body, attempt: n + 1, status }) > remembered) deliveries.shift();
      if (status !== undefined && status >= 200 && status < 300) return;
    }
  }

  return {
    deliveries,
    send(lane, payload) {
      if (waiting >= waitingLimit) throw new Error('Too many webhooks are waiting.');
      waiting += 1;
      const body = JSON.stringify(payload);
      if (held) held.push({ lane, body });
      else enqueue(lane, body);
    },
    hold() {
      held ??= [];
    },
    release(order) {
      const kept = held ?? [];
      held = undefined;
      // One lane for all, so that they arrive in this order.
      for (const { body } of order === 'reversed' ? kept.reverse() : kept)
        enqueue('released', body);
    },
    async settled() {
      while (lanes.size > 0) await Promise.all(lanes.values());
    },
    async close() {
      closing.abort();
      await Promise.all(lanes.values());
      agent.destroy();
    },
  };
}

/** Returns false if `close` was called before the time had passed. */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  if (ms > 0 && !signal.aborted) await sleep(ms, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

/** The status of the answer, if one came within two seconds. */
function post(
  agent: Agent,
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  closing: AbortSignal,
): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const sent = request(url, {
    agent,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    signal: AbortSignal.any([closing, AbortSignal.timeout(2000)]),
  });
  sent.on('response', (response) => {
    response.resume();
    response.on('error', () => resolve(undefined));
    response.on('end', () => resolve(response.statusCode));
  });
  sent.on('error', () => resolve(undefined));
  sent.on('close', () => resolve(undefined));
  sent.end(body);
  return promise;
}
