import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { CallerAddress } from '../call/caller-address.ts';
import type { CallerId, CallId, EffectId, LineId, ProviderCallId, TenantId } from '../call/ids.ts';
import type { Change } from '../call/lifecycle/change.ts';
import { callToRow, type JsonRow } from './codec.ts';
import type { Database } from './database.ts';
import { columnList, columnNames, json, rowsFrom, toJson, writing } from './statement.ts';
import { callerAddresses, callers } from './tables/callers.ts';
import { callAliases, calls } from './tables/calls.ts';
import { effectAttempts, effects } from './tables/effects.ts';
import { idempotencyKeys, inbox } from './tables/inbox.ts';
import { journal } from './tables/journal.ts';
import { isLostRace } from './trouble.ts';

/** Everything that one change brings with it. It is written whole or not at all. */
export interface Recording {
  readonly change?: Change;
  /** Who carries out a reject of this change from now on, and for how long nobody else may. Texts are to be claimed. */
  readonly lease: { readonly owner: string; readonly ms: number };
  /** Holds only while this very attempt is the current one: an overtaken sender changes nothing. */
  readonly fence?: EffectFence;
  readonly aliases?: readonly {
    readonly callId: CallId;
    readonly lineId: LineId;
    readonly providerCallId: ProviderCallId;
  }[];
  readonly newCaller?: {
    readonly id: CallerId;
    readonly phone?: string;
    readonly displayName?: string;
  };
  readonly newAddresses?: readonly {
    readonly address: CallerAddress;
    readonly callerId: CallerId;
  }[];
  readonly received?: {
    readonly lineId: LineId;
    readonly dedupeKey: string;
    readonly what: string;
    readonly callId?: CallId;
  };
  readonly idempotency?: {
    readonly key: string;
    readonly callId: CallId;
    readonly requestHash: string;
  };
}

export interface EffectFence {
  readonly effectId: EffectId;
  readonly attempt: number;
  readonly outcome: string;
  readonly problem?: object;
}

/** 'lost': somebody else changed the call first; read again and decide again. */
export type Recorded = 'written' | 'lost' | 'overtaken';

/** The one door through which a call changes: one statement, so one commit and one round trip. */
export async function record(
  db: Database,
  tenantId: TenantId,
  recording: Recording,
): Promise<Recorded> {
  const doc = toJson(documentOf(tenantId, recording));
  try {
    const [row] = await db.run(recordStatement, { doc });
    if (row?.written) return 'written';
    return recording.fence && !row?.fenced ? 'overtaken' : 'lost';
  } catch (error) {
    if (isLostRace(error)) return 'lost';
    throw error;
  }
}

function documentOf(tenantId: TenantId, r: Recording): object {
  const { change } = r;
  const own = (row: object): object => ({ tenant_id: tenantId, ...row });
  const list = <Item>(items: readonly Item[] | undefined, row: (item: Item) => object): object[] =>
    (items ?? []).map((item) => own(row(item)));
  return {
    tenant_id: tenantId,
    ...(change?.before && {
      expect: { id: change.before.id, revision: change.before.revision },
    }),
    ...(r.fence && { fence: { id: r.fence.effectId, ...r.fence } }),
    owner: r.lease.owner,
    lease_ms: r.lease.ms,
    inserts: change && !change.before ? [callToRow(change.call)] : [],
    updates: change?.before ? [callToRow(change.call)] : [],
    entries: change?.entries.map((entry) => own(entryRow(entry))) ?? [],
    effects: list(change?.effects, (effect) => ({
      id: effect.id,
      call_id: change?.call.id,
      line_id: change?.call.lineId,
      kind: effect.kind,
      deadline_at: effect.deadlineAt,
      request: effect.request,
    })),
    overtaken: change?.overtakesReject && !r.fence ? [change.call.id] : [],
    callers: list(r.newCaller && [r.newCaller], (c) => ({
      id: c.id,
      phone: c.phone,
      display_name: c.displayName,
    })),
    addresses: list(r.newAddresses, (a) => ({ address: a.address, caller_id: a.callerId })),
    aliases: list(r.aliases, (a) => ({
      line_id: a.lineId,
      provider_call_id: a.providerCallId,
      call_id: a.callId,
    })),
    received: r.received
      ? [
          own({
            line_id: r.received.lineId,
            dedupe_key: r.received.dedupeKey,
            what: r.received.what,
            call_id: r.received.callId,
          }),
        ]
      : [],
    idempotency: r.idempotency
      ? [
          own({
            key: r.idempotency.key,
            call_id: r.idempotency.callId,
            request_hash: r.idempotency.requestHash,
          }),
        ]
      : [],
  };
}

function entryRow(entry: Change['entries'][number]): JsonRow {
  return {
    line_id: entry.call.lineId,
    call_id: entry.call.id,
    revision: entry.call.revision,
    kind: entry.kind,
    occurred_at: entry.occurredAt,
    actor: entry.actor,
    cause: entry.cause,
    call: callToRow(entry.call),
  };
}

const call = columnNames(calls);
const callUpdates = columnNames(calls, ['tenant_id', 'id', 'line_id', 'direction', 'ringing_at']);
const assignments = sql.raw(callUpdates.map((name) => `"${name}" = n."${name}"`).join(', '));

function insertAll(table: PgTable, array: string, names: readonly string[]): SQL {
  const rows = rowsFrom(sql.raw(`doc->'${array}'`), table, names, 'r');
  return sql`insert into ${table} (${columnList(names)})
    select ${columnList(names, 'r')} from go, input, ${rows} returning 1`;
}

const recordStatement = writing<{ written: boolean; fenced: boolean }>(
  'record',
  sql`with input as (select ${json('doc')} as doc),
  guard as (
    select 1 from input join ${calls} on tenant_id = doc->>'tenant_id' and id = doc->'expect'->>'id'
      and revision = (doc->'expect'->>'revision')::int for update of ${calls}),
  fence as (
    select 1 from input join ${effects} on tenant_id = doc->>'tenant_id' and id = doc->'fence'->>'id'
      and attempts = (doc->'fence'->>'attempt')::int and state = 'IN_FLIGHT' for update of ${effects}),
  go as (
    select 1 from input
    where (not doc ? 'expect' or exists (select 1 from guard))
      and (not doc ? 'fence' or exists (select 1 from fence))),
  new_callers as (${insertAll(callers, 'callers', ['tenant_id', 'id', 'phone', 'display_name'])}),
  new_addresses as (${insertAll(callerAddresses, 'addresses', columnNames(callerAddresses))}),
  new_calls as (${insertAll(calls, 'inserts', call)}),
  changed_calls as (
    update ${calls} c set ${assignments}
    from go, input, ${rowsFrom(sql`doc->'updates'`, calls, call, 'n')}
    where c.tenant_id = n.tenant_id and c.id = n.id returning 1),
  new_aliases as (${insertAll(callAliases, 'aliases', columnNames(callAliases))}),
  new_received as (${insertAll(inbox, 'received', columnNames(inbox, ['received_at']))}),
  new_idempotency as (${insertAll(
    idempotencyKeys,
    'idempotency',
    columnNames(idempotencyKeys, ['created_at']),
  )}),
  new_entries as (
    insert into ${journal} (epoch, tenant_id, line_id, call_id, revision, kind, occurred_at, actor, cause, call)
    select (select epoch from stream_meta), ${columnList(
      columnNames(journal, ['epoch', 'xid', 'id', 'recorded_at']),
      'r',
    )}
    from go, input, ${rowsFrom(
      sql`doc->'entries'`,
      journal,
      columnNames(journal, ['epoch', 'xid', 'id', 'recorded_at']),
      'r',
    )} order by r.revision returning 1),
  settled as (
    update ${effects} e set state = 'SETTLED', settled_at = now(), lease_until = null
    from go, input
    where e.tenant_id = doc->>'tenant_id' and e.id = doc->'fence'->>'id' returning 1),
  overtaken as (
    update ${effects} e set state = 'SETTLED', settled_at = now(), lease_until = null
    from go, input, jsonb_array_elements_text(doc->'overtaken') o
    where e.tenant_id = doc->>'tenant_id' and e.call_id = o and e.kind = 'reject'
      and e.state in ('IN_FLIGHT', 'PENDING') returning 1),
  finished as (
    update ${effectAttempts} a set finished_at = now(), outcome = doc->'fence'->>'outcome',
      problem = doc->'fence'->'problem'
    from go, input
    where a.tenant_id = doc->>'tenant_id' and a.effect_id = doc->'fence'->>'id'
      and a.number = (doc->'fence'->>'attempt')::int returning 1),
  new_effects as (
    insert into ${effects} (tenant_id, id, call_id, line_id, kind, deadline_at, request,
      state, attempts, owner, lease_until, not_before)
    select r.tenant_id, r.id, r.call_id, r.line_id, r.kind, r.deadline_at, r.request,
      case r.kind when 'reject' then 'IN_FLIGHT' else 'PENDING' end,
      case r.kind when 'reject' then 1 else 0 end,
      case r.kind when 'reject' then doc->>'owner' end,
      case r.kind when 'reject' then now() + (doc->>'lease_ms')::int * interval '1 millisecond' end,
      case r.kind when 'reject' then null else now() end
    from go, input, ${rowsFrom(
      sql`doc->'effects'`,
      effects,
      ['tenant_id', 'id', 'call_id', 'line_id', 'kind', 'deadline_at', 'request'],
      'r',
    )} returning tenant_id, id, attempts),
  new_attempts as (
    insert into ${effectAttempts} (tenant_id, effect_id, number)
    select tenant_id, id, attempts from new_effects where attempts > 0 returning 1)
  select exists (select 1 from go) as written, exists (select 1 from fence) as fenced`,
);
