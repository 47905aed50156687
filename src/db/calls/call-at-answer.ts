import { sql } from 'drizzle-orm';
import type { Call } from '../../call/call.ts';
import type { CallId, EffectId, TenantId } from '../../call/ids.ts';
import type { OtherRequests } from '../../call/rejection.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import { int, reading, text } from '../connection/statement.ts';
import { calls } from '../tables/calls.ts';
import { effectAttempts, effects } from '../tables/effects.ts';
import { callColumns } from './call-row.ts';

export interface AttemptKey {
  readonly tenantId: TenantId;
  readonly callId: CallId;
  readonly effectId: EffectId;
  readonly attempt: number;
}

/** A call, read when the provider has answered one of the attempts to reject it. */
export interface CallAtAnswer {
  readonly call: Call;
  /** What the other attempts to reject this call may have done. */
  readonly others: OtherRequests;
  /** The end of the attempt is already recorded, or there is no such attempt. */
  readonly isEnded: boolean;
  /**
   * A reader of `ourRequests` may have taken this attempt for one that may have acted, before its end was recorded: it is no longer the one
   * in flight, or its lease is over or ends within a second. A change that the reader decided from that may be about to be recorded.
   */
  readonly counted: boolean;
}

/** Returns null if there is no such call. */
export async function readCallAtAnswer(
  db: Database,
  { tenantId, callId, effectId, attempt }: AttemptKey,
): Promise<CallAtAnswer | null> {
  const [row] = await db.run(atAnswer, {
    tenant: tenantId,
    call: callId,
    effect: effectId,
    attempt: String(attempt),
  });
  if (row === undefined) return null;
  const { is_ended: isEnded, counted } = row;
  return { call: callFromRow(row), others: othersOf(row), isEnded, counted };
}

/** 'unanswered': no other attempt has acted as far as is known, and one has no outcome yet. */
function othersOf({ may_have_acted, unanswered }: AtAnswerRow): OtherRequests {
  if (may_have_acted) return 'may-have-acted';
  return unanswered ? 'unanswered' : 'no-effect';
}

type AtAnswerRow = JsonRow & {
  readonly may_have_acted: boolean;
  readonly unanswered: boolean;
  readonly is_ended: boolean;
  readonly counted: boolean;
};

/** The attempt that was answered. Its effect is `e` and the attempt is `a`. */
const isAnswered = sql`(e.id = ${text('effect')} and a.number = ${int('attempt')})`;

/** The lease must last for another second, because it must still hold when the answer is recorded. */
const isCurrent = sql`(e.state = 'IN_FLIGHT' and e.attempts = a.number
  and e.lease_until > now() + interval '1 second')`;

/** The call, with what its attempts tell: the answered attempt apart from all others. */
const atAnswer = reading<AtAnswerRow>(
  'call_at_answer',
  sql`select ${callColumns}, requests.*
    from ${calls} c cross join lateral (
      select coalesce(bool_or(a.outcome in ('DONE', 'UNKNOWN')) filter (where not ${isAnswered}), false) as may_have_acted,
        coalesce(bool_or(a.outcome is null) filter (where not ${isAnswered}), false) as unanswered,
        coalesce(bool_or(a.finished_at is not null) filter (where ${isAnswered}), true) as is_ended,
        coalesce(bool_or(not ${isCurrent}) filter (where ${isAnswered}), false) as counted
      from ${effects} e join ${effectAttempts} a on a.tenant_id = e.tenant_id and a.effect_id = e.id
      where e.tenant_id = c.tenant_id and e.call_id = c.id and e.kind = 'reject') requests
    where c.tenant_id = ${text('tenant')} and c.id = ${text('call')}`,
);
