import type { Call } from '../../call/call.ts';
import type { LineId } from '../../call/ids.ts';
import type { Change } from '../../call/lifecycle/change.ts';
import type { Problem } from '../../call/problem.ts';
import { readCall } from '../../db/calls/call-reads.ts';
import { finishEffect } from '../../db/effects/effects.ts';
import { record } from '../../db/record/record.ts';
import type { Parts } from '../dependencies.ts';
import { untilRecorded } from '../retry-on-conflict.ts';
import { takeLease } from './lease.ts';
import { whileLeased } from './retry-while-leased.ts';
import type { Work } from './work.ts';

export interface AttemptEnding {
  readonly outcome: string;
  readonly problem?: Problem;
  readonly dispatchedInMs?: number;
  /** By which events may name the call, or a text because of it, from now on. */
  readonly learned?: readonly { readonly lineId: LineId; readonly providerCallId: string }[];
}

/**
 * Records how an attempt ended and what that does to the call. `decide` answers null when it does nothing any more:
 * an event, a deadline or another attempt was first. Then only the attempt is noted, for it was real; and there is no other,
 * unless it has begun.
 */
export async function settle(
  parts: Parts,
  work: Work,
  ending: AttemptEnding,
  decide: (call: Call) => Change | null,
): Promise<Call | null> {
  const { tenantId, id: effectId, attempt, callId } = work.effect;
  const { learned = [], ...ended } = ending;
  let known = work.call;
  const settled = await whileLeased(parts, work, () =>
    untilRecorded<Change | 'overtaken'>(async () => {
      const call = known ?? (await readCall(parts.db, tenantId, callId));
      known = undefined;
      const change = call && decide(call);
      if (!change) return 'overtaken';
      const recorded = await record(parts.db, tenantId, {
        change,
        lease: takeLease(parts),
        fence: { effectId, attempt, ...ended },
        learnedAliases: learned.map((alias) => ({ callId, ...alias })),
      });
      return recorded === 'written' ? change : recorded;
    }),
  );
  if (settled === 'overtaken') {
    await finishEffect(parts.db, { tenantId, effectId, attempt, ...ended });
    return null;
  }
  parts.feed.wrote();
  // All that can follow is a text, which waits to be claimed.
  if (settled.effects.length > 0) parts.onDue('text', 0);
  return settled.call;
}
