import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connections, openConnections } from '../../../src/db/connection/pool/connections.ts';
import { createDatabase } from '../../support/database.ts';
import { queryOnce } from '../../support/query-once.ts';

const role = `limited_${randomInt(1e9)}`;
let adminUrl: string;
let connections: Connections;

beforeAll(async () => {
  adminUrl = await createDatabase();
  await queryOnce(adminUrl, `create role ${role} login password 's'`);
  const url = Object.assign(new URL(adminUrl), { username: role, password: 's' }).href;
  connections = openConnections({ url, suspectAgainAfterMs: 5000, options: {} }, 3);
});
afterAll(() => connections.end());

async function pid(): Promise<number> {
  const [row] = await connections.query('select pg_sleep(0.05), pg_backend_pid() as pid');
  return (row as { pid: number }).pid;
}

describe('connections to the server', () => {
  it('are as many as statements are under way, and one for statements after one another', async () => {
    const [first, ...others] = await Promise.all([pid(), pid(), pid()]);
    expect(new Set([first, ...others]).size).toBe(3);
    const later = [await pid(), await pid(), await pid()];
    expect(later).toEqual([first, first, first]);
  });

  it('that cannot be opened again are left alone while others are idle', async () => {
    const lost = await pid();
    await queryOnce(adminUrl, `alter role ${role} connection limit 1`);
    await queryOnce(adminUrl, `select pg_terminate_backend(${lost})`);
    await expect(pid()).rejects.toThrow();
    const after = [await pid(), await pid(), await pid()];
    expect(after).not.toContain(lost);
    await queryOnce(adminUrl, `alter role ${role} connection limit -1`);
    // It is used again as soon as more connections are needed.
    await expect(Promise.all([pid(), pid(), pid()])).resolves.toHaveLength(3);
  });
});
