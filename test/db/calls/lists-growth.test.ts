import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallerId, LineId, TenantId } from '../../../src/call/ids.ts';
import { type CallListing, listCalls } from '../../../src/db/calls/list-calls.ts';
import { type GrowingDatabase, openGrowingDatabase } from '../../support/growing-database.ts';

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
  let growing: GrowingDatabase;

  beforeAll(async () => {
    growing = await openGrowingDatabase(['calls']);
    const { client } = growing;
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
  afterAll(() => growing.close());

  it.each(listings)('%s reads that page and no more', async (_, listing, walks) => {
    const page = () => listCalls(growing.db, tenantId, listing, pageSize);
    // Often enough that the planner may settle on one plan.
    for (let n = 0; n < 8; n++) expect((await page()).length).toBeGreaterThan(0);
    expect(await growing.rowsReadBy(page)).toBeLessThanOrEqual(walks * pageSize + 10);
  });
});
