import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { moment, now } from './columns.ts';
import { tenants } from './tenants.ts';

/**
 * Whether a policy of the line names the health URL of a recording bridge, the system of a tenant that records calls. The health
 * checks search for these lines every few seconds, and there are few, so they have a partial index.
 */
export const namesBridge = (perimeter: SQLWrapper): SQL =>
  sql`${perimeter} @? '$.policies[*].healthUrl'`;

export const lines = pgTable(
  'lines',
  {
    tenantId: text('tenant_id').notNull(),
    id: text('id').notNull(),
    provider: text('provider').notNull(),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull(),
    ringLimitMs: integer('ring_limit_ms').notNull(),
    baseUrl: text('base_url').notNull(),
    /** The account at the provider, encrypted. */
    account: text('account').notNull(),
    /** Policies, texts to callers (copy), and limits on what policies do (caps). */
    perimeter: jsonb('perimeter').notNull().default({}),
    /** The hash of the secret token in the webhook URL. Null if the provider sends no webhooks, or if the line was removed. */
    hookTokenHash: text('hook_token_hash'),
    /**
     * `address` if the secret webhook URL is the only proof that a webhook comes from the provider: then webhooks are read without
     * the account. Otherwise null.
     */
    hookProof: text('hook_proof'),
    /** The hash for the webhook URL before its last renewal. That URL works until `previous_hook_until`. */
    previousHookTokenHash: text('previous_hook_token_hash'),
    previousHookUntil: moment('previous_hook_until'),
    revision: integer('revision').notNull().default(1),
    registeredAt: moment('registered_at').notNull().default(now),
    /** The row of a removed line stays, because its calls and their history refer to it. */
    removedAt: moment('removed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex('lines_hook_token').on(t.hookTokenHash),
    index('lines_previous_hook_token')
      .on(t.previousHookTokenHash)
      .where(sql`previous_hook_token_hash is not null`),
    index('lines_by_name').on(t.tenantId, t.name, t.id),
    index('lines_that_name_a_bridge').on(t.tenantId, t.id).where(namesBridge(t.perimeter)),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.id] }),
  ],
);
