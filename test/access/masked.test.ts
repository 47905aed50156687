import { isRequiredArgument } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticate } from '../../src/access/authenticate.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { deepSelection } from '../graphql/support/deep-selection.ts';
import { openWelcomeSocket, subscribe } from '../graphql/support/raw-socket.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { ask, get } from '../support/client.ts';
import { setPolicies } from '../support/policies.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';

const number = '447700900123';
/** Whatever of the caller could be shown, as digits or as words. */
const canary = /7700[ ]?900|Canary/;

/** Such ids are in clear, in Base64 as text, and in Base64 with two digits in each byte. */
const idsWithNumber = [
  `${number}@c.us-17`,
  `wacid.${Buffer.from(`\x1c\x18\x0c${number}\x15\x02`).toString('base64url')}`,
  `wacid.${Buffer.from(`001186${number}02a7`, 'hex').toString('base64url')}`,
];

/** Which queries there are, and what they show, is read from the schema, so a new field is in it by itself. */
describe('a principal without `pii:read`', () => {
  let t: TestApp;
  let masked: string;
  let full: string;
  beforeAll(async () => {
    t = await startTestApp();
    const viewer = await createAuthenticate(t.app.db, 0)(t.tenantKey);
    const keyOf = async (scopes: string[]) => {
      const made = await t.app.keys.create(viewer, 'reader', null, { scopes });
      return made.is === 'made' ? made.key : '';
    };
    const scopes = ['calls:read', 'lines:read', 'callers:tag', 'keys:write'];
    masked = await keyOf(scopes);
    full = await keyOf([...scopes, 'pii:read']);
    const caller = `caller: { phone: "+${number}" }`;
    const change = (key: string, text: string) =>
      get(t.url, key, `mutation { ${text} { __typename } }`);
    await setPolicies(t, t.lineId, {
      policies: [{ bypass: { callers: ['+447700900999'] } }, { blockedCaller: {} }],
    });
    const ring = (id: string) =>
      postEvent(t.webhookUrl, {
        ...{ event: 'call.ringing', id, direction: 'INBOUND' },
        ...{ peerNumber: number, peerName: 'Canary Caller' },
      });
    await ring('first');
    await change(
      t.key,
      'rejectCall(id: "first", followUp: { text: "Dear Canary, call 7700 900123" })',
    );
    await change(t.tenantKey, `tagCaller(${caller}, tier: "gold")`);
    await change(
      t.tenantKey,
      `blockCaller(${caller}, reason: "Canary of +44 7700 900123 is rude")`,
    );
    await ring('second');
    for (const id of idsWithNumber) await ring(id);
    // The policy rejects them, and what is recorded of that would put the call as it was in its place.
    const open = `select id from effects where state <> 'SETTLED'`;
    await until(async () => (await queryOnce(t.databaseUrl, open)).length === 0);
    await dial(idsWithNumber[0] ?? '');
  });
  afterAll(() => t.stop());

  const schema = buildSchema(1000);
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
    ({ name, args }) => !name.startsWith('_') && !args.some(isRequiredArgument),
  );

  /** As if the line had called the customer. */
  async function dial(id: string): Promise<void> {
    const dialled = `'{"direction": "OUTBOUND", "dialled": "+${number}"}'`;
    await queryOnce(
      t.databaseUrl,
      `update journal set call = call || ${dialled} where call->>'provider_call_id' = '${id}'`,
    );
    await queryOnce(
      t.databaseUrl,
      `update calls set direction = 'OUTBOUND', dialled = '+${number}' where provider_call_id = '${id}'`,
    );
  }

  async function read(key: string): Promise<string> {
    const answers: unknown[] = [];
    for (const { name, type } of queries) {
      // The values of changes need `pii:read`, and without it the whole operation is refused.
      const isAudit = name === 'callsAuditLog' && key === masked;
      const audited = '{ nodes { id action target principalName changes { field } } }';
      const query = `{ ${name} ${isAudit ? audited : deepSelection(type)} }`;
      answers.push(await ask(t.url, key, query));
    }
    answers.push(await ask(t.url, key, decisions));
    return JSON.stringify(answers);
  }

  const decisions = `{ calls(first: 10) { nodes { id
    caller { phone displayName addresses block { reason by { name } } }
    decision { sentence causes { because facts { name value } } held { because } would { by { name } } }
    rejection { followUp { text } problem { message } attempts { problem { message } } }
    history(first: 50) { nodes { cause snapshot { rejection { followUp { text } } decision { sentence causes { because } } } } } } } }`;

  it('reads no number, no name and no text of a caller anywhere, and others do', async () => {
    const shown = await read(full);
    for (const word of ['Canary Caller', 'Dear Canary', 'is rude', number, '447700900999']) {
      expect(shown).toContain(word);
    }
    expect(shown).toContain('who gave the reason “Canary');
    const hidden = await read(masked);
    expect(hidden).toContain('who gave the reason “…”');
    expect(hidden).not.toMatch(canary);
    expect(hidden).not.toContain('INTERNAL_SERVER_ERROR');
    for (const id of idsWithNumber) {
      expect(shown).toContain(`"providerCallId":"${id}"`);
      expect(hidden).not.toContain(id);
    }
    expect(shown).toContain(`"dialledNumber":"+${number}"`);
    expect(hidden).toContain('"dialledNumber":"…23"');
    expect(hidden).toContain('"providerCallId":"second"');
  });

  it('can tell that the provider did not identify a caller', async () => {
    const id = 'call_UNNAMED';
    await postEvent(t.webhookUrl, { event: 'call.ringing', id, direction: 'INBOUND' });
    const query = 'query ($id: ID!) { call(id: $id) { caller { phone addresses } } }';
    expect(await get(t.url, masked, query, { id })).toEqual({
      call: { caller: { phone: null, addresses: ['other:caller-of:…ED'] } },
    });
  });

  it('reads no id with a number of an entity that a router looks up, and others find it by that id', async () => {
    const query = `query ($ids: [_Any!]!) { _entities(representations: $ids) {
      ... on Call { id providerCallId dialledNumber } } }`;
    const ids = idsWithNumber.map((providerCallId) => ({
      ...{ __typename: 'Call', line: { id: t.lineId }, providerCallId },
    }));
    const shown = await get<{ _entities: object[] }>(t.url, full, query, { ids });
    expect(shown._entities).toMatchObject(
      idsWithNumber.map((providerCallId) => ({ providerCallId })),
    );
    const byId = shown._entities.map((call) => ({ __typename: 'Call', ...call }));
    const hidden = await get<{ _entities: object[] }>(t.url, masked, query, {
      ids: byId.map(({ __typename, ...call }) => ({ __typename, id: (call as { id: string }).id })),
    });
    expect(hidden._entities).toEqual(
      idsWithNumber.map((id, n) => ({
        id: expect.stringMatching(/^call_/),
        providerCallId: `…${id.slice(-2)}`,
        dialledNumber: n === 0 ? '…23' : null,
      })),
    );
  });

  it('reads none in the events of a subscription', async () => {
    const socket = await openWelcomeSocket(`${t.url.replace('http', 'ws')}/graphql`, masked);
    const type = schema.getSubscriptionType()?.getFields().callEvents?.type;
    const { callEventLog } = await get<{ callEventLog: { nodes: { cursor: string }[] } }>(
      t.url,
      masked,
      '{ callEventLog(first: 1) { nodes { cursor } } }',
    );
    const after = callEventLog.nodes[0]?.cursor;
    if (!type) throw new Error('there is no such subscription');
    socket.say(
      subscribe(
        '1',
        `subscription ($after: String) { callEvents(after: $after) ${deepSelection(type)} }`,
        { after },
      ),
    );
    const events: unknown[] = [];
    while (!JSON.stringify(events).includes('"dialledNumber":"…23"')) {
      events.push(await socket.nextMessage());
    }
    const text = JSON.stringify(events);
    expect(text).toContain('"snapshot"');
    expect(text).not.toMatch(canary);
    for (const id of idsWithNumber) expect(text).not.toContain(id);
    socket.ws.close();
  });
});
