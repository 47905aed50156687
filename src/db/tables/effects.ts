import { sql } from 'drizzle-orm';
import {
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { calls } from './calls.ts';
import { moment, now } from './columns.ts';

/** The outbox: a request to a provider, with the lease of the process that carries it out and a deadline. */
export const effects = pgTable(
  'effects',
  {
    tenantId: text('tenant_id').notNull(),
    id: text('id').notNull(),
    callId: text('call_id').notNull(),
    lineId: text('line_id').notNull(),
    kind: text('kind').notNull(),
    /** PENDING: an attempt is to be made. IN_FLIGHT: a process makes one. SETTLED: no attempt follows. */
    state: text('state').notNull(),
    /** The number of the last attempt that began; 0 before the first. */
    attempts: integer('attempts').notNull(),
    owner: text('owner'),
    leaseUntil: moment('lease_until'),
    /** While PENDING: no attempt begins before this time. While IN_FLIGHT: null, or any time if no retry may follow (`stopsRetries`). */
    notBefore: moment('not_before'),
    deadlineAt: moment('deadline_at').notNull(),
    /** Has all data of the request, so that a later lookup cannot direct it at another call. */
    request: jsonb('request').notNull(),
    /**
     * Whether a policy decided on the effect. Null if the previous release recorded it; then the
     * request's purpose and the call's rejection tell (`isByPolicy`).
     */
    byPolicy: boolean('by_policy'),
    createdAt: moment('created_at').notNull().default(now),
    settledAt: moment('settled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // Finding effects that are due, to claim them.
    index('effects_pending').on(t.notBefore).where(sql`state = 'PENDING'`),
    index('effects_in_flight').on(t.leaseUntil).where(sql`state = 'IN_FLIGHT'`),
    // Counting a line's rejections and texts by policies in the last minute, for the caps; finding a line's texts in flight.
    index('effects_of_line_lately')
      .on(t.tenantId, t.lineId, t.kind, t.createdAt)
      .where(sql`kind = 'text' or by_policy is not false`),
    // Finding all effects of a call: to tell whether one of our requests may have ended it, and to stop its retries when the call
    // changes.
    index('effects_of_call').on(t.tenantId, t.callId),
    foreignKey({ columns: [t.tenantId, t.callId], foreignColumns: [calls.tenantId, calls.id] }),
  ],
);

export const effectAttempts = pgTable(
  'effect_attempts',
  {
    tenantId: text('tenant_id').notNull(),
    effectId: text('effect_id').notNull(),
    number: integer('number').notNull(),
    startedAt: moment('started_at').notNull().default(now),
    finishedAt: moment('finished_at'),
    /** The time from taking the lease to sending the request. Null if none was sent, and for texts and blocks. */
    dispatchedInMs: doublePrecision('dispatched_in_ms'),
    /** Null as long as no end of the attempt is recorded. */
    outcome: text('outcome'),
    problem: jsonb('problem'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.effectId, t.number] }),
    foreignKey({
      columns: [t.tenantId, t.effectId],
      foreignColumns: [effects.tenantId, effects.id],
    }),
  ],
);
