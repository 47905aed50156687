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
    firstSeenAt: moment('first_seen_at').notNull().default(now),
    /** Whoever decides from what a caller has done must be the next to change this. */
    version: integer('version').notNull().default(0),
    tier: text('tier'),
    /** When a tag was given or taken away: answers of the CRM from before this do not count. */
    taggedAt: moment('tagged_at'),
    blockedUntil: moment('blocked_until'),
    /** Who set `blocked_until`, and why. */
    block: jsonb('block').$type<Block>(),
    /** What the caller did before this does not count towards a throttle. */
    unblockedAt: moment('unblocked_at'),
    lastConversationAt: moment('last_conversation_at'),
    /** Only the release before this one reads it: texts count by the calls that they were about. */
    lastTextedAt: moment('last_texted_at'),
    /** The caller whom this one has turned out to be, who is never merged themselves: there are no chains. */
    mergedInto: text('merged_into'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('callers_merged').on(t.tenantId, t.mergedInto).where(sql`merged_into is not null`),
    foreignKey({ columns: [t.tenantId, t.mergedInto], foreignColumns: [t.tenantId, t.id] }),
  ],
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
