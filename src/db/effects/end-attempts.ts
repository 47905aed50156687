import { sql } from 'drizzle-orm';
import type { EffectId, TenantId } from '../../call/ids.ts';
import type { Problem } from '../../call/problem.ts';
import type { Database } from '../connection/database.ts';
import {
  inMs,
  int,
  json,
  type Parameters,
  text,
  toJson,
  writing,
} from '../connection/statement.ts';
import { effectAttempts, effects } from '../tables/effects.ts';

export interface Postponement extends EndedAttempt {
  /** NOT_DONE: the request certainly did nothing. UNKNOWN: its answer was lost. */
  readonly outcome: 'NOT_DONE' | 'UNKNOWN';
  readonly problem: Problem;
  readonly delayMs: number;
}

/** Schedules a retry. Returns false if another process has the effect, or if retries were stopped. */
export async function postponeEffect(db: Database, postponement: Postponement): Promise<boolean> {
  const delay = String(Math.round(postponement.delayMs));
  const rows = await db.run(postpone, { ...attemptParameters(postponement), delay });
  return rows.length > 0;
}

const finishAttempt = sql`
  update ${effectAttempts} set finished_at = now(), outcome = ${text('outcome')}, problem = ${json('problem')},
    dispatched_in_ms = ${text('dispatched')}::float8
  where tenant_id = ${text('tenant')} and effect_id = ${text('effect')} and number = ${int('attempt')}
    and finished_at is null`;

/**
 * Retries were stopped if `not_before` is set on an effect in flight: see `stopsRetries` (`record/effect-parts.ts`). The attempt is
 * ended here only if a retry follows: without one, its end may change the call, and is recorded together with that change.
 */
const postpone = writing<{ id: string }>(
  'postpone_effect',
  sql`with postponed as (
    update ${effects} set state = 'PENDING', lease_until = null,
      not_before = ${inMs(int('delay'))}
    where tenant_id = ${text('tenant')} and id = ${text('effect')} and attempts = ${int('attempt')}
      and state = 'IN_FLIGHT' and not_before is null returning id),
  finished as (${finishAttempt} and exists (select from postponed) returning 1)
  select id from postponed`,
);

/** An attempt with its outcome. */
export interface EndedAttempt {
  readonly tenantId: TenantId;
  readonly effectId: EffectId;
  readonly attempt: number;
  readonly outcome: string;
  readonly problem?: Problem;
  /** From taking the lease to sending the request. Absent if none was sent, and for texts and blocks, whose attempts are not shown. */
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

/**
 * Ends an attempt whose outcome changes no call, and settles its effect, so that no attempt follows. If another attempt is the current
 * one, only the attempt is ended.
 */
export async function finishEffect(db: Database, ended: EndedAttempt): Promise<void> {
  await db.run(finish, attemptParameters(ended));
}

const finish = writing<{ id: string }>(
  'finish_effect',
  sql`with finished as (${finishAttempt} returning 1)
  update ${effects} set state = 'SETTLED', settled_at = now(), lease_until = null
  where tenant_id = ${text('tenant')} and id = ${text('effect')} and attempts = ${int('attempt')}
    and state = 'IN_FLIGHT' returning id`,
);
