import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { columnList, columnNames, rowsFrom } from '../connection/statement.ts';
import type { RecordDocument } from './document.ts';
import { rowsToInsert } from './inserted-rows.ts';

/** The SQL for one optional field of the document, which is a recording as JSON. `name` is the name of the CTE that is returned. */
export interface Part {
  readonly isIn: (doc: RecordDocument) => boolean;
  /**
   * A recording with the field `of` is written only if its number `n` is among these rows. The query also locks the rows that it
   * checks: `lock` is empty for a single recording, and `skip locked` for a batch, in which one recording must not delay the others.
   */
  readonly guard?: {
    readonly of: keyof RecordDocument;
    readonly rows: (name: string, lock: SQL) => SQL;
  };
  /** A CTE that writes the recordings in `passed`. */
  readonly writes?: (name: string) => SQL;
}

/** The aliases of two CTEs: `input i` holds all recordings, `passed p` those that pass their guards. */
type Documents = 'i' | 'p';

/** A value in the document, as text. */
export function textAt<Key extends keyof RecordDocument>(
  of: Documents,
  key: Key,
  name: keyof NonNullable<RecordDocument[Key]> & string,
): SQL {
  return sql.raw(`(${of}.doc->'${key}'->>'${name}')`);
}

/** A value in the document, as JSON. */
export function jsonAt<Key extends keyof RecordDocument>(
  of: Documents,
  key: Key,
  name?: keyof NonNullable<RecordDocument[Key]> & string,
): SQL {
  return sql.raw(name === undefined ? `${of}.doc->'${key}'` : `${of}.doc->'${key}'->'${name}'`);
}

/** Begins with a column, so that an alias may stand before it: `c.${sameTenant('p')}`. */
export const sameTenant = (of: Documents): SQL => sql.raw(`tenant_id = ${of}.tenant`);

/** Inserts the rows in the field `key` of the document. */
export function insertRows(key: keyof typeof rowsToInsert): Part {
  const { table, fields } = rowsToInsert[key];
  return {
    isIn: (doc) => doc[key] !== undefined,
    writes: (name) => insertAll(name, table, jsonAt('p', key), columnNames(table, fields)),
  };
}

function insertAll(name: string, table: PgTable, array: SQL, names: readonly string[]): SQL {
  return sql`${sql.raw(name)} as (insert into ${table} (${columnList(names)})
    select ${columnList(names, 'r')} from passed p, ${rowsFrom(array, table, names, 'r')} returning 1)`;
}
