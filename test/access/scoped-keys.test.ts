import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createKeyUses } from '../../src/access/keys/key-uses.ts';
import type { ApiKeyId } from '../../src/call/ids.ts';
import { startTestApp, type TestApp, testSealKey } from '../support/app.ts';
import { ask, get, subscribeOverSse } from '../support/client.ts';
import { cursorsOf } from '../support/cursors.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

interface Key {
  readonly id: string;
  readonly key: string;
}

const hourMs = 3_600_000;
const who = '{ callsViewer { name scope scopes } }';

describe('keys with scopes', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await startTestApp({ keyUsesMs: 20 });
  });
  afterAll(() => t.stop());

  const create = `mutation ($input: CreateCallsApiKeyInput!) {
    createCallsApiKey(input: $input) { ... on CallsApiKeyCreated { id key } } }`;
  const make = async (input: object, by = t.tenantKey): Promise<Key> =>
    (await get<{ createCallsApiKey: Key }>(t.url, by, create, { input: { name: 'k', ...input } }))
      .createCallsApiKey;
  const codeOf = async (key: string, query: string, variables = {}) =>
    (await ask(t.url, key, query, variables)).errors?.[0]?.extensions?.code ?? 'fine';

  it('of a bridge monitor and a CRM do their work, and nothing else', async () => {
    const monitor = await make({ scopes: ['bridges:write'] });
    const crm = await make({ scopes: ['callers:tag', 'pii:read'] });
    const report = 'mutation { reportCallRecordingBridge(input: { state: UP }) { __typename } }';
    const tag = `mutation { tagCaller(caller: { phone: "+447700900001" }, tier: "gold") {
      ... on CallerChanged { caller { phone tier } } } }`;
    const others = ['{ calls { nodes { id } } }', '{ phoneLines { nodes { id } } }', create];
    const tries = [report, tag, ...others];
    const input = { input: { name: 'x' } };
    const codes = (key: string) => Promise.all(tries.map((query) => codeOf(key, query, input)));
    const no = 'FORBIDDEN';
    expect(await codes(monitor.key)).toEqual(['fine', no, no, no, no]);
    expect(await codes(crm.key)).toEqual([no, 'fine', no, no, no]);
  });

  it.each([
    ['a scope that there is not', { scopes: ['calls:write'] }],
    ['no scope at all', { scopes: [] }],
    ['rejecting calls without lines', { scopes: ['calls:reject'] }],
    ['a time that has passed', { expiresAt: '2020-01-01T00:00:00Z' }],
    ['a time after the year 9999', { expiresAt: '9999-12-31T23:59:59-23:59' }],
    ['tagging callers on some lines', { scopes: ['callers:tag'], lineIds: ['LINE'] }],
    ['making keys on some lines', { scopes: ['keys:write'], lineIds: ['LINE'] }],
  ])('are not made with %s', async (_what, wish) => {
    const input = JSON.parse(JSON.stringify({ name: 'k', ...wish }).replace('LINE', t.lineId));
    expect(await codeOf(t.tenantKey, create, { input })).toBe('BAD_USER_INPUT');
  });

  it('are not made operators by others than operators', async () => {
    const keys = await make({ scopes: ['keys:write'] });
    const input = { name: 'k', scopes: ['operator'] };
    expect(await codeOf(keys.key, create, { input })).toBe('BAD_USER_INPUT');
    expect(await codeOf(t.tenantKey, create, { input })).toBe('fine');
  });

  it('of some lines configure those, when they may, and no others', async () => {
    const scopes = ['policies:write', 'lines:write', 'lines:read'];
    const { key } = await make({ scopes, lineIds: [t.lineId] });
    const set = (id: string) => `mutation { setPhoneLineKillSwitch(id: "${id}", on: true) {
      __typename ... on PhoneLineKillSwitchSet { line { perimeter { killSwitch } } } } }`;
    expect(await get(t.url, key, set(t.lineId))).toEqual({
      setPhoneLineKillSwitch: {
        __typename: 'PhoneLineKillSwitchSet',
        line: { perimeter: { killSwitch: true } },
      },
    });
    expect(await get(t.url, key, set('line_other'))).toEqual({
      setPhoneLineKillSwitch: { __typename: 'PhoneLineNotFound' },
    });
    const register = `mutation { registerPhoneLine(input: { name: "x" }) { __typename } }`;
    expect(await codeOf(key, register)).toBe('FORBIDDEN');
  });

  it('stop working when they expire, and their streams end', async () => {
    const expiresAt = new Date(Date.now() + hourMs).toISOString();
    const { key } = await make({ expiresAt, scopes: ['calls:read'] });
    const { callsViewer } = await get<{ callsViewer: object }>(
      t.url,
      key,
      '{ callsViewer { expiresAt } }',
    );
    expect(callsViewer).toEqual({ expiresAt });
    const beginning = cursorsOf(testSealKey)({ epoch: 0, xid: 0n, id: 0n });
    const watch = `subscription { callEvents(after: "${beginning}") { id } }`;
    const events = subscribeOverSse(t.url, key, watch);
    t.simulator.ring();
    await events.received(1);

    const clock = Date.now;
    const anHourLater = vi.spyOn(Date, 'now').mockImplementation(() => clock() + hourMs);
    onTestFinished(() => anHourLater.mockRestore());
    expect(await codeOf(key, who)).toBe('UNAUTHENTICATED');
    t.simulator.ring();
    await expect(events.received(2)).rejects.toThrow('UNAUTHENTICATED');
    await events.stop();
    expect(events.events).toHaveLength(1);
  });

  it('are listed with their last use, the newest first, and never with the key itself', async () => {
    const made = await make({ name: 'listed', scopes: ['lines:read'], lineIds: [t.lineId] });
    await get(t.url, made.key, who);
    const list = async () => {
      const { callsApiKeys } = await get<{ callsApiKeys: { nodes: { lastUsedAt: string }[] } }>(
        t.url,
        t.tenantKey,
        `{ callsApiKeys(first: 1) { nodes {
          id name lineIds scope scopes createdAt expiresAt lastUsedAt revokedAt } } }`,
      );
      return callsApiKeys.nodes[0];
    };
    await until(async () => (await list())?.lastUsedAt != null);
    expect(await list()).toEqual({
      ...{ id: made.id, name: 'listed', lineIds: [t.lineId], scope: 'LINES' },
      ...{ scopes: ['lines:read'], expiresAt: null, revokedAt: null },
      createdAt: expect.any(String),
      lastUsedAt: expect.any(String),
    });
  });

  it('have their last use noted before a process ends, also if the row waits for a lock', async () => {
    const { id } = await make({ scopes: ['lines:read'] });
    const uses = createKeyUses(t.app.db, 5, () => {});
    const order: string[] = [];
    const sql = postgres(t.databaseUrl, { max: 2 });
    onTestFinished(() => sql.end());
    let stopped: Promise<unknown> | undefined;
    await sql.begin(async (holder) => {
      await holder`select from api_keys where id = ${id} for update`;
      uses.used(id as ApiKeyId);
      await until(async () => {
        const waiting = await sql`select from pg_stat_activity where wait_event_type = 'Lock'
          and datname = current_database() and query like 'update%last_used_at%'`;
        return waiting.length > 0;
      });
      stopped = uses.stop().then(() => order.push('stopped'));
      await holder`select`;
      order.push('unlocked');
    });
    await stopped;
    expect(order).toEqual(['unlocked', 'stopped']);
    const [key] = await sql`select last_used_at as at from api_keys where id = ${id}`;
    expect(key).toEqual({ at: expect.any(Date) });
  });

  it('from before scopes existed do what they could do then', async () => {
    await queryOnce(t.databaseUrl, 'update api_keys set scopes = null');
    const scopesOf = async (key: string) => (await get(t.url, key, who)) as object;
    expect(await scopesOf(t.key)).toEqual({
      callsViewer: {
        ...{ name: 'agent', scope: 'LINES' },
        scopes: ['calls:read', 'calls:reject', 'lines:read', 'presence:write', 'pii:read'],
      },
    });
    expect(await scopesOf(t.tenantKey)).toEqual({
      callsViewer: {
        ...{ name: 'first key', scope: 'TENANT' },
        scopes: [
          ...['calls:read', 'lines:read', 'lines:write', 'policies:write', 'presence:write'],
          ...['bridges:write', 'callers:tag', 'pii:read', 'keys:write'],
        ],
      },
    });
  });
});
