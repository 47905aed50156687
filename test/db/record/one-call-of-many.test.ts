import { sql as query } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallId, TenantId } from '../../../src/call/ids.ts';
import { receiveSignal } from '../../../src/call/lifecycle/receive-signal.ts';
import { readCall } from '../../../src/db/calls/call-reads.ts';
import type { Database } from '../../../src/db/connection/database.ts';
import { openDatabase } from '../../../src/db/connection/open-database.ts';
import { reading } from '../../../src/db/connection/statement.ts';
import { record } from '../../../src/db/record/record.ts';
import { receivingAt, signalOf, start } from '../../call/sample-call.ts';
import { createDatabase } from '../../support/database.ts';

const tenantId = 'ten_1' as TenantId;
/** Few enough that reading all of them looks cheap to the planner, and is not. */
const callCount = 3000;

describe('a change of one call', () => {
  let db: Database;

  beforeAll(async () => {
    const url = await createDatabase();
    // One connection, so that what it has read can be asked of it.
    db = await openDatabase({ is: 'postgres', url, directUrl: url, poolSize: 1 });
    const client = postgres(url, { max: 1, onnotice: () => {} });
    await client`insert into tenants (id, name) values (${tenantId}, 'us')`;
    await client`insert into lines (tenant_id, id, provider, name, time_zone, ring_limit_ms, base_url, account)
      values (${tenantId}, 'line_1', 'WAWP', 'desk', 'UTC', 45000, '', '')`;
    await client`insert into callers (tenant_id, id) values (${tenantId}, 'clr_1')`;
    await client`insert into calls (tenant_id, id, line_id, provider_call_id, caller_id, caller_at_provider,
        direction, media, status, inferred, provider_forbids_reject, refined, revision, ringing_at)
      select ${tenantId}, 'call_' || n, 'line_1', 'provider-' || n, 'clr_1', '',
        'INBOUND', 'VOICE', 'RINGING', false, false, false, 1, ${start}
      from generate_series(1, ${callCount}::int) n`;
    await client`analyze`;
    await client.end();
  });
  afterAll(() => db.close());

  async function answerOne(n: number): Promise<void> {
    const call = await readCall(db, tenantId, `call_${n}` as CallId);
    if (!call) throw new Error('the call is missing');
    const change = receiveSignal(
      call,
      signalOf({ is: 'answered' }),
      'no-effect',
      receivingAt(start),
    );
    const lease = { owner: 'us', ms: 5000 };
    expect(await record(db, tenantId, { change, lease })).toBe('written');
  }

  it('reads that call and none of the others', async () => {
    // Often enough that the planner has settled on one plan.
    for (let n = 1; n <= 8; n++) await answerOne(n);
    await db.run(flush);
    const before = Number((await db.run(rowsRead))[0]?.rows);
    for (let n = 11; n <= 20; n++) await answerOne(n);
    await db.run(flush);
    const after = Number((await db.run(rowsRead))[0]?.rows);
    expect(after - before).toBeGreaterThan(0);
    expect(after - before).toBeLessThan(callCount / 2);
  });
});

const flush = reading<never>('flush_statistics', query`select pg_stat_force_next_flush()::text`);

const rowsRead = reading<{ rows: string }>(
  'rows_of_calls_read',
  query`select (seq_tup_read + idx_tup_fetch)::text as rows
    from pg_stat_user_tables where relname = 'calls'`,
);
