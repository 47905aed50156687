import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/** Which process holds the connection of a line that we listen to, and until when nobody else may. */
export const listeners = pgTable(
  'listeners',
  {
    tenantId: text('tenant_id').notNull(),
    lineId: text('line_id').notNull(),
    owner: text('owner').notNull(),
    leaseUntil: moment('lease_until').notNull(),
    /** Null: that process does not hear it. */
    heardSince: moment('heard_since'),
    /** Why it is not heard, or what the provider says is wrong. */
    problem: jsonb('problem'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.lineId] })],
);

/** What was last said of a recording bridge. */
export const recordingBridges = pgTable(
  'recording_bridges',
  {
    tenantId: text('tenant_id').notNull(),
    name: text('name').notNull(),
    state: text('state').notNull(),
    reportedAt: moment('reported_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.name] })],
);

/** What agents are doing, as the provider or a client last said. */
export const presence = pgTable(
  'presence',
  {
    tenantId: text('tenant_id').notNull(),
    lineId: text('line_id').notNull(),
    agent: text('agent').notNull(),
    state: text('state').notNull(),
    at: moment('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.lineId, t.agent] })],
);
