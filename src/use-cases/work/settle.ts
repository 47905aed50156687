import type { Call } from '../../call/call.ts';
import type { LineId } from '../../call/ids.ts';
import type { Change } from '../../call/lifecycle/change.ts';
import type { Problem } from '../../call/problem.ts';
import { readCall } from '../../db/calls/call-reads.ts';
import { finishEffect } from '../../db/effects/end-attempts.ts';
import { record } from '../../db/record/record.ts';
import type { Dependencies } from '../dependencies.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { takeLease } from './lease.ts';
import { retryWhileLeased } from './retry-while-leased.ts';
import type { Work } from './work.ts';

export interface AttemptEnding {
  readonly outcome: string;
  readonly problem?: Problem;
  readonly dispatchedInMs?: number;
  /** Ids that the provider's answer contained. Later events may name the call or its text by them. */
  readonly learned?: readonly { readonly lineId: LineId; readonly providerCallId: string }[];
}

/**
 * Records how an attempt ended, and the change of its call. `decide` returns null if the call does not change any more,
 * because an event, a deadline or another attempt has already settled it. Then only the attempt is recorded, and its
 * effect is finished unless another attempt has started.
 */
export async function settle(
  deps: Dependencies,
  work: Work,
  ending: AttemptEnding,
  decide: (call: Call) => Change | null,
): Promise<Call | null> {
  const { tenantId, id: effectId, attempt, callId } = work.effect;
  const { learned = [], ...ended } = ending;
  const settled = await retryWhileLeased(deps, work, () =>
    retryOnConflict<Change | 'overtaken'>(async (round) => {
      const justRecorded = round === 1 ? work.call : undefined;
      const call = justRecorded ?? (await readCall(deps.db, tenantId, callId));
      const change = call && decide(call);
      if (!change) return 'overtaken';
      const recorded = await record(deps.db, tenantId, {
        change,
        lease: takeLease(deps),
        fence: { effectId, attempt, ...ended },
        learnedAliases: learned.map((alias) => ({ callId, ...alias })),
      });
      return recorded === 'written' ? change : recorded;
    }),
  );
  if (settled === 'overtaken') {
    await finishEffect(deps.db, { tenantId, effectId, attempt, ...ended });
    return null;
  }
  deps.feed.wrote();
  // The only effect that can follow is a text, which must be claimed.
  if (settled.effects.length > 0) deps.onDue('text', 0);
  return settled.call;
}
