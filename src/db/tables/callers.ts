import { foreignKey, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment, now } from './columns.ts';

export const callers = pgTable(
  'callers',
  {
    tenantId: text('tenant_id').notNull(),
    id: text('id').notNull(),
    phone: text('phone'),
    displayName: text('display_name'),
    firstSeenAt: moment('first_seen_at').notNull().default(now),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);

export const callerAddresses = pgTable(
  'caller_addresses',
  {
    tenantId: text('tenant_id').notNull(),
    address: text('address').notNull(),
    callerId: text('caller_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.address] }),
    index('caller_addresses_of_caller').on(t.tenantId, t.callerId),
    foreignKey({
      columns: [t.tenantId, t.callerId],
      foreignColumns: [callers.tenantId, callers.id],
    }),
  ],
);
