import type { Problem } from '../../call/problem.ts';
import type { LineGate, NotThrough, Outcome } from '../request-limiter.ts';
import { createTurns, type Turns } from '../semaphore.ts';
import { type Breaker, createBreaker } from './circuit-breaker.ts';
import { createPatience, type Patience } from './retry-after.ts';

export interface GateSettings {
  readonly atOnce: number;
  readonly maxWaiting: number;
  readonly failuresToOpen: number;
  readonly probeEveryMs: number;
}

export const defaultGate: GateSettings = {
  atOnce: 16,
  maxWaiting: 256,
  failuresToOpen: 5,
  probeEveryMs: 500,
};

const maxLines = 10_000;

export function createLineGate(settings: GateSettings = defaultGate): LineGate {
  const turnsOf = remembering<Turns>(() => createTurns(settings.atOnce, settings.maxWaiting));
  const breakerOf = remembering<Breaker>(() => createBreaker(settings));
  const patienceOf = remembering<Patience>(() => createPatience());

  return {
    async through(line, operation, ask) {
      const patience = patienceOf(`${line} ${operation}`);
      const leftMs = () => Math.max(patience.leftMs(), patienceOf(`${line} reject`).leftMs());
      if (leftMs() > 0) return toWait(leftMs());
      const breaker = breakerOf(`${line} ${operation}`);
      if (!breaker.mayPass()) return notThrough(notThere, settings.probeEveryMs);
      const turns = turnsOf(line);
      if (!(await turns.take(operation === 'reject'))) return notThrough(tooMany);
      try {
        // Another request of the line may have been told while this one waited for its turn.
        if (leftMs() > 0) return toWait(leftMs());
        const answer = await ask();
        if (answer.is === 'not-done') patience.wasAsked(answer.retryAfterMs);
        if (!answer.ofOurDoing) breaker.saw(isTransportFailure(answer));
        return answer;
      } finally {
        turns.give();
      }
    },
  };
}

const notThere: Problem = {
  kind: 'UNAVAILABLE',
  message: 'The provider has not been there for the last requests; it is asked again soon.',
};

const tooMany: Problem = {
  kind: 'UNAVAILABLE',
  message: 'Too many requests of this line are waiting; nothing was sent.',
};

function toWait(ms: number): NotThrough {
  const seconds = Math.ceil(ms / 1000);
  const message = `The provider asked this line to wait, for ${seconds} s more; nothing was sent.`;
  return notThrough({ kind: 'RATE_LIMITED', message }, ms);
}

function notThrough(problem: Problem, retryAfterMs?: number): NotThrough {
  return { is: 'not-done', problem, retryAfterMs };
}

/** The provider was not there. Whatever it says, be it no, shows that it is. */
function isTransportFailure({ is, problem }: Outcome): boolean {
  if (is !== 'unknown' && is !== 'not-done') return false;
  return problem?.kind === 'NO_ANSWER' || problem?.kind === 'UNAVAILABLE';
}

function remembering<Value>(make: () => Value): (key: string) => Value {
  const values = new Map<string, Value>();
  return (key) => {
    const known = values.get(key);
    if (known) return known;
    if (values.size >= maxLines) values.clear();
    const made = make();
    values.set(key, made);
    return made;
  };
}
