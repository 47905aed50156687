import type { GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildSchema } from '../../../src/graphql/schema.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { get } from '../../support/client.ts';
import { setPolicies } from '../../support/policies.ts';
import { queryOnce } from '../../support/query-once.ts';
import { until } from '../../support/until.ts';
import { postEvent } from '../../support/webhook.ts';
import { deepSelection } from '../support/deep-selection.ts';

type Seen = Record<string, unknown>;

/** A call of which every column has a value. */
const full = 'call_FULL';

const type = buildSchema(1).getType('Call') as GraphQLObjectType;

/** Each field of a call, with what is below it. */
const selections = Object.values(type.getFields()).map((field) => {
  const inHistory = `{ nodes { kind call ${deepSelection(type)} } }`;
  return `${field.name} ${field.name === 'history' ? inHistory : deepSelection(field.type)}`;
});

let t: TestApp;
let representation: object;

beforeAll(async () => {
  t = await startTestApp();
  await setPolicies(t, t.lineId, { policies: [{ quietHours: { open: [] } }] });
  await ring('call_BEFORE');
  await ring(full);
  const settled = `select 1 from calls where rejection->>'settledAt' is not null having count(*) = 2`;
  await until(async () => (await queryOnce(t.databaseUrl, settled)).length > 0);
  // An event that came later would change the call between two questions, or write over what is set below.
  await t.simulator.webhooks.settled();
  await queryOnce(
    t.databaseUrl,
    `update calls c set dialled = '+442071838750', conversation_id = 'of both', previous_leg_id = before.id,
       answered_at = c.ringing_at + interval '1 s', notice = '{"state": "SENT", "sentAt": "2026-01-02T03:04:05Z", "text": "Hello"}'
     from calls before where before.provider_call_id = 'call_BEFORE' and c.provider_call_id = '${full}'`,
  );
  const { call } = await get<{ call: { id: string } }>(
    t.url,
    t.key,
    `{ call(id: "${full}") { id } }`,
  );
  representation = { __typename: 'Call', id: call.id };
});
afterAll(() => t.stop());

function ring(id: string) {
  const { id: callId } = t.simulator.ring({ id });
  return postEvent(t.webhookUrl, {
    ...{ event: 'call.ringing', id: callId, direction: 'INBOUND', peerNumber: '5511999990000' },
  });
}

async function entity(selection: string): Promise<Seen> {
  const { _entities } = await get<{ _entities: [Seen] }>(
    t.url,
    t.key,
    `query ($list: [_Any!]!) { _entities(representations: $list) { ... on Call { ${selection} } } }`,
    { list: [representation] },
  );
  return _entities[0];
}

it('a call as an entity has the same values whichever other fields are selected', async () => {
  const whole = await entity(selections.join(' '));
  const alone: Seen = {};
  for (const selection of selections) Object.assign(alone, await entity(selection));
  expect(alone).toEqual(whole);
  const { nextLeg, ...others } = whole;
  expect(Object.entries(others).filter(([, value]) => value === null)).toEqual([]);
  expect(nextLeg).toBeNull();
});

it('a call that is asked for twice at once has the fields of both selections', async () => {
  const both = await get<{ one: [Seen]; other: [Seen] }>(
    t.url,
    t.key,
    `query ($list: [_Any!]!) {
      one: _entities(representations: $list) { ... on Call { status } }
      other: _entities(representations: $list) { ... on Call { dialledNumber } } }`,
    { list: [representation] },
  );
  expect(both).toEqual({
    one: [{ status: 'REJECTED' }],
    other: [{ dialledNumber: '+442071838750' }],
  });
});
