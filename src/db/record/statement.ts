import { sql } from 'drizzle-orm';
import { json, type Statement, writing } from '../connection/statement.ts';
import type { RecordDocument } from './document.ts';
import type { Part } from './part.ts';
import { type PartName, partNames, parts } from './parts.ts';

export interface RecordedRow {
  /** Which of the recordings, from 1. */
  readonly n: string;
  readonly written: boolean;
  /** Whether its attempt was still the current one. */
  readonly fenced: boolean;
}

/** What only this recording needs: half of a lone recording's time goes into starting what it has no use for. */
export function statementForOne(doc: RecordDocument): Statement<RecordedRow> {
  return statementOf(
    partNames.filter((name) => parts[name].isIn(doc)),
    'waits for locks',
  );
}

/** Recordings that are written together share the cost of starting what only some of them need. */
export function statementForMany(): Statement<RecordedRow> {
  return statementOf(partNames, 'skips what is locked');
}

/** Alone it waits for whatever else changes the same rows. A batch must not wait for one of its recordings. */
type Patience = 'waits for locks' | 'skips what is locked';

const statements = new Map<string, Statement<RecordedRow>>();

function statementOf(names: readonly PartName[], patience: Patience): Statement<RecordedRow> {
  const key = `${patience}: ${names.join(' ')}`;
  const known = statements.get(key);
  if (known) return known;
  const made = compose(names, patience);
  statements.set(key, made);
  return made;
}

const notLocked = sql.raw('skip locked');
const shortly = sql.raw(`, set_config('lock_timeout', '100ms', true)`);
const anyLock = sql.raw('');

/**
 * Recordings, each written whole or not at all. Guards find those for which nothing has changed meanwhile, and lock the
 * rows on which that rests; everything is written from `go`, which holds those that pass every guard of their own.
 *
 * The planner takes a set made of JSON for a hundred rows, for which it would rather read whole tables than look rows
 * up by key. It takes a limit that it cannot know for a tenth, and two of them for one row.
 */
function compose(names: readonly PartName[], patience: Patience): Statement<RecordedRow> {
  const chosen = names.map((name): [PartName, Part] => [name, parts[name]]);
  const guarded = chosen.filter(([, part]) => part.guard !== undefined);
  const isBatch = patience === 'skips what is locked';
  const guards = guarded.map(([name, part]) =>
    part.guard?.rows(guardOf(name), isBatch ? notLocked : anyLock),
  );
  const conditions = guarded.map(
    ([name, part]) =>
      sql`(not i.doc ? ${sql.raw(`'${part.guard?.of}'`)} or i.n in (select n from ${sql.raw(guardOf(name))}))`,
  );
  const ctes = [
    sql`given as materialized (
      select docs, jsonb_array_length(docs) as length ${isBatch ? shortly : anyLock}
      from (select ${json('docs')} as docs offset 0) d)`,
    sql`input as materialized (
      select n, doc, doc->>'tenantId' as tenant from (
        select d.n, d.doc from given, jsonb_array_elements(docs) with ordinality as d(doc, n)
        limit (select length from given)) d limit (select length from given))`,
    ...guards.flatMap((guard) => (guard ? [guard] : [])),
    sql`go as materialized (
      select i.n, i.doc, i.tenant from input i where ${sql.join([sql`true`, ...conditions], sql` and `)})`,
    ...chosen.flatMap(([name, part]) => (part.writes ? [part.writes(name)] : [])),
  ];
  const fenced = names.includes('fence') ? sql`i.n in (select n from fence_guard)` : sql`false`;
  return writing<RecordedRow>(
    'record',
    sql`with ${sql.join(ctes, sql`, `)}
    select i.n::text as n, i.n in (select n from go) as written, ${fenced} as fenced from input i`,
  );
}

const guardOf = (name: PartName) => `${name}_guard`;
