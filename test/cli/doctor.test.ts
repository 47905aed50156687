import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../src/cli/calls/commands/doctor.ts';
import { checkFiles } from '../../src/cli/calls/doctor/check-limits.ts';
import { findingOf } from '../../src/cli/calls/doctor/check-lines.ts';
import { startTestApp, type TestApp, testSealKey } from '../support/app.ts';
import { get } from '../support/client.ts';
import { createEmptyDatabase } from '../support/database.ts';
import { addLine } from '../support/lines.ts';
import { stages } from '../support/provider-stages.ts';
import { queryOnce } from '../support/query-once.ts';
import { calls, jsonIn } from './run-calls.ts';

let t: TestApp;
let env: Record<string, string>;

beforeAll(async () => {
  t = await startTestApp();
  env = {
    CALLS_URL: t.url,
    PUBLIC_URL: t.url,
    DATABASE_URL: t.databaseUrl,
    SEAL_KEYS: testSealKey,
    ALLOWED_HOSTS: '127.0.0.1',
    ALLOW_UNSAFE: 'http-public-url',
  };
});
afterAll(() => t.stop());

/** Each check with what it found. */
async function findings(environment: Record<string, string>) {
  const found = await Array.fromAsync(examine(undefined, environment));
  return Object.fromEntries(
    found.map(({ check, is, says, todo }) => [check, { is, text: [says, todo].join(' ').trim() }]),
  );
}

describe('calls doctor', () => {
  it('finds a service that is well, and asks the provider of its line', async () => {
    const found = await findings(env);
    expect(found).toMatchObject({
      settings: { is: 'fine' },
      database: { text: expect.stringMatching(/PostgreSQL \d+.* answers in/) },
      writing: { is: 'fine' },
      tables: { is: 'fine', text: expect.stringContaining('Lines: 1.') },
      clock: { is: 'fine' },
      'line Front desk': { is: 'fine', text: 'The provider accepts its credentials.' },
      // Only this machine reaches it.
      webhooks: { is: 'warning', text: expect.stringContaining('Set PUBLIC_URL') },
      service: { is: 'fine' },
      memory: {},
    });
  });

  it.each([
    [{}, 14],
    [{ POOL_SIZE: '5', TENANT_WALL: 'required' }, 10],
    [{ TENANT_WALL: 'off' }, 10],
  ])(
    'counts the connections of a process with %j, also those behind the wall',
    async (settings, most) => {
      expect(await findings({ ...env, ...settings })).toMatchObject({
        connections: { text: expect.stringContaining(`a process takes up to ${most}.`) },
      });
    },
  );

  it('says what to do about settings that are wrong, and goes on with what does not need them', async () => {
    const found = await findings({ CALLS_URL: t.url, DATABASE_URL: 'mysql://x' });
    expect(found).toMatchObject({
      settings: { is: 'wrong', text: expect.stringMatching(/DATABASE_URL[\s\S]*SEAL_KEYS/) },
      service: { is: 'fine' },
    });
  });

  it('says what to do about credentials that cannot be decrypted, or are no longer accepted', async () => {
    const otherKey = 'another secret that nothing was sealed with';
    const found = await findings({ ...env, SEAL_KEYS: otherKey });
    expect(found).toMatchObject({
      'line Front desk': { is: 'wrong', text: expect.stringMatching(/SEAL_KEYS.*updatePhoneLine/) },
    });
    t.simulator.fault('check', { is: 'status', status: 401 }, 1);
    expect(await findings(env)).toMatchObject({
      'line Front desk': {
        is: 'wrong',
        text: expect.stringMatching(/does not know us: check apiKey.*updatePhoneLine/),
      },
    });
  });

  it('asks every provider whether the credentials of its line are right, and leaves out lines that were removed', async () => {
    const started = await Promise.all(stages.map(([, stage]) => stage.start()));
    const lines = [];
    for (const [n, [name, { field }]] of stages.entries()) {
      lines.push(await addLine(t, { name, [field]: started[n]?.account ?? {} }));
    }
    const linesFound = async () =>
      Object.entries(await findings(env)).filter(
        ([check]) => check.startsWith('line ') && check !== 'line Front desk',
      );
    const accepted = { is: 'fine', text: 'The provider accepts its credentials.' };
    const names = stages.map(([name]) => `line ${name}`).toSorted();
    expect(await linesFound()).toEqual(names.map((name) => [name, accepted]));

    await Promise.all(started.map((provider) => provider.close()));
    const text = expect.stringMatching(/was not reached: .* Check its baseUrl, the DNS/);
    expect(await linesFound()).toEqual(names.map((name) => [name, { is: 'wrong', text }]));

    const remove = 'mutation ($id: ID!) { removePhoneLine(id: $id) { __typename } }';
    for (const { lineId } of lines) await get(t.url, t.tenantKey, remove, { id: lineId });
    expect(await linesFound()).toEqual([]);
  });

  it('counts every line, and says so if it checks only the first of them', async () => {
    // Their credentials cannot be decrypted, because they are sealed for another line.
    const copy = `jsonb_build_object('id', 'line_copy' || n, 'name', 'Z ' || n, 'hook_token_hash', null)`;
    await queryOnce(
      t.databaseUrl,
      `insert into lines select (jsonb_populate_record(l, ${copy})).*
        from lines l, generate_series(1, 230) n where l.removed_at is null`,
    );
    const found = await findings(env);
    await queryOnce(t.databaseUrl, `delete from lines where id like 'line_copy%'`);
    const checked = Object.keys(found).filter((check) => check.startsWith('line '));
    expect([checked.length, found.tables, found['line Front desk']?.is]).toEqual([
      200,
      {
        is: 'fine',
        text: 'They are there. Lines: 231. Only the first 200, by name, are checked.',
      },
      'fine',
    ]);
  });

  it.each([
    ['a phone that is not linked', 'proven', 'NOT_CONNECTED', 200, 'warning', 'Correct it at the'],
    ['a provider that is overloaded', 'not-told', 'RATE_LIMITED', 429, 'warning', 'in a minute'],
    ['an outage', 'not-told', 'UNAVAILABLE', 500, 'warning', 'has an outage'],
    ['a web page', 'not-told', 'BAD_REQUEST', 404, 'wrong', 'Give the right baseUrl'],
  ] as const)('says what to do about %s', (_what, is, kind, httpStatus, expected, todo) => {
    const problem = { kind, message: 'The provider says so.', httpStatus };
    expect(findingOf('line A', { is, problem })).toEqual({
      ...{ check: 'line A', is: expected, says: problem.message },
      todo: expect.stringContaining(todo),
    });
  });

  it('claims nothing of a provider that has no question', () => {
    const finding = findingOf('line A', undefined);
    expect(finding).toMatchObject({ is: 'fine', says: expect.stringContaining('no way to test') });
  });

  it('says what to do where nothing is: no database, no service, no webhooks', async () => {
    const closed = 'http://127.0.0.1:1';
    const found = await findings({
      ...env,
      CALLS_URL: closed,
      PUBLIC_URL: closed,
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
    });
    expect(found).toMatchObject({
      database: { is: 'wrong', text: expect.stringContaining('Check DATABASE_URL') },
      webhooks: { is: 'wrong', text: expect.stringContaining('Check the DNS') },
      service: { is: 'wrong', text: expect.stringContaining('CALLS_URL') },
    });
  });

  it('leaves an empty database empty', async () => {
    const databaseUrl = await createEmptyDatabase();
    const empty = { ...env, DATABASE_URL: databaseUrl };
    expect(await findings(empty)).toMatchObject({ tables: { is: 'warning' } });
    expect(await findings(empty)).toMatchObject({ tables: { is: 'warning' } });
  });

  it('tells people in words what to do, and programs in JSON; it fails when something is wrong', async () => {
    const text = await calls(['doctor'], { CALLS_URL: t.url });
    expect(text.out).toMatch(/! database: Embedded.*\n {4}→ Set DATABASE_URL/);
    expect(text.out).toMatch(/\n\d+ fine, \d+ warnings, 0 wrong\n$/);
    expect(text.code).toBe(0);
    const { code, out } = await calls(['doctor', '--json'], { CALLS_URL: 'http://127.0.0.1:1' });
    expect(jsonIn(out)).toContainEqual(expect.objectContaining({ check: 'service', is: 'wrong' }));
    expect(code).toBe(1);
  });

  it('warns of few files that may be open', () => {
    expect([checkFiles(1024).is, checkFiles(65_536).is, checkFiles('unlimited').is]).toEqual([
      'warning',
      'fine',
      'fine',
    ]);
  });
});
