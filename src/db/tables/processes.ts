import { jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { moment, now } from './columns.ts';

/** The processes that serve this database. A process renews its row every few seconds and deletes it when it stops. */
export const processes = pgTable('processes', {
  id: text('id').primaryKey(),
  /** The host and the process id, by which an operator finds it. */
  place: text('place').notNull(),
  /** The ids of its seal keys, in its order: it seals with the first and opens with all. */
  sealKeys: jsonb('seal_keys').$type<string[]>().notNull(),
  startedAt: moment('started_at').notNull().default(now),
  seenAt: moment('seen_at').notNull().default(now),
});
