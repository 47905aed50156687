import { sql as query } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../../../src/call/ids.ts';
import type { Database } from '../../../src/db/connection/database.ts';
import { openDatabase } from '../../../src/db/connection/open-database.ts';
import { reading } from '../../../src/db/connection/statement.ts';
import {
  type AttritionRow,
  countCalls,
  readAttrition,
} from '../../../src/db/journal/attrition-counts.ts';
import { createDatabase } from '../../support/database.ts';

const tenantId = 'ten_1' as TenantId;
const from = new Date('2026-03-01T00:00:00Z');
const to = new Date('2026-03-03T00:00:00Z');
const question = {
  ...{ tenantId, lineIds: undefined, returnLineIds: undefined, from, to, windowMs: 72 * 3_600_000 },
  ...{ now: new Date('2026-06-01T00:00:00Z'), by: ['policy', 'reason'] as const },
  bucketStarts: [from, new Date('2026-03-02T00:00:00Z')],
};

describe('attrition, over a history ten times as long', () => {
  let db: Database;
  let client: postgres.Sql;

  beforeAll(async () => {
    const url = await createDatabase();
    // One connection, so that what it has read can be asked of it.
    db = await openDatabase({ is: 'postgres', url, directUrl: url, poolSize: 1 });
    client = postgres(url, { max: 1, onnotice: () => {} });
    await client`insert into tenants (id, name) values (${tenantId}, 'us')`;
    await client`insert into lines (tenant_id, id, provider, name, time_zone, ring_limit_ms, base_url, account)
      values (${tenantId}, 'line_1', 'WAWP', 'desk', 'UTC', 45000, '', '')`;
    await client`insert into callers (tenant_id, id)
      select ${tenantId}, 'clr_' || n from generate_series(0, 1999) n`;
    // Rows are made up wholesale: what they point to exists.
    await client`set session_replication_role = replica`;
  });
  afterAll(async () => {
    await client.end();
    await db.close();
  });

  /** From this time on a call every six minutes, and somebody who writes as often. */
  async function makeCalls(name: string, count: number, firstAt: Date): Promise<void> {
    await client`insert into calls (tenant_id, id, line_id, provider_call_id, caller_id, caller_at_provider,
        direction, media, status, inferred, provider_forbids_reject, refined, revision, ringing_at,
        answered_at, rejected_by_policy, rejection)
      select ${tenantId}, ${name} || n, 'line_1', ${name} || n, 'clr_' || (n * 7919 % 2000), '',
        'INBOUND', 'VOICE', case n % 3 when 0 then 'REJECTED' else 'ENDED' end, false, false, false, 3, at,
        case n % 3 when 1 then at end, case n % 3 when 0 then 'presence' end,
        case n % 3 when 0 then jsonb_build_object('reason', 'BUSY') end
      from (select n, ${firstAt}::timestamptz + n * interval '6 minutes' as at
        from generate_series(0, ${count - 1}::int) n) made`;
    await client`insert into conversations (tenant_id, caller_id, at, line_id)
      select ${tenantId}, 'clr_' || (n * 1009 % 2000),
        ${firstAt}::timestamptz + n * interval '6 minutes', 'line_1'
      from generate_series(0, ${count - 1}::int) n`;
    await client`analyze calls, conversations`;
  }

  async function rowsReadBy(work: () => Promise<unknown>): Promise<number> {
    await db.run(flush);
    const before = await db.run(rowsRead);
    await work();
    await db.run(flush);
    const after = await db.run(rowsRead);
    return Number(after[0]?.rows) - Number(before[0]?.rows);
  }

  it('reads no more rows, gives the same answer, and does so in parts of the callers', async () => {
    const dayMs = 86_400_000;
    await makeCalls('near', 10_000, new Date(from.getTime() - 20 * dayMs));
    const whole = () => readAttrition(db, question, 0, 1);
    const answer = await whole();
    const read = await rowsReadBy(whole);
    expect(await countCalls(db, question, 1_000_000)).toBe(480);

    await makeCalls('far', 90_000, new Date(from.getTime() - 400 * dayMs));
    // Often enough that the planner may settle on one plan for every period.
    for (let n = 0; n < 8; n++) expect(sorted(await whole())).toEqual(sorted(answer));
    const readLater = await rowsReadBy(whole);
    expect(readLater).toBeGreaterThan(480);
    expect(readLater).toBeLessThan(read * 1.5);

    const parts = [0, 1, 2, 3, 4].map((slice) => readAttrition(db, question, slice, 5));
    expect(callersOf((await Promise.all(parts)).flat())).toEqual(callersOf(answer));
  });
});

const flush = reading<never>('flush_statistics', query`select pg_stat_force_next_flush()::text`);

const rowsRead = reading<{ rows: string }>(
  'rows_read',
  query`select (select sum(seq_tup_read) from pg_stat_user_tables
      where relname in ('calls', 'conversations'))
    + (select sum(idx_tup_read) from pg_stat_user_indexes
      where relname in ('calls', 'conversations')) as rows`,
);

function sorted(rows: readonly AttritionRow[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

/** How many callers, and how many came back, of each kind. */
function callersOf(rows: readonly AttritionRow[]): Record<string, [number, number]> {
  const sums: Record<string, [number, number]> = {};
  for (const { of, bucket, callers, cameBack } of rows) {
    const kind = `${of} ${bucket}`;
    const [before, backBefore] = sums[kind] ?? [0, 0];
    sums[kind] = [before + callers, backBefore + cameBack];
  }
  return sums;
}
