import type { Problem } from '../../call/problem.ts';
import type { NotDone, Unknown } from '../../call/rejection.ts';
import { sendUncheckedForMs } from '../../db/connection/takeover-timing.ts';
import type { Dependencies } from '../dependencies.ts';
import type { LineAt, Operation } from '../request-limiter.ts';
import type { Work } from './work.ts';

/** A reserve between the latest end of an attempt and the end of its lease, for clock drift and scheduling delays. */
const marginMs = 250;

/**
 * Whether this process still holds the lease, and an attempt that starts now ends before the lease does. Otherwise another process
 * may claim the effect, and both would send the request at the same time.
 */
export async function leaseCoversAttempt(
  { timing }: Dependencies,
  { lease }: Work,
): Promise<boolean> {
  const { holder, takenAtMs } = lease;
  const ageMs = () => performance.now() - takenAtMs;
  const latestStartMs = timing.leaseMs - timing.attemptTimeoutMs - marginMs;
  const leftMs = latestStartMs - ageMs();
  if (holder.lost.aborted || leftMs <= 0) return false;
  // No other process takes over a lease this young, even if this process has lost the liveness lock, which shows that it is alive.
  if (ageMs() < sendUncheckedForMs) return true;
  // The age is checked again, because the answer of the database takes time.
  return (await holder.stillHolds(leftMs)) && ageMs() < latestStartMs;
}

/**
 * How long a look-up of the call's state at the provider may take, so that its result can be recorded before the lease ends; 0 or less
 * if no time is left. Whether the lease is still held is not asked, because two look-ups at the same time do no harm.
 */
export function leftForLookUpMs({ timing }: Dependencies, { lease }: Work): number {
  if (lease.holder.lost.aborted) return 0;
  const ageMs = performance.now() - lease.takenAtMs;
  return Math.min(timing.attemptTimeoutMs, timing.leaseMs - marginMs - ageMs);
}

/**
 * Sends a request that may be repeated. Aborts it when this process has lost its leases and the grace period, in which
 * the next owner does not repeat the request yet, has ended. Texts are not sent through this function: a text must not be
 * repeated, so aborting it would only lose its answer.
 */
export function sendRepeatable<Outcome extends { readonly is: string; readonly problem?: Problem }>(
  deps: Dependencies,
  work: Work,
  { line, operation }: { readonly line: LineAt; readonly operation: Operation },
  send: (signal: AbortSignal) => Promise<Outcome | NotDone | Unknown>,
): Promise<Outcome | NotDone | Unknown> {
  const { graceEnded } = work.lease.holder;
  return deps.limiter.run(line, operation, async () => {
    if (!(await leaseCoversAttempt(deps, work))) return tooBusyToSend;
    const outcome = await sendUntil(graceEnded, deps.timing.attemptTimeoutMs, send);
    // The request was aborted by this service, which is no failure of the provider.
    return graceEnded.aborted && isInconclusive(outcome)
      ? { ...outcome, ofOurDoing: true }
      : outcome;
  });
}

/**
 * Sends until `ended` aborts or the time is over. `AbortSignal.any` with an `AbortSignal.timeout` would do the same, but takes
 * five times as long for each request and leaves a timer behind.
 */
async function sendUntil<Sent>(
  ended: AbortSignal,
  timeoutMs: number,
  send: (signal: AbortSignal) => Promise<Sent>,
): Promise<Sent> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, timeoutMs);
  ended.addEventListener('abort', abort);
  if (ended.aborted) abort();
  try {
    return await send(controller.signal);
  } finally {
    clearTimeout(timer);
    ended.removeEventListener('abort', abort);
  }
}

function isInconclusive(outcome: { readonly is: string }): outcome is NotDone | Unknown {
  return outcome.is === 'not-done' || outcome.is === 'unknown';
}

/** The outcome if the lease does not cover the attempt. `ofOurDoing` keeps it from counting against the provider. */
export const tooBusyToSend: NotDone = {
  is: 'not-done',
  problem: {
    kind: 'UNAVAILABLE',
    message: 'This service was too busy to send the request in time; nothing was sent.',
  },
  ofOurDoing: true,
};

/** Whether the deadline has passed. That can happen before the first attempt, if no process was free in time. */
export function isTooLate(deps: Dependencies, work: Work): boolean {
  return deps.now() >= work.effect.deadlineAt;
}

export const tooLate: Problem = {
  kind: 'UNAVAILABLE',
  message: 'The deadline passed before the request could be sent; nothing was sent.',
};

export const lineGone: Problem = {
  kind: 'NOT_SUPPORTED',
  message: 'The line no longer exists in this service; nothing was sent.',
};

/** After the first, second … attempt. The last one applies to all further attempts. */
const delaysMs = [50, 150, 400, 1000, 2000] as const;

/** Backoff with equal jitter (half fixed, half random), so that attempts that failed together are not repeated together. */
export function retryDelayMs(attempt: number): number {
  const maxMs = delaysMs[Math.min(attempt, delaysMs.length) - 1] ?? 2000;
  return maxMs * (0.5 + Math.random() / 2);
}
