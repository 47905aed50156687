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
    let isSlowOneAnswered = false;
    const slow = pid(1500).then(() => {
      isSlowOneAnswered = true;
    });
    await Promise.all([pid(50), pid(50), pid(5), pid(5)]);
    expect(isSlowOneAnswered).toBe(false);
    await slow;
  });

  it('that take one statement at a time leave no statement waiting for a slow one', async () => {
    const pid = openThree({ isPipelined: false });
    let isSlowOneAnswered = false;
    const slow = pid(1000).then(() => {
      isSlowOneAnswered = true;
    });
    const others = await Promise.all(Array.from({ length: 12 }, () => pid(5)));
    expect(new Set(others).size).toBe(2);
    expect(isSlowOneAnswered).toBe(false);
    await slow;
  });
});
