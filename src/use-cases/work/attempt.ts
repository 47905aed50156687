import type { Problem } from '../../call/problem.ts';
import type { NotDone, Unknown } from '../../call/rejection.ts';
import { sendUncheckedForMs } from '../../db/connection/takeover-timing.ts';
import type { Parts } from '../dependencies.ts';
import type { Work } from './work.ts';

/** Between the last moment to send and the end of the lease, for clocks and queues. */
const marginMs = 250;

/**
 * Whether this process may still send. Past this moment another one may take the work,
 * and a request of ours would be a second one while the first is under way.
 */
export async function mayStillSend({ timing }: Parts, { lease }: Work): Promise<boolean> {
  const { holder, takenAtMs } = lease;
  const ageMs = () => performance.now() - takenAtMs;
  const lastMs = timing.leaseMs - timing.attemptTimeoutMs - marginMs;
  const leftMs = lastMs - ageMs();
  if (holder.lost.aborted || leftMs <= 0) return false;
  if (ageMs() < sendUncheckedForMs) return true;
  return (await holder.stillHolds(leftMs)) && ageMs() < lastMs;
}

/**
 * Sends what may be sent again by whoever takes the work over, who waits until we have called it off.
 * What is sent once only is not sent so: to call it off would lose its answer and spare nothing.
 */
export async function whileOurs<Outcome extends { readonly is: string }>(
  parts: Parts,
  { lease }: Work,
  send: (signal: AbortSignal) => Promise<Outcome | NotDone | Unknown>,
): Promise<Outcome | NotDone | Unknown> {
  const inTime = AbortSignal.timeout(parts.timing.attemptTimeoutMs);
  const outcome = await send(AbortSignal.any([inTime, lease.holder.graceEnded]));
  return lease.holder.graceEnded.aborted && isOpen(outcome)
    ? { ...outcome, ofOurDoing: true }
    : outcome;
}

function isOpen(outcome: { readonly is: string }): outcome is NotDone | Unknown {
  return outcome.is === 'not-done' || outcome.is === 'unknown';
}

export const notSent: NotDone = {
  is: 'not-done',
  problem: {
    kind: 'UNAVAILABLE',
    message: 'This service was too busy to ask in time; nothing was sent.',
  },
  ofOurDoing: true,
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

/** With equal jitter (half fixed, half random), so that requests that failed together are not repeated together. */
export function retryDelayMs(attempt: number): number {
  const most = delaysMs[Math.min(attempt, delaysMs.length) - 1] ?? 2000;
  return most * (0.5 + Math.random() / 2);
}
