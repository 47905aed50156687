import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inferredOver, ringingAt, sampleCall } from '../support/samples.ts';
import { type Door, startDoor } from '../support/start-door.ts';

const asTenant = { 'x-api-key': 'tenant-key' };

describe('operations', () => {
  let door: Door;
  beforeEach(async () => {
    door = await startDoor();
  });
  afterEach(() => door.stop());

  it('reject a call and show what became of it', async () => {
    const { data } = await door.post(`mutation {
      rejectCall(id: "call_1", reason: BUSY, followUp: { text: "Later!" }, idempotencyKey: "k") {
        __typename
        ... on CallRejected {
          replayed
          call { id status rejectable endReason }
          rejection { state reason requestedAt settledAt decidedInMs attempts { number outcome } }
        }
      }
    }`);
    expect(data.rejectCall).toEqual({
      __typename: 'CallRejected',
      replayed: false,
      call: { id: 'call_1', status: 'REJECTED', rejectable: false, endReason: 'REJECTED_BY_US' },
      rejection: {
        state: 'ACCEPTED',
        reason: 'DECLINED',
        requestedAt: '2026-01-31T08:00:00.000Z',
        settledAt: null,
        decidedInMs: 1.5,
        attempts: [{ number: 1, outcome: 'DONE' }],
      },
    });
    expect(door.host.asked.rejects).toEqual([
      { id: 'call_1', reason: 'BUSY', followUpText: 'Later!', idempotencyKey: 'k' },
    ]);
  });

  it('show by the time of the service, not of the process, whether a call may still ring', async () => {
    door.host.stored[0] = inferredOver(sampleCall(1), 45_000);
    const rejectable = async () =>
      (await door.post('{ call(id: "call_1") { rejectable } }')).data.call.rejectable;
    const inTime = await rejectable();
    door.host.calls.now = () => new Date(ringingAt.getTime() + 45_000);
    expect({ inTime, atTheLimit: await rejectable() }).toEqual({ inTime: true, atTheLimit: false });
  });

  it('tell of a call that is not there as data', async () => {
    const { data } = await door.post(
      'mutation { rejectCall(id: "nope") { ... on CallsUserError { __typename code message } } }',
    );
    expect(data.rejectCall).toEqual({
      __typename: 'CallNotFound',
      code: 'CALL_NOT_FOUND',
      message: 'There is no such call that you may see.',
    });
  });

  it('tell of a missing right as an error', async () => {
    const { errors } = await door.post(
      'mutation { rejectCall(id: "call_1") { __typename } }',
      {},
      { 'x-api-key': 'tenant-key' },
    );
    expect(errors).toEqual([
      {
        message:
          'A tenant-wide key reads and configures, but does not act on calls. Use a line-scoped key.',
        extensions: { code: 'TENANT_SCOPE_NOT_ALLOWED' },
      },
    ]);
  });

  it('show nothing of an unexpected error but an id that is in the log', async () => {
    const { data, errors } = await door.post('{ call(id: "explode") { id } }');
    const errorId = errors?.[0]?.extensions.errorId;
    expect([data, JSON.stringify(errors)]).toEqual([
      { call: null },
      expect.not.stringMatching(/secret|stack|\.ts/),
    ]);
    expect(door.logged).toEqual([
      {
        message: 'A GraphQL operation failed.',
        fields: { errorId, path: 'call', error: expect.stringContaining('secret detail') },
      },
    ]);
  });

  it.each([
    ['calls(first: 0) { nodes { id } }', 'first'],
    ['calls(first: 101) { nodes { id } }', 'first'],
    ['phoneLines(first: 101) { nodes { id } }', 'first'],
    ['callEventLog(first: 501) { nodes { id } }', 'first'],
    ['call(id: "call_1") { history(first: -1) { nodes { id } } }', 'first'],
  ])('refuse %s', async (query, argument) => {
    const { errors } = await door.post(`{ ${query} }`);
    expect(errors?.[0]?.extensions).toEqual({ argument, code: 'BAD_USER_INPUT' });
  });

  it.each([
    ['in a literal', '{ calls(first: null) { nodes { id } } }', {}, 'first'],
    [
      'in a variable',
      'query ($n: Int) { calls(first: $n) { nodes { id } } }',
      { n: null },
      'first',
    ],
    [
      'by the default of a variable',
      'query ($n: Int = null) { phoneLines(first: $n) { nodes { id } } }',
      {},
      'first',
    ],
    [
      'by the default of a variable that is named as every object has one',
      'query ($constructor: Int = null) { phoneLines(first: $constructor) { nodes { id } } }',
      {},
      'first',
    ],
    [
      'in a fragment',
      'query ($n: Int) { calls { nodes { ...A } } } fragment A on Call { history(first: $n) { nodes { id } } }',
      { n: null },
      'first',
    ],
    [
      'inside an input',
      `query ($n: Float) { callAttrition(input: {
        from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z", windowMs: $n }) { __typename } }`,
      { n: null },
      'input.windowMs',
    ],
    [
      'behind a mutation, which then does not run either',
      `mutation ($r: CallRejectReasonInput) {
        one: rejectCall(id: "call_1") { __typename } two: rejectCall(id: "call_1", reason: $r) { __typename } }`,
      { r: null },
      'reason',
    ],
  ])('refuse null %s where there must be a value', async (_where, query, variables, argument) => {
    const { status, errors } = await door.post(query, variables);
    expect([status, errors]).toEqual([
      400,
      [
        {
          message: `${argument} must not be null. Give a value, or leave it out where it has a default.`,
          ...(query.includes('null') &&
            !query.includes('= null') && { locations: expect.any(Array) }),
          extensions: { argument, code: 'BAD_USER_INPUT' },
        },
      ],
    ]);
    expect([door.host.asked.rejects, door.logged]).toEqual([[], []]);
  });

  it('take the default for a variable that is left out', async () => {
    const query = 'query ($n: Int) { calls(first: $n) { nodes { id } } }';
    expect((await door.post(query)).data.calls.nodes).toHaveLength(3);
  });

  it.each([
    ['an empty text', 'followUp: { text: " " }', 'followUp.text'],
    ['a text that is too long', `followUp: { text: "${'x'.repeat(4097)}" }`, 'followUp.text'],
    ['an empty idempotency key', 'idempotencyKey: ""', 'idempotencyKey'],
    ['a long idempotency key', `idempotencyKey: "${'x'.repeat(201)}"`, 'idempotencyKey'],
  ])('refuse to reject with %s', async (_what, args, argument) => {
    const { errors } = await door.post(
      `mutation { rejectCall(id: "call_1", ${args}) { __typename } }`,
    );
    expect(errors?.[0]?.extensions).toEqual({ argument, code: 'BAD_USER_INPUT' });
    expect(door.host.asked.rejects).toEqual([]);
  });

  it.each([
    'yesterday',
    '2026-02-30T00:00:00Z',
    '2026-02-29T23:00:00-05:00',
    '2026-04-31t00:00:00.5z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T24:00:00.000+01:00',
  ])('refuse %s, which is no time', async (from) => {
    const inVariable = await door.post(
      'query ($from: DateTime) { calls(filter: { ringingFrom: $from }) { nodes { id } } }',
      { from },
    );
    const { status, errors } = inVariable;
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
    const inText = await door.post(
      `{ calls(filter: { ringingFrom: "${from}" }) { nodes { id } } }`,
    );
    expect(inText.errors?.[0]?.message).toContain('A DateTime is RFC 3339');
    expect(inText.status).toBe(400);
  });

  it.each(['2028-02-29T23:59:59.999Z', '2026-12-31t23:00:00-02:00', '0000-01-01T00:00:00Z'])(
    'take %s for a time',
    async (from) => {
      const { errors } = await door.post(
        'query ($from: DateTime) { calls(filter: { ringingFrom: $from }) { nodes { id } } }',
        { from },
      );
      expect(errors).toBeUndefined();
    },
  );

  it('page through calls and through what happened to one', async () => {
    for (const kind of ['RANG', 'MISSED'] as const) {
      door.host.events.record(kind, sampleCall(1));
    }
    const { data } = await door.post(`{
      calls(first: 2) { nodes { id } edges { cursor } pageInfo { hasNextPage endCursor } }
      call(id: "provider-1") { history(first: 1) { nodes { kind actor { kind name } } pageInfo { hasNextPage } } }
      callEventLog(after: "c1") { nodes { kind } }
    }`);
    expect(data).toEqual({
      calls: {
        nodes: [{ id: 'call_1' }, { id: 'call_2' }],
        edges: [{ cursor: 'call_1' }, { cursor: 'call_2' }],
        pageInfo: { hasNextPage: true, endCursor: 'call_2' },
      },
      call: {
        history: {
          nodes: [{ kind: 'RANG', actor: { kind: 'PROVIDER', name: 'Pilot Status' } }],
          pageInfo: { hasNextPage: true },
        },
      },
      callEventLog: { nodes: [{ kind: 'MISSED' }] },
    });
  });

  it('register and update lines', async () => {
    const { data } = await door.post(
      `mutation {
      ok: registerPhoneLine(input: { name: "Reception", pilotStatus: { apiKey: "ps_1", baseUrl: null } }) {
        ... on PhoneLineRegistered { line { id } webhookUrl }
      }
      bad: registerPhoneLine(input: { name: "Reception" }) {
        ... on PhoneLineInvalid { code problems { field message } }
      }
      changed: updatePhoneLine(id: "line_1", input: { name: "Desk" }) { ... on PhoneLineUpdated { line { id } webhookUrl } }
      missing: updatePhoneLine(id: "line_9", input: {}) { ... on CallsUserError { code } }
    }`,
      {},
      asTenant,
    );
    expect(data).toEqual({
      ok: { line: { id: 'line_1' }, webhookUrl: 'https://calls.example/webhooks/x' },
      bad: {
        code: 'LINE_INVALID',
        problems: [{ field: 'pilotStatus', message: 'Give an account.' }],
      },
      changed: { line: { id: 'line_1' }, webhookUrl: null },
      missing: { code: 'LINE_NOT_FOUND' },
    });
    expect(door.host.asked.lines[0]).toEqual({
      name: 'Reception',
      timeZone: 'UTC',
      ringLimitMs: 45_000,
      accounts: { PILOT_STATUS: { apiKey: 'ps_1' } },
    });
  });

  it('make and revoke keys', async () => {
    const { data } = await door.post(
      `mutation {
      made: createCallsApiKey(input: { name: "desk" }) { ... on CallsApiKeyCreated { id key } }
      gone: revokeCallsApiKey(id: "key_line") { ... on CallsApiKeyRevoked { id } }
      missing: revokeCallsApiKey(id: "nope") { ... on CallsUserError { code } }
    }`,
      {},
      asTenant,
    );
    expect(data).toEqual({
      made: { id: 'key_desk', key: 'new-key' },
      gone: { id: 'key_line' },
      missing: { code: 'API_KEY_NOT_FOUND' },
    });
  });
});
