import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp, testSealKey } from '../support/app.ts';
import { startChild } from '../support/child.ts';
import { ask, get } from '../support/client.ts';
import { createDatabase } from '../support/database.ts';
import { addTenant } from '../support/tenant.ts';

async function run(databaseUrl: string, ...args: string[]) {
  const environment = { DATABASE_URL: databaseUrl, SEAL_KEYS: testSealKey };
  const child = startChild('src/cli/key.ts', args, environment);
  return { code: await child.ended, said: child.output.text };
}

const scope = '{ callsViewer { scope name } }';

describe('the operator’s command for a key', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await startTestApp();
  });
  afterAll(() => t.stop());

  it('lets a tenant in again that has revoked its last key', async () => {
    const revoke =
      'mutation ($id: ID!) { revokeCallsApiKey(id: $id) { ... on CallsApiKeyRevoked { id } } }';
    const id = `key_${t.tenantKey.split('_')[1]}`;
    expect(await get(t.url, t.tenantKey, revoke, { id })).toEqual({ revokeCallsApiKey: { id } });
    expect((await ask(t.url, t.tenantKey, scope)).errors).toHaveLength(1);

    const { code, said } = await run(t.databaseUrl, '--name', 'the way back');
    expect(code).toBe(0);
    expect(await get(t.url, said.trim(), scope)).toEqual({
      callsViewer: { scope: 'TENANT', name: 'the way back' },
    });
  });

  it('asks for the tenant when there are several, and names them', async () => {
    const first = (await run(t.databaseUrl)).said.trim();
    await addTenant(t.app, t.databaseUrl);
    const { code, said } = await run(t.databaseUrl);
    expect([code, said]).toEqual([1, expect.stringMatching(/--tenant:\n {2}ten_.*\n {2}ten_/)]);
    const key = (await run(t.databaseUrl, '--tenant', 'ten_first')).said.trim();
    const lines = '{ phoneLines { nodes { id } } }';
    expect(await get(t.url, key, lines)).toEqual(await get(t.url, first, lines));
    expect(await run(t.databaseUrl, '--tenant', 'ten_nobody')).toMatchObject({
      code: 1,
      said: expect.stringContaining('no tenant ten_nobody'),
    });
  });

  it('shows where an error that is no mistake of the operator came from', async () => {
    const unreachable = 'postgres://calls:calls@127.0.0.1:1/calls';
    expect(await run(unreachable)).toMatchObject({
      code: 1,
      said: expect.stringMatching(/ECONNREFUSED.*\n(?:.*\n)*? {4}at /),
    });
  });

  it('says how it is used', async () => {
    expect(await run(t.databaseUrl, '--line', 'x')).toMatchObject({
      code: 1,
      said: expect.stringContaining('npm run key -- [--tenant'),
    });
  });
});

it('a service that others reach prints no key on an empty database, and says how to make one', async () => {
  const databaseUrl = await createDatabase();
  const environment = { DATABASE_URL: databaseUrl, SEAL_KEYS: testSealKey, PORT: '0' };
  const child = startChild('src/main.ts', [], { ...environment, HOST: '0.0.0.0' });
  await child.saw(/`npm run key` makes a tenant-wide key/);
  expect(child.output.text).not.toContain('cs_');
  await child.kill('SIGKILL');
  expect((await run(databaseUrl)).said).toMatch(/^cs_\S+\n$/);
});
