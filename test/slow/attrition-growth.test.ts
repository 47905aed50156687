import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../../src/call/ids.ts';
import {
  type AttritionRow,
  countCalls,
  readAttrition,
} from '../../src/db/journal/attrition-counts.ts';
import { type GrowingDatabase, openGrowingDatabase } from '../support/growing-database.ts';

const tenantId = 'ten_1' as TenantId;
const from = new Date('2026-03-01T00:00:00Z');
const to = new Date('2026-03-03T00:00:00Z');
const question = {
  ...{ tenantId, lineIds: undefined, returnLineIds: undefined, from, to, windowMs: 72 * 3_600_000 },
  ...{ now: new Date('2026-06-01T00:00:00Z'), by: ['policy', 'reason'] as const },
  bucketStarts: [from, new Date('2026-03-02T00:00:00Z')],
};

describe('attrition, over a history ten times as long', () => {
  let growing: GrowingDatabase;

  beforeAll(async () => {
    growing = await openGrowingDatabase(['calls', 'conversations']);
    const { client } = growing;
    await client`insert into tenants (id, name) values (${tenantId}, 'us')`;
    await client`insert into lines (tenant_id, id, provider, name, time_zone, ring_limit_ms, base_url, account)
      values (${tenantId}, 'line_1', 'WAWP', 'desk', 'UTC', 45000, '', '')`;
    await client`insert into callers (tenant_id, id)
      select ${tenantId}, 'clr_' || n from generate_series(0, 1999) n`;
  });
  afterAll(() => growing.close());

  /** From this time on a call every six minutes, and somebody who writes as often. */
  async function makeCalls(name: string, count: number, firstAt: Date): Promise<void> {
    const { client } = growing;
    await client`insert into calls (tenant_id, id, line_id, provider_call_id, caller_id, caller_at_provider,
        direction, media, status, inferred, provider_forbids_reject, refined, revision, ringing_at,
        answered_at, end_reason, rejected_by_policy, rejection)
      select ${tenantId}, ${name} || n, 'line_1', ${name} || n, 'clr_' || (n * 7919 % 2000), '',
        'INBOUND', 'VOICE', case n % 3 when 0 then 'REJECTED' else 'ENDED' end, false, false, false, 3, at,
        case n % 3 when 1 then at end, case n % 3 when 0 then 'REJECTED_BY_US' end, case n % 3 when 0 then 'presence' end,
        case n % 3 when 0 then jsonb_build_object('reason', 'BUSY') end
      from (select n, ${firstAt}::timestamptz + n * interval '6 minutes' as at
        from generate_series(0, ${count - 1}::int) n) made`;
    await client`insert into conversations (tenant_id, caller_id, at, line_id)
      select ${tenantId}, 'clr_' || (n * 1009 % 2000),
        ${firstAt}::timestamptz + n * interval '6 minutes', 'line_1'
      from generate_series(0, ${count - 1}::int) n`;
    await client`analyze calls, conversations`;
  }

  it('reads no more rows, gives the same answer, and does so in parts of the callers', async () => {
    const { db, rowsReadBy } = growing;
    const dayMs = 86_400_000;
    await makeCalls('near', 6500, new Date(from.getTime() - 20 * dayMs));
    const whole = () => readAttrition(db, question, 0, 1);
    const answer = await whole();
    const read = await rowsReadBy(whole);
    expect(await countCalls(db, question, 1_000_000)).toBe(480);

    await makeCalls('far', 58_500, new Date(from.getTime() - 400 * dayMs));
    // Often enough that the planner may settle on one plan for every period.
    for (let n = 0; n < 8; n++) expect(sorted(await whole())).toEqual(sorted(answer));
    const readLater = await rowsReadBy(whole);
    expect(readLater).toBeGreaterThan(480);
    expect(readLater).toBeLessThan(read * 1.5);

    const parts = [0, 1, 2, 3, 4].map((slice) => readAttrition(db, question, slice, 5));
    expect(callersOf((await Promise.all(parts)).flat())).toEqual(callersOf(answer));
  });
});

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
