import type { NotDone, Unknown } from '../../call/rejection.ts';
import { finishEffect, postponeEffect } from '../../db/effects/end-attempts.ts';
import type { Dependencies } from '../dependencies.ts';
import { retryWhileLeased } from './retry-while-leased.ts';
import type { Work } from './work.ts';

/**
 * Schedules another attempt, because this one was inconclusive. Returns false if another process has taken the effect, or if its
 * retries were stopped. Then this attempt is ended here, unless it is a reject's: its end may change the call, so the code that
 * called this function must settle it. `dispatchedInMs` is given for a reject that was sent: the time from taking the lease.
 */
export async function postpone(
  deps: Dependencies,
  work: Work,
  outcome: NotDone | Unknown,
  delayMs: number,
  dispatchedInMs?: number,
): Promise<boolean> {
  const { tenantId, id: effectId, attempt } = work.effect;
  const ended = {
    tenantId,
    effectId,
    attempt,
    outcome: outcome.is === 'unknown' ? 'UNKNOWN' : 'NOT_DONE',
    problem: outcome.problem,
    dispatchedInMs,
  } as const;
  const isPostponed = await retryWhileLeased(deps, work, () =>
    postponeEffect(deps.db, { ...ended, delayMs }),
  );
  if (isPostponed) {
    deps.onDue(work.effect.work.kind, delayMs);
  } else if (work.effect.work.kind !== 'reject') {
    // The effect itself is settled only if its retries were stopped. If another process has taken it, only this attempt is ended.
    await retryWhileLeased(deps, work, () => finishEffect(deps.db, ended));
  }
  return isPostponed;
}
