import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSocket } from '../graphql/support/raw-socket.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { ask, get } from '../support/client.ts';
import { whileLocked } from '../support/while-locked.ts';

describe('an operator', () => {
  let t: TestApp;
  let made: { id: string; key: string };
  beforeAll(async () => {
    t = await startTestApp({ sockets: { keyCheckMs: 50 } });
    const create = 'mutation { createCallsTenant(name: "New Inc.") { id key } }';
    made = (await get<{ createCallsTenant: typeof made }>(t.url, t.tenantKey, create))
      .createCallsTenant;
  });
  afterAll(() => t.stop());

  const suspend = (id: string, suspended: boolean) =>
    get(
      t.url,
      t.tenantKey,
      `mutation { suspendCallsTenant(id: "${id}", suspended: ${suspended}) {
        ... on CallsTenantSuspended { suspended } ... on CallsUserError { code } } }`,
    );
  const codeOf = async (key: string, query: string) =>
    (await ask(t.url, key, query)).errors?.[0]?.extensions?.code;

  it('makes a tenant with a key that configures it and is no operator', async () => {
    expect(
      await get(t.url, made.key, '{ phoneLines { nodes { id } } callsViewer { scope } }'),
    ).toEqual({
      phoneLines: { nodes: [] },
      callsViewer: { scope: 'TENANT' },
    });
    expect(await codeOf(made.key, 'mutation { createCallsTenant(name: "x") { id } }')).toBe(
      'FORBIDDEN',
    );
  });

  it('suspends it with its open sockets, and lets it in again', async () => {
    const socket = await openSocket(`${t.url.replace('http', 'ws')}/graphql`);
    socket.say({ type: 'connection_init', payload: { token: made.key } });
    expect(await socket.nextMessage()).toEqual({ type: 'connection_ack' });
    expect(await suspend(made.id, true)).toEqual({ suspendCallsTenant: { suspended: true } });
    expect((await socket.closed).code).toBe(4401);
    expect(await codeOf(made.key, '{ callsViewer { name } }')).toBe('UNAUTHENTICATED');
    await suspend(made.id, false);
    expect(await codeOf(made.key, '{ callsViewer { name } }')).toBeUndefined();
  });

  it('does not suspend its own tenant, nor one that there is not', async () => {
    const notFound = { suspendCallsTenant: { code: 'TENANT_NOT_FOUND' } };
    expect(await suspend('ten_first', true)).toEqual(notFound);
    expect(await suspend('ten_none', true)).toEqual(notFound);
  });

  it('leaves what it did in the audit log of its own tenant', async () => {
    const query = '{ callsAuditLog(first: 3) { nodes { action target } } }';
    expect(await get(t.url, t.tenantKey, query)).toEqual({
      callsAuditLog: {
        nodes: [
          { action: 'suspendCallsTenant', target: made.id },
          { action: 'suspendCallsTenant', target: made.id },
          { action: 'createCallsTenant', target: made.id },
        ],
      },
    });
  });

  it('who lets it in right after another one has suspended it is obeyed', async () => {
    const row = `select from tenants where id = '${made.id}'`;
    const answers = await whileLocked(t.databaseUrl, row, [
      () => suspend(made.id, true),
      () => suspend(made.id, false),
    ]);
    expect(answers).toEqual([
      { suspendCallsTenant: { suspended: true } },
      { suspendCallsTenant: { suspended: false } },
    ]);
    expect(await codeOf(made.key, '{ callsViewer { name } }')).toBeUndefined();
  });
});
