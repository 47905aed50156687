import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Clock,
  type ClockReading,
  followClock,
  moreAccurate,
} from '../../../src/db/connection/clock.ts';
import type { Database } from '../../../src/db/connection/database.ts';
import { openDatabase } from '../../../src/db/connection/open-database.ts';
import type { FaultProxy } from '../../chaos/fault-proxy.ts';
import { startDatabaseProxy } from '../../faults/stage.ts';
import { createDatabase } from '../../support/database.ts';
import { until } from '../../support/until.ts';

describe('of two readings of the database’s time', () => {
  const held: ClockReading = { atMs: 1000, databaseMs: 50_000, errorMs: 10 };
  const later = (ms: number, offMs: number, errorMs: number): ClockReading => ({
    atMs: held.atMs + ms,
    databaseMs: held.databaseMs + ms + offMs,
    errorMs,
  });

  it.each([
    ['the one that was answered sooner counts', later(1000, 3, 2), 'fresh'],
    ['one that took longer says less', later(1000, 300, 400), 'held'],
    ['an old one counts for less and less', later(600_000, 30, 400), 'fresh'],
    ['the new one counts when the clock was set forward', later(1000, 3_600_000, 400), 'fresh'],
    ['the new one counts when the clock was set back', later(1000, -3_600_000, 400), 'fresh'],
  ])('%s', (_, fresh, surer) => {
    expect(moreAccurate(held, fresh)).toBe(surer === 'fresh' ? fresh : held);
  });
});

describe('the time of a process whose database answers late', () => {
  let db: Database;
  let proxy: FaultProxy;
  let clock: Clock;

  beforeAll(async () => {
    const url = await createDatabase();
    const proxied = await startDatabaseProxy(url);
    proxy = proxied.proxy;
    db = await openDatabase({ is: 'postgres', url: proxied.url, directUrl: url, poolSize: 1 });
    clock = await followClock(db, { everyMs: 20, onTrouble: () => {} });
  });
  afterAll(async () => {
    await clock.stop();
    await db.close();
    await proxy.close();
  });

  it('stays the database’s and is not turned back by a correction', async () => {
    const seen: number[] = [];
    const offMs = () => {
      seen.push(clock.now().getTime());
      // Both are on one machine here.
      return Math.abs((seen.at(-1) ?? 0) - Date.now());
    };
    await until(() => offMs() < 50);
    proxy.delay(500);
    const slowUntil = performance.now() + 1500;
    await until(() => offMs() < 100 && performance.now() > slowUntil);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });
});
