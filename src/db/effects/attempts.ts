import { sql } from 'drizzle-orm';
import type { EffectId, TenantId } from '../../call/ids.ts';
import type { Problem } from '../../call/problem.ts';
import type { Database } from '../connection/database.ts';
import { reading, text, texts, toJson } from '../connection/statement.ts';
import { effectAttempts } from '../tables/effects.ts';

export interface StoredAttempt {
  readonly effectId: EffectId;
  readonly number: number;
  readonly startedAt: Date;
  /** Absent, like `outcome`, as long as no end of the attempt is recorded. */
  readonly finishedAt?: Date;
  /** Only of a reject: from when a process took it (its lease) to the sending of the request. Absent if none was sent. */
  readonly dispatchedInMs?: number;
  /** DONE, REFUSED, NOT_DONE (it certainly did nothing), UNKNOWN (its answer was lost), or ALREADY_OVER: a reject's call was over. */
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
