import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type Life, proveLife } from '../../../src/db/connection/liveness.ts';
import { startFaultProxy } from '../../chaos/fault-proxy.ts';
import { terminate, throughPort } from '../../faults/stage.ts';
import { createDatabase } from '../../support/database.ts';
import { queryOnce } from '../../support/query-once.ts';
import { until } from '../../support/until.ts';

const leaseOnly = /^lease-only:/;

describe('the name under which a process holds leases', () => {
  let life: Life;

  afterEach(() => life.end());

  it('outlives the connections that the driver ends by itself when they are old', async () => {
    const url = new URL(await createDatabase());
    url.searchParams.set('max_lifetime', '1');
    life = await proveLife(url.href);
    const name = life.owner().name;
    await sleep(1800);
    expect(life.owner().name).toBe(name);
    expect(name).not.toMatch(leaseOnly);
  });

  it('is another after nothing has been heard over its session for a while', async () => {
    const url = await createDatabase();
    const { hostname: host, port } = new URL(url);
    const proxy = await startFaultProxy({ host, port: Number(port) });
    life = await proveLife(throughPort(url, proxy.port));
    const { name, lost } = life.owner();
    proxy.swallow();
    await until(() => lost.aborted);
    proxy.calm();
    await until(() => life.owner().name !== name && !leaseOnly.test(life.owner().name));
    await proxy.close();
  });

  it('is known to nobody at a server that only reads', async () => {
    const url = await createDatabase();
    const database = new URL(url).pathname.slice(1);
    await queryOnce(url, `alter database ${database} set default_transaction_read_only = on`);
    life = await proveLife(url);
    expect(life.owner().name).toMatch(leaseOnly);
  });

  it('is another after its session is lost', async () => {
    const url = await createDatabase();
    life = await proveLife(url);
    const name = life.owner().name;
    await terminate(url, '%life');
    await until(() => life.owner().name !== name && !leaseOnly.test(life.owner().name));
  });
});
