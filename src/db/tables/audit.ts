import { foreignKey, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment, now } from './columns.ts';
import { tenants } from './tenants.ts';

/** The changes that principals made. Each row is written in the statement of its change, and never changed. */
export const auditLog = pgTable(
  'audit_log',
  {
    tenantId: text('tenant_id').notNull(),
    id: text('id').notNull(),
    at: moment('at').notNull().default(now),
    /** The principal: its id and its name at that time. */
    byId: text('by_id').notNull(),
    byName: text('by_name').notNull(),
    action: text('action').notNull(),
    /** The id of what was changed. If the writer names none, `audited` takes the id of the changed row. */
    target: text('target'),
    /** The values before and after the change; null if there are none, or if they are not logged. */
    before: jsonb('before'),
    after: jsonb('after'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('audit_log_of_target').on(t.tenantId, t.target, t.id),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.id] }),
  ],
);
