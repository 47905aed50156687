import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
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

/** When the health URL of a recording bridge was asked. Until it has answered once, its silence says nothing about the bridge. */
export const bridgePolls = pgTable(
  'bridge_polls',
  {
    tenantId: text('tenant_id').notNull(),
    name: text('name').notNull(),
    url: text('url').notNull(),
    askedAt: moment('asked_at').notNull(),
    answeredAt: moment('answered_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.name, t.url] }),
    index('bridge_polls_asked').on(t.askedAt),
  ],
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
