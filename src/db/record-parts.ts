import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { effectRows, entryRows, type RecordDocument, rowsToInsert } from './record-document.ts';
import { columnList, columnNames, recordFrom, rowsFrom } from './statement.ts';
import { callerAddresses, callers } from './tables/callers.ts';
import { callAliases, calls } from './tables/calls.ts';
import { effectAttempts, effects } from './tables/effects.ts';
import { journal } from './tables/journal.ts';

/** One thing that a recording may bring with it. */
export interface Part {
  readonly isIn: (doc: RecordDocument) => boolean;
  /** A recording with this field is written only if it is among the rows `(n)`: nothing has changed meanwhile. */
  readonly guard?: {
    readonly of: keyof RecordDocument;
    readonly rows: (name: string, lock: SQL) => SQL;
  };
  /** What is written, from `go`. */
  readonly writes?: (name: string) => SQL;
}

type Documents = 'i' | 'g';

/** A field of the document, by its path. */
function field<Key extends keyof RecordDocument>(
  of: Documents,
  key: Key,
  name: keyof NonNullable<RecordDocument[Key]> & string,
): SQL {
  return sql.raw(`(${of}.doc->'${key}'->>'${name}')`);
}

function json<Key extends keyof RecordDocument>(
  of: Documents,
  key: Key,
  name?: keyof NonNullable<RecordDocument[Key]> & string,
): SQL {
  return sql.raw(name === undefined ? `${of}.doc->'${key}'` : `${of}.doc->'${key}'->'${name}'`);
}

const own = (of: Documents): SQL => sql.raw(`tenant_id = ${of}.tenant`);

function insertRows(key: keyof typeof rowsToInsert): Part {
  const { table, fields } = rowsToInsert[key];
  return {
    isIn: (doc) => doc[key] !== undefined,
    writes: (name) => insertAll(name, table, json('g', key), columnNames(table, fields)),
  };
}

function insertAll(name: string, table: PgTable, array: SQL, names: readonly string[]): SQL {
  return sql`${sql.raw(name)} as (insert into ${table} (${columnList(names)})
    select ${columnList(names, 'r')} from go g, ${rowsFrom(array, table, names, 'r')} returning 1)`;
}

const callColumns = columnNames(calls);
const fixed: readonly string[] = ['tenant_id', 'id', 'line_id', 'direction', 'ringing_at'];
const assignments = sql.raw(
  callColumns
    .filter((name) => !fixed.includes(name))
    .map((name) => `"${name}" = r."${name}"`)
    .join(', '),
);

const newCall: Part = {
  isIn: (doc) => doc.call !== undefined && doc.expect === undefined,
  writes: (name) => sql`${sql.raw(name)} as (insert into ${calls} (${columnList(callColumns)})
    select ${columnList(callColumns, 'r')}
    from go g, ${recordFrom(json('g', 'call'), calls, callColumns, 'r')}
    where g.doc ? 'call' and not g.doc ? 'expect' returning 1)`,
};

const changedCall: Part = {
  isIn: (doc) => doc.expect !== undefined,
  guard: {
    of: 'expect',
    rows: (name, lock) => sql`${sql.raw(name)} as materialized (
    select i.n from input i cross join lateral (
      select 1 from ${calls} where ${own('i')} and id = ${field('i', 'expect', 'id')}
        and revision = ${field('i', 'expect', 'revision')}::int for no key update ${lock}) c)`,
  },
  writes: (name) => sql`${sql.raw(name)} as (update ${calls} c set ${assignments}
    from go g, ${recordFrom(json('g', 'call'), calls, callColumns, 'r')}
    where c.${own('g')} and c.id = ${field('g', 'expect', 'id')} returning 1)`,
};

const entryColumns = columnNames(journal, entryRows.fields);
const entryValues = sql.raw(
  entryColumns
    .map((name) => (name === 'call' ? `coalesce(r.call, g.doc->'call')` : `r."${name}"`))
    .join(', '),
);

const entries: Part = {
  isIn: (doc) => doc.entries !== undefined,
  writes: (name) => sql`${sql.raw(name)} as (
    insert into ${journal} (epoch, ${columnList(entryColumns)})
    select (select epoch from stream_meta), ${entryValues}
    from go g, ${rowsFrom(json('g', 'entries'), journal, entryColumns, 'r')}
    order by g.n, r.revision returning 1)`,
};

const effectColumns = columnNames(effects, effectRows.fields).filter(
  (name) => name !== 'not_before',
);

/** A reject is leased to this process and sent after the commit. All else waits to be claimed. */
const newEffects: Part = {
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

const fence: Part = {
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
const beside: Part = {
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
const stopsAsking: Part = {
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

const changedCaller: Part = {
  isIn: (doc) => doc.caller !== undefined,
  guard: {
    of: 'caller',
    rows: (name, lock) => sql`${sql.raw(name)}_rows as materialized (
    select i.n from input i
    cross join lateral jsonb_to_recordset(${json('i', 'caller', 'known')}) as k(id text, version int)
    cross join lateral (
      select 1 from ${callers} where ${own('i')} and id = k.id and version = k.version
      for no key update ${lock}) c),
  ${sql.raw(name)} as materialized (
    select i.n from input i where i.doc ? 'caller'
      and (select count(*) from ${sql.raw(name)}_rows r where r.n = i.n)
        = jsonb_array_length(${json('i', 'caller', 'known')}))`,
  },
  writes: (name) => sql`${sql.raw(name)} as (update ${callers} c set version = version + 1,
      phone = coalesce(phone, ${field('g', 'caller', 'phone')}),
      display_name = coalesce(display_name, ${field('g', 'caller', 'displayName')}),
      tier = coalesce(tier, ${field('g', 'caller', 'tier')}),
      tagged_at = greatest(${field('g', 'caller', 'taggedAt')}::timestamptz, tagged_at),
      blocked_until = greatest(${field('g', 'caller', 'blockedUntil')}::timestamptz, blocked_until),
      block = case when ${field('g', 'caller', 'blockedUntil')}::timestamptz > coalesce(blocked_until, '-infinity')
        then ${json('g', 'caller', 'block')} else block end,
      unblocked_at = greatest(${field('g', 'caller', 'unblockedAt')}::timestamptz, unblocked_at),
      last_conversation_at =
        greatest(${field('g', 'caller', 'lastConversationAt')}::timestamptz, last_conversation_at),
      last_texted_at = greatest(${field('g', 'caller', 'lastTextedAt')}::timestamptz, last_texted_at)
    from go g where c.${own('g')} and c.id = ${field('g', 'caller', 'id')} returning 1)`,
};

/** Other rows of the same person become one with the caller, and their addresses name the caller. */
const mergedCallers: Part = {
  isIn: (doc) => doc.caller !== undefined && doc.caller.mergedIds.length > 0,
  writes: (name) => sql`${sql.raw(name)} as (
    update ${callers} c set version = version + 1, merged_into = ${field('g', 'caller', 'id')}
    from go g, jsonb_array_elements_text(${json('g', 'caller', 'mergedIds')}) m
    where c.${own('g')} and c.id = m returning 1),
  moved_addresses as (
    update ${callerAddresses} a set caller_id = ${field('g', 'caller', 'id')}
    from go g, jsonb_array_elements_text(${json('g', 'caller', 'mergedIds')}) m
    where a.${own('g')} and a.caller_id = m returning 1)`,
};

/** Ids that named an earlier call name the new one. */
const takenAliases: Part = {
  isIn: (doc) => doc.takes !== undefined,
  guard: {
    of: 'takes',
    rows: (name, lock) => sql`${sql.raw(name)} as materialized (
    select i.n from input i cross join lateral (
      select 1 from ${callAliases} where ${own('i')} and line_id = ${field('i', 'takes', 'lineId')}
        and call_id = ${field('i', 'takes', 'from')}
        and provider_call_id = any(array(select jsonb_array_elements_text(${json('i', 'takes', 'ids')})))
      for no key update ${lock}) a)`,
  },
  writes: (name) => sql`${sql.raw(name)} as (
    update ${callAliases} a set call_id = ${field('g', 'takes', 'to')} from go g
    where a.${own('g')} and a.line_id = ${field('g', 'takes', 'lineId')}
      and a.call_id = ${field('g', 'takes', 'from')}
      and a.provider_call_id = any(array(select jsonb_array_elements_text(${json('g', 'takes', 'ids')})))
    returning 1)`,
};

const { table: aliasTable, fields: aliasFields } = rowsToInsert.aliases;
const aliasColumns = columnNames(aliasTable, aliasFields);

/** An id that already names another call goes on naming it. */
const learnedAliases: Part = {
  isIn: (doc) => doc.learnedAliases !== undefined,
  writes: (name) => sql`${sql.raw(name)} as (insert into ${aliasTable} (${columnList(aliasColumns)})
    select ${columnList(aliasColumns, 'r')}
    from go g, ${rowsFrom(json('g', 'learnedAliases'), aliasTable, aliasColumns, 'r')}
    on conflict do nothing returning 1)`,
};

/** Guards lock in this order, and rows are written in it. */
export const parts = {
  changed_call: changedCall,
  fence,
  beside,
  taken_aliases: takenAliases,
  caller: changedCaller,
  merged_callers: mergedCallers,
  callers: insertRows('callers'),
  addresses: insertRows('addresses'),
  new_call: newCall,
  aliases: insertRows('aliases'),
  learned_aliases: learnedAliases,
  received: insertRows('received'),
  idempotency: insertRows('idempotency'),
  entries,
  stops_asking: stopsAsking,
  new_effects: newEffects,
} as const satisfies Record<string, Part>;

export type PartName = keyof typeof parts;
export const partNames = Object.keys(parts) as PartName[];
