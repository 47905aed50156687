import { randomInt } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../../../src/call/ids.ts';
import {
  openTenantSessions,
  type TenantSessions,
} from '../../../src/db/connection/pool/tenant-sessions.ts';
import { createDatabase } from '../../support/database.ts';
import { queryOnce } from '../../support/query-once.ts';
import { until } from '../../support/until.ts';
import { holdLock, waitForLock } from './hold-lock.ts';

const user = `limited_${randomInt(1e9)}`;
const role = `${user}_tenants`;
const [tenantA, tenantB, tenantC] = ['ten_a', 'ten_b', 'ten_c'] as [TenantId, TenantId, TenantId];
let adminUrl: string;
let sessions: TenantSessions;

beforeAll(async () => {
  adminUrl = await createDatabase();
  await queryOnce(
    adminUrl,
    `create role ${user} login password 's'; create role ${role} nologin; grant ${role} to ${user}`,
  );
});
afterEach(async () => {
  await sessions.end();
  await queryOnce(adminUrl, `alter role ${user} connection limit -1`);
});

function open(count: number): void {
  const url = Object.assign(new URL(adminUrl), { username: user, password: 's' }).href;
  const settings = { url, statementTimeoutMs: 60_000, options: {} };
  sessions = openTenantSessions(settings, { role, sessions: count });
}

/** The server process that answers the tenant, and the tenant that it was told. */
async function answerTo(tenantId: TenantId): Promise<{ pid: number; tenant: string }> {
  const text = `select pg_backend_pid() as pid, current_setting('calls.tenant') as tenant`;
  const [row] = await sessions.query(tenantId, text, []);
  return row as { pid: number; tenant: string };
}

describe('sessions for tenants', () => {
  it('are one for statements of one tenant after one another', async () => {
    open(3);
    const first = await answerTo(tenantA);
    expect([await answerTo(tenantA), await answerTo(tenantA)]).toEqual([first, first]);
  });

  it('that cannot be opened again are left alone while others are, whichever tenant asks', async () => {
    open(2);
    const [lost] = await Promise.all([answerTo(tenantA), answerTo(tenantB)]);
    await queryOnce(adminUrl, `alter role ${user} connection limit 1`);
    await queryOnce(adminUrl, `select pg_terminate_backend(${lost.pid})`);
    await expect(answerTo(tenantA)).rejects.toThrow();
    for (const tenantId of [tenantA, tenantC, tenantB, tenantC]) {
      expect(await answerTo(tenantId)).toMatchObject({ tenant: tenantId });
    }
    await queryOnce(adminUrl, `alter role ${user} connection limit -1`);
    await until(async () => {
      const answers = await Promise.all([answerTo(tenantA), answerTo(tenantB)]);
      return new Set(answers.map(({ pid }) => pid)).size === 2;
    });
  });

  it('that are idle take a statement before one that waits for a lock, though they must be told the tenant', async () => {
    open(2);
    await Promise.all([answerTo(tenantA), answerTo(tenantB)]);
    const { release } = await holdLock(adminUrl);
    const stuck = sessions.query(tenantA, waitForLock, []);
    expect(await answerTo(tenantA)).toMatchObject({ tenant: tenantA });
    await release();
    await stuck;
  });
});
