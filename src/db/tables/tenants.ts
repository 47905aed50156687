import {
  bigint,
  foreignKey,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { moment, now } from './columns.ts';

export const tenants = pgTable('tenants', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  createdAt: moment('created_at').notNull().default(now),
  suspendedAt: moment('suspended_at'),
  /** Personal data of calls is erased when it is older than this. If null, it is kept. */
  keepPersonalMs: bigint('keep_personal_ms', { mode: 'number' }),
  /** The last round of erasure went up to calls that rang at this time. Calls with a pending effect, or recorded later, may be left. */
  erasedBefore: moment('erased_before'),
  /** From then on, all rows of the tenant are deleted, and nothing else may be done with them. */
  erasingSince: moment('erasing_since'),
  /** From then on, this row is all that is left of the tenant. */
  erasedAt: moment('erased_at'),
  /** How many rows of each table have been deleted. */
  erasedRows: jsonb('erased_rows').$type<Readonly<Record<string, number>>>(),
});

export const apiKeys = pgTable(
  'api_keys',
  {
    tenantId: text('tenant_id').notNull(),
    id: text('id').notNull(),
    hash: text('hash').notNull(),
    name: text('name').notNull(),
    /** Null for a tenant-wide key. */
    lineIds: jsonb('line_ids').$type<string[]>(),
    /** Null for a key from before scopes existed. It may do what a key with these `line_ids` could do then. */
    scopes: jsonb('scopes').$type<string[]>(),
    createdAt: moment('created_at').notNull().default(now),
    expiresAt: moment('expires_at'),
    /** Updated at most once a minute. */
    lastUsedAt: moment('last_used_at'),
    revokedAt: moment('revoked_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('api_keys_id').on(t.id),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.id] }),
  ],
);
