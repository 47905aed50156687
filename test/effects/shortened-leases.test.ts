import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/connection/database.ts';
import { openDatabase } from '../../src/db/connection/open-database.ts';
import { answerGraceMs, coveredDelayMs } from '../../src/db/connection/takeover-timing.ts';
import { claimDueEffects } from '../../src/db/effects/claim-effects.ts';
import { shortenLeasesOfDeadOwners } from '../../src/db/effects/take-over-leases.ts';
import { startTestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

describe('work under way by a process that seems dead', () => {
  let url: string;
  let db: Database;
  const claim = {
    owner: 'whoever looks',
    leaseMs: 60_000,
    kinds: ['reject'],
    limit: 8,
    busyLines: [],
  } as const;
  const cut = async () => (await shortenLeasesOfDeadOwners(db, claim)).kinds;

  /** One effect, in a database at which nobody works. */
  beforeAll(async () => {
    const t = await startTestApp();
    url = t.databaseUrl;
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    const headers = { 'retry-after': '30' };
    t.simulator.fault('reject', { is: 'status', status: 429, headers });
    await get(t.url, t.key, `mutation { rejectCall(id: "${id}") { __typename } }`);
    await t.stop();
    db = await openDatabase({ is: 'postgres', url, directUrl: url, poolSize: 1 });
  });
  beforeEach(() => underWay('nobody alive', '30 seconds'));
  afterAll(() => db.close());

  const underWay = (owner: string, leaseLeft: string) =>
    queryOnce<{ at: string }>(
      url,
      `update effects set state = 'IN_FLIGHT', owner = '${owner}',
         lease_until = now() + interval '${leaseLeft}' returning now()::text as at`,
    );

  it('is left to it for as long as learning of it and letting go may take, and is then whoever’s looks first', async () => {
    const [before] = await queryOnce<{ now: string }>(url, 'select now()::text');
    expect(await claimDueEffects(db, claim)).toEqual([]);
    expect(await cut()).toEqual(['reject']);
    const takesMs = coveredDelayMs + answerGraceMs;
    const leftToIt = `select 1 from effects where lease_until > '${before?.now}'::timestamptz + interval '${takesMs} ms'`;
    expect(await queryOnce(url, leftToIt)).toHaveLength(1);
    const [taken] = await until(async () => {
      const claimed = await claimDueEffects(db, claim);
      return claimed.length > 0 && claimed;
    });
    expect(taken).toMatchObject({ attempt: 2, abandoned: true });
  });

  it('is left to it no longer each time that somebody looks', async () => {
    expect(await cut()).toEqual(['reject']);
    const [first] = await queryOnce<{ end: string }>(
      url,
      'select lease_until::text as end from effects',
    );
    await cut();
    const later = `select lease_until from effects where lease_until > '${first?.end}'::timestamptz`;
    expect(await queryOnce(url, later)).toEqual([]);
  });

  it.each([
    ['is ours', claim.owner],
    ['is of one of whom nobody can tell', 'lease-only:somebody'],
  ])('keeps its lease when it %s', async (_, owner) => {
    await underWay(owner, '30 seconds');
    expect(await cut()).toEqual([]);
  });

  it('keeps its lease when its owner lives', async () => {
    await underWay(db.owner().name, '30 seconds');
    expect(await cut()).toEqual([]);
  });
});
