import postgres from 'postgres';
import { Pool } from 'undici';

export interface FloorSettings {
  readonly databaseUrl: string;
  readonly providerUrl: string;
  readonly apiKey: string;
}

/** What a floor is asked for; it answers in the words of the service. */
export interface FloorWork {
  call?(id: string): Promise<object>;
  entities?(ids: readonly string[]): Promise<object>;
  receive(event: { id: string; peerNumber: string }): Promise<void>;
  reject(id: string): Promise<object>;
  /** What no rejection can do without: two commits with a request between them. Answers the milliseconds. */
  serial?(id: string): Promise<number>;
}

type Json = postgres.JSONValue;

export function openProvider({ providerUrl, apiKey }: FloorSettings) {
  const pool = new Pool(providerUrl, { connections: 64 });
  return async (id: string): Promise<string> => {
    const path = `/v1/calls/${encodeURIComponent(id)}/reject`;
    const headers = { 'x-api-key': apiKey };
    const { body } = await pool.request({ method: 'POST', path, headers });
    return ((await body.json()) as { status: string }).status;
  };
}

export const rejected = {
  rejectCall: { replayed: false, call: { status: 'REJECTED' }, rejection: { state: 'CONFIRMED' } },
};

/** What the service is asked for, in the fewest statements and no more than that. */
export async function openFloorWork(settings: FloorSettings): Promise<FloorWork> {
  const sql = postgres(settings.databaseUrl, { max: 8, onnotice: () => {} });
  const askProvider = openProvider(settings);
  await sql.unsafe(tables);
  const [{ tenant } = { tenant: '' }] = await sql<{ tenant: string }[]>`
    select id as tenant from tenants`;
  const columns = sql`id, provider_call_id as "providerCallId", direction, media, status,
    inferred, revision, ringing_at as "ringingAt"`;

  return {
    async call(id: string): Promise<object> {
      const [call] = await sql`
        select ${columns} from calls where tenant_id = ${tenant} and id = ${id}`;
      return { call };
    },

    async entities(ids: readonly string[]): Promise<object> {
      const rows = await sql`
        select ${columns} from calls where tenant_id = ${tenant} and id = any(${ids as string[]})`;
      const byId = new Map(rows.map((row) => [row.id, row]));
      return { _entities: ids.map((id) => byId.get(id)) };
    },

    async receive(event: { id: string; peerNumber: string }): Promise<void> {
      await sql`with c as (
          insert into floor.calls (id, peer, status, revision)
          values (${event.id}, ${event.peerNumber}, 'RINGING', 1)
          on conflict (id) do update set revision = floor.calls.revision + 1 returning *)
        insert into floor.history (call_id, kind, call)
        select id, 'RANG', ${sql.json(event as unknown as Json)} from c`;
    },

    async reject(id: string): Promise<object> {
      const [call] = await sql`select id, status from floor.calls where id = ${id}`;
      if (call?.status !== 'RINGING') throw new Error(`${id} does not ring`);
      await sql`with c as (
          update floor.calls set status = 'REJECTING', revision = revision + 1
          where id = ${id} and status = 'RINGING' returning *),
        h as (insert into floor.history (call_id, kind, call)
          select id, 'REJECT_REQUESTED', to_jsonb(c) from c)
        insert into floor.effects (call_id, state) select id, 'IN_FLIGHT' from c`;
      const status = await askProvider(id);
      await sql`with c as (
          update floor.calls set status = ${status}, revision = revision + 1
          where id = ${id} and status = 'REJECTING' returning *),
        h as (insert into floor.history (call_id, kind, call)
          select id, 'REJECTED', to_jsonb(c) from c)
        update floor.effects set state = 'SETTLED', settled_at = now() where call_id = ${id}`;
      return rejected;
    },

    async serial(id) {
      const startedAt = performance.now();
      await sql`insert into floor.commits (id) values (1)`;
      await askProvider(id);
      await sql`insert into floor.commits (id) values (2)`;
      return performance.now() - startedAt;
    },
  };
}

const tables = `
  drop schema if exists floor cascade;
  create schema floor;
  create table floor.calls (id text primary key, peer text not null, status text not null,
    revision int not null, ringing_at timestamptz not null default now());
  create table floor.history (id bigint generated always as identity primary key,
    call_id text not null references floor.calls, kind text not null,
    recorded_at timestamptz not null default now(), call jsonb not null);
  create table floor.commits (id int);
  create index on floor.history (call_id, id);
  create table floor.effects (call_id text primary key references floor.calls,
    state text not null, settled_at timestamptz)`;
