import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Block } from '../../call/known-caller.ts';
import { moment, now } from './columns.ts';

export const callers = pgTable(
  'callers',
  {
    tenantId: text('tenant_id').notNull(),
    id: text('id').notNull(),
    phone: text('phone'),
    displayName: text('display_name'),
    /**
     * When the provider gave the display name. Another name from before this time is ignored. A call that repeats the name renews the
     * time only where the caller is written anyway, as when policies decide: otherwise every call would cost a write. Null for names that
     * an earlier release stored.
     */
    namedAt: moment('named_at'),
    firstSeenAt: moment('first_seen_at').notNull().default(now),
    /** For optimistic locking: a decision about a caller is recorded only if this has not changed since. */
    version: integer('version').notNull().default(0),
    /** The class of the caller, given by a client (`tagCaller`), on which policies may depend. The CRM's answer is not stored. */
    tier: text('tier'),
    /** When the tier was last set or cleared. A CRM answer from before this time is ignored. */
    taggedAt: moment('tagged_at'),
    blockedUntil: moment('blocked_until'),
    /** The actor that set `blocked_until`, and the reason. */
    block: jsonb('block').$type<Block>(),
    /** Calls before this do not count towards a throttle. */
    unblockedAt: moment('unblocked_at'),
    lastConversationAt: moment('last_conversation_at'),
    /** Written for the previous release. This release does not read it, but finds the last text in the caller's calls. */
    lastTextedAt: moment('last_texted_at'),
    /** The row into which this caller was merged. That row is not merged itself, so there are no chains. */
    mergedInto: text('merged_into'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('callers_merged').on(t.tenantId, t.mergedInto).where(sql`merged_into is not null`),
    // The lists of blocked and of tagged callers.
    index('callers_blocked').on(t.tenantId, t.id).where(sql`blocked_until is not null`),
    index('callers_tagged').on(t.tenantId, t.id).where(sql`tier is not null`),
    foreignKey({ columns: [t.tenantId, t.mergedInto], foreignColumns: [t.tenantId, t.id] }),
  ],
);

export const callerAddresses = pgTable(
  'caller_addresses',
  {
    tenantId: text('tenant_id').notNull(),
    /** In canonical form, such as `phone:+15551234567`, or `lid:123` for a number that WhatsApp hides. */
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
