import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticate } from '../../src/access/authenticate.ts';
import { createApp } from '../../src/app.ts';
import { startTestApp, type TestApp, testConfig } from '../support/app.ts';
import { ask, get } from '../support/client.ts';
import { queryOnce } from '../support/query-once.ts';
import { silentLog } from '../support/silent-log.ts';
import { until } from '../support/until.ts';
import { startProxy } from './proxy.ts';
import { calls, jsonIn, startCalls } from './run-calls.ts';

let t: TestApp;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  // Long, so that a busy machine makes no second attempt.
  t = await startTestApp({ attemptTimeoutMs: 20_000, leaseMs: 60_000 });
  folder = mkdtempSync(join(tmpdir(), 'calls-cli-'));
  env = { CALLS_URL: t.url, CALLS_KEY: t.tenantKey };
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await t.stop();
});

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) { ... on CallRejected { rejection { state } } } }`;

describe('calls', () => {
  it.each([
    [['--help'], 0, /^calls COMMAND/],
    [['tail', '--help'], 0, /^calls tail \[options\]\n[\s\S]*--cursor-file FILE/],
    [[], 2, /doctor[\s\S]*export/],
  ])('%j explains itself', async (args, code, help) => {
    expect(await calls(args)).toEqual({ code, out: expect.stringMatching(help), err: '' });
  });

  it.each([
    [['dance'], /There is no command dance\.\n`calls --help`/],
    [['tail', '--tempo', '7'], /--tempo[\s\S]*`calls tail --help`/],
    [['tail', '--count', 'many'], /--count is many; give a whole number/],
    [['export'], /CALL is missing/],
    [['lines', 'all', 'of', 'them'], /`all` `of` `them` is too much/],
    [['keys', 'new', 'x', '--expires', '2030-02-30'], /--expires is 2030-02-30, which is no time/],
    [['keys', 'new', 'x', '--expires', '7'], /--expires is 7, which is no time; give one such as/],
    [['keys', 'sing'], /Nothing is known of `keys sing`/],
    [['lines', '--url', 'nowhere'], /nowhere is no address/],
    [['replay', 'x.ndjson'], /--webhook is missing/],
  ])('%j is a wrong command line, which is told and exits with 2', async (args, problem) => {
    expect(await calls(args, env)).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(problem),
    });
  });

  it.each([[['--help']], [['lines']]])(
    '%j ends well when the reader of its output has gone',
    async (args) => {
      const { child, ended } = startCalls(args, env);
      ended.catch(() => {});
      child.stdout.destroy();
      expect(await once(child, 'exit')).toEqual([0, null]);
    },
  );

  it.each([
    [['lines', '--json'], 0, /^\{.*"Front desk"/, ''],
    [['export', 'call_none'], 1, /^$/, 'There is no call call_none that this key may see.\n'],
  ])(
    '%j as a process reads its environment and ends with the exit code',
    async (args, code, out, err) => {
      const { ended } = startCalls(args, env);
      expect(await ended).toEqual({ code, out: expect.stringMatching(out), err });
    },
  );

  it('exits with 3 where no service is, and with 1 for a key that the service does not know', async () => {
    const away = await calls(['lines'], { ...env, CALLS_URL: 'http://127.0.0.1:1' });
    expect(away).toMatchObject({ code: 3, err: expect.stringContaining('CALLS_URL says where') });
    const stranger = await calls(['lines'], { ...env, CALLS_KEY: 'cs_nobody_nothing' });
    expect(stranger).toMatchObject({
      code: 1,
      err: expect.stringContaining('does not know this key'),
    });
    const without = await calls(['lines'], { CALLS_URL: t.url });
    expect(without).toMatchObject({ code: 2, err: expect.stringContaining('No API key') });
  });

  it('takes the key of the demo from its directory, and to this machine alone', async () => {
    writeFileSync(
      join(folder, 'secrets.json'),
      JSON.stringify({ sealKey: 'x', keys: { tenantKey: t.tenantKey } }),
    );
    const here = await calls(['keys', '--json'], { CALLS_URL: t.url, DATA_DIR: folder });
    expect(jsonIn(here.out)).toEqual([expect.objectContaining({ scope: 'TENANT' })]);
    const away = await calls(['keys'], { CALLS_URL: 'http://calls.example', DATA_DIR: folder });
    expect(away).toMatchObject({ code: 2, err: expect.stringContaining('No API key') });
  });
});

describe('calls lines', () => {
  it('lists the lines, for people and for programs', async () => {
    const text = await calls(['lines'], env);
    expect(text).toMatchObject({
      code: 0,
      out: expect.stringMatching(/ID .*STATE\nline_.*Front desk {2}PILOT_STATUS/),
    });
    const { out } = await calls(['lines', '--json'], env);
    expect(jsonIn(out)).toMatchObject([{ id: t.lineId, provider: 'PILOT_STATUS' }]);
  });
});

describe('calls keys', () => {
  it('makes a key for a line named by its name, shows whose it is, and revokes it', async () => {
    const made = await calls(['keys', 'new', 'wallboard', '--line', 'Front desk', '--json'], env);
    const [{ id, key } = { id: '', key: '' }] = jsonIn(made.out) as { id: string; key: string }[];
    const shown = await calls(['keys'], { ...env, CALLS_KEY: key });
    expect(shown.out).toContain(`wallboard: for these lines\n  ${t.lineId}  Front desk\nmay: `);
    expect((await calls(['keys', 'revoke', id], env)).out).toBe(`${id} no longer works.\n`);
    const listed = await calls(['keys', 'list'], env);
    expect(listed.out).toMatch(new RegExp(`^${id} {2}wallboard .* revoked `, 'm'));
    const gone = await ask(t.url, key, '{ callsViewer { name } }');
    expect(gone.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  it('names the lines when there is none of the name, and refuses a key that is not there', async () => {
    const lost = await calls(['keys', 'new', 'x', '--line', 'Back door'], env);
    expect(lost).toMatchObject({
      code: 1,
      err: expect.stringMatching(/no line Back door.*\n.*Front desk/),
    });
    expect(await calls(['keys', 'revoke', 'key_none'], env)).toMatchObject({ code: 1, out: '' });
  });
});

describe('calls ring, tail and export', () => {
  it('ring a simulated line, follow the rejection, and write its whole history', async () => {
    const cursor = join(folder, 'cursor');
    const head = await get<{ callEventHead: string }>(t.url, t.tenantKey, '{ callEventHead }');
    const rung = await calls(['ring', 'Front desk', '--from', '+44 7700 900123', '--json'], env);
    const [call] = jsonIn(rung.out) as { id: string; providerCallId: string }[];
    expect(rung).toMatchObject({ code: 0, err: 'Front desk rings.\n' });
    await get(t.url, t.key, rejectCall, { id: call?.id });
    await t.simulator.webhooks.settled();

    const first = await calls(
      ['tail', '--after', head.callEventHead, '--count', '1', '--cursor-file', cursor],
      env,
    );
    expect(first.out).toMatch(/RANG +call_\w+ {2}\+447700900123 → Front desk {2}by PROVIDER/);
    expect(first.err).toBe('');
    const again = await calls(['tail', '--after', head.callEventHead, '--count', '1'], env);
    const kept = readFileSync(cursor, 'utf8').trim();
    expect(again.err).toBe(`To go on from here: --after ${kept}\n`);
    // The provider's own event about the rejection may come before its answer, and is NOTED then.
    const kinds = ['--kind', 'REJECT_REQUESTED', '--kind', 'REJECTED'];
    const more = ['--cursor-file', cursor, '--count', '2', '--json'];
    const rest = await calls(['tail', ...kinds, ...more], env);
    expect(jsonIn(rest.out)).toMatchObject([{ kind: 'REJECT_REQUESTED' }, { kind: 'REJECTED' }]);
    expect(readFileSync(cursor, 'utf8').trim()).toBe(jsonIn(rest.out)[1]?.cursor);

    const exported = await calls(['export', call?.id ?? '', '--json'], env);
    expect(jsonIn(exported.out)).toMatchObject([
      {
        providerCallId: call?.providerCallId,
        rejection: { state: 'CONFIRMED', attempts: [{ outcome: 'DONE' }] },
        history: expect.arrayContaining([expect.objectContaining({ kind: 'REJECTED' })]),
      },
    ]);
    const text = await calls(['export', call?.providerCallId ?? ''], env);
    expect(text.out).toMatch(
      /^call_\w+ {2}REJECTED[\s\S]*rejected as DECLINED: CONFIRMED[\s\S]*RANG/,
    );
    expect(await calls(['export', 'call_none'], env)).toMatchObject({ code: 1, out: '' });
  });

  it.each([
    ['5511999999999-1234567890@g.us', 'other:pilot-status:5511999999999-1234567890@g.us'],
    ['+44 (7700) 900-125', 'phone:+447700900125'],
    ['447700900126:12@s.whatsapp.net', 'other:pilot-status:447700900126:12@s.whatsapp.net'],
  ])('ring from %s as %s', async (from, address) => {
    const rung = await calls(['ring', 'Front desk', '--from', from, '--json'], env);
    const [call] = jsonIn(rung.out) as { id: string }[];
    const query = 'query ($id: ID!) { call(id: $id) { caller { addresses } } }';
    expect(await get(t.url, t.key, query, { id: call?.id })).toEqual({
      call: { caller: { addresses: [address] } },
    });
  });

  it('ring no line that is at a real provider', async () => {
    const viewer = await createAuthenticate(t.app.db, 0)(t.tenantKey);
    const account = { apiKey: 'ps_some_key_of_a_number', baseUrl: 'https://93.184.216.34' };
    const made = await t.app.lines.register(viewer, {
      name: 'Real',
      accounts: { PILOT_STATUS: account },
    });
    expect(made.is).toBe('saved');
    expect(await calls(['ring', 'Real'], env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('which is no simulator'),
    });
  });

  it('tail goes on behind the last event when the service comes back, and ends in order', async () => {
    const proxy = await startProxy(t.url);
    // Those of earlier tests have left.
    await until(() => t.app.subscriberCount() === 0);
    // The calls of earlier tests may pass their ring limits meanwhile.
    const { child, ended } = startCalls(['tail', '--json', '--line', t.lineId, '--kind', 'RANG'], {
      ...env,
      CALLS_URL: proxy.url,
    });
    const seen: string[] = [];
    child.stdout.on('data', (chunk) =>
      seen.push(...jsonIn(String(chunk)).map(({ kind }) => String(kind))),
    );
    await until(() => t.app.subscriberCount() > 0);
    t.simulator.ring({ id: 'call_TAIL_1' });
    await until(() => seen.length === 1);
    proxy.cut();
    t.simulator.ring({ id: 'call_TAIL_2' });
    await t.simulator.webhooks.settled();
    proxy.mend();
    t.simulator.ring({ id: 'call_TAIL_3' });
    await until(() => seen.length === 3);
    child.kill('SIGINT');
    const { code, out, err } = await ended;
    expect(jsonIn(out).map(({ kind }) => kind)).toEqual(['RANG', 'RANG', 'RANG']);
    expect(new Set(jsonIn(out).map(({ id }) => id)).size).toBe(3);
    expect(err).toMatch(/Disconnected: .*Resuming\.[\s\S]*To go on from here: --after /);
    expect(code).toBe(0);
    await proxy.close();
  });

  const headNow = async () =>
    (await get<{ callEventHead: string }>(t.url, t.tenantKey, '{ callEventHead }')).callEventHead;

  it.each([
    ['from now on', []],
    ['behind a given cursor', ['--after', 'CURSOR']],
  ])(
    'tail keeps its place %s also when it is interrupted before any event',
    async (where, begin) => {
      await until(() => t.app.subscriberCount() === 0);
      const head = await headNow();
      const args = begin.map((arg) => arg.replace('CURSOR', head));
      const cursor = join(folder, `cursor ${where}`);
      const file = ['--cursor-file', cursor, '--line', t.lineId, '--kind', 'RANG'];
      const interrupt = new AbortController();
      const ended = calls(['tail', ...file, ...args], env, interrupt.signal);
      await until(() => t.app.subscriberCount() > 0);
      interrupt.abort();
      expect(await ended).toEqual({ code: 0, out: '', err: '' });
      t.simulator.ring({ id: `call_PLACE_${begin.length}` });
      await until(async () => (await headNow()) !== head);
      const { out } = await calls(['tail', ...file, '--count', '1', '--json'], env);
      const call = `{ call(id: "call_PLACE_${begin.length}") { id } }`;
      expect(jsonIn(out)).toMatchObject([await get(t.url, t.tenantKey, call)]);
    },
  );

  it('tail goes on when its key has other scopes than before', async () => {
    const made = await calls(['keys', 'new', 'changing', '--line', 'Front desk', '--json'], env);
    const [{ id, key } = { id: '', key: '' }] = jsonIn(made.out) as { id: string; key: string }[];
    const head = await get<{ callEventHead: string }>(t.url, key, '{ callEventHead }');
    t.simulator.ring({ id: 'call_CHANGED_1' });
    const { child, ended } = startCalls(
      ['tail', '--after', head.callEventHead, '--kind', 'RANG', '--count', '2', '--json'],
      { ...env, CALLS_KEY: key },
    );
    await once(child.stdout, 'data');
    const said: string[] = [];
    child.stderr.on('data', (chunk) => said.push(String(chunk)));
    await queryOnce(
      t.databaseUrl,
      `update api_keys set scopes = '["calls:read","lines:read"]' where id = '${id}'`,
    );
    await until(() => said.length > 0 || child.exitCode !== null);
    t.simulator.ring({ id: 'call_CHANGED_2' });
    const { code, out, err } = await ended;
    expect([code, jsonIn(out)]).toMatchObject([0, [{ kind: 'RANG' }, { kind: 'RANG' }]]);
    expect(err).toContain(
      'Disconnected: The key applies to other lines, or has other scopes, now.',
    );
  });

  it('tail ends with the reason for a key that is none, also behind a cursor', async () => {
    const { callEventHead } = await get<{ callEventHead: string }>(
      t.url,
      t.tenantKey,
      '{ callEventHead }',
    );
    const wrongKey = { ...env, CALLS_KEY: `${t.tenantKey.slice(0, -4)}0000` };
    expect(await calls(['tail', '--after', callEventHead], wrongKey)).toMatchObject({
      code: 1,
      err: expect.stringContaining('The service closed the connection: '),
    });
  });

  it('tail ends with the reason for a cursor that is none', async () => {
    expect(await calls(['tail', '--after', 'yesterday'], env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('BAD_USER_INPUT'),
    });
  });
});

describe('calls replay', () => {
  const ringing = (id: string) => ({
    event: 'call.ringing',
    ...{ id, direction: 'INBOUND', status: 'RINGING', peerNumber: '447700900123' },
    ...{ numberId: 'num_simulated', createdAt: new Date().toISOString() },
  });

  it('sends what was recorded, in either form, and tells repeats apart', async () => {
    const file = join(folder, 'recorded.ndjson');
    const whole = {
      headers: { host: 'elsewhere', 'x-trace': '1' },
      body: JSON.stringify(ringing('call_REPLAY_2')),
    };
    writeFileSync(
      file,
      `${JSON.stringify(ringing('call_REPLAY_1'))}\n\n${JSON.stringify(whole)}\n`,
    );
    const first = await calls(['replay', file, '--webhook', t.webhookUrl, '--json'], env);
    expect(jsonIn(first.out)).toEqual([{ sent: 2, seconds: expect.any(Number), recorded: 2 }]);
    const again = await calls(['replay', file, '--webhook', t.webhookUrl], env);
    expect(again).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^2 webhooks in .* s: 2 known already\n$/),
    });
    const call = await get(t.url, t.tenantKey, '{ call(id: "call_REPLAY_2") { status } }');
    expect(call).toEqual({ call: { status: 'RINGING' } });
  });

  it('sends later what the line takes no more of now, and waits for no time that has passed', async () => {
    const { databaseUrl: url } = t;
    const config = testConfig({ is: 'postgres', url, directUrl: url, poolSize: 2 });
    const limits = { key: { webhooks: 1 }, tenant: {}, address: {} };
    const strict = await createApp({ ...config, limits }, { log: silentLog });
    const webhook = strict.url + new URL(t.webhookUrl).pathname;
    const file = join(folder, 'many.ndjson');
    const many = ['call_MANY_1', 'call_MANY_2', 'call_MANY_3'];
    writeFileSync(file, many.map((id) => JSON.stringify(ringing(id))).join('\n'));
    const warnings: Error[] = [];
    const warned = (warning: Error) => warnings.push(warning);
    process.on('warning', warned);
    const args = ['replay', file, '--webhook', webhook, '--per-second', '10000', '--json'];
    const { code, out, err } = await calls(args, env);
    process.off('warning', warned);
    await strict.stop();
    expect({ code, err, warnings }).toEqual({ code: 0, err: '', warnings: [] });
    expect(jsonIn(out)).toEqual([{ sent: 3, seconds: expect.any(Number), recorded: 3 }]);
  });

  it.each([
    [200, 'null', 0, '1 without effect'],
    [200, '3', 0, '1 without effect'],
    [502, 'null', 1, '1 refused with 502'],
    [502, '"no"', 1, '1 refused with 502'],
  ])(
    'takes an answer of %i %s, which is none of the service',
    async (status, body, code, outcome) => {
      const other = createServer((_, response) => response.writeHead(status).end(body));
      await once(other.listen(0, '127.0.0.1'), 'listening');
      const { port } = other.address() as AddressInfo;
      const file = join(folder, 'elsewhere.ndjson');
      writeFileSync(file, '{"event":"call.ringing"}\n');
      const webhook = `http://127.0.0.1:${port}/webhooks/token`;
      const answer = await calls(['replay', file, '--webhook', webhook], env);
      other.close();
      expect(answer).toEqual({
        code,
        out: expect.stringContaining(outcome),
        err: status === 200 ? '' : 'Line 1: 502\n',
      });
    },
  );

  it('says which webhook was refused and why, and that a file is no recording', async () => {
    const file = join(folder, 'odd.ndjson');
    writeFileSync(file, '{"strange":true}\n');
    const nowhere = `${t.url}/webhooks/nobody`;
    const refused = await calls(['replay', file, '--webhook', nowhere], env);
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Line 1: 404 No line has this webhook/),
    });
    expect(refused.out).toMatch(/1 webhooks in .*: 1 refused with 404/);
    writeFileSync(file, '[1]\n');
    const odd = await calls(['replay', file, '--webhook', nowhere], env);
    expect(odd).toMatchObject({
      code: 1,
      err: expect.stringContaining('Line 1 is no JSON object'),
    });
    const none = await calls(['replay', join(folder, 'none'), '--webhook', nowhere], env);
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('cannot be read') });
  });
});
