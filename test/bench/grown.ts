import postgres from 'postgres';
import { get } from '../support/client.ts';

/** Of the calls that are filled in: most have ended, a few have a status or a kind of entry that is rare. */
const rareIsOneIn = 5000;
const callers = 5000;
const callsInOneStatement = 50_000;

/**
 * Fills a database with so many calls of a tenant's lines, each with five journal entries: an hour's worth of calls every
 * hour, the last one yesterday. They are in an epoch before all others, so that every entry can be read at once.
 */
export async function fillGrown(databaseUrl: string, calls: number): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`set session_replication_role = replica`;
    await sql`set synchronous_commit = off`;
    await sql`set maintenance_work_mem = '256MB'`;
    const indexes = await dropIndexes(sql);
    await sql.unsafe(fillCallers);
    for (let first = 1; first <= calls; first += callsInOneStatement) {
      const last = Math.min(first + callsInOneStatement - 1, calls);
      await sql.unsafe(fillCalls(first, last));
      await sql.unsafe(fillAliases(first, last));
      await sql.unsafe(fillEntries(first, last));
    }
    for (const { definition } of indexes) await sql.unsafe(definition);
    await sql`vacuum analyze`;
  } finally {
    await sql.end();
  }
}

/** To build an index at the end takes a fraction of what it takes to maintain it. Keys stay. */
async function dropIndexes(sql: postgres.Sql) {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename in ('calls', 'journal') and schemaname = current_schema()
      and indexname not in (select conname from pg_constraint)`;
  for (const { name } of indexes) await sql`drop index ${sql(name)}`;
  return indexes;
}

const fillCallers = `
  insert into callers (tenant_id, id, phone)
  select (select min(id) from tenants), 'clr_grown_' || n, '+5511' || n from generate_series(0, ${callers - 1}) n
  on conflict do nothing`;

const fillCalls = (first: number, last: number) => `
  with lines as (select tenant_id, array_agg(id order by id) as ids from lines group by tenant_id limit 1)
  insert into calls (tenant_id, id, line_id, provider_call_id, caller_id, caller_at_provider, direction, media,
    status, end_reason, inferred, provider_forbids_reject, refined, revision, ringing_at, answered_at, ended_at)
  select tenant_id, 'call_grown_' || n, ids[1 + n % cardinality(ids)], 'grown-' || n,
    'clr_grown_' || (n::bigint * 7919 % ${callers}), '5511' || n % ${callers}, 'INBOUND', 'VOICE',
    case when n % ${rareIsOneIn} = 1 then 'FAILED' when n % 7 = 0 then 'MISSED' else 'ENDED' end,
    case when n % ${rareIsOneIn} = 1 then 'FAILED' when n % 7 = 0 then 'CALLER_HUNG_UP' else 'COMPLETED' end,
    false, false, true, 5, at, at + interval '5 seconds', at + interval '65 seconds'
  from lines, generate_series(${first}, ${last}) n,
    lateral (select date_trunc('hour', now()) - interval '1 day' - n * interval '30 seconds' as at) t`;

const fillAliases = (first: number, last: number) => `
  insert into call_aliases (tenant_id, line_id, provider_call_id, call_id)
  select tenant_id, line_id, provider_call_id, id from calls
  where id in (select 'call_grown_' || n from generate_series(${first}, ${last}) n)`;

const fillEntries = (first: number, last: number) => `
  insert into journal (epoch, xid, tenant_id, line_id, call_id, revision, kind, occurred_at, recorded_at, actor, call)
  select 0, n::text::xid8, c.tenant_id, c.line_id, c.id, r,
    case when n % ${rareIsOneIn} = 1 and r = 5 then 'FAILED'
      else (array['RANG', 'ANSWERED', 'NOTED', 'NOTED', 'ENDED'])[r] end,
    c.ringing_at + r * interval '1 second', c.ringing_at + r * interval '1 second',
    '{"kind": "PROVIDER", "name": "PILOT_STATUS"}', jsonb_strip_nulls(to_jsonb(c)) || jsonb_build_object('revision', r)
  from generate_series(${first}, ${last}) n
  join calls c on c.tenant_id = (select min(id) from tenants) and c.id = 'call_grown_' || n, generate_series(1, 5) r`;

/** Everything that the schema offers to read, as a client of one line asks for it. */
export const grownQueries: Readonly<Record<string, string>> = {
  'call(id)': '{ call(id: "call_grown_77") { id status caller { id } line { id } } }',
  'call(id) of the provider': '{ call(id: "grown-77") { id status } }',
  'calls(first: 50)': '{ calls(first: 50) { nodes { id status } } }',
  'calls(statuses: [FAILED])':
    '{ calls(first: 20, filter: { statuses: [FAILED] }) { nodes { id } } }',
  'calls(statuses: [RINGING])':
    '{ calls(first: 20, filter: { statuses: [RINGING] }) { nodes { id } } }',
  'calls(callerId)': '{ calls(first: 20, filter: { callerId: "clr_grown_7" }) { nodes { id } } }',
  'callEventLog(first: 50)': '{ callEventLog(first: 50) { nodes { kind cursor } } }',
  'callEventLog of a rare kind':
    '{ callEventLog(first: 20, filter: { kinds: [FAILED] }) { nodes { kind cursor } } }',
  'callEventLog of a kind that never occurred':
    '{ callEventLog(first: 20, filter: { kinds: [REJECT_EXPIRED] }) { nodes { cursor } } }',
  'callEventLog of a call':
    '{ callEventLog(filter: { callId: "call_grown_77" }) { nodes { kind cursor } } }',
  'Call.history': '{ call(id: "call_grown_77") { history(first: 20) { nodes { kind } } } }',
  phoneLines: '{ phoneLines { nodes { id lastSignalAt } } }',
};

export interface TimedQuery {
  readonly name: string;
  readonly medianMs: number;
}

/** Each query's median, after some that are not counted. */
export async function timeGrownQueries(
  url: string,
  key: string,
  rounds: number,
): Promise<TimedQuery[]> {
  const timed: TimedQuery[] = [];
  for (const [name, query] of Object.entries(grownQueries)) {
    const all: number[] = [];
    for (let round = -5; round < rounds; round++) {
      const startedAt = performance.now();
      await get(url, key, query);
      if (round >= 0) all.push(performance.now() - startedAt);
    }
    all.sort((a, b) => a - b);
    timed.push({ name, medianMs: all[all.length >> 1] ?? Number.NaN });
  }
  return timed;
}
