import { getTableColumns } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Call } from '../call/call.ts';
import type { FollowUp, HeardEnd, NotSent, Rejection } from '../call/rejection.ts';
import { calls } from './tables/calls.ts';

/** A row by its column names: what a query of its columns and `to_jsonb(table)` give, and `jsonb_to_recordset` takes. */
export type JsonRow = Readonly<Record<string, unknown>>;

/** Field names to column names. Absent fields become null, so that an update clears them. */
export function toRow(table: PgTable, value: object): JsonRow {
  const fields = value as Record<string, unknown>;
  const row: Record<string, unknown> = {};
  for (const [field, column] of Object.entries(getTableColumns(table))) {
    row[column.name] = fields[field] ?? null;
  }
  return row;
}

/** Some fields by their column names. Absent fields are left out, because `jsonb_to_record` reads them as null. */
export function rowOf(
  table: PgTable,
  fields: readonly string[],
  value: Readonly<Record<string, unknown>> | object,
): JsonRow {
  const columns = columnsByField(table);
  const given = value as Readonly<Record<string, unknown>>;
  const row: Record<string, unknown> = {};
  for (const field of fields) {
    const cell = given[field];
    if (cell !== undefined && cell !== null) row[columns[field] ?? field] = cell;
  }
  return row;
}

/** The fields of a table in this release. */
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

/** Column names to field names. Nulls are left out; timestamps become dates. */
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
  return rowOf(calls, callFields, call);
}

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
  const followUp = isOfToday(stored) ? stored : broughtUpToDate(stored);
  return { ...followUp, ...reviveDates(followUp, ['sentAt', 'mayBeSentAt']) };
}

/** As the first release stored it: a DROPPED text had no reason, and a text for callers who had hung up was in `text`, marked by `onlyWhenGone`. */
interface EarlierFollowUp extends Omit<FollowUp, 'state'> {
  readonly state: FollowUp['state'] | 'DROPPED';
  readonly onlyWhenGone?: true;
}

function isOfToday(stored: FollowUp | EarlierFollowUp): stored is FollowUp {
  return stored.state !== 'DROPPED' && !('onlyWhenGone' in stored);
}

function broughtUpToDate({ state, onlyWhenGone, text, ...rest }: EarlierFollowUp): FollowUp {
  const isForGone = onlyWhenGone === true && (state === 'WAITING' || state === 'DROPPED');
  return {
    ...rest,
    ...(isForGone ? { noText: notWritten } : { text }),
    ...(state === 'DROPPED' ? { state: 'NOT_SENT', notSent: notNeeded } : { state }),
  };
}

const notWritten: NotSent = { reason: 'NO_COPY', because: 'no copy is written for it' };
const notNeeded: NotSent = { reason: 'NOT_REJECTED', because: 'the call was not rejected' };

function reviveDates<Value extends object>(stored: Value, fields: (keyof Value)[]): Partial<Value> {
  const revived: Partial<Record<keyof Value, Date>> = {};
  for (const field of fields) {
    if (stored[field] !== undefined) revived[field] = new Date(stored[field] as string);
  }
  return revived as Partial<Value>;
}
