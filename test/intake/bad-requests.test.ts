import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { type Answer, ask, get } from '../support/client.ts';
import { historyOf } from '../support/picture.ts';
import { addTenant, type OtherTenant } from '../support/tenant.ts';

const ringing = { event: 'call.ringing', direction: 'INBOUND', peerNumber: '5511999990000' };
const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) { __typename ... on CallsUserError { code } } }`;

let t: TestApp;
let stranger: OtherTenant;
let rung = 0;

beforeAll(async () => {
  t = await startTestApp();
  stranger = await addTenant(t.app, t.databaseUrl);
});
afterAll(() => t.stop());

/** Whatever was sent: the next call still rings, is seen and is rejected. */
afterEach(async () => {
  const id = `call_AFTER_${++rung}`;
  t.simulator.ring({ id });
  await t.simulator.webhooks.settled();
  const answer = await get<{ rejectCall: object }>(t.url, t.key, rejectCall, { id });
  expect(answer.rejectCall).toEqual({ __typename: 'CallRejected' });
});

describe('a client', () => {
  const unknownIds = [
    'call_0000000000',
    '',
    ' ',
    '\u0000',
    '\ud83d',
    "'; drop table calls; --",
    'x'.repeat(10_000),
  ];

  it.each(unknownIds)('that names the call `%.20s` gets none', async (id) => {
    expect(await ask(t.url, t.key, 'query ($id: ID!) { call(id: $id) { id } }', { id })).toEqual({
      data: { call: null },
    });
    expect(await ask(t.url, t.key, rejectCall, { id })).toEqual({
      data: { rejectCall: { __typename: 'CallNotFound', code: 'CALL_NOT_FOUND' } },
    });
  });

  it('cannot tell a call of another tenant from one that does not exist', async () => {
    const id = 'call_THEIRS';
    const body = JSON.stringify({ ...ringing, id });
    await (await fetch(stranger.webhookUrl, { method: 'POST', body })).text();
    const theirs = await get<{
      call: { id: string; line: { id: string }; caller: { id: string } };
    }>(t.url, stranger.key, 'query ($id: ID!) { call(id: $id) { id line { id } caller { id } } }', {
      id,
    });
    const { call } = theirs;
    const everything = `query ($call: ID!, $line: ID!, $caller: ID!) {
      call(id: $call) { id } phoneLine(id: $line) { id } caller(id: $caller) { id }
      calls(filter: { lineIds: [$line] }) { nodes { id } }
      callEventLog(filter: { callId: $call }) { nodes { id } }
      ofLine: callEventLog(filter: { lineIds: [$line] }) { nodes { id } } }`;
    const nothing = {
      data: {
        call: null,
        phoneLine: null,
        caller: null,
        calls: { nodes: [] },
        callEventLog: { nodes: [] },
        ofLine: { nodes: [] },
      },
    };
    for (const key of [t.key, t.tenantKey]) {
      const ids = { call: call.id, line: call.line.id, caller: call.caller.id };
      expect(await ask(t.url, key, everything, ids)).toEqual(nothing);
      const made = { call: 'call_0', line: 'line_0', caller: 'clr_0' };
      expect(await ask(t.url, key, everything, made)).toEqual(nothing);
    }
    for (const named of [id, call.id, 'call_0']) {
      expect(await ask(t.url, t.key, rejectCall, { id: named })).toEqual({
        data: { rejectCall: { __typename: 'CallNotFound', code: 'CALL_NOT_FOUND' } },
      });
    }
    expect(await historyOf(t.url, stranger.key, id)).toEqual(['RANG by PILOT_STATUS: RINGING']);
  });

  const encoded = (text: string) => Buffer.from(text).toString('base64url');
  /** Of calls; for lines it is the name of one. */
  const impossibleMoment = encoded('["2026-02-31T00:00:00.000Z","call_1"]');
  const badCursors = [
    'x',
    '!!!!',
    '\u0000',
    encoded('1.2'),
    encoded('1.2.3.4'),
    encoded('-1.2.3'),
    encoded('1.99999999999999999999.3'),
    encoded('[]'),
    impossibleMoment,
    encoded('["2026-01-01T00:00:00.000Z","call_1","x"]'),
    encoded('[1,2]'),
    'x'.repeat(50_000),
    '',
    ' ',
  ];
  const lists = [
    'calls(after: $after) { nodes { id } }',
    'callEventLog(after: $after) { nodes { id } }',
    'phoneLines(after: $after) { nodes { id } }',
    'call(id: "call_AFTER_1") { history(after: $after) { nodes { id } } }',
  ];

  it.each(lists)('that gives a cursor that is none to `%s` is told so', async (list) => {
    for (const after of badCursors) {
      if (list.startsWith('phoneLines') && after === impossibleMoment) continue;
      const answer = await ask(t.url, t.key, `query ($after: String) { ${list} }`, { after });
      expect(codesOf(answer), after.slice(0, 60)).toEqual(['BAD_USER_INPUT']);
    }
  });

  it.each(lists.slice(0, 3))('that asks `%s` for too few or too many is told so', async (list) => {
    for (const first of [-1, 0, 1001, 2_147_483_647]) {
      const answer = await ask(
        t.url,
        t.key,
        `{ ${list.replace('after: $after', `first: ${first}`)} }`,
      );
      expect(codesOf(answer), String(first)).toEqual(['BAD_USER_INPUT']);
    }
  });

  it.each([
    ['no key', null],
    ['an empty key', ' '],
    ['no key of ours', 'Bearer'],
    ['a key that nobody has', `cs_${'0'.repeat(26)}_${'a'.repeat(43)}`],
    ['a key with a NUL', 'cs_%00'],
  ])('with %s is UNAUTHENTICATED', async (_, key) => {
    expect(codesOf(await ask(t.url, key, '{ calls { nodes { id } } }'))).toEqual([
      'UNAUTHENTICATED',
    ]);
  });

  it('with the secret of another key is UNAUTHENTICATED', async () => {
    const [, id] = t.key.split('_');
    const secret = t.tenantKey.slice(-43);
    const answer = await ask(t.url, `cs_${id}_${secret}`, '{ callsViewer { name } }');
    expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
  });

  it('with a revoked key is UNAUTHENTICATED', async () => {
    const create = `mutation { createCallsApiKey(input: { name: "gone soon" }) { ... on CallsApiKeyCreated { id key } } }`;
    const revoke = `mutation ($id: ID!) { revokeCallsApiKey(id: $id) { __typename } }`;
    const { createCallsApiKey: made } = await get<{
      createCallsApiKey: { id: string; key: string };
    }>(t.url, t.tenantKey, create);
    await get(t.url, made.key, '{ callsViewer { name } }');
    await get(t.url, t.tenantKey, revoke, { id: made.id });
    expect(codesOf(await ask(t.url, made.key, '{ callsViewer { name } }'))).toEqual([
      'UNAUTHENTICATED',
    ]);
  });

  it('with a tenant-wide key does not act on calls', async () => {
    const answer = await ask(t.url, t.tenantKey, rejectCall, { id: 'call_AFTER_1' });
    expect(codesOf(answer)).toEqual(['TENANT_SCOPE_NOT_ALLOWED']);
  });

  it('with a key of a line does not configure', async () => {
    const answer = await ask(
      t.url,
      t.key,
      register('name: "x", pilotStatus: { apiKey: "ps_xyz" }'),
    );
    expect(codesOf(answer)).toEqual(['FORBIDDEN']);
  });

  const register = (input: string) => `mutation { registerPhoneLine(input: { ${input} }) {
    __typename ... on PhoneLineInvalid { problems { field } } } }`;

  it.each([
    ['no account', 'name: "x"', ['input']],
    ['an account without a key', 'name: "x", pilotStatus: {}', ['pilotStatus.apiKey']],
    [
      'two keys',
      'name: "x", pilotStatus: { apiKey: "ps_x", apiKeyId: "y" }',
      ['pilotStatus.apiKey'],
    ],
    [
      'everything wrong at once',
      `name: " ", timeZone: "Mars/Olympus", ringLimitMs: 1,
        pilotStatus: { apiKey: "not a key", baseUrl: "ftp://x" }`,
      ['name', 'timeZone', 'ringLimitMs', 'pilotStatus.apiKey', 'pilotStatus.baseUrl'],
    ],
  ])(
    'that registers a line with %s is told every field that is wrong',
    async (_, input, fields) => {
      const answer = await ask<{ registerPhoneLine: { problems: { field: string }[] } }>(
        t.url,
        t.tenantKey,
        register(input),
      );
      expect(answer.data?.registerPhoneLine.problems.map(({ field }) => field)).toEqual(fields);
    },
  );

  it.each([
    ['a NUL in the key', { key: 'a\u0000b' }],
    ['half an emoji in the key', { key: 'a\ud83d' }],
    ['a NUL in the text', { text: 'a\u0000b' }],
    ['half an emoji in the text', { text: 'a\ud83d' }],
    ['backslashes before it', { text: '\\\\u0000 \\\u0000 \\ud83d' }],
  ])('that rejects with %s is served', async (_, wish) => {
    const id = `call_KEEP_${++rung}`;
    t.simulator.ring({ id });
    await t.simulator.webhooks.settled();
    const query = `mutation ($id: ID!, $key: String, $text: String!) {
      rejectCall(id: $id, idempotencyKey: $key, followUp: { text: $text }) { __typename } }`;
    expect(await ask(t.url, t.key, query, { id, text: 'Please write.', ...wish })).toEqual({
      data: { rejectCall: { __typename: 'CallRejected' } },
    });
  });

  it('that names a line with what cannot be kept finds it replaced', async () => {
    const query = `mutation ($name: String!, $baseUrl: String!) { registerPhoneLine(
      input: { name: $name, pilotStatus: { apiKey: "ps_xyz", baseUrl: $baseUrl } }) { __typename } }`;
    const variables = { name: 'a\u0000b\ud83dc', baseUrl: t.simulator.url };
    const answer = await get(t.url, t.tenantKey, query, variables);
    expect(answer).toEqual({ registerPhoneLine: { __typename: 'PhoneLineRegistered' } });
    const { phoneLines } = await get<{ phoneLines: { nodes: { name: string }[] } }>(
      t.url,
      t.tenantKey,
      '{ phoneLines { nodes { name } } }',
    );
    expect(phoneLines.nodes.map(({ name }) => name)).toContain('a\ufffdb\ufffdc');
  });

  it.each([
    ['a moment before all years', { ringingFrom: '0000-01-01T00:00:00Z' }],
    ['a moment after all years', { ringingBefore: '9999-12-31T23:59:59-23:59' }],
    ['a NUL as a line', { lineIds: ['\u0000'] }],
    ['half an emoji as a line', { lineIds: ['\ud83d'] }],
    ['a NUL as a caller', { callerId: '\u0000' }],
  ])('that filters by %s gets a list', async (_, filter) => {
    const query = `query ($filter: CallFilter) { calls(filter: $filter) { nodes { id } } }`;
    for (const key of [t.key, t.tenantKey]) {
      const answer = await ask<{ calls: { nodes: object[] } }>(t.url, key, query, { filter });
      expect(answer).toEqual({ data: { calls: { nodes: expect.any(Array) } } });
    }
  });
});

const codesOf = (answer: Answer<unknown>) =>
  (answer.errors ?? []).map((error) => error.extensions?.code);
