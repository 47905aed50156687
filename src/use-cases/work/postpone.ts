import type { NotDone, Unknown } from '../../call/rejection.ts';
import { postponeEffect } from '../../db/effects/effects.ts';
import type { Parts } from '../dependencies.ts';
import { whileLeased } from './retry-while-leased.ts';
import type { Work } from './work.ts';

/**
 * Puts work off to a later attempt: nothing certain has come of this one.
 * False: there is to be none, because it is no longer ours or the call is over.
 */
export async function postpone(
  parts: Parts,
  work: Work,
  outcome: NotDone | Unknown,
  delayMs: number,
  dispatchedInMs?: number,
): Promise<boolean> {
  const { tenantId, id: effectId, attempt } = work.effect;
  const isPutOff = await whileLeased(parts, work, () =>
    postponeEffect(parts.db, {
      tenantId,
      effectId,
      attempt,
      outcome: outcome.is === 'unknown' ? 'UNKNOWN' : 'NOT_DONE',
      problem: outcome.problem,
      delayMs,
      dispatchedInMs,
    }),
  );
  if (isPutOff) parts.onDue(work.effect.work.kind, delayMs);
  return isPutOff;
}
