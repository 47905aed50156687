import { sql } from 'drizzle-orm';
import { columnList, columnNames, recordFrom, rowsFrom } from '../connection/statement.ts';
import { callAliases, calls } from '../tables/calls.ts';
import { journal } from '../tables/journal.ts';
import { entryRows, rowsToInsert } from './document.ts';
import { field, json, own, type Part } from './part.ts';

const callColumns = columnNames(calls);
const fixed: readonly string[] = ['tenant_id', 'id', 'line_id', 'direction', 'ringing_at'];
const assignments = sql.raw(
  callColumns
    .filter((name) => !fixed.includes(name))
    .map((name) => `"${name}" = r."${name}"`)
    .join(', '),
);

export const newCall: Part = {
  isIn: (doc) => doc.call !== undefined && doc.expect === undefined,
  writes: (name) => sql`${sql.raw(name)} as (insert into ${calls} (${columnList(callColumns)})
    select ${columnList(callColumns, 'r')}
    from go g, ${recordFrom(json('g', 'call'), calls, callColumns, 'r')}
    where g.doc ? 'call' and not g.doc ? 'expect' returning 1)`,
};

export const changedCall: Part = {
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

export const entries: Part = {
  isIn: (doc) => doc.entries !== undefined,
  writes: (name) => sql`${sql.raw(name)} as (
    insert into ${journal} (epoch, ${columnList(entryColumns)})
    select (select epoch from stream_meta), ${entryValues}
    from go g, ${rowsFrom(json('g', 'entries'), journal, entryColumns, 'r')}
    order by g.n, r.revision returning 1)`,
};

/** Ids that named an earlier call name the new one. */
export const takenAliases: Part = {
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
export const learnedAliases: Part = {
  isIn: (doc) => doc.learnedAliases !== undefined,
  writes: (name) => sql`${sql.raw(name)} as (insert into ${aliasTable} (${columnList(aliasColumns)})
    select ${columnList(aliasColumns, 'r')}
    from go g, ${rowsFrom(json('g', 'learnedAliases'), aliasTable, aliasColumns, 'r')}
    on conflict do nothing returning 1)`,
};
