import { randomInt } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Connections, openConnections } from '../../../src/db/connection/pool/connections.ts';
import { createDatabase } from '../../support/database.ts';
import { queryOnce } from '../../support/query-once.ts';
import { until } from '../../support/until.ts';

const role = `limited_${randomInt(1e9)}`;
let adminUrl: string;
const open: Connections[] = [];

beforeAll(async () => {
  adminUrl = await createDatabase();
  await queryOnce(adminUrl, `create role ${role} login password 's'`);
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((connections) => connections.end()));
});

/** A function that resolves to the server process that answers. */
function openThree({ isPipelined }: { readonly isPipelined: boolean }) {
  const url = Object.assign(new URL(adminUrl), { username: role, password: 's' }).href;
  const settings = { url, suspectAgainAfterMs: 5000, options: {}, count: 3, isPipelined };
  const connections = openConnections(settings);
  open.push(connections);
  return async (ms = 50): Promise<number> => {
    const [row] = await connections.query(`select pg_sleep(${ms / 1000}), pg_backend_pid() as pid`);
    return (row as { pid: number }).pid;
  };
}

/** Longer than any other statement may wait on a slow machine. */
const forever = 40_000;

/** Ends a statement that takes forever. */
async function cancel(slow: Promise<unknown>): Promise<void> {
  const slowOnes = `select pg_cancel_backend(pid) from pg_stat_activity
    where usename = '${role}' and state = 'active' and query like '%pg_sleep(${forever / 1000})%'`;
  await until(async () => (await queryOnce(adminUrl, slowOnes)).length > 0);
  await expect(slow).rejects.toThrow('canceling statement');
}

describe('connections to the server', () => {
  it('are as many as statements are under way, and one for statements after one another', async () => {
    const pid = openThree({ isPipelined: true });
    const [first, ...others] = await Promise.all([pid(), pid(), pid()]);
    expect(new Set([first, ...others]).size).toBe(3);
    expect([await pid(), await pid(), await pid()]).toEqual([first, first, first]);
  });

  it('that cannot be opened again are left alone while others are, however many statements there are', async () => {
    const pid = openThree({ isPipelined: true });
    const [lost = 0] = await Promise.all([pid(), pid(), pid()]);
    await queryOnce(adminUrl, `alter role ${role} connection limit 1`);
    await queryOnce(adminUrl, `select pg_terminate_backend(${lost})`);
    await expect(pid()).rejects.toThrow();
    const after = await Promise.all(Array.from({ length: 8 }, () => pid(5)));
    expect(new Set(after).size).toBe(2);
    expect(after).not.toContain(lost);
    await queryOnce(adminUrl, `alter role ${role} connection limit -1`);
    await until(async () => new Set(await Promise.all([pid(), pid(), pid()])).size === 3);
  });

  it('that are all busy take a statement on the one that was active last, not behind a slow one', async () => {
    const pid = openThree({ isPipelined: true });
    const slow = pid(forever);
    const others = Promise.all([pid(50), pid(50), pid(5), pid(5)]).then(() => 'the others');
    expect(await Promise.race([slow, others])).toBe('the others');
    await cancel(slow);
  });

  it('that take one statement at a time leave no statement waiting for a slow one', async () => {
    const pid = openThree({ isPipelined: false });
    const slow = pid(forever);
    const others = Promise.all(Array.from({ length: 12 }, () => pid(5)));
    const answered = await Promise.race([slow.then(() => []), others]);
    expect(new Set(answered).size).toBe(2);
    await cancel(slow);
  });
});
