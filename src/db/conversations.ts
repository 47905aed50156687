import { sql } from 'drizzle-orm';
import type { CallerAddress } from '../call/caller-address.ts';
import type { CallerId, LineId, TenantId } from '../call/ids.ts';
import type { Database } from './database.ts';
import { moment, text, texts, toJson, writing } from './statement.ts';
import { callerAddresses, callers } from './tables/callers.ts';
import { conversations } from './tables/conversations.ts';
import { inbox } from './tables/inbox.ts';

export interface Conversation {
  readonly tenantId: TenantId;
  readonly lineId: LineId;
  readonly dedupeKey: string;
  readonly addresses: readonly [CallerAddress, ...CallerAddress[]];
  readonly phone: string | undefined;
  readonly at: Date;
  /** For somebody who was never seen before. */
  readonly freshId: CallerId;
}

/** Somebody has written: when, and nothing else, is kept of it. A repeat changes nothing. */
export async function noteConversation(db: Database, c: Conversation): Promise<void> {
  await db.run(note, {
    tenant: c.tenantId,
    line: c.lineId,
    dedupe: c.dedupeKey,
    addresses: toJson(c.addresses),
    phone: c.phone ?? null,
    at: c.at.toISOString(),
    id: c.freshId,
  });
}

const note = writing<never>(
  'note_conversation',
  sql`with received as (
    insert into ${inbox} (tenant_id, line_id, dedupe_key, what)
    values (${text('tenant')}, ${text('line')}, ${text('dedupe')}, 'message')
    on conflict do nothing returning 1),
  known as (
    select caller_id from ${callerAddresses}
    where tenant_id = ${text('tenant')} and address = any(${texts('addresses')})
    order by array_position(${texts('addresses')}, address) limit 1),
  changed as (
    update ${callers} set version = version + 1,
      last_conversation_at = greatest(last_conversation_at, ${moment('at')})
    where tenant_id = ${text('tenant')} and id = (select caller_id from known)
      and exists (select 1 from received) returning 1),
  fresh as (
    insert into ${callers} (tenant_id, id, phone, last_conversation_at)
    select ${text('tenant')}, ${text('id')}, ${text('phone')}, ${moment('at')} from received
    where not exists (select 1 from known) returning id),
  noted as (
    insert into ${conversations} (tenant_id, caller_id, at, line_id)
    select ${text('tenant')}, who.caller_id, ${moment('at')}, ${text('line')}
    from received, (select caller_id from known union all select id from fresh) who
    on conflict do nothing returning 1)
  insert into ${callerAddresses} (tenant_id, address, caller_id)
  select ${text('tenant')}, a, fresh.id from fresh, unnest(${texts('addresses')}) a`,
);
