import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { columnList, columnNames, rowsFrom } from '../connection/statement.ts';
import { type RecordDocument, rowsToInsert } from './document.ts';

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

/** The recordings: as given, in `input i`, and those that pass their guards, in `go g`. */
type Documents = 'i' | 'g';

/** A field of the document, by its path, as text. */
export function field<Key extends keyof RecordDocument>(
  of: Documents,
  key: Key,
  name: keyof NonNullable<RecordDocument[Key]> & string,
): SQL {
  return sql.raw(`(${of}.doc->'${key}'->>'${name}')`);
}

/** The same as JSON. */
export function json<Key extends keyof RecordDocument>(
  of: Documents,
  key: Key,
  name?: keyof NonNullable<RecordDocument[Key]> & string,
): SQL {
  return sql.raw(name === undefined ? `${of}.doc->'${key}'` : `${of}.doc->'${key}'->'${name}'`);
}

export const own = (of: Documents): SQL => sql.raw(`tenant_id = ${of}.tenant`);

export function insertRows(key: keyof typeof rowsToInsert): Part {
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
