import type { Problem } from '../../call/problem.ts';
import type {
  LineAt,
  NotAdmitted,
  Operation,
  Outcome,
  RequestLimiter,
} from '../request-limiter.ts';
import { createSemaphore, type Semaphore } from '../semaphore.ts';
import { type Breaker, createBreaker } from './circuit-breaker.ts';
import { createHoldOff, type HoldOff } from './hold-off.ts';

export interface LimiterSettings {
  /** Concurrent requests of one line. */
  readonly atOnce: number;
  /** Requests of one line that may wait for their turn; further ones are not sent. */
  readonly maxWaiting: number;
  /** Consecutive failures after which a circuit breaker opens. */
  readonly failuresToOpen: number;
  /** How often a request may probe the provider while a circuit breaker is open. */
  readonly probeEveryMs: number;
}

export const defaultLimits: LimiterSettings = {
  atOnce: 16,
  maxWaiting: 256,
  failuresToOpen: 5,
  probeEveryMs: 500,
};

const maxKeys = 10_000;

/**
 * Called after each request with whether the provider answered it. A server error counts as failed. Not called if this service has
 * aborted the request or not sent it.
 */
export type OnAnswer = (line: LineAt, operation: Operation, is: 'answered' | 'failed') => void;

export function createRequestLimiter(
  settings: LimiterSettings = defaultLimits,
  clock: () => number = () => performance.now(),
  onAnswer: OnAnswer = () => {},
): RequestLimiter {
  const semaphoreOf = oneForEach<Semaphore>(() =>
    createSemaphore(settings.atOnce, settings.maxWaiting),
  );
  const breakers = new Map<string, Breaker>();
  const breakerOf = oneForEach<Breaker>(() => createBreaker(settings, clock), breakers);
  const holdOffOf = oneForEach<HoldOff>(() => createHoldOff(clock));

  return {
    openBreakers: () => [...breakers.values()].filter((breaker) => breaker.isOpen()).length,
    async run(line, operation, send) {
      const { id } = line;
      const holdOff = holdOffOf(`${id} ${operation}`);
      // A Retry-After that a reject got also holds off the texts of the line. One that a text got holds off no reject.
      const holdOffMs = () =>
        Math.max(holdOff.remainingMs(), holdOffOf(`${id} reject`).remainingMs());
      if (holdOffMs() > 0) return heldOff(holdOffMs());
      const breaker = breakerOf(`${id} ${operation}`);
      if (!breaker.mayAdmit()) return notAdmitted(breakerOpen, settings.probeEveryMs);
      const semaphore = semaphoreOf(id);
      const isUrgent = operation === 'reject';
      if (!(await semaphore.acquire(isUrgent))) return notAdmitted(queueFull);
      try {
        // Checked again: another request of the line may have got a Retry-After while this one was in the queue.
        if (holdOffMs() > 0) return heldOff(holdOffMs());
        // Asked last, because it may use up the one probe.
        if (!breaker.admits()) return notAdmitted(breakerOpen, settings.probeEveryMs);
        const answer = await send();
        if (answer.is === 'not-done') holdOff.note(answer.retryAfterMs);
        if (!answer.ofOurDoing) {
          const isFailure = isTransportFailure(answer);
          breaker.record(isFailure);
          onAnswer(line, operation, isFailure ? 'failed' : 'answered');
        }
        return answer;
      } finally {
        semaphore.release();
      }
    },
  };
}

const breakerOpen: Problem = {
  kind: 'UNAVAILABLE',
  message: 'The last requests to the provider failed, so nothing was sent; it is tried again soon.',
};

const queueFull: Problem = {
  kind: 'UNAVAILABLE',
  message: 'Too many requests of this line are waiting; nothing was sent.',
};

function heldOff(ms: number): NotAdmitted {
  const seconds = Math.ceil(ms / 1000);
  const message = `The provider asked this line to wait, for ${seconds} s more; nothing was sent.`;
  return notAdmitted({ kind: 'RATE_LIMITED', message }, ms);
}

function notAdmitted(problem: Problem, retryAfterMs?: number): NotAdmitted {
  return { is: 'not-done', problem, retryAfterMs };
}

/** A refusal is no failure, because it shows that the provider works. UNAVAILABLE also stands for an answer with a server error. */
function isTransportFailure({ is, problem }: Outcome): boolean {
  if (is !== 'unknown' && is !== 'not-done') return false;
  return problem?.kind === 'NO_ANSWER' || problem?.kind === 'UNAVAILABLE';
}

/** Returns a function that gets the value of a key, and creates it at first. */
function oneForEach<Value>(
  create: () => Value,
  values: Map<string, Value> = new Map(),
): (key: string) => Value {
  return (key) => {
    const existing = values.get(key);
    if (existing) return existing;
    // Bounds the memory. Clearing is rare, and the limits only start anew.
    if (values.size >= maxKeys) values.clear();
    const created = create();
    values.set(key, created);
    return created;
  };
}
