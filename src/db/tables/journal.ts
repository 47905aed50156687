import { sql } from 'drizzle-orm';
import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { calls } from './calls.ts';
import { moment, now, xid8 } from './columns.ts';

/**
 * Ordered by `(epoch, xid, id)`, and read below the watermark, which is the id of the oldest open transaction. `id` alone cannot give
 * the order: it is assigned before the commit, so a reader would skip entries that commit late. `streamMeta` has the current epoch.
 */
export const journal = pgTable(
  'journal',
  {
    epoch: integer('epoch').notNull(),
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    id: bigint('id', { mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    tenantId: text('tenant_id').notNull(),
    lineId: text('line_id').notNull(),
    callId: text('call_id').notNull(),
    revision: integer('revision').notNull(),
    kind: text('kind').notNull(),
    occurredAt: moment('occurred_at').notNull(),
    recordedAt: moment('recorded_at').notNull().default(now),
    actor: jsonb('actor').notNull(),
    /** The reason, in words for people; null if the kind of the entry says enough. */
    cause: text('cause'),
    /** A snapshot of the call right after this entry. */
    call: jsonb('call').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.epoch, t.xid, t.id] }),
    // `Call.history`, `callEventLog` of a call. Also ensures that no revision is written twice.
    uniqueIndex('journal_of_call').on(t.tenantId, t.callId, t.revision),
    // `callEventLog` of all lines.
    index('journal_of_tenant').on(t.tenantId, t.epoch, t.xid, t.id),
    // `callEventLog` of some lines, with one scan per line. The last signal of a line.
    index('journal_of_line').on(t.tenantId, t.lineId, t.epoch, t.xid, t.id),
    // `callEventLog` of some kinds: one scan for each line and kind.
    index('journal_of_kind').on(t.tenantId, t.lineId, t.kind, t.epoch, t.xid, t.id),
    foreignKey({ columns: [t.tenantId, t.callId], foreignColumns: [calls.tenantId, calls.id] }),
  ],
);

/** One row. A new epoch begins whenever the history may have been cut: see `src/db/epoch.ts`. */
export const streamMeta = pgTable('stream_meta', {
  id: smallint('id').primaryKey(),
  epoch: integer('epoch').notNull(),
  /** The start time of the server on which the epoch began. Null until the epoch is confirmed for the first time. */
  serverStartedAt: timestamp('server_started_at', { withTimezone: true }),
  /** The transaction that wrote this row. After a dump and restore, `xmin` of the row is another one, so the epoch is over. */
  writtenBy: text('written_by'),
});
