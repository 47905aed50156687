import { sql } from 'drizzle-orm';
import { columnList, columnNames, recordFrom, rowsFrom } from '../connection/statement.ts';
import { currentEpoch } from '../epoch.ts';
import { isErasedId } from '../erased-ids.ts';
import { callAliases, calls } from '../tables/calls.ts';
import { journal } from '../tables/journal.ts';
import { entryRows, rowsToInsert } from './inserted-rows.ts';
import { jsonAt, type Part, sameTenant, textAt } from './part.ts';

// The parts of the recording statement that write calls, their journal entries and their aliases, which are the provider's ids
// by which events find a call. `input i`, `passed p` and `sameTenant` are explained in `part.ts`.

const callColumns = columnNames(calls);
/** An update leaves these columns out. */
const neverChanged: readonly string[] = ['tenant_id', 'id', 'line_id', 'direction', 'ringing_at'];
const assignments = sql.raw(
  callColumns
    .filter((name) => !neverChanged.includes(name))
    .map((name) => `"${name}" = r."${name}"`)
    .join(', '),
);

/** A batch may also hold changes of known calls, which have `expect`, so the rows are filtered. */
export const newCall: Part = {
  isIn: (doc) => doc.call !== undefined && doc.expect === undefined,
  writes: (name) => sql`${sql.raw(name)} as (insert into ${calls} (${columnList(callColumns)})
    select ${columnList(callColumns, 'r')}
    from passed p, ${recordFrom(jsonAt('p', 'call'), calls, callColumns, 'r')}
    where p.doc ? 'call' and not p.doc ? 'expect' returning 1)`,
};

/**
 * The guard passes if the call still has the revision on which the change was decided, and was not erased since: an erasure changes the
 * provider's id, and leaves the revision.
 */
export const changedCall: Part = {
  isIn: (doc) => doc.expect !== undefined,
  guard: {
    of: 'expect',
    rows: (name, lock) => sql`${sql.raw(name)} as materialized (
    select i.n from input i cross join lateral (
      select 1 from ${calls} where ${sameTenant('i')} and id = ${textAt('i', 'expect', 'id')}
        and revision = ${textAt('i', 'expect', 'revision')}::int
        and provider_call_id = ${textAt('i', 'call', 'provider_call_id')} for no key update ${lock}) c)`,
  },
  writes: (name) => sql`${sql.raw(name)} as (update ${calls} c set ${assignments}
    from passed p, ${recordFrom(jsonAt('p', 'call'), calls, callColumns, 'r')}
    where c.${sameTenant('p')} and c.id = ${textAt('p', 'expect', 'id')} returning 1)`,
};

const entryColumns = columnNames(journal, entryRows.fields);
/** `documentOf` leaves out the call of the last entry, because it is the same as `doc.call`. */
const entryValues = sql.raw(
  entryColumns
    .map((name) => (name === 'call' ? `coalesce(r.call, p.doc->'call')` : `r."${name}"`))
    .join(', '),
);

/** The order gives the entries of one call ascending ids, which are the last part of a position in the journal. */
export const entries: Part = {
  isIn: (doc) => doc.entries !== undefined,
  writes: (name) => sql`${sql.raw(name)} as (
    insert into ${journal} (epoch, ${columnList(entryColumns)})
    select ${currentEpoch}, ${entryValues}
    from passed p, ${rowsFrom(jsonAt('p', 'entries'), journal, entryColumns, 'r')}
    order by p.n, r.revision returning 1)`,
};

/**
 * If a provider reuses the id of an earlier call, the aliases of that call are moved to the new call. The guard passes if some of them
 * still belong to the earlier call.
 */
export const movedAliases: Part = {
  isIn: (doc) => doc.movesAliases !== undefined,
  guard: {
    of: 'movesAliases',
    rows: (name, lock) => sql`${sql.raw(name)} as materialized (
    select i.n from input i cross join lateral (
      select 1 from ${callAliases} where ${sameTenant('i')} and line_id = ${textAt('i', 'movesAliases', 'lineId')}
        and call_id = ${textAt('i', 'movesAliases', 'from')}
        and provider_call_id = any(array(select jsonb_array_elements_text(${jsonAt('i', 'movesAliases', 'ids')})))
      for no key update ${lock}) a)`,
  },
  writes: (name) => sql`${sql.raw(name)} as (
    update ${callAliases} a set call_id = ${textAt('p', 'movesAliases', 'to')} from passed p
    where a.${sameTenant('p')} and a.line_id = ${textAt('p', 'movesAliases', 'lineId')}
      and a.call_id = ${textAt('p', 'movesAliases', 'from')}
      and a.provider_call_id = any(array(select jsonb_array_elements_text(${jsonAt('p', 'movesAliases', 'ids')})))
    returning 1)`,
};

const { table: aliasTable, fields: aliasFields } = rowsToInsert.aliases;
const aliasColumns = columnNames(aliasTable, aliasFields);

/**
 * An id that is already an alias of another call is left unchanged. An id of a call that has been erased, or deleted with its tenant,
 * is not stored.
 */
export const learnedAliases: Part = {
  isIn: (doc) => doc.learnedAliases !== undefined,
  writes: (name) => sql`${sql.raw(name)} as (insert into ${aliasTable} (${columnList(aliasColumns)})
    select ${columnList(aliasColumns, 'r')}
    from passed p, ${rowsFrom(jsonAt('p', 'learnedAliases'), aliasTable, aliasColumns, 'r')}
    where exists (select 1 from ${calls} c where c.${sameTenant('p')} and c.id = r.call_id
      and not ${isErasedId(sql.raw('c.provider_call_id'))})
    on conflict do nothing returning 1)`,
};
