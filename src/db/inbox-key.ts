import { hash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { text } from './connection/statement.ts';
import { inbox } from './tables/inbox.ts';

/**
 * The key under which an event is noted in the inbox. Some events are named by ids that contain the caller's number, so only a
 * digest of the name is stored.
 */
export const inboxKeyOf = (dedupeKey: string): string => hash('sha256', dedupeKey, 'base64url');

/** The parameters of `isInInbox` besides `tenant` and `line`. */
export const inboxParameters = (dedupeKey: string) => ({
  dedupe: inboxKeyOf(dedupeKey),
  dedupe_before: dedupeKey,
});

/** Whether the event was received before. The previous release stored the name of the event itself. */
export const isInInbox = sql`exists (select 1 from ${inbox} where tenant_id = ${text('tenant')}
  and line_id = ${text('line')} and dedupe_key in (${text('dedupe')}, ${text('dedupe_before')}))`;
