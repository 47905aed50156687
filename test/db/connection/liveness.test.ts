import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { acquireLivenessLock, type LivenessLock } from '../../../src/db/connection/liveness.ts';
import { startDatabaseProxy, terminate } from '../../faults/stage.ts';
import { createDatabase } from '../../support/database.ts';
import { queryOnce } from '../../support/query-once.ts';
import { until } from '../../support/until.ts';

const leaseOnly = /^lease-only:/;

describe.concurrent('the name under which a process holds leases', () => {
  const locks: LivenessLock[] = [];

  async function acquire(url: string): Promise<LivenessLock> {
    const lock = await acquireLivenessLock(url);
    locks.push(lock);
    return lock;
  }
  afterAll(() => Promise.all(locks.map((lock) => lock.release())));

  it('outlives the connections that the driver ends by itself when they are old', async () => {
    const url = new URL(await createDatabase());
    url.searchParams.set('max_lifetime', '1');
    const lock = await acquire(url.href);
    const name = lock.owner().name;
    await sleep(1800);
    expect(lock.owner().name).toBe(name);
    expect(name).not.toMatch(leaseOnly);
  });

  it('is another after nothing has been heard over its session for a while', async () => {
    const { proxy, url } = await startDatabaseProxy(await createDatabase());
    const lock = await acquire(url);
    const { name, lost } = lock.owner();
    proxy.swallow();
    await until(() => lost.aborted);
    proxy.calm();
    await until(() => lock.owner().name !== name && !leaseOnly.test(lock.owner().name));
    await proxy.close();
  });

  it('is known to nobody at a server that only reads', async () => {
    const url = await createDatabase();
    const database = new URL(url).pathname.slice(1);
    await queryOnce(url, `alter database ${database} set default_transaction_read_only = on`);
    const lock = await acquire(url);
    expect(lock.owner().name).toMatch(leaseOnly);
  });

  it('is another after its session is lost', async () => {
    const url = await createDatabase();
    const lock = await acquire(url);
    const name = lock.owner().name;
    await terminate(url, '%liveness');
    await until(() => lock.owner().name !== name && !leaseOnly.test(lock.owner().name));
  });
});
