import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPilotStatusSimulator } from '../../src/simulator/pilot-status/pilot-status.ts';
import { openSocket } from '../graphql/support/raw-socket.ts';
import { addVictim, type Victim } from '../slow/victim.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { ask, get } from '../support/client.ts';
import { addLine } from '../support/lines.ts';
import { setPolicies } from '../support/policies.ts';
import { queryOnce } from '../support/query-once.ts';
import { rowsOfTenant } from '../support/rows-of-tenant.ts';
import { addTenant } from '../support/tenant.ts';
import { until } from '../support/until.ts';
import { whileLocked } from '../support/while-locked.ts';

/** How many requests of one line are made at once: `defaultLimits` in `create-request-limiter.ts`. */
const requestsAtOnce = 16;

type Row = Readonly<Record<string, string>>;

describe('a tenant that is erased', () => {
  let t: TestApp;
  let victim: Victim;
  let other: Victim;
  let before: Record<string, string>;
  beforeAll(async () => {
    // No request to a provider is given up while the tests hold it.
    const patience = { leaseMs: 120_000, attemptTimeoutMs: 20_000 };
    t = await startTestApp({ sockets: { keyCheckMs: 50 }, housekeepingMs: 20, ...patience });
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

  const rowsOf = (tenantId: string) => rowsOfTenant(t.databaseUrl, tenantId);

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
    const again = `mutation { suspendCallsTenant(id: "${victim.tenantId}", suspended: false) { ... on CallsTenantSuspended { suspended } } }`;
    expect(await get(t.url, t.tenantKey, again)).toEqual({
      suspendCallsTenant: { suspended: true },
    });
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

  it('stays suspended for an operator who lets it in while its erasure begins', async () => {
    const { lineId } = await addTenant(t.app, t.databaseUrl);
    const [tenant] = await queryOnce<Row>(
      t.databaseUrl,
      `select tenant_id as id from lines where id = '${lineId}'`,
    );
    const set = (suspended: boolean) =>
      get(
        t.url,
        t.tenantKey,
        `mutation { suspendCallsTenant(id: "${tenant?.id}", suspended: ${suspended}) {
          ... on CallsTenantSuspended { suspended } } }`,
      );
    await set(true);
    // The erasure has the row of the tenant, but cannot revoke the keys yet.
    const keys = `select from api_keys where tenant_id = '${tenant?.id}'`;
    const [, answer] = await whileLocked(t.databaseUrl, keys, [
      () => erase('another', tenant?.id),
      () => set(false),
    ]);
    expect(answer).toEqual({ suspendCallsTenant: { suspended: true } });
  });

  it('sends no text that waited for its turn at the provider when the erasure began', async () => {
    const { tenantKey, lineId: another } = await addTenant(t.app, t.databaseUrl);
    const [tenant] = await queryOnce<Row>(
      t.databaseUrl,
      `select tenant_id as id from lines where id = '${another}'`,
    );
    const phone = await startPilotStatusSimulator();
    const account = { apiKey: phone.apiKey, baseUrl: phone.url };
    const line = await addLine({ url: t.url, tenantKey }, { pilotStatus: account });
    phone.tell({ url: line.webhookUrl });
    const { promise: release, resolve: letGo } = Promise.withResolvers<void>();
    phone.fault('reject', { is: 'held', until: release }, 'always');
    const asked = (what: string) => phone.requests.filter((one) => one.operation === what).length;
    const rejects = [];
    for (let n = 0; n < requestsAtOnce; n++) {
      const { id } = phone.ring({ from: `44770033${1000 + n}` });
      await phone.webhooks.settled();
      const reject = `mutation { rejectCall(id: "${id}") { __typename } }`;
      rejects.push(ask(t.url, line.key, reject));
    }
    await until(() => asked('reject') === requestsAtOnce);
    const busy = `mutation { setPhoneLinePresence(input: { lineId: "${line.lineId}", agent: "bob", state: BUSY }) { __typename } }`;
    await get(t.url, line.key, busy);
    const texts = [{ locale: 'en', text: 'Please hold on.' }];
    await setPolicies({ ...t, tenantKey }, line.lineId, {
      policies: [{ presence: { whenBusy: 'RING_AND_TEXT', whenUnknown: 'RING' } }],
      copy: {
        fallbackLocale: 'en',
        copies: [{ key: 'everybody-busy', variants: [{ name: 'A', weight: 1, texts }] }],
      },
    });
    phone.ring({ from: '447700339999' });
    const inFlight = `select 1 from effects where kind = 'text' and state = 'IN_FLIGHT' and tenant_id = '${tenant?.id}'`;
    await until(async () => (await queryOnce(t.databaseUrl, inFlight)).length > 0);
    await erase('another', tenant?.id);
    await until(async () => {
      const { data } = await erase('no longer asked', tenant?.id);
      return data?.eraseCallsTenant.endedAt;
    });
    letGo();
    await Promise.all(rejects);
    await until(() => t.app.background.size === 0);
    expect({ rejects: asked('reject'), texts: asked('send') }).toEqual({
      rejects: requestsAtOnce,
      texts: 0,
    });
    await phone.close();
  });
});
