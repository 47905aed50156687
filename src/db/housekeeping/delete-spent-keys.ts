import { sql } from 'drizzle-orm';
import { int, writing } from '../connection/statement.ts';
import { idempotencyKeys, inbox } from '../tables/inbox.ts';
import type { Deletion } from './deletion.ts';

/**
 * Deletes the keys by which repeated events are recognised, 7 days after they arrived: no provider repeats an event later. If
 * one did, it would still find its call and change nothing.
 */
export const deleteOldDedupeKeys: Deletion = writing(
  'forget_received',
  sql`with old as (
    select tenant_id, line_id, dedupe_key from ${inbox} where received_at < now() - interval '7 days'
    order by received_at limit ${int('limit')} for update skip locked),
  gone as (
    delete from ${inbox} i using old o where i.tenant_id = o.tenant_id and i.line_id = o.line_id
      and i.dedupe_key = o.dedupe_key returning 1)
  select count(*)::text as count from gone`,
);

/** Deletes idempotency keys after the 24 hours for which the schema promises to remember them. */
export const deleteOldIdempotencyKeys: Deletion = writing(
  'forget_idempotency_keys',
  sql`with old as (
    select tenant_id, key from ${idempotencyKeys} where created_at < now() - interval '24 hours'
    order by created_at limit ${int('limit')} for update skip locked),
  gone as (
    delete from ${idempotencyKeys} k using old o where k.tenant_id = o.tenant_id and k.key = o.key
      returning 1)
  select count(*)::text as count from gone`,
);
