import { type SQL, sql } from 'drizzle-orm';
import { columnList, columnNames, rowsFrom } from '../connection/statement.ts';
import { effectAttempts, effects } from '../tables/effects.ts';
import { effectRows } from './inserted-rows.ts';
import { jsonAt, type Part, sameTenant, textAt } from './part.ts';

// In the statement `input i` has all recordings of the batch as JSON (`doc`), numbered by `n`, and `passed p` those whose guards hold. A
// guard selects the `n` of recordings that may be written. Its `lock` is empty for a lone recording, and `skip locked` in a batch (`Part`).

// `not_before` is written apart: a reject has none, and for another effect it is the current time if the document has none.
const effectColumns = columnNames(effects, effectRows.fields).filter(
  (name) => name !== 'not_before',
);

/**
 * A reject is inserted with a lease, because this process sends it right after the commit. Other effects wait until they are claimed.
 */
export const newEffects: Part = {
  isIn: (doc) => doc.effects !== undefined,
  writes: (name) => sql`${sql.raw(name)} as (
    insert into ${effects} (${columnList(effectColumns)}, state, attempts, owner, lease_until, not_before)
    select ${columnList(effectColumns, 'r')},
      case r.kind when 'reject' then 'IN_FLIGHT' else 'PENDING' end,
      case r.kind when 'reject' then 1 else 0 end,
      case r.kind when 'reject' then p.doc->>'owner' end,
      case r.kind when 'reject' then now() + (p.doc->>'leaseMs')::int * interval '1 millisecond' end,
      case r.kind when 'reject' then null else coalesce(r.not_before, now()) end
    from passed p, ${rowsFrom(jsonAt('p', 'effects'), effects, [...effectColumns, 'not_before'], 'r')}
    returning tenant_id, id, attempts),
  first_attempts as (
    insert into ${effectAttempts} (tenant_id, effect_id, number)
    select tenant_id, id, attempts from ${sql.raw(name)} where attempts > 0 returning 1)`,
};

const settled = sql`set state = 'SETTLED', settled_at = now(), lease_until = null`;

/** Settles the effect and ends its attempt, if this attempt is still the current one and in flight. */
export const fence: Part = {
  isIn: (doc) => doc.fence !== undefined,
  guard: {
    of: 'fence',
    rows: (name, lock) => currentAttempts(name, 'fence', lock),
  },
  writes: (name) => sql`${sql.raw(name)} as (update ${effects} e ${settled} from passed p
    where e.${sameTenant('p')} and e.id = ${textAt('p', 'fence', 'effectId')} returning 1),
  finished_attempts as (${finishAttempt('fence')} returning 1)`,
};

/** Ends an attempt that may have ended before, or may not be the current one any more. Only the current one settles its effect. */
export const lateAnswer: Part = {
  isIn: (doc) => doc.lateAnswer !== undefined,
  writes: (name) => sql`${sql.raw(name)} as (update ${effects} e ${settled} from passed p
    where e.${sameTenant('p')} and e.id = ${textAt('p', 'lateAnswer', 'effectId')} and e.state = 'IN_FLIGHT'
      and e.attempts = ${textAt('p', 'lateAnswer', 'attempt')}::int returning 1),
  late_attempts as (${finishAttempt('lateAnswer')} and a.finished_at is null returning 1)`,
};

function finishAttempt(key: 'fence' | 'lateAnswer'): SQL {
  return sql`update ${effectAttempts} a set finished_at = now(), outcome = ${textAt('p', key, 'outcome')},
      problem = ${jsonAt('p', key, 'problem')},
      dispatched_in_ms = ${textAt('p', key, 'dispatchedInMs')}::float8
    from passed p where a.${sameTenant('p')} and a.effect_id = ${textAt('p', key, 'effectId')}
      and a.number = ${textAt('p', key, 'attempt')}::int`;
}

/** Guards a change whose meaning depends on the answer of a request: the request must still be in flight. */
export const whileInFlight: Part = {
  isIn: (doc) => doc.whileInFlight !== undefined,
  guard: {
    of: 'whileInFlight',
    rows: (name, lock) => currentAttempts(name, 'whileInFlight', lock),
  },
};

/**
 * Guards a change that assumes that a request without an answer may have acted: meanwhile its process may have recorded that the request
 * did nothing (`postponeEffect`). Not the same as `whileInFlight`, whose request `stopsRetries` does not settle.
 */
export const whileUnanswered: Part = {
  isIn: (doc) => doc.whileUnanswered !== undefined,
  guard: {
    of: 'whileUnanswered',
    rows: (name, lock) => currentAttempts(name, 'whileUnanswered', lock),
  },
};

type Guarded = 'fence' | 'whileInFlight' | 'whileUnanswered';

/** The limit keeps the planner from using the index on the state, which would scan all effects in flight to find one. */
function currentAttempts(name: string, key: Guarded, lock: SQL): SQL {
  return sql`${sql.raw(name)} as materialized (
    select i.n from input i cross join lateral (
      select attempts, state from ${effects} where ${sameTenant('i')} and id = ${textAt('i', key, 'effectId')}
      limit 1 for no key update ${lock}) e
    where attempts = ${textAt('i', key, 'attempt')}::int and state = 'IN_FLIGHT')`;
}

/**
 * Settles retries that wait to be claimed, without sending them: pending ones, and those whose lease has ended. Marks
 * a request in flight with `not_before`: its process still records the outcome, but `postponeEffect` does not retry. The request of
 * `whileInFlight` counts as in flight even if its lease has ended, because its answer is awaited.
 */
export const stopsRetries: Part = {
  isIn: (doc) => doc.stopsRetries !== undefined,
  writes: (name) => sql`${sql.raw(name)} as (update ${effects} e ${settled} from passed p
    where e.${sameTenant('p')} and e.call_id = ${textAt('p', 'stopsRetries', 'callId')} and e.kind = 'reject'
      and e.id is distinct from ${textAt('p', 'whileInFlight', 'effectId')}
      and (e.state = 'PENDING' or e.state = 'IN_FLIGHT' and e.lease_until <= now()) returning 1),
  last_attempts as (update ${effects} e set not_before = now() from passed p
    where e.${sameTenant('p')} and e.call_id = ${textAt('p', 'stopsRetries', 'callId')} and e.kind = 'reject'
      and e.state = 'IN_FLIGHT'
      and (e.lease_until > now() or e.id = ${textAt('p', 'whileInFlight', 'effectId')}) returning 1)`,
};
