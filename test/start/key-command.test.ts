import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainKeyError, keyCommand } from '../../src/cli/key-command.ts';
import { startTestApp, type TestApp, testSealKey } from '../support/app.ts';
import { startChild } from '../support/child.ts';
import { ask, get } from '../support/client.ts';
import { createDatabase } from '../support/database.ts';
import { queryOnce } from '../support/query-once.ts';
import { addTenant } from '../support/tenant.ts';

interface Ran {
  readonly code: number | null;
  readonly said: string;
}

const environmentAt = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  SEAL_KEYS: testSealKey,
});

/** As the operator does. A process takes a second of CPU, so it is left to the tests that are about the process. */
async function runProcess(databaseUrl: string, ...args: string[]): Promise<Ran> {
  const child = startChild('src/cli/key.ts', args, environmentAt(databaseUrl));
  return { code: await child.ended, said: child.output.text };
}

function run(databaseUrl: string, ...args: string[]): Promise<Ran> {
  return keyCommand(args, environmentAt(databaseUrl)).then(
    (key) => ({ code: 0, said: key }),
    (error: unknown) => ({ code: 1, said: explainKeyError(error) }),
  );
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

    const { code, said } = await runProcess(t.databaseUrl, '--name', 'the way back');
    expect(code).toBe(0);
    expect(await get(t.url, said.trim(), scope)).toEqual({
      callsViewer: { scope: 'TENANT', name: 'the way back' },
    });
  });

  it('asks for the tenant when there are several, and names them', async () => {
    const first = (await run(t.databaseUrl)).said;
    await addTenant(t.app, t.databaseUrl);
    const { code, said } = await run(t.databaseUrl);
    expect([code, said]).toEqual([1, expect.stringMatching(/--tenant:\n {2}ten_.*\n {2}ten_/)]);
    const key = (await run(t.databaseUrl, '--tenant', 'ten_first')).said;
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
  const environment = { ...environmentAt(databaseUrl), PORT: '0', HOST: '0.0.0.0' };
  const child = startChild('src/launch/launch.mjs', [], environment);
  await child.saw(/`npm run key` makes a tenant-wide key/);
  expect(child.output.text).not.toContain('cs_');
  await child.kill('SIGKILL');
  expect((await run(databaseUrl, '--name', 'ops')).said).toMatch(/^cs_\S+$/);
  expect(await queryOnce(databaseUrl, 'select name from api_keys')).toEqual([{ name: 'ops' }]);
});
