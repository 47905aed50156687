import { sql } from 'drizzle-orm';
import type { CallerAddress } from '../../call/caller-address.ts';
import type { CallerId, LineId, TenantId } from '../../call/ids.ts';
import type { Database } from '../connection/database.ts';
import { moment, text, texts, toJson, writing } from '../connection/statement.ts';
import { inboxKeyOf } from '../inbox-key.ts';
import { callerAddresses, callers } from '../tables/callers.ts';
import { conversations } from '../tables/conversations.ts';
import { inbox } from '../tables/inbox.ts';
import { callersNamed } from './known-callers.ts';

/** A caller's message to a line, without its content. */
export interface Conversation {
  readonly tenantId: TenantId;
  readonly lineId: LineId;
  /** The same for each delivery of one message. */
  readonly dedupeKey: string;
  readonly addresses: readonly [CallerAddress, ...CallerAddress[]];
  readonly phone: string | undefined;
  /** The name that the message gives for the caller. It replaces one that is not newer than the message. */
  readonly displayName: string | undefined;
  readonly at: Date;
  /** The id for a new caller, if the addresses are unknown. */
  readonly newCallerId: CallerId;
}

/**
 * 'several': nothing was written, because the addresses belong to several callers, which must be merged first.
 * 'lost': nothing was written, because the caller was merged or erased concurrently.
 */
export type ConversationNoted = 'noted' | 'several' | 'lost';

/**
 * Records the time at which a caller wrote to a line. The message itself is not stored. Recording it twice changes nothing. If another
 * message of a new caller is recorded concurrently, one of the two fails with a unique violation.
 */
export async function noteConversation(
  db: Database,
  conversation: Conversation,
): Promise<ConversationNoted> {
  const [row] = await db.run(note, {
    tenant: conversation.tenantId,
    line: conversation.lineId,
    dedupe: inboxKeyOf(conversation.dedupeKey),
    addresses: toJson(conversation.addresses),
    phone: conversation.phone ?? null,
    name: conversation.displayName ?? null,
    named_at: conversation.displayName === undefined ? null : conversation.at.toISOString(),
    at: conversation.at.toISOString(),
    id: conversation.newCallerId,
  });
  // The statement always returns a row: the fallback is for the type.
  return row?.noted ?? 'lost';
}

/**
 * `named` has those of the addresses that are stored, each with its caller's current id. `addressed` has these ids, and `known` locks
 * those of the callers that were not merged meanwhile. Then `still_stored` locks their addresses, which an erasure deletes. The count
 * completes `known` first: an erasure also locks a caller before its addresses, and another order could deadlock. If the outcome is
 * 'noted', `known` has one caller, or none for a new one. Only then, and only if the message is new to the inbox (the dedupe keys of
 * what was received), `received` writes a row, without which the CTEs after it write nothing.
 */
const note = writing<{ noted: ConversationNoted }>(
  'note_conversation',
  sql`with ${callersNamed},
  addressed as materialized (select distinct id from named),
  known as materialized (
    select id from ${callers} where tenant_id = ${text('tenant')} and id = any(array(select id from addressed))
      and merged_into is null for update),
  still_stored as materialized (
    select 1 from ${callerAddresses} where (select count(*) from known) > 0
      and tenant_id = ${text('tenant')} and address = any(array(select address from named)) for key share),
  outcome as materialized (
    select case when (select count(*) from addressed) > 1 then 'several'
      when (select count(*) from known) < (select count(*) from addressed)
        or (select count(*) from still_stored) < (select count(*) from named) then 'lost' else 'noted' end as noted),
  received as (
    insert into ${inbox} (tenant_id, line_id, dedupe_key, what)
    select ${text('tenant')}, ${text('line')}, ${text('dedupe')}, 'message' from outcome
    where noted = 'noted' on conflict do nothing returning 1),
  changed as (
    update ${callers} set version = version + 1, phone = coalesce(phone, ${text('phone')}),
      display_name = case when ${moment('named_at')} >= coalesce(named_at, '-infinity')
        then ${text('name')} else coalesce(display_name, ${text('name')}) end,
      named_at = greatest(named_at, ${moment('named_at')}),
      last_conversation_at = greatest(last_conversation_at, ${moment('at')})
    where tenant_id = ${text('tenant')} and id = (select id from known limit 1)
      and exists (select 1 from received) returning id),
  created as (
    insert into ${callers} (tenant_id, id, phone, display_name, named_at, last_conversation_at)
    select ${text('tenant')}, ${text('id')}, ${text('phone')}, ${text('name')}, ${moment('named_at')}, ${moment('at')}
    from received
    where not exists (select 1 from addressed) returning id),
  writer as materialized (select id from changed union all select id from created),
  stored as (
    insert into ${conversations} (tenant_id, caller_id, at, line_id)
    select ${text('tenant')}, id, ${moment('at')}, ${text('line')} from writer
    on conflict do nothing returning 1),
  new_addresses as (
    insert into ${callerAddresses} (tenant_id, address, caller_id)
    select ${text('tenant')}, a, id from writer, unnest(${texts('addresses')}) a
    where a not in (select address from named) returning 1)
  select noted from outcome`,
);
