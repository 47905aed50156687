import { foreignKey, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { callers } from './callers.ts';
import { moment } from './columns.ts';

/** The times at which callers wrote to lines. The messages are not stored. */
export const conversations = pgTable(
  'conversations',
  {
    tenantId: text('tenant_id').notNull(),
    callerId: text('caller_id').notNull(),
    at: moment('at').notNull(),
    lineId: text('line_id').notNull(),
  },
  (t) => [
    // In this order one index probe finds whether a caller wrote in a period, and to which line.
    primaryKey({ columns: [t.tenantId, t.callerId, t.at, t.lineId] }),
    // When a caller last wrote to a line.
    index('conversations_with_line').on(t.tenantId, t.callerId, t.lineId, t.at),
    foreignKey({
      columns: [t.tenantId, t.callerId],
      foreignColumns: [callers.tenantId, callers.id],
    }),
  ],
);
