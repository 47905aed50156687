import { sql } from 'drizzle-orm';
import type { CallId, EffectId, LineId, TenantId } from '../call/ids.ts';
import type { BlockEffect, RejectEffect, TextEffect } from '../call/lifecycle/change.ts';
import type { Problem } from '../call/problem.ts';
import type { Database } from './database.ts';
import { ownerIsDead } from './life.ts';
import { int, json, type Parameters, reading, text, texts, toJson, writing } from './statement.ts';
import { effectAttempts, effects } from './tables/effects.ts';

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
  readonly work:
    | { readonly kind: 'reject'; readonly request: RejectEffect }
    | { readonly kind: 'text'; readonly request: TextEffect }
    | { readonly kind: 'block' | 'unblock'; readonly request: BlockEffect };
}

export interface Claim {
  readonly owner: string;
  readonly leaseMs: number;
  readonly limit: number;
  /** Lines that have as much under way as they may. */
  readonly busyLines: readonly LineId[];
}

/**
 * Nothing is taken over from the dead any sooner: a process that has only lost its session seems dead,
 * and may be about to send before it has noticed.
 */
const takeOverAfterMs = 1000;

/** Takes work that is due: put off until now, or left behind by a process that is dead or whose lease has ended. Rejects come first. */
export async function claimDueEffects(db: Database, claim: Claim): Promise<ClaimedEffect[]> {
  const rows = await db.run(claimDue, {
    owner: claim.owner,
    lease: String(claim.leaseMs),
    limit: String(claim.limit),
    busy: toJson(claim.busyLines),
  });
  return rows.map(({ effect }) => ({
    tenantId: effect.tenant_id,
    id: effect.id,
    callId: effect.call_id,
    lineId: effect.line_id,
    attempt: effect.attempts,
    deadlineAt: new Date(effect.deadline_at),
    abandoned: effect.abandoned,
    work: { kind: effect.kind, request: effect.request } as ClaimedEffect['work'],
  }));
}

interface ClaimRow {
  readonly effect: {
    tenant_id: TenantId;
    id: EffectId;
    call_id: CallId;
    line_id: LineId;
    kind: ClaimedEffect['work']['kind'];
    attempts: number;
    deadline_at: string;
    request: unknown;
    abandoned: boolean;
  };
}

const notBusy = sql`line_id <> all(${texts('busy')})`;
/** A newer release beside this one may have work that this one would only keep from it. */
const known = sql`kind in ('reject', 'text', 'block', 'unblock')`;

const claimDue = writing<ClaimRow>(
  'claim_due_effects',
  sql`with pending as (
    select tenant_id, id, false as abandoned from ${effects}
    where state = 'PENDING' and not_before <= now() and ${known} and ${notBusy}
    order by kind = 'reject' desc, deadline_at limit ${int('limit')} for update skip locked),
  left_behind as (
    select tenant_id, id, true as abandoned from ${effects}
    where state = 'IN_FLIGHT' and ${known} and ${notBusy} and (lease_until <= now()
      or (lease_until <= now() + (${int('lease')} - ${sql.raw(String(takeOverAfterMs))}) * interval '1 millisecond'
        and ${ownerIsDead(text('owner'))}))
    order by kind = 'reject' desc, deadline_at limit ${int('limit')} for update skip locked),
  due as (select * from pending union all select * from left_behind),
  claimed as (
    update ${effects} e set state = 'IN_FLIGHT', attempts = attempts + 1, owner = ${text('owner')},
      lease_until = now() + ${int('lease')} * interval '1 millisecond', not_before = null
    from due where e.tenant_id = due.tenant_id and e.id = due.id
    returning e.*, due.abandoned),
  attempted as (
    insert into ${effectAttempts} (tenant_id, effect_id, number)
    select tenant_id, id, attempts from claimed returning 1)
  select to_jsonb(claimed) as effect from claimed order by kind = 'reject' desc, deadline_at`,
);

export interface Postponement extends EndedAttempt {
  readonly outcome: 'NOT_DONE' | 'UNKNOWN';
  readonly problem: Problem;
  readonly delayMs: number;
}

/** Puts an effect off to a later attempt. False: it was no longer ours. */
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
    not_before = now() + ${int('delay')} * interval '1 millisecond'
  where tenant_id = ${text('tenant')} and id = ${text('effect')} and attempts = ${int('attempt')}
    and state = 'IN_FLIGHT' returning id`,
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

export interface StoredAttempt {
  readonly effectId: EffectId;
  readonly number: number;
  readonly startedAt: Date;
  readonly finishedAt?: Date;
  readonly dispatchedInMs?: number;
  readonly outcome?: string;
  readonly problem?: Problem;
}

/** Every attempt at these effects, in order. */
export async function readAttempts(
  db: Database,
  tenantId: TenantId,
  effectIds: readonly EffectId[],
): Promise<StoredAttempt[]> {
  const rows = await db.run(attemptsOf, { tenant: tenantId, effects: toJson(effectIds) });
  return rows.map(({ attempt }) => ({
    effectId: attempt.effect_id,
    number: attempt.number,
    startedAt: new Date(attempt.started_at),
    ...(attempt.finished_at && { finishedAt: new Date(attempt.finished_at) }),
    ...(attempt.dispatched_in_ms !== null && { dispatchedInMs: attempt.dispatched_in_ms }),
    ...(attempt.outcome && { outcome: attempt.outcome }),
    ...(attempt.problem && { problem: attempt.problem }),
  }));
}

interface AttemptRow {
  readonly attempt: {
    effect_id: EffectId;
    number: number;
    started_at: string;
    finished_at: string | null;
    dispatched_in_ms: number | null;
    outcome: string | null;
    problem: Problem | null;
  };
}

const attemptsOf = reading<AttemptRow>(
  'attempts_of_effects',
  sql`select to_jsonb(a) as attempt from ${effectAttempts} a
    where tenant_id = ${text('tenant')} and effect_id = any(${texts('effects')}) order by effect_id, number`,
);
