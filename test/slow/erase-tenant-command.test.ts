import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp, testSealKey } from '../support/app.ts';
import { startChild } from '../support/child.ts';
import { rowsOfTenant } from '../support/rows-of-tenant.ts';
import { until } from '../support/until.ts';
import { addVictim, type Victim } from './victim.ts';

describe('a tenant that is erased', () => {
  let t: TestApp;
  let other: Victim;
  let before: Record<string, string>;
  const rowsOf = (tenantId: string) => rowsOfTenant(t.databaseUrl, tenantId);
  beforeAll(async () => {
    t = await startTestApp();
    other = await addVictim(t, 'canarytwo', '44770022');
    before = await rowsOf(other.tenantId);
  });
  afterAll(() => t.stop());

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
