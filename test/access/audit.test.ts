import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { queryOnce } from '../support/query-once.ts';
import { addTenant, type OtherTenant } from '../support/tenant.ts';

interface Entry {
  readonly action: string;
  readonly principalName: string;
  readonly target: string | null;
  readonly changes: readonly { field: string; before: string | null; after: string | null }[];
}

describe('the audit log', () => {
  let t: TestApp;
  let other: OtherTenant;
  beforeAll(async () => {
    t = await startTestApp();
    other = await addTenant(t.app, t.databaseUrl);
  });
  afterAll(() => t.stop());

  const read = async (filter: object = {}, key = t.tenantKey): Promise<Entry[]> => {
    const query = `query ($filter: CallsAuditFilter) { callsAuditLog(filter: $filter, first: 100) {
      nodes { action principalName target changes { field before after } } } }`;
    const { callsAuditLog } = await get<{ callsAuditLog: { nodes: Entry[] } }>(t.url, key, query, {
      filter,
    });
    return callsAuditLog.nodes;
  };
  const change = (mutation: string) =>
    get(t.url, t.tenantKey, `mutation { ${mutation} { __typename } }`);

  it('has one entry for every mutation, and none for what changed nothing', async () => {
    const before = (await read()).length;
    const id = `id: "${t.lineId}"`;
    const caller = 'caller: { phone: "+447700900001" }';
    await change(`updatePhoneLine(${id}, input: { name: "Desk", renewWebhook: true })`);
    await change(`updatePhoneLine(${id}, input: { name: "" })`);
    await change(`setPhoneLinePolicies(${id}, input: { policies: [] })`);
    await change(`setPhoneLineKillSwitch(${id}, on: true)`);
    await change(`tagCaller(${caller}, tier: "gold")`);
    await change(`blockCaller(${caller}, reason: "rude")`);
    await change(`unblockCaller(${caller})`);
    await change('tagCaller(caller: { id: "clr_none" }, tier: "gold")');
    await change(
      `setPhoneLinePresence(input: { lineId: "${t.lineId}", agent: "Ada", state: BUSY })`,
    );
    await change('reportCallRecordingBridge(input: { name: "main", state: UP })');
    await change('createCallsApiKey(input: { name: "new", scopes: ["lines:read"] })');
    await change('revokeCallsApiKey(id: "key_none")');
    const entries = (await read()).slice(0, -before);
    expect(entries.map(({ action }) => action).reverse()).toEqual([
      ...['updatePhoneLine', 'setPhoneLinePolicies', 'setPhoneLineKillSwitch'],
      ...['tagCaller', 'blockCaller', 'unblockCaller'],
      ...['setPhoneLinePresence', 'reportCallRecordingBridge', 'createCallsApiKey'],
    ]);
    expect(new Set(entries.map(({ principalName }) => principalName))).toEqual(
      new Set(['first key']),
    );
    const callers = entries.filter(({ action }) => /Caller$/.test(action));
    expect(new Set(callers.map(({ target }) => target?.slice(0, 4)))).toEqual(new Set(['clr_']));
    expect(callers.at(-1)?.changes).toEqual([{ field: 'tier', before: null, after: '"gold"' }]);
    const block = JSON.stringify({ by: { kind: 'CLIENT', name: 'first key' }, because: 'rude' });
    expect(callers[1]?.changes[0]).toEqual({ field: 'block', before: null, after: block });
  });

  it('tells who changed policies, and both versions', async () => {
    const set = (agents: number) =>
      change(`setPhoneLinePolicies(id: "${t.lineId}", input: {
      policies: [{ alreadyInACall: { capacity: ${agents} } }], rejectsPerMinute: ${agents} })`);
    await set(2);
    await set(3);
    const [entry] = await read({ target: t.lineId, action: 'setPhoneLinePolicies' });
    const policies = (capacity: number) =>
      expect.stringContaining(`"capacity":${capacity}`) as unknown as string;
    expect(entry).toEqual({
      ...{ action: 'setPhoneLinePolicies', principalName: 'first key', target: t.lineId },
      changes: [
        { field: 'policies', before: policies(2), after: policies(3) },
        { field: 'rejectsPerMinute', before: '2', after: '3' },
      ],
    });
  });

  it('tells who rejected which call and why, once, without the text and the idempotency key', async () => {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    const reject = (more: string) =>
      get<{ rejectCall: { call: { id: string } } }>(
        t.url,
        t.key,
        `mutation { rejectCall(id: "${id}", reason: BUSY, idempotencyKey: "CANARY", ${more}) { ... on CallRejected { call { id } } } }`,
      );
    const { rejectCall } = await reject('followUp: { text: "CANARY" }');
    await reject('followUp: { text: "CANARY" }');
    const entries = await read({ action: 'rejectCall' });
    const changes = [
      {
        field: 'idempotencyKeySha256',
        before: null,
        after: expect.stringMatching(/^"[\w-]{43}"$/),
      },
      { field: 'lineId', before: null, after: `"${t.lineId}"` },
      { field: 'reason', before: null, after: '"BUSY"' },
      { field: 'rejectionId', before: null, after: expect.stringMatching(/^"rej_/) },
      { field: 'withFollowUp', before: null, after: 'true' },
    ];
    const target = rejectCall.call.id;
    expect(entries).toEqual([{ action: 'rejectCall', principalName: 'agent', target, changes }]);
    expect(JSON.stringify(entries)).not.toContain('CANARY');
    expect(await read({ target })).toEqual(entries);
  });

  it.each([
    `update audit_log set action = 'nothing'`,
    'delete from audit_log',
    'truncate audit_log',
  ])('is append-only in the database: %s', async (statement) => {
    await expect(queryOnce(t.databaseUrl, statement)).rejects.toThrow('append-only');
  });

  it('holds no credential, no key and nothing of another tenant', async () => {
    const made = await get<{ createCallsApiKey: { key: string } }>(
      t.url,
      t.tenantKey,
      'mutation { createCallsApiKey(input: { name: "k" }) { ... on CallsApiKeyCreated { key } } }',
    );
    const account = { apiKey: 'ps_CANARY', baseUrl: t.simulator.url };
    await get(
      t.url,
      t.tenantKey,
      'mutation ($a: PilotStatusAccountInput!, $id: ID!) { updatePhoneLine(id: $id, input: { pilotStatus: $a }) { __typename } }',
      { a: account, id: t.lineId },
    );
    const text = JSON.stringify(await read());
    expect(text).toContain('accountReplaced');
    for (const secret of ['CANARY', made.createCallsApiKey.key.slice(30), other.lineId]) {
      expect(text).not.toContain(secret);
    }
    const theirs = await read({}, other.tenantKey);
    expect(theirs.map(({ action }) => action)).toEqual(['createCallsApiKey', 'registerPhoneLine']);
    expect(await read({ target: t.lineId }, other.tenantKey)).toEqual([]);
  });

  it('is read in pages', async () => {
    const page = (after: string) => `{ callsAuditLog(first: 2${after}) {
      nodes { id } pageInfo { hasNextPage endCursor } } }`;
    type Page = { callsAuditLog: { nodes: { id: string }[]; pageInfo: { endCursor: string } } };
    const first = (await get<Page>(t.url, t.tenantKey, page(''))).callsAuditLog;
    const second = (
      await get<Page>(t.url, t.tenantKey, page(`, after: "${first.pageInfo.endCursor}"`))
    ).callsAuditLog;
    const ids = [...first.nodes, ...second.nodes].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
    expect(ids.length).toBe(4);
  });
});
