import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TenantId } from '../../../src/call/ids.ts';
import type { Driver } from '../../../src/db/connection/database.ts';
import { postgresDriver } from '../../../src/db/connection/postgres.ts';
import { createDatabase } from '../../support/database.ts';
import { queryOnce } from '../../support/query-once.ts';

const tenantId = 'ten_a' as TenantId;
let url: string;
let driver: Driver;

beforeEach(async () => {
  url = await createDatabase();
  await queryOnce(url, 'create sequence sent');
  // A superuser may become every role.
  const tenantRole = 'pg_read_all_stats';
  await queryOnce(url, `grant usage on sequence sent to ${tenantRole}`);
  driver = await postgresDriver({ url, poolSize: 2, statementTimeoutMs: 60_000, tenantRole });
});
afterEach(() => driver.close());

const next = `select nextval('sent')::text as n`;

describe('a statement in the very turn in which its connection is replaced', () => {
  it.each([
    ['of the service', () => driver.query(next, [])],
    ['of a tenant', () => driver.queryOfTenant?.(tenantId, next, [])],
  ])('is sent once, over the new connection: %s', async (_, send) => {
    expect(await send()).toEqual([{ n: '1' }]);
    const answer = send();
    driver.onTimeout?.();
    expect(await answer).toEqual([{ n: '2' }]);
  });
});
