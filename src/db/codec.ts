import { getTableColumns } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Call } from '../call/call.ts';
import type { FollowUp, HeardEnd, Rejection, WhyNotSent } from '../call/rejection.ts';
import { calls } from './tables/calls.ts';

/** A row keyed by column names, as `to_jsonb(table)` returns it and `jsonb_to_recordset` accepts it. */
export type JsonRow = Readonly<Record<string, unknown>>;

/** Converts the names of all fields of a table to column names. Absent fields become null. */
export function fullRow(table: PgTable, value: object): JsonRow {
  const fields = value as Record<string, unknown>;
  const row: Record<string, unknown> = {};
  for (const [field, column] of Object.entries(getTableColumns(table))) {
    row[column.name] = fields[field] ?? null;
  }
  return row;
}

/**
 * The same for these fields alone. Absent fields are left out, to keep the JSON of recordings small: `jsonb_to_recordset` reads them
 * as null.
 */
export function sparseRow(table: PgTable, fields: readonly string[], value: object): JsonRow {
  const columns = columnsByField(table);
  const given = value as Readonly<Record<string, unknown>>;
  const row: Record<string, unknown> = {};
  for (const field of fields) {
    const cell = given[field];
    // Every field has a column; the fallback is for the type.
    if (cell !== undefined && cell !== null) row[columns[field] ?? field] = cell;
  }
  return row;
}

/** The names of all fields of a table. */
export function fieldsOf(table: PgTable): readonly string[] {
  return Object.keys(columnsByField(table));
}

const columnsOfTables = new WeakMap<PgTable, Readonly<Record<string, string>>>();

function columnsByField(table: PgTable): Readonly<Record<string, string>> {
  const cached = columnsOfTables.get(table);
  if (cached) return cached;
  const columns = Object.fromEntries(
    Object.entries(getTableColumns(table)).map(([field, column]) => [field, column.name]),
  );
  columnsOfTables.set(table, columns);
  return columns;
}

/** Converts column names to field names. Nulls are left out; timestamps become dates. */
export function fromRow<Value>(table: PgTable, row: JsonRow): Value {
  const value: Record<string, unknown> = {};
  for (const { field, name, isMoment } of cellsOf(table)) {
    const cell = row[name];
    if (cell === null || cell === undefined) continue;
    value[field] = isMoment ? new Date(cell as string | Date) : cell;
  }
  return value as Value;
}

interface Cell {
  readonly field: string;
  readonly name: string;
  readonly isMoment: boolean;
}

const cellsOfTables = new WeakMap<PgTable, readonly Cell[]>();

function cellsOf(table: PgTable): readonly Cell[] {
  const cached = cellsOfTables.get(table);
  if (cached) return cached;
  const cells = Object.entries(getTableColumns(table)).map(([field, { name, columnType }]) => ({
    field,
    name,
    isMoment: columnType === 'PgTimestamp',
  }));
  cellsOfTables.set(table, cells);
  return cells;
}

const callFields = fieldsOf(calls);

export function callToRow(call: Call): JsonRow {
  return sparseRow(calls, callFields, call);
}

/**
 * Dates within a jsonb column arrive as strings, so they are revived here. A notice, the text to a caller whose call rings on, is a
 * `FollowUp` too.
 */
export function callFromRow(row: JsonRow): Call {
  const call = fromRow<Call>(calls, row);
  const { rejection, notice } = call;
  if (rejection === undefined && notice === undefined) return call;
  return {
    ...call,
    ...(rejection && { rejection: reviveRejection(rejection) }),
    ...(notice && { notice: reviveFollowUp(notice) }),
  };
}

function reviveRejection(stored: Rejection): Rejection {
  const followUp = stored.followUp && reviveFollowUp(stored.followUp);
  return {
    ...stored,
    ...reviveDates(stored, ['requestedAt', 'settledAt', 'retryAt']),
    ...(stored.heard && { heard: reviveHeard(stored.heard) }),
    ...(followUp && { followUp }),
  };
}

function reviveHeard(stored: HeardEnd): HeardEnd {
  return { ...stored, ...reviveDates(stored, ['occurredAt']) };
}

function reviveFollowUp(stored: FollowUp | EarlierFollowUp): FollowUp {
  const followUp = isCurrentFormat(stored) ? stored : fromFirstRelease(stored);
  return { ...followUp, ...reviveDates(followUp, ['sentAt', 'mayBeSentAt']) };
}

/**
 * The format of the first release: a text that was not sent was DROPPED, without a reason, and a text only for callers who had hung
 * up was stored in `text` as well as in `textWhenGone`, and marked with `onlyWhenGone`.
 */
interface EarlierFollowUp extends Omit<FollowUp, 'state'> {
  readonly state: FollowUp['state'] | 'DROPPED';
  readonly onlyWhenGone?: true;
}

function isCurrentFormat(stored: FollowUp | EarlierFollowUp): stored is FollowUp {
  return stored.state !== 'DROPPED' && !('onlyWhenGone' in stored);
}

function fromFirstRelease({ state, onlyWhenGone, text, ...rest }: EarlierFollowUp): FollowUp {
  // Today `text` is for a caller who is rejected. A text for callers who had hung up stays in it only if it has been due, and so may
  // have been sent.
  const wasDue = state !== 'WAITING' && state !== 'DROPPED';
  const dropsText = onlyWhenGone === true && !wasDue;
  return {
    ...rest,
    ...(dropsText ? { noText: notWritten } : { text }),
    ...(state === 'DROPPED' ? { state: 'NOT_SENT', notSent: notNeeded } : { state }),
  };
}

const notWritten: WhyNotSent = { reason: 'NO_COPY', because: 'no copy is written for it' };
const notNeeded: WhyNotSent = { reason: 'NOT_REJECTED', because: 'the call was not rejected' };

function reviveDates<Value extends object>(stored: Value, fields: (keyof Value)[]): Partial<Value> {
  const revived: Partial<Record<keyof Value, Date>> = {};
  for (const field of fields) {
    if (stored[field] !== undefined) revived[field] = new Date(stored[field] as string);
  }
  return revived as Partial<Value>;
}
