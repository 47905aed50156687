import type { NotDone, Unknown } from '../call/rejection.ts';
import { postponeEffect } from '../db/effects.ts';
import type { Parts } from './parts.ts';
import { whileLeased } from './while-leased.ts';
import type { Work } from './work.ts';

/** Puts work off to a later attempt: nothing certain has come of this one. */
export async function postpone(
  parts: Parts,
  work: Work,
  outcome: NotDone | Unknown,
  delayMs: number,
  dispatchedInMs?: number,
): Promise<null> {
  const { tenantId, id: effectId, attempt } = work.effect;
  await whileLeased(parts, work, () =>
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
  parts.onDue(work.effect.work.kind, delayMs);
  return null;
}
