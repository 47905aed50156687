import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment, now } from './columns.ts';

/** The processes that serve this database. A process renews its row every few seconds and deletes it when it stops. */
export const processes = pgTable('processes', {
  id: text('id').primaryKey(),
  /** The host and the process id, for the operator. */
  place: text('place').notNull(),
  /** The ids of its SEAL_KEYS, in their order. The process opens values with any of them. */
  sealKeys: jsonb('seal_keys').$type<string[]>().notNull(),
  startedAt: moment('started_at').notNull().default(now),
  seenAt: moment('seen_at').notNull().default(now),
});
