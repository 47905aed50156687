import { type SQL, sql } from 'drizzle-orm';
import type { CallId, EffectId, LineId, TenantId } from '../../call/ids.ts';
import type { BlockEffect, RejectEffect, TextEffect } from '../../call/lifecycle/change.ts';
import type { Problem } from '../../call/problem.ts';
import type { AnsweredRequests } from '../../call/rejection.ts';
import type { Database } from '../connection/database.ts';
import { ownerIsDead } from '../connection/liveness.ts';
import {
  int,
  json,
  type Parameters,
  text,
  texts,
  toJson,
  writing,
} from '../connection/statement.ts';
import { remainingLeaseMs, takeoverAfterMs } from '../connection/takeover-timing.ts';
import { callers } from '../tables/callers.ts';
import { calls } from '../tables/calls.ts';
import { effectAttempts, effects } from '../tables/effects.ts';
import { mayHaveActed } from './our-requests.ts';

/** An effect that is ours to carry out until its lease ends. */
export interface ClaimedEffect {
  readonly tenantId: TenantId;
  readonly id: EffectId;
  readonly callId: CallId;
  readonly lineId: LineId;
  readonly attempt: number;
  readonly deadlineAt: Date;
  /** Whoever tried it last did not live to say what came of it. */
  readonly abandoned: boolean;
  /** As it is known when the work is claimed: a LID alone need not be all that reaches the caller. */
  readonly callerPhone?: string;
  /** What earlier requests to reject the call may have done to it. */
  readonly ourRequests: AnsweredRequests;
  /** The call rings, and nothing has been heard that its last request decides. */
  readonly isNeeded: boolean;
  readonly work:
    | { readonly kind: 'reject'; readonly request: RejectEffect }
    | { readonly kind: 'text'; readonly request: TextEffect }
    | { readonly kind: 'block' | 'unblock'; readonly request: BlockEffect };
}

export type EffectKind = ClaimedEffect['work']['kind'];

export interface Claim {
  readonly owner: string;
  readonly leaseMs: number;
  /** A newer release beside this one may have work of other kinds, which this one would only keep from it. */
  readonly kinds: readonly EffectKind[];
  readonly limit: number;
  /** Lines that have as much under way as they may. */
  readonly busyLines: readonly LineId[];
}

/**
 * The work of processes that seem dead is not taken from them, but soon their leases end: one that lives after all
 * has called its requests off by then, and what was answered before still counts. Answers how many leases were cut.
 */
export async function shortenLeasesOfDeadOwners(
  db: Database,
  { owner, leaseMs }: Pick<Claim, 'owner' | 'leaseMs'>,
): Promise<number> {
  const rows = await db.run(shortenLeases, { owner, lease: String(leaseMs) });
  return rows.length;
}

const inMs = (ms: SQL): SQL => sql`now() + (${ms}) * interval '1 millisecond'`;
const cutEnd = inMs(sql.raw(String(remainingLeaseMs)));

const shortenLeases = writing<{ id: string }>(
  'shorten_leases_of_dead_owners',
  sql`with dead as (
    select tenant_id, id from ${effects}
    where state = 'IN_FLIGHT' and lease_until > ${cutEnd}
      and lease_until <= ${inMs(sql`${int('lease')} - ${sql.raw(String(takeoverAfterMs))}`)}
      and ${ownerIsDead(text('owner'))}
    for update skip locked)
  update ${effects} e set lease_until = ${cutEnd}
  from dead where e.tenant_id = dead.tenant_id and e.id = dead.id returning e.id`,
);

/** Takes work that is due: put off until now, or left behind by a process whose lease has ended. The most urgent comes first. */
export async function claimDueEffects(db: Database, claim: Claim): Promise<ClaimedEffect[]> {
  const rows = await db.run(claimDue, {
    owner: claim.owner,
    lease: String(claim.leaseMs),
    kinds: toJson(claim.kinds),
    limit: String(claim.limit),
    busy: toJson(claim.busyLines),
  });
  return rows.map(({ effect, may_have_acted: mayHaveActed, is_needed: isNeeded }) => ({
    tenantId: effect.tenant_id,
    id: effect.id,
    callId: effect.call_id,
    lineId: effect.line_id,
    attempt: effect.attempts,
    deadlineAt: new Date(effect.deadline_at),
    abandoned: effect.abandoned,
    ...(effect.caller_phone !== null && { callerPhone: effect.caller_phone }),
    ourRequests: mayHaveActed ? 'may-have-acted' : 'no-effect',
    isNeeded,
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
}

const notBusy = sql`line_id <> all(${texts('busy')})`;
const ofKinds = sql`kind = any(${texts('kinds')})`;

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
    select coalesce(one.phone, c.phone) from ${calls} call
    join ${callers} c on c.tenant_id = call.tenant_id and c.id = call.caller_id
    left join ${callers} one on one.tenant_id = c.tenant_id and one.id = c.merged_into
    where call.tenant_id = claimed.tenant_id and call.id = claimed.call_id)) as effect,
    ${mayHaveActed(sql`claimed.tenant_id`, sql`claimed.call_id`)} as may_have_acted,
    exists (select 1 from ${calls} c where c.tenant_id = claimed.tenant_id and c.id = claimed.call_id
      and c.status in ('RINGING', 'REJECTING') and c.rejection->'heard' is null) as is_needed
  from claimed order by deadline_at`,
);

export interface Postponement extends EndedAttempt {
  readonly outcome: 'NOT_DONE' | 'UNKNOWN';
  readonly problem: Problem;
  readonly delayMs: number;
}

/** Puts an effect off to a later attempt. False: it was no longer ours, or nothing is to be asked any more. */
export async function postponeEffect(db: Database, p: Postponement): Promise<boolean> {
  const delay = String(Math.round(p.delayMs));
  const rows = await db.run(postpone, { ...attemptParameters(p), delay });
  return rows.length > 0;
}

const finishAttempt = sql`finished as (
  update ${effectAttempts} set finished_at = now(), outcome = ${text('outcome')}, problem = ${json('problem')},
    dispatched_in_ms = ${text('dispatched')}::float8
  where tenant_id = ${text('tenant')} and effect_id = ${text('effect')} and number = ${int('attempt')}
    and finished_at is null returning 1)`;

const postpone = writing<{ id: string }>(
  'postpone_effect',
  sql`with ${finishAttempt}
  update ${effects} set state = 'PENDING', lease_until = null,
    not_before = ${inMs(int('delay'))}
  where tenant_id = ${text('tenant')} and id = ${text('effect')} and attempts = ${int('attempt')}
    and state = 'IN_FLIGHT' and not_before is null returning id`,
);

/** One attempt and how it ended. */
export interface EndedAttempt {
  readonly tenantId: TenantId;
  readonly effectId: EffectId;
  readonly attempt: number;
  readonly outcome: string;
  readonly problem?: Problem;
  readonly dispatchedInMs?: number;
}

function attemptParameters(ended: EndedAttempt): Parameters {
  return {
    tenant: ended.tenantId,
    effect: ended.effectId,
    attempt: String(ended.attempt),
    outcome: ended.outcome,
    problem: ended.problem ? toJson(ended.problem) : null,
    dispatched: ended.dispatchedInMs === undefined ? null : String(ended.dispatchedInMs),
  };
}

/** Ends an effect on which nothing depends any more. Another attempt than this is left alone. */
export async function finishEffect(db: Database, ended: EndedAttempt): Promise<void> {
  await db.run(finish, attemptParameters(ended));
}

const finish = writing<{ id: string }>(
  'finish_effect',
  sql`with ${finishAttempt}
  update ${effects} set state = 'SETTLED', settled_at = now(), lease_until = null
  where tenant_id = ${text('tenant')} and id = ${text('effect')} and attempts = ${int('attempt')}
    and state = 'IN_FLIGHT' returning id`,
);
