import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { columnList, columnNames, json, rowsFrom, writing } from './statement.ts';
import { callerAddresses, callers } from './tables/callers.ts';
import { callAliases, calls } from './tables/calls.ts';
import { effectAttempts, effects } from './tables/effects.ts';
import { idempotencyKeys, inbox } from './tables/inbox.ts';
import { journal } from './tables/journal.ts';

const call = columnNames(calls);
const callUpdates = columnNames(calls, ['tenant_id', 'id', 'line_id', 'direction', 'ringing_at']);
const assignments = sql.raw(callUpdates.map((name) => `"${name}" = n."${name}"`).join(', '));

function insertAll(table: PgTable, array: string, names: readonly string[]): SQL {
  const rows = rowsFrom(sql.raw(`doc->'${array}'`), table, names, 'r');
  return sql`insert into ${table} (${columnList(names)})
    select ${columnList(names, 'r')} from go, input, ${rows} returning 1`;
}

const newCallerColumns = ['tenant_id', 'id', 'phone', 'display_name', 'blocked_until', 'block'];

/**
 * A change, written whole or not at all. `guard`, `caller_guard`, `beside`, `taken` and `fence` take what must not have changed meanwhile;
 * everything else follows from `go`, which is empty when one of them did. A request to reject that is under way when the call
 * is over is not settled but marked by `not_before`: whoever made it comes to its end, and is not to ask again. The call is named by its key once more: the planner
 * takes the recordset for a hundred rows and would rather read all calls.
 */
export const recordStatement = writing<{ written: boolean; fenced: boolean }>(
  'record',
  sql`with input as (select ${json('doc')} as doc),
  guard as (
    select 1 from input join ${calls} on tenant_id = doc->>'tenant_id' and id = doc->'expect'->>'id'
      and revision = (doc->'expect'->>'revision')::int for update of ${calls}),
  fence as (
    select 1 from input join ${effects} on tenant_id = doc->>'tenant_id' and id = doc->'fence'->>'id'
      and attempts = (doc->'fence'->>'attempt')::int and state = 'IN_FLIGHT' for update of ${effects}),
  beside as (
    select 1 from input join ${effects} on tenant_id = doc->>'tenant_id' and id = doc->'beside'->>'id'
      and attempts = (doc->'beside'->>'attempt')::int and state = 'IN_FLIGHT' for update of ${effects}),
  taken as (
    select 1 from input join ${callAliases} a on a.tenant_id = doc->>'tenant_id'
      and a.line_id = doc->'takes'->>'lineId' and a.call_id = doc->'takes'->>'from'
      and a.provider_call_id in (select jsonb_array_elements_text(doc->'takes'->'ids')) for update of a),
  caller_guard as (
    select 1 from input, jsonb_to_recordset(doc->'caller'->'known') as k(id text, version int)
    join ${callers} c on c.id = k.id and c.version = k.version
    where c.tenant_id = doc->>'tenant_id' order by c.id for update of c),
  go as (
    select 1 from input
    where (not doc ? 'expect' or exists (select 1 from guard))
      and (not doc ? 'caller'
        or (select count(*) from caller_guard) = jsonb_array_length(doc->'caller'->'known'))
      and (not doc ? 'beside' or exists (select 1 from beside))
      and (not doc ? 'takes' or exists (select 1 from taken))
      and (not doc ? 'fence' or exists (select 1 from fence))),
  changed_callers as (
    update ${callers} c set version = version + 1,
      phone = coalesce(phone, doc->'caller'->>'phone'),
      display_name = coalesce(display_name, doc->'caller'->>'displayName'),
      tier = coalesce(tier, doc->'caller'->>'tier'),
      tagged_at = greatest((doc->'caller'->>'taggedAt')::timestamptz, tagged_at),
      blocked_until = greatest((doc->'caller'->>'blockedUntil')::timestamptz, blocked_until),
      block = case when (doc->'caller'->>'blockedUntil')::timestamptz > coalesce(blocked_until, '-infinity')
        then doc->'caller'->'block' else block end,
      unblocked_at = greatest((doc->'caller'->>'unblockedAt')::timestamptz, unblocked_at),
      last_conversation_at = greatest((doc->'caller'->>'lastConversationAt')::timestamptz, last_conversation_at),
      last_texted_at = greatest((doc->'caller'->>'lastTextedAt')::timestamptz, last_texted_at)
    from go, input
    where c.tenant_id = doc->>'tenant_id' and c.id = doc->'caller'->>'id' returning 1),
  merged_callers as (
    update ${callers} c set version = version + 1, merged_into = doc->'caller'->>'id'
    from go, input, jsonb_array_elements_text(doc->'caller'->'mergedIds') m
    where c.tenant_id = doc->>'tenant_id' and c.id = m returning 1),
  moved_addresses as (
    update ${callerAddresses} a set caller_id = doc->'caller'->>'id'
    from go, input, jsonb_array_elements_text(doc->'caller'->'mergedIds') m
    where a.tenant_id = doc->>'tenant_id' and a.caller_id = m returning 1),
  new_callers as (${insertAll(callers, 'callers', newCallerColumns)}),
  new_addresses as (${insertAll(callerAddresses, 'addresses', columnNames(callerAddresses))}),
  new_calls as (${insertAll(calls, 'inserts', call)}),
  changed_calls as (
    update ${calls} c set ${assignments}
    from go, input, ${rowsFrom(sql`doc->'updates'`, calls, call, 'n')}
    where c.tenant_id = doc->>'tenant_id' and c.id = doc->'expect'->>'id' and n.id = c.id returning 1),
  taken_aliases as (
    update ${callAliases} a set call_id = doc->'takes'->>'to' from go, input
    where a.tenant_id = doc->>'tenant_id' and a.line_id = doc->'takes'->>'lineId'
      and a.call_id = doc->'takes'->>'from'
      and a.provider_call_id in (select jsonb_array_elements_text(doc->'takes'->'ids')) returning 1),
  new_aliases as (${insertAll(callAliases, 'aliases', columnNames(callAliases))}),
  learned_aliases as (
    insert into ${callAliases} (${columnList(columnNames(callAliases))})
    select ${columnList(columnNames(callAliases), 'r')}
    from go, input, ${rowsFrom(sql`doc->'learned'`, callAliases, columnNames(callAliases), 'r')}
    on conflict do nothing returning 1),
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
      and e.id is distinct from doc->'beside'->>'id'
      and (e.state = 'PENDING' or e.state = 'IN_FLIGHT' and e.lease_until <= now()) returning 1),
  due_when_answered as (
    update ${effects} e set not_before = now()
    from go, input, jsonb_array_elements_text(doc->'overtaken') o
    where e.tenant_id = doc->>'tenant_id' and e.call_id = o and e.kind = 'reject'
      and e.state = 'IN_FLIGHT' and (e.lease_until > now() or e.id = doc->'beside'->>'id') returning 1),
  finished as (
    update ${effectAttempts} a set finished_at = now(), outcome = doc->'fence'->>'outcome',
      problem = doc->'fence'->'problem',
      dispatched_in_ms = (doc->'fence'->>'dispatchedInMs')::float8
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
      case r.kind when 'reject' then null else coalesce(r.not_before, now()) end
    from go, input, ${rowsFrom(
      sql`doc->'effects'`,
      effects,
      ['tenant_id', 'id', 'call_id', 'line_id', 'kind', 'not_before', 'deadline_at', 'request'],
      'r',
    )} returning tenant_id, id, attempts),
  new_attempts as (
    insert into ${effectAttempts} (tenant_id, effect_id, number)
    select tenant_id, id, attempts from new_effects where attempts > 0 returning 1)
  select exists (select 1 from go) as written, exists (select 1 from fence) as fenced`,
);
