import { type SQL, sql } from 'drizzle-orm';
import { columnList, columnNames, rowsFrom } from '../connection/statement.ts';
import { effectAttempts, effects } from '../tables/effects.ts';
import { effectRows } from './document.ts';
import { field, json, own, type Part } from './part.ts';

const effectColumns = columnNames(effects, effectRows.fields).filter(
  (name) => name !== 'not_before',
);

/** A reject is leased to this process and sent after the commit. All else waits to be claimed. */
export const newEffects: Part = {
  isIn: (doc) => doc.effects !== undefined,
  writes: (name) => sql`${sql.raw(name)} as (
    insert into ${effects} (${columnList(effectColumns)}, state, attempts, owner, lease_until, not_before)
    select ${columnList(effectColumns, 'r')},
      case r.kind when 'reject' then 'IN_FLIGHT' else 'PENDING' end,
      case r.kind when 'reject' then 1 else 0 end,
      case r.kind when 'reject' then g.doc->>'owner' end,
      case r.kind when 'reject' then now() + (g.doc->>'leaseMs')::int * interval '1 millisecond' end,
      case r.kind when 'reject' then null else coalesce(r.not_before, now()) end
    from go g, ${rowsFrom(json('g', 'effects'), effects, [...effectColumns, 'not_before'], 'r')}
    returning tenant_id, id, attempts),
  first_attempts as (
    insert into ${effectAttempts} (tenant_id, effect_id, number)
    select tenant_id, id, attempts from ${sql.raw(name)} where attempts > 0 returning 1)`,
};

const settled = sql`set state = 'SETTLED', settled_at = now(), lease_until = null`;

export const fence: Part = {
  isIn: (doc) => doc.fence !== undefined,
  guard: {
    of: 'fence',
    rows: (name, lock) => currentAttempts(name, 'fence', lock),
  },
  writes: (name) => sql`${sql.raw(name)} as (update ${effects} e ${settled} from go g
    where e.${own('g')} and e.id = ${field('g', 'fence', 'effectId')} returning 1),
  finished_attempts as (
    update ${effectAttempts} a set finished_at = now(), outcome = ${field('g', 'fence', 'outcome')},
      problem = ${json('g', 'fence', 'problem')},
      dispatched_in_ms = ${field('g', 'fence', 'dispatchedInMs')}::float8
    from go g where a.${own('g')} and a.effect_id = ${field('g', 'fence', 'effectId')}
      and a.number = ${field('g', 'fence', 'attempt')}::int returning 1)`,
};

/** What is left open here is decided by the end of a request that must still be under way. */
export const beside: Part = {
  isIn: (doc) => doc.beside !== undefined,
  guard: {
    of: 'beside',
    rows: (name, lock) => currentAttempts(name, 'beside', lock),
  },
};

function currentAttempts(name: string, key: 'fence' | 'beside', lock: SQL): SQL {
  return sql`${sql.raw(name)} as materialized (
    select i.n from input i cross join lateral (
      select 1 from ${effects} where ${own('i')} and id = ${field('i', key, 'effectId')}
        and attempts = ${field('i', key, 'attempt')}::int and state = 'IN_FLIGHT'
      for no key update ${lock}) e)`;
}

/**
 * What waits to be asked again is not asked. A request under way is marked by `not_before`: whoever made it records its
 * end, and does not ask again.
 */
export const stopsAsking: Part = {
  isIn: (doc) => doc.stopsAsking !== undefined,
  writes: (name) => sql`${sql.raw(name)} as (update ${effects} e ${settled} from go g
    where e.${own('g')} and e.call_id = ${field('g', 'stopsAsking', 'callId')} and e.kind = 'reject'
      and e.id is distinct from ${field('g', 'beside', 'effectId')}
      and (e.state = 'PENDING' or e.state = 'IN_FLIGHT' and e.lease_until <= now()) returning 1),
  asked_last as (update ${effects} e set not_before = now() from go g
    where e.${own('g')} and e.call_id = ${field('g', 'stopsAsking', 'callId')} and e.kind = 'reject'
      and e.state = 'IN_FLIGHT'
      and (e.lease_until > now() or e.id = ${field('g', 'beside', 'effectId')}) returning 1)`,
};
