import postgres from 'postgres';
import { type FloorSettings, type FloorWork, openProvider, rejected } from './floor-work.ts';

/**
 * The pipeline of the bare floor, which writes the rows that the service writes: the same tables with the same indexes,
 * constraints and foreign keys, rows of the same content, one prepared statement and one commit for each change. It
 * checks only the call's revision, and nothing reads what it wrote.
 */
export async function openSameRows(settings: FloorSettings): Promise<FloorWork> {
  const sql = postgres(settings.databaseUrl, { max: 8, onnotice: () => {} });
  const askProvider = openProvider(settings);
  await sql.unsafe(schema);
  const [line] = await sql<{ tenant: string; line: string }[]>`
    select tenant_id as tenant, id as line from lines order by id limit 1`;
  if (!line) throw new Error('There is no line to write for.');
  const ids = { tenant_id: line.tenant, line_id: line.line };
  const json = (value: object) => sql.json(value as postgres.JSONValue);

  return {
    async receive({ id, peerNumber }) {
      const now = new Date();
      const call = callOf(ids, id, peerNumber, now);
      await sql`with caller as (
          insert into same.callers (tenant_id, id, phone)
          values (${line.tenant}, ${call.caller_id}, ${`+${peerNumber}`}) on conflict do nothing),
        address as (
          insert into same.caller_addresses (tenant_id, address, caller_id)
          values (${line.tenant}, ${`phone:+${peerNumber}`}, ${call.caller_id}) on conflict do nothing),
        call as (
          insert into same.calls (tenant_id, line_id, id, provider_call_id, caller_id, caller_at_provider, direction,
            media, status, revision, leg, inferred, provider_forbids_reject, refined, caller_is_group, ringing_at,
            ring_deadline_at)
          values (${line.tenant}, ${line.line}, ${id}, ${id}, ${call.caller_id}, ${peerNumber}, 'INBOUND',
            'VOICE', 'RINGING', 1, 1, false, false, false, false, ${now}, ${call.ring_deadline_at})),
        alias as (
          insert into same.call_aliases (tenant_id, line_id, provider_call_id, call_id)
          values (${line.tenant}, ${line.line}, ${id}, ${id})),
        inbox as (
          insert into same.inbox (tenant_id, line_id, dedupe_key, what, call_id)
          values (${line.tenant}, ${line.line}, ${`call.ringing#sha256:${id}${'0'.repeat(40)}`}, 'ringing', ${id}))
        insert into same.journal (epoch, tenant_id, line_id, call_id, revision, kind, occurred_at, actor, call)
        values (1, ${line.tenant}, ${line.line}, ${id}, 1, 'RANG', ${now}, ${json(provider)}, ${json(call)})`;
    },

    async reject(id) {
      const [call] = await sql`
        select * from same.calls where tenant_id = ${line.tenant} and id = ${id}`;
      if (call?.status !== 'RINGING') throw new Error(`${id} does not ring`);
      const effectId = `eff_${id}`;
      const wished = {
        ...{ id: `rej_${id}`, state: 'SENDING', reason: 'DECLINED', effectId, decidedInMs: 4 },
        ...{ requestedAt: new Date(), requestedBy: client },
      };
      const rejecting = { ...call, status: 'REJECTING', revision: 2, rejection: wished };
      const request = {
        reason: 'DECLINED',
        providerCallId: id,
        callerAtProvider: call.caller_at_provider,
      };
      await sql`with c as (
          update same.calls set status = 'REJECTING', revision = 2, rejection = ${json(wished)}
          where tenant_id = ${line.tenant} and id = ${id} and revision = 1 returning *),
        e as (
          insert into same.effects (tenant_id, id, call_id, line_id, kind, state, attempts, owner, lease_until, deadline_at, request)
          select tenant_id, ${effectId}, id, line_id, 'reject', 'IN_FLIGHT', 1, 'a process', now() + interval '5 s', ring_deadline_at, ${json(request)} from c),
        a as (
          insert into same.effect_attempts (tenant_id, effect_id, number)
          select tenant_id, ${effectId}, 1 from c),
        l as (
          insert into same.audit_log (tenant_id, id, by_id, by_name, action, target, after)
          select tenant_id, ${`aud_${id}`}, 'key_bench', 'bench', 'rejectCall', id, ${json(logged)} from c)
        insert into same.journal (epoch, tenant_id, line_id, call_id, revision, kind, occurred_at, actor, cause, call)
        select 1, tenant_id, line_id, id, 2, 'REJECT_REQUESTED', now(), ${json(client)}, 'DECLINED', ${json(rejecting)} from c`;
      const status = await askProvider(id);
      const settled = {
        ...wished,
        state: 'CONFIRMED',
        settledAt: new Date(),
        dispatchedInMs: 11.5,
      };
      const ended = {
        ...rejecting,
        status,
        revision: 3,
        rejection: settled,
        end_reason: 'REJECTED_BY_US',
      };
      await sql`with c as (
          update same.calls set status = ${status}, revision = 3, rejection = ${json(settled)},
            ended_at = now(), end_reason = 'REJECTED_BY_US'
          where tenant_id = ${line.tenant} and id = ${id} and revision = 2 returning *),
        e as (
          update same.effects set state = 'SETTLED', owner = null, lease_until = null, settled_at = now()
          where tenant_id = ${line.tenant} and id = ${effectId} and attempts = 1),
        a as (
          update same.effect_attempts set outcome = 'DONE', finished_at = now(), dispatched_in_ms = 11.5
          where tenant_id = ${line.tenant} and effect_id = ${effectId} and number = 1)
        insert into same.journal (epoch, tenant_id, line_id, call_id, revision, kind, occurred_at, actor, call)
        select 1, tenant_id, line_id, id, 3, 'REJECTED', now(), ${json(provider)}, ${json(ended)} from c`;
      return rejected;
    },
  };
}

const provider = { kind: 'PROVIDER', name: 'PILOT_STATUS' };
const logged = { reason: 'DECLINED', lineId: 'line_bench', rejectionId: 'rej_bench' };
const client = { kind: 'CLIENT', name: 'bench' };

function callOf(ids: { tenant_id: string; line_id: string }, id: string, peer: string, at: Date) {
  return {
    ...ids,
    ...{ id, provider_call_id: id, caller_id: `clr_${peer}`, caller_at_provider: peer },
    ...{ direction: 'INBOUND', media: 'VOICE', status: 'RINGING', revision: 1, leg: 1 },
    ...{ inferred: false, provider_forbids_reject: false, refined: false, caller_is_group: false },
    ...{ ringing_at: at, ring_deadline_at: new Date(at.getTime() + 300_000) },
  };
}

const tables = [
  ...['callers', 'caller_addresses', 'calls', 'call_aliases'],
  ...['journal', 'inbox', 'effects', 'effect_attempts', 'audit_log'],
];

/** `like` copies everything but foreign keys, which are copied by their definitions. */
const schema = `
  drop schema if exists same cascade;
  create schema same;
  ${tables.map((table) => `create table same.${table} (like public.${table} including all);`).join('\n')}
  do $$ declare one record; begin
    for one in select conrelid::regclass::text as of, replace(pg_get_constraintdef(oid), 'REFERENCES ', 'REFERENCES same.') as is
      from pg_constraint where contype = 'f' and conrelid::regclass::text = any('{${tables.join(',')}}')
      and confrelid::regclass::text = any('{${tables.join(',')}}')
    loop execute format('alter table same.%s add %s', one.of, one.is); end loop;
  end $$`;
