import { sql } from 'drizzle-orm';
import type { CallId, EffectId, LineId, TenantId } from '../../call/ids.ts';
import type { BlockEffect, RejectEffect, TextEffect } from '../../call/lifecycle/change.ts';
import type { AnsweredRequests } from '../../call/rejection.ts';
import type { Database } from '../connection/database.ts';
import { inMs, int, text, texts, toJson, writing } from '../connection/statement.ts';
import { callers } from '../tables/callers.ts';
import { calls } from '../tables/calls.ts';
import { effectAttempts, effects } from '../tables/effects.ts';
import { lines } from '../tables/lines.ts';
import { mayHaveActed } from './our-requests.ts';

/** An effect (a request to a provider) that this process carries out while its lease lasts. */
export interface ClaimedEffect {
  readonly tenantId: TenantId;
  readonly id: EffectId;
  readonly callId: CallId;
  readonly lineId: LineId;
  readonly attempt: number;
  readonly deadlineAt: Date;
  /** The lease of the previous attempt ended without a recorded outcome. */
  readonly abandoned: boolean;
  /** Read at the claim, because the phone number may have been learned after the effect was recorded. */
  readonly callerPhone?: string;
  /** What earlier requests to reject the call may have done. This attempt is not among them. */
  readonly ourRequests: AnsweredRequests;
  /**
   * The call's rejection is still the one that recorded this effect, the provider has not accepted it, and no end was reported, so that a
   * request to reject the call makes sense. Without meaning for other effects.
   */
  readonly isNeeded: boolean;
  /** A policy decided to reject the call, and the kill switch of the call's line is on. */
  readonly isStopped: boolean;
  readonly work:
    | { readonly kind: 'reject'; readonly request: RejectEffect }
    | { readonly kind: 'text'; readonly request: TextEffect }
    | { readonly kind: 'block' | 'unblock'; readonly request: BlockEffect };
}

export type EffectKind = ClaimedEffect['work']['kind'];

export interface Claim {
  /** The name under which this process holds leases. */
  readonly owner: string;
  readonly leaseMs: number;
  /** The kinds that this release can carry out. A newer release may record others. */
  readonly kinds: readonly EffectKind[];
  readonly limit: number;
  /** Lines at their limit of concurrent requests. */
  readonly busyLines: readonly LineId[];
}

/** Leases effects that are due: new ones, retries whose delay has passed, and those whose lease has ended. Earliest deadline first. */
export async function claimDueEffects(db: Database, claim: Claim): Promise<ClaimedEffect[]> {
  const rows = await db.run(claimDue, {
    owner: claim.owner,
    lease: String(claim.leaseMs),
    kinds: toJson(claim.kinds),
    limit: String(claim.limit),
    busy: toJson(claim.busyLines),
  });
  return rows.map(({ effect, ...row }) => ({
    tenantId: effect.tenant_id,
    id: effect.id,
    callId: effect.call_id,
    lineId: effect.line_id,
    attempt: effect.attempts,
    deadlineAt: new Date(effect.deadline_at),
    abandoned: effect.abandoned,
    ...(effect.caller_phone !== null && { callerPhone: effect.caller_phone }),
    ourRequests: row.may_have_acted ? 'may-have-acted' : 'no-effect',
    isNeeded: row.is_needed,
    isStopped: row.is_stopped,
    // An effect is recorded with the request of its kind.
    work: { kind: effect.kind, request: effect.request } as ClaimedEffect['work'],
  }));
}

interface ClaimRow {
  readonly effect: {
    tenant_id: TenantId;
    id: EffectId;
    call_id: CallId;
    line_id: LineId;
    kind: EffectKind;
    attempts: number;
    deadline_at: string;
    request: unknown;
    abandoned: boolean;
    caller_phone: string | null;
  };
  readonly may_have_acted: boolean;
  readonly is_needed: boolean;
  readonly is_stopped: boolean;
}

const notBusy = sql`line_id <> all(${texts('busy')})`;
const ofKinds = sql`kind = any(${texts('kinds')})`;

/**
 * Leases the due effects, begins an attempt at each, and reads what is known about its call by now. Clears `not_before`, because
 * on an effect in flight it marks a rejection that is not retried (`stopsRetries` in `record/effect-parts.ts`). A marked rejection
 * whose lease has ended loses the mark here: then `is_needed` or its deadline keeps it from being sent again.
 */
const claimDue = writing<ClaimRow>(
  'claim_due_effects',
  sql`with due as (
    select tenant_id, id, state = 'IN_FLIGHT' as abandoned from ${effects}
    where ((state = 'PENDING' and not_before <= now()) or (state = 'IN_FLIGHT' and lease_until <= now()))
      and ${ofKinds} and ${notBusy}
    order by deadline_at limit ${int('limit')} for update skip locked),
  claimed as (
    update ${effects} e set state = 'IN_FLIGHT', attempts = attempts + 1, owner = ${text('owner')},
      lease_until = ${inMs(int('lease'))}, not_before = null
    from due where e.tenant_id = due.tenant_id and e.id = due.id
    returning e.*, due.abandoned),
  attempted as (
    insert into ${effectAttempts} (tenant_id, effect_id, number)
    select tenant_id, id, attempts from claimed returning 1)
  select to_jsonb(claimed) || jsonb_build_object('caller_phone', (
    select coalesce(merged.phone, c.phone) from ${calls} call
    join ${callers} c on c.tenant_id = call.tenant_id and c.id = call.caller_id
    left join ${callers} merged on merged.tenant_id = c.tenant_id and merged.id = c.merged_into
    where call.tenant_id = claimed.tenant_id and call.id = claimed.call_id)) as effect,
    ${mayHaveActed(sql`claimed.tenant_id`, sql`claimed.call_id`)} as may_have_acted,
    exists (select 1 from ${calls} c where c.tenant_id = claimed.tenant_id and c.id = claimed.call_id
      and c.status = 'REJECTING' and c.rejection->>'state' = 'SENDING' and c.rejection->>'effectId' = claimed.id
      and c.rejection->'heard' is null) as is_needed,
    exists (select 1 from ${calls} c join ${lines} l on l.tenant_id = c.tenant_id and l.id = c.line_id
      where c.tenant_id = claimed.tenant_id and c.id = claimed.call_id
      and c.rejection->'requestedBy'->>'kind' = 'POLICY' and l.perimeter->>'killSwitch' = 'true') as is_stopped
  from claimed order by deadline_at`,
);
