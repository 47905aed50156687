import { sql as query } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallerId, LineId, TenantId } from '../../../src/call/ids.ts';
import { type CallListing, listCalls } from '../../../src/db/calls/list-calls.ts';
import type { Database } from '../../../src/db/connection/database.ts';
import { openDatabase } from '../../../src/db/connection/open-database.ts';
import { reading } from '../../../src/db/connection/statement.ts';
import { createDatabase } from '../../support/database.ts';

const tenantId = 'ten_1' as TenantId;
const lines = ['line_1', 'line_2'] as LineId[];
const pageSize = 20;

const listings: [what: string, listing: CallListing, walks: number][] = [
  ['of all calls', {}, 1],
  ['of a line', { lineIds: lines.slice(0, 1) }, 1],
  ['of two lines', { lineIds: lines }, 2],
  ['of what is over', { statuses: ['ENDED', 'MISSED'] }, 10],
  ['of what rings', { statuses: ['RINGING', 'REJECTING'] }, 10],
  ['of what rings on a line', { statuses: ['RINGING'], lineIds: lines.slice(0, 1) }, 1],
  ['of a caller', { callerId: 'clr_3' as CallerId }, 1],
  ['further down', { after: { ringingAt: '2026-01-02T00:00:00.000Z', id: 'call_9' } }, 1],
  ['of a time', { ringingBefore: new Date('2026-01-03'), ringingFrom: new Date('2026-01-02') }, 1],
];

describe('a page of a long list of calls', () => {
  let db: Database;
  let client: postgres.Sql;

  beforeAll(async () => {
    const url = await createDatabase();
    // One connection, so that what it has read can be asked of it.
    db = await openDatabase({ is: 'postgres', url, directUrl: url, poolSize: 1 });
    client = postgres(url, { max: 1, onnotice: () => {} });
    // Rows are made up wholesale: what they point to exists.
    await client`set session_replication_role = replica`;
    await client`insert into calls (tenant_id, id, line_id, provider_call_id, caller_id, caller_at_provider,
        direction, media, status, inferred, provider_forbids_reject, refined, revision, ringing_at)
      select ${tenantId}, 'call_' || n, 'line_' || n % 10, 'call_' || n, 'clr_' || (n * 7919 % 200), '',
        'INBOUND', 'VOICE', case when n % 5000 = 1 then 'RINGING' else 'ENDED' end, false, false, false, 3,
        timestamptz '2026-01-01T00:00:00Z' + n * interval '10 seconds'
      from generate_series(1, 30000) n`;
    await client`insert into lines (tenant_id, id, provider, name, time_zone, ring_limit_ms, base_url, account)
      select ${tenantId}, 'line_' || n, 'WAWP', 'desk', 'UTC', 45000, '', '' from generate_series(0, 9) n`;
    await client`analyze calls`;
  });
  afterAll(async () => {
    await client.end();
    await db.close();
  });

  async function rowsRead(): Promise<number> {
    await db.run(flush);
    return Number((await db.run(readSoFar))[0]?.rows);
  }

  it.each(listings)('%s reads that page and no more', async (_, listing, walks) => {
    const page = () => listCalls(db, tenantId, listing, pageSize);
    // Often enough that the planner may settle on one plan.
    for (let n = 0; n < 8; n++) expect((await page()).length).toBeGreaterThan(0);
    const before = await rowsRead();
    await page();
    expect((await rowsRead()) - before).toBeLessThanOrEqual(walks * pageSize + 10);
  });
});

const flush = reading<never>('flush_statistics', query`select pg_stat_force_next_flush()::text`);

const readSoFar = reading<{ rows: string }>(
  'rows_read',
  query`select (select sum(seq_tup_read) from pg_stat_user_tables where relname = 'calls')
    + (select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'calls') as rows`,
);
