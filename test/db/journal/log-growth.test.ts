import { sql as query } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallId, LineId, TenantId } from '../../../src/call/ids.ts';
import type { Database } from '../../../src/db/connection/database.ts';
import { openDatabase } from '../../../src/db/connection/open-database.ts';
import { reading } from '../../../src/db/connection/statement.ts';
import { type EntryFilter, readEntries } from '../../../src/db/journal/journal-reads.ts';
import { createDatabase } from '../../support/database.ts';

const tenantId = 'ten_1' as TenantId;
const lines = ['line_1', 'line_2'] as LineId[];
const pageSize = 20;
const beginning = { epoch: 0, xid: 0n, id: 0n };

const logs: [what: string, filter: EntryFilter, walks: number, first: string][] = [
  ['of all lines', {}, 1, 'call_1'],
  ['of a line', { lineIds: lines.slice(1) }, 1, 'call_2'],
  ['of two lines', { lineIds: lines }, 2, 'call_1'],
  ['of a line named twice', { lineIds: ['line_2', 'line_2'] as LineId[] }, 1, 'call_2'],
  ['of a rare kind', { kinds: ['FAILED'] }, 10, 'call_20000'],
  ['of a rare kind on a line', { kinds: ['FAILED', 'MISSED'], lineIds: lines }, 4, 'call_20001'],
  ['of a call', { callId: 'call_29000' as CallId }, 1, 'call_29000'],
  ['of a call on its line', { callId: 'call_29001' as CallId, lineIds: lines }, 1, 'call_29001'],
];

describe('a page of a long log', () => {
  let db: Database;
  let client: postgres.Sql;

  beforeAll(async () => {
    const url = await createDatabase();
    // One connection, so that what it has read can be asked of it.
    db = await openDatabase({ is: 'postgres', url, directUrl: url, poolSize: 1 });
    client = postgres(url, { max: 1, onnotice: () => {} });
    // Rows are made up wholesale: what they point to exists.
    await client`set session_replication_role = replica`;
    await client`insert into lines (tenant_id, id, provider, name, time_zone, ring_limit_ms, base_url, account)
      select ${tenantId}, 'line_' || n, 'WAWP', 'desk', 'UTC', 45000, '', '' from generate_series(0, 9) n`;
    await client`insert into journal (epoch, xid, tenant_id, line_id, call_id, revision, kind, occurred_at, actor, call)
      select 0, n::text::xid8, ${tenantId}, 'line_' || n % 10, 'call_' || n, 1,
        case when n in (20000, 20001) then 'FAILED' else 'RANG' end, now(), '{}',
        jsonb_build_object('id', 'call_' || n)
      from generate_series(1, 30000) n`;
    await client`analyze`;
  });
  afterAll(async () => {
    await client.end();
    await db.close();
  });

  async function rowsRead(): Promise<number> {
    await db.run(flush);
    return Number((await db.run(readSoFar))[0]?.rows);
  }

  it.each(logs)('%s reads that page and no more', async (_, filter, walks, first) => {
    const page = () => readEntries(db, tenantId, filter, beginning, pageSize);
    expect((await page())[0]?.callId).toBe(first);
    const before = await rowsRead();
    await page();
    expect((await rowsRead()) - before).toBeLessThanOrEqual(walks * pageSize + 10);
  });

  it('of a kind and a line that no viewer may see is empty', async () => {
    const filter: EntryFilter = { lineIds: [], kinds: ['RANG'] };
    expect(await readEntries(db, tenantId, filter, beginning, pageSize)).toEqual([]);
    const ofCall: EntryFilter = { lineIds: lines, callId: 'call_29000' as CallId };
    expect(await readEntries(db, tenantId, ofCall, beginning, pageSize)).toEqual([]);
  });
});

const flush = reading<never>('flush_statistics', query`select pg_stat_force_next_flush()::text`);

const readSoFar = reading<{ rows: string }>(
  'rows_read',
  query`select (select sum(seq_tup_read) from pg_stat_user_tables where relname = 'journal')
    + (select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'journal') as rows`,
);
