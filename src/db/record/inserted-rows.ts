import type { PgTable } from 'drizzle-orm/pg-core';
import { type JsonRow, sparseRow } from '../codec.ts';
import { auditLog } from '../tables/audit.ts';
import { callerAddresses, callers } from '../tables/callers.ts';
import { callAliases } from '../tables/calls.ts';
import { effects } from '../tables/effects.ts';
import { idempotencyKeys, inbox } from '../tables/inbox.ts';
import { journal } from '../tables/journal.ts';

/** A table, and the fields that a recording writes. `documentOf` puts them into the JSON from which the statement reads the rows. */
interface Rows<Table extends PgTable, Field extends keyof Table['$inferInsert'] & string> {
  readonly table: Table;
  readonly fields: readonly Field[];
}

function rows<Table extends PgTable, Field extends keyof Table['$inferInsert'] & string>(
  table: Table,
  ...fields: Field[]
): Rows<Table, Field> {
  return { table, fields };
}

/** Inserted as they are, by `insertRows`. */
export const rowsToInsert = {
  callers: rows(
    callers,
    'tenantId',
    'id',
    'phone',
    'displayName',
    'namedAt',
    'blockedUntil',
    'block',
  ),
  addresses: rows(callerAddresses, 'tenantId', 'address', 'callerId'),
  aliases: rows(callAliases, 'tenantId', 'lineId', 'providerCallId', 'callId'),
  received: rows(inbox, 'tenantId', 'lineId', 'dedupeKey', 'what', 'callId'),
  audit: rows(auditLog, 'tenantId', 'id', 'byId', 'byName', 'action', 'target', 'after'),
  idempotency: rows(idempotencyKeys, 'tenantId', 'key', 'callId', 'requestHash'),
} as const;

/** Inserted by a statement of their own (`call-parts.ts`), which adds the epoch. */
export const entryRows = rows(
  journal,
  'tenantId',
  'lineId',
  'callId',
  'revision',
  'kind',
  'occurredAt',
  'actor',
  'cause',
  'call',
);

/** Inserted by a statement of their own (`effect-parts.ts`), which adds the state and, for a reject, the lease. */
export const effectRows = rows(
  effects,
  'tenantId',
  'id',
  'callId',
  'lineId',
  'kind',
  'notBefore',
  'deadlineAt',
  'request',
  'byPolicy',
);

/** Returns undefined if there is nothing to insert. */
export function rowsOf<Table extends PgTable, Field extends keyof Table['$inferInsert'] & string>(
  { table, fields }: Rows<Table, Field>,
  values: readonly Partial<Record<Field, unknown>>[] | undefined,
): JsonRow[] | undefined {
  if (values === undefined || values.length === 0) return undefined;
  return values.map((value) => sparseRow(table, fields, value));
}
