import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSocket } from '../graphql/support/raw-socket.ts';
import { addVictim, type Victim } from '../slow/victim.ts';
import { startTestApp, type TestApp, testSealKey } from '../support/app.ts';
import { startChild } from '../support/child.ts';
import { ask, get } from '../support/client.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

type Row = Readonly<Record<string, string>>;

describe('a tenant that is erased', () => {
  let t: TestApp;
  let victim: Victim;
  let other: Victim;
  let before: Record<string, string>;
  beforeAll(async () => {
    t = await startTestApp({ sockets: { keyCheckMs: 50 }, housekeepingMs: 20 });
    t.simulator.ring();
    await t.simulator.webhooks.settled();
    victim = await addVictim(t, 'canaryone', '44770011');
    other = await addVictim(t, 'canarytwo', '44770022');
    before = await rowsOf(other.tenantId);
  });
  afterAll(() => t.stop());

  const erase = (name: string, id = victim.tenantId) =>
    ask<{ eraseCallsTenant: Record<string, unknown> }>(
      t.url,
      t.tenantKey,
      `mutation ($id: ID!, $name: String!) { eraseCallsTenant(id: $id, name: $name) {
        ... on CallsTenantErasure { startedAt endedAt deletedRows } ... on CallsUserError { code } } }`,
      { id, name },
    );

  /** How many rows each table has of a tenant, from whatever tables there are. */
  async function rowsOf(tenantId: string): Promise<Record<string, string>> {
    const tables = await queryOnce<Row>(
      t.databaseUrl,
      `select table_name as name from information_schema.columns
        where column_name = 'tenant_id' and table_schema = 'public' order by 1`,
    );
    const counts = tables.map(
      ({ name }) =>
        `select '${name}' as name, count(*)::text as count from ${name} where tenant_id = '${tenantId}'`,
    );
    const rows = await queryOnce<Row>(t.databaseUrl, counts.join(' union all '));
    return Object.fromEntries(
      rows.filter(({ count }) => count !== '0').map(({ name, count }) => [name, count]),
    );
  }

  it('must be confirmed by its name, and is not the operator’s own', async () => {
    expect((await erase('another name')).errors?.[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      argument: 'name',
    });
    const notFound = { data: { eraseCallsTenant: { code: 'TENANT_NOT_FOUND' } } };
    expect(await erase('first', 'ten_first')).toEqual(notFound);
    const [own] = await queryOnce<Row>(
      t.databaseUrl,
      `select tenant_id as id from lines where id = '${t.lineId}'`,
    );
    expect(await erase('canaryone', own?.id)).toEqual(notFound);
    expect(Object.keys(await rowsOf(victim.tenantId)).length).toBeGreaterThan(10);
  });

  it('ends its sockets, keys and webhooks, and leaves nothing but a row of counts', async () => {
    const key = /"key":"(cs_[^"]+)"/.exec(victim.answers)?.[1] ?? '';
    const socket = await openSocket(`${t.url.replace('http', 'ws')}/graphql`);
    socket.say({ type: 'connection_init', payload: { token: key } });
    expect(await socket.nextMessage()).toEqual({ type: 'connection_ack' });
    expect((await erase('canaryone')).data).toMatchObject({
      eraseCallsTenant: { startedAt: expect.any(String) },
    });
    expect((await ask(t.url, key, '{ callsViewer { name } }')).errors?.[0]?.extensions?.code).toBe(
      'UNAUTHENTICATED',
    );
    expect((await socket.closed).code).toBe(4401);
    expect((await fetch(victim.webhookUrl, { method: 'POST', body: '{}' })).status).toBe(404);
    const { eraseCallsTenant: erased } = await until(async () => {
      const { data } = await erase('no longer asked');
      return data?.eraseCallsTenant.endedAt ? data : false;
    });
    expect(await rowsOf(victim.tenantId)).toEqual({});
    const [tombstone] = await queryOnce<Row>(
      t.databaseUrl,
      `select to_jsonb(x)::text as row from tenants x where id = '${victim.tenantId}'`,
    );
    expect(tombstone?.row).not.toMatch(victim.canary);
    const { erased_rows: rows, name } = JSON.parse(tombstone?.row ?? '{}');
    expect(name).toBe('');
    expect(rows).toMatchObject({ calls: 2, lines: 1, callers: 2 });
    expect(erased?.deletedRows).toBe(
      Object.values<number>(rows).reduce((sum, count) => sum + count, 0),
    );
  });

  it('takes nothing of other tenants with it, not even a cursor', async () => {
    expect(await rowsOf(other.tenantId)).toEqual(before);
    const { callEventHead: after } = await get<{ callEventHead: string }>(
      t.url,
      t.key,
      '{ callEventHead }',
    );
    const read = 'query ($after: String) { callEventLog(after: $after) { nodes { id } } }';
    expect(await get(t.url, t.key, read, { after })).toEqual({ callEventLog: { nodes: [] } });
  });

  it('is not let in again while it is erased, and is in the log of the operator’s tenant', async () => {
    const again = `mutation { suspendCallsTenant(id: "${victim.tenantId}", suspended: false) { __typename } }`;
    await get(t.url, t.tenantKey, again);
    const [row] = await queryOnce<Row>(
      t.databaseUrl,
      `select (suspended_at is not null)::text as suspended from tenants where id = '${victim.tenantId}'`,
    );
    expect(row?.suspended).toBe('true');
    const log =
      '{ callsAuditLog(filter: { action: "eraseCallsTenant" }) { nodes { target principalName } } }';
    expect(await get(t.url, t.tenantKey, log)).toEqual({
      callsAuditLog: { nodes: [{ target: victim.tenantId, principalName: 'first key' }] },
    });
  });

  /** Last, because it erases the other tenant. */
  it('is erased by a command that was killed, and goes on where that stopped', async () => {
    await t.stop();
    const environment = { DATABASE_URL: t.databaseUrl, SEAL_KEYS: testSealKey };
    const command = (...args: string[]) => startChild('src/cli/erase-tenant.ts', args, environment);
    const wrong = command('--tenant', other.tenantId, '--name', 'wrong');
    await wrong.ended;
    expect(wrong.output.text).toContain('has another name: nothing was erased');
    const killed = command('--tenant', other.tenantId, '--name', 'canarytwo');
    await until(
      async () => Object.keys(await rowsOf(other.tenantId)).length < Object.keys(before).length,
    );
    await killed.kill('SIGKILL');
    const done = command('--tenant', other.tenantId, '--name', '');
    await done.ended;
    expect(done.output.text).toMatch(/calls: 2 rows deleted[\s\S]*nothing is left of ten_/);
    expect(await rowsOf(other.tenantId)).toEqual({});
  }, 60_000);
});
