import { sql } from 'drizzle-orm';
import { json, type Statement, writing } from '../connection/statement.ts';
import type { RecordDocument } from './document.ts';
import type { Part } from './part.ts';
import { type PartName, partNames, parts } from './parts.ts';

export interface RecordedRow {
  /** The number of the recording, from 1. */
  readonly n: string;
  readonly written: boolean;
  /** Whether the recording's fence, the attempt whose answer it records, was still the current attempt. False without a fence. */
  readonly isCurrent: boolean;
}

/** A single recording waits for row locks. A batch skips locked rows, so that one recording does not delay the others. */
export type Locking = 'wait' | 'skip-locked';

/**
 * A part is the SQL for one optional field of a recording: it checks what the recording was decided on (a guard), writes, or both. The
 * statement has only the parts that these recordings need, because an unused part costs as much as writing a row.
 */
export function statementFor(
  docs: readonly RecordDocument[],
  locking: Locking,
): Statement<RecordedRow> {
  const names = partNames.filter((name) => docs.some(parts[name].isIn));
  const isKnown = statements.has(keyOf(names, locking));
  return statementOf(isKnown || statements.size < maxStatements ? names : partNames, locking);
}

/** Bounds the plans that each connection keeps. About twenty combinations occur; beyond the bound a further combination uses all parts. */
const maxStatements = 100;
const statements = new Map<string, Statement<RecordedRow>>();

const keyOf = (names: readonly PartName[], locking: Locking) => `${locking}: ${names.join(' ')}`;

export function statementOf(names: readonly PartName[], locking: Locking): Statement<RecordedRow> {
  const key = keyOf(names, locking);
  const cached = statements.get(key);
  if (cached) return cached;
  const statement = compose(names, locking);
  statements.set(key, statement);
  return statement;
}

const skipLocked = sql.raw('skip locked');
const nothing = sql.raw('');

/** `offset 0` keeps the planner from merging the subquery, so that the JSON is parsed once and not for each use. */
const oneRecording = sql`input as materialized (
  select 1 as n, doc, doc->>'tenantId' as tenant from (select ${json('docs')}->0 as doc offset 0) d)`;

/**
 * An insert cannot skip a locked key, so a batch has a short lock timeout; after it, its recordings are written one by one.
 *
 * The planner estimates 100 rows for a set made of JSON, and would scan whole tables instead of using their keys. A limit
 * of unknown size divides the estimate by ten, so two of them bring it down to one row.
 */
const severalRecordings = sql`given as materialized (
    select docs, jsonb_array_length(docs) as length, set_config('lock_timeout', '100ms', true)
    from (select ${json('docs')} as docs offset 0) d),
  input as materialized (
    select n, doc, doc->>'tenantId' as tenant from (
      select d.n, d.doc from given, jsonb_array_elements(docs) with ordinality as d(doc, n)
      limit (select length from given)) d limit (select length from given))`;

/**
 * Writes each recording atomically. Guards select the recordings whose rows have not changed since they were read, and lock these
 * rows. All writes read from `passed`, which has the recordings that pass all their guards.
 */
function compose(names: readonly PartName[], locking: Locking): Statement<RecordedRow> {
  const chosen = names.map((name): [PartName, Part] => [name, parts[name]]);
  const guarded = chosen.filter(([, part]) => part.guard !== undefined);
  const isBatch = locking === 'skip-locked';
  const guards = guarded.map(([name, part]) =>
    part.guard?.rows(guardOf(name), isBatch ? skipLocked : nothing),
  );
  // A guard applies only to the recordings with its field, `of`.
  const conditions = guarded.map(
    ([name, part]) =>
      sql`(not i.doc ? ${sql.raw(`'${part.guard?.of}'`)} or i.n in (select n from ${sql.raw(guardOf(name))}))`,
  );
  const ctes = [
    isBatch ? severalRecordings : oneRecording,
    ...guards.flatMap((guard) => (guard ? [guard] : [])),
    sql`passed as materialized (
      select i.n, i.doc, i.tenant from input i where ${sql.join([sql`true`, ...conditions], sql` and `)})`,
    ...chosen.flatMap(([name, part]) => (part.writes ? [part.writes(name)] : [])),
  ];
  const isCurrent = names.includes('fence') ? sql`i.n in (select n from fence_guard)` : sql`false`;
  return writing<RecordedRow>(
    'record',
    sql`with ${sql.join(ctes, sql`, `)}
    select i.n::text as n, i.n in (select n from passed) as written, ${isCurrent} as "isCurrent" from input i`,
  );
}

const guardOf = (name: PartName) => `${name}_guard`;
