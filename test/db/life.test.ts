import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type Life, proveLife } from '../../src/db/life.ts';
import { terminate } from '../faults/stage.ts';
import { createDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

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

  it('is another after its session is lost', async () => {
    const url = await createDatabase();
    life = await proveLife(url);
    const name = life.owner().name;
    await terminate(url, '%life');
    await until(() => life.owner().name !== name && !leaseOnly.test(life.owner().name));
  });
});
