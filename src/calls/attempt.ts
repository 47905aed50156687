import type { Problem } from '../call/problem.ts';
import type { NotDone } from '../call/rejection.ts';
import { mayHaveBeenTaken } from '../db/life.ts';
import type { Parts } from './parts.ts';
import type { Work } from './work.ts';

/** Between the last moment to send and the end of the lease, for clocks and queues. */
const marginMs = 250;

/**
 * Whether this process may still send. Past this moment another one may take the work,
 * and a request of ours would be a second one while the first is under way.
 */
export function mayStillSend(parts: Parts, work: Work): boolean {
  const { leaseMs, attemptTimeoutMs } = parts.timing;
  if (mayHaveBeenTaken(work.lease.owner, parts.db.owner())) return false;
  return performance.now() - work.lease.takenAtMs < leaseMs - attemptTimeoutMs - marginMs;
}

export const notSent: NotDone = {
  is: 'not-done',
  problem: {
    kind: 'UNAVAILABLE',
    message: 'This service was too busy to ask in time; nothing was sent.',
  },
  notAsked: true,
};

/** Nothing is done any more that would have made sense only earlier, however long nobody was there to do it. */
export function isTooLate(parts: Parts, work: Work): boolean {
  return parts.now() >= work.effect.deadlineAt;
}

export const tooLate: Problem = {
  kind: 'UNAVAILABLE',
  message: 'Its time had passed before it could be sent; nothing was sent.',
};

export const lineGone: Problem = {
  kind: 'NOT_SUPPORTED',
  message: 'The line no longer exists here; nothing was sent.',
};

const delaysMs = [50, 150, 400, 1000, 2000] as const;

/** With full jitter, so that those who failed together do not come back together. */
export function retryDelayMs(attempt: number): number {
  const most = delaysMs[Math.min(attempt, delaysMs.length) - 1] ?? 2000;
  return most * (0.5 + Math.random() / 2);
}
