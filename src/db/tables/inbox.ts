import { index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment, now } from './columns.ts';

/** Deduplication of provider events: one row per event, however often it is delivered. */
export const inbox = pgTable(
  'inbox',
  {
    tenantId: text('tenant_id').notNull(),
    lineId: text('line_id').notNull(),
    dedupeKey: text('dedupe_key').notNull(),
    /** The kind of the event. */
    what: text('what').notNull(),
    /** Null if the event concerns no call. */
    callId: text('call_id'),
    receivedAt: moment('received_at').notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.lineId, t.dedupeKey] }),
    index('inbox_by_age').on(t.receivedAt),
  ],
);

/** The keys with which clients repeat a request safely: a repeated request gets the result of the first one. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    tenantId: text('tenant_id').notNull(),
    key: text('key').notNull(),
    /**
     * The ids of what the request made or changed, as one text that only the code of its mutation reads. For `rejectCall`, for which
     * the column was made and named, the id of the call.
     */
    callId: text('call_id').notNull(),
    requestHash: text('request_hash').notNull(),
    createdAt: moment('created_at').notNull().default(now),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.key] }),
    index('idempotency_keys_by_age').on(t.createdAt),
  ],
);
