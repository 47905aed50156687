import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../../src/call/call.ts';
import type { CallId, TenantId } from '../../../src/call/ids.ts';
import type { Change } from '../../../src/call/lifecycle/change.ts';
import { receiveSignal } from '../../../src/call/lifecycle/receive-signal.ts';
import { readCall } from '../../../src/db/calls/call-reads.ts';
import type { Database } from '../../../src/db/connection/database.ts';
import { openDatabase } from '../../../src/db/connection/open-database.ts';
import { partNames } from '../../../src/db/record/parts.ts';
import { record } from '../../../src/db/record/record.ts';
import type { CallerChange } from '../../../src/db/record/recording.ts';
import { statementOf } from '../../../src/db/record/statement.ts';
import { receivingAt, signalOf, start } from '../../call/sample-call.ts';
import { createDatabase } from '../../support/database.ts';

const tenantId = 'ten_1' as TenantId;
const lease = { owner: 'us', ms: 5000 };
const callCount = 400;

describe('recordings that come at once', () => {
  let url: string;
  let db: Database;
  let client: postgres.Sql;
  let statements = 0;
  let next = 1;

  beforeAll(async () => {
    url = await createDatabase();
    db = await open();
    client = postgres(url, { max: 1, onnotice: () => {} });
    await client`insert into tenants (id, name) values (${tenantId}, 'us')`;
    await client`insert into lines (tenant_id, id, provider, name, time_zone, ring_limit_ms, base_url, account)
      values (${tenantId}, 'line_1', 'WAWP', 'desk', 'UTC', 45000, '', '')`;
    await client`insert into callers (tenant_id, id) select ${tenantId}, 'clr_' || n from generate_series(1, 9) n`;
    await client`insert into calls (tenant_id, id, line_id, provider_call_id, caller_id, caller_at_provider,
        direction, media, status, inferred, provider_forbids_reject, refined, revision, ringing_at)
      select ${tenantId}, 'call_' || n, 'line_1', 'provider-' || n, 'clr_1', '',
        'INBOUND', 'VOICE', 'RINGING', false, false, false, 1, ${start}
      from generate_series(1, ${callCount}::int) n`;
  });
  afterAll(async () => {
    await client.end();
    await db.close();
  });

  function open(): Promise<Database> {
    return openDatabase(
      { is: 'postgres', url, directUrl: url, poolSize: 4 },
      { statement: ({ name }) => void (name === 'record' && statements++) },
    );
  }

  async function someCalls(count: number): Promise<Call[]> {
    const first = next;
    next += count;
    const ids = Array.from({ length: count }, (_, n) => `call_${first + n}` as CallId);
    const found = await Promise.all(ids.map((id) => readCall(db, tenantId, id)));
    return found.filter((call) => call !== null);
  }

  const answered = (call: Call): Change =>
    receiveSignal(call, signalOf({ is: 'answered' }), 'no-effect', receivingAt(start));

  async function statusOf({ id }: Call): Promise<string> {
    const call = await readCall(db, tenantId, id);
    return `${call?.status} at revision ${call?.revision}`;
  }

  it('are written by a handful of statements, each with its own entry', async () => {
    const calls = await someCalls(64);
    statements = 0;
    const written = await Promise.all(
      calls.map((call) => record(db, tenantId, { change: answered(call), lease })),
    );
    expect(written).toEqual(calls.map(() => 'written'));
    expect(statements).toBeLessThanOrEqual(3);
    const [{ entries } = { entries: 0 }] = await client`
      select count(*)::int as entries from journal where kind = 'ANSWERED'
        and call->>'status' = 'ANSWERED' and call->>'id' = call_id`;
    expect(entries).toBe(64);
  });

  it('and change the same call are written once: the other has lost', async () => {
    const [call] = await someCalls(1);
    if (!call) throw new Error('the call is missing');
    const both = [answered(call), answered(call)];
    const recorded = await Promise.all(
      both.map((change) => record(db, tenantId, { change, lease })),
    );
    expect(recorded.sort()).toEqual(['lost', 'written']);
    expect(await statusOf(call)).toBe('ANSWERED at revision 2');
  });

  it('do not fail with one among them that cannot be written', async () => {
    const calls = await someCalls(64);
    const changes = calls.map(answered);
    const poisoned = changes[20];
    if (!poisoned) throw new Error('the change is missing');
    const entries = poisoned.entries.map((entry) => ({
      ...entry,
      occurredAt: new Date(Number.NaN),
    }));
    changes[20] = { ...poisoned, entries };
    const settled = await Promise.allSettled(
      changes.map((change) => record(db, tenantId, { change, lease })),
    );
    expect(settled.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual(
      calls.map((_, n) => (n === 20 ? 'failed' : 'written')),
    );
  });

  it('do not wait for one whose call somebody else holds locked', async () => {
    const calls = await someCalls(30);
    const [held, ...others] = calls;
    if (!held) throw new Error('the call is missing');
    const holder = postgres(url, { max: 1 });
    let settled = 0;
    const { promise: isLetGo, resolve: letGo } = Promise.withResolvers<void>();
    const { promise: isHeld, resolve: holds } = Promise.withResolvers<void>();
    const holding = holder.begin(async (tx) => {
      await tx`select 1 from calls where id = ${held.id} for update`;
      holds();
      await isLetGo;
    });
    await isHeld;
    const waiting = record(db, tenantId, { change: answered(held), lease });
    void waiting.finally(() => settled++);
    const written = await Promise.all(
      others.map((call) => record(db, tenantId, { change: answered(call), lease })),
    );
    expect(written).toEqual(others.map(() => 'written'));
    expect(settled).toBe(0);
    letGo();
    await holding;
    expect(await waiting).toBe('written');
    await holder.end();
  });

  it('in three processes, about the same callers in any order, all end: each is written or has lost', async () => {
    const processes = [db, await open(), await open()];
    const rounds = 20;
    const changes = Array.from({ length: rounds }, (_, round) =>
      processes.map((process, n) =>
        record(process, tenantId, { lease, callerChange: mix(round, n) }),
      ),
    ).flat();
    const recorded = await Promise.all(changes);
    expect(new Set(recorded)).toEqual(new Set(['written', 'lost']));
    const [{ versions } = { versions: 0 }] = await client`
      select sum(version)::int as versions from callers`;
    expect(versions).toBe(recorded.filter((one) => one === 'written').length);
    for (const process of processes.slice(1)) await process.close();
  });

  /** Several callers on whom it rests, in an order of its own; one of them is changed. */
  function mix(round: number, process: number): CallerChange {
    const ids = [1, 2, 3].map(
      (n) => `clr_${1 + ((round * (process + 2) + n * (process + 1)) % 9)}`,
    );
    const expected = [...new Set(ids)].map((id) => ({ id, version: round % 2 }));
    return { id: ids[0], expected, mergedIds: [] } as unknown as CallerChange;
  }
});

describe('the statement of a batch', () => {
  it('looks rows up by key, whatever the planner believed of empty tables', async () => {
    const url = await createDatabase();
    const client = postgres(url, { max: 1 });
    const { text } = statementOf(partNames, 'skip-locked');
    await client.unsafe(`prepare batch as ${text}`);
    await client`set plan_cache_mode = force_generic_plan`;
    const plan = await client.unsafe(`explain execute batch('[]')`);
    await client.end();
    const scans = plan
      .map((row) => row['QUERY PLAN'] as string)
      .filter((line) => /Seq Scan/.test(line));
    expect(scans.filter((line) => !/stream_meta/.test(line))).toEqual([]);
  });
});
