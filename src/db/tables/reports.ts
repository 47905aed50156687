import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from './columns.ts';

/** Leases of lines whose provider sends its events on a connection: which process may connect, and until when. */
export const listeners = pgTable(
  'listeners',
  {
    tenantId: text('tenant_id').notNull(),
    lineId: text('line_id').notNull(),
    owner: text('owner').notNull(),
    leaseUntil: moment('lease_until').notNull(),
    /** Since when the connection is open; null if it is not. */
    heardSince: moment('heard_since'),
    /** Why the listener is not connected, or a problem that the provider reports. */
    problem: jsonb('problem'),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.lineId] })],
);

/**
 * The last report on each recording bridge, the system of a tenant that records calls. A policy may reject calls while the
 * bridge cannot record them.
 */
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

/** Health checks of recording bridges. The failure of a URL that has never answered is ignored, because the URL may be wrong. */
export const bridgePolls = pgTable(
  'bridge_polls',
  {
    tenantId: text('tenant_id').notNull(),
    name: text('name').notNull(),
    url: text('url').notNull(),
    askedAt: moment('asked_at').notNull(),
    /** The start of the latest check that the URL answered; null if it never answered. */
    answeredAt: moment('answered_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.name, t.url] }),
    index('bridge_polls_asked').on(t.askedAt),
  ],
);

/** The last reported availability of each agent. */
export const presence = pgTable(
  'presence',
  {
    tenantId: text('tenant_id').notNull(),
    lineId: text('line_id').notNull(),
    /** A name that the client chose; '' for the only agent of a line whose provider reports the presence. */
    agent: text('agent').notNull(),
    state: text('state').notNull(),
    at: moment('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.lineId, t.agent] })],
);
