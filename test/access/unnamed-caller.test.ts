import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { setPolicies } from '../support/policies.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';

let t: TestApp;
/** How often housekeeping has looked for erasures to finish. */
let looks = 0;
beforeAll(async () => {
  t = await startTestApp({
    housekeepingMs: 50,
    observeStatement({ name }) {
      if (name === 'finish_erasures') looks += 1;
    },
  });
  await setPolicies(t, t.lineId, { policies: [{ blockedCaller: {} }] });
});
afterAll(() => t.stop());

const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString();
const ring = (id: string, minutesAgo: number) =>
  postEvent(t.webhookUrl, {
    ...{ event: 'call.ringing', direction: 'INBOUND' },
    ...{ id, occurredAt: at(minutesAgo) },
  });
const end = (id: string, minutesAgo: number) =>
  postEvent(t.webhookUrl, {
    ...{ event: 'call.ended', status: 'REJECTED' },
    ...{ id, occurredAt: at(minutesAgo) },
  });

interface Seen {
  readonly id: string;
  readonly providerCallId: string;
  readonly caller: { readonly id: string };
  readonly decision: { readonly sentence: string };
}

async function callsSeen(): Promise<Seen[]> {
  const query =
    '{ calls(first: 10) { nodes { id providerCallId caller { id } decision { sentence } } } }';
  return (await get<{ calls: { nodes: Seen[] } }>(t.url, t.tenantKey, query)).calls.nodes;
}

async function untilLookedAgain(): Promise<void> {
  const before = looks;
  // The look after the next one began after this call.
  await until(async () => looks >= before + 2);
}

it('a call of an unnamed caller who is blocked is not taken for one that was erased', async () => {
  const id = 'call_REUSED';
  await ring(id, 5);
  await end(id, 4);
  const [first] = await callsSeen();
  const block = `mutation ($id: ID!) {
    blockCaller(caller: { id: $id }, forMs: 600000, reason: "shouts") { __typename } }`;
  await get(t.url, t.tenantKey, block, { id: first?.caller.id });
  // The provider uses the id again, so the address that stands for its caller is known.
  await ring(id, 0);
  await end(id, 0);
  const open = `select 1 from calls where status in ('RINGING', 'REJECTING')
    union all select 1 from effects where state <> 'SETTLED'`;
  await until(async () => (await queryOnce(t.databaseUrl, open)).length === 0);
  await untilLookedAgain();
  expect((await callsSeen())[0]).toMatchObject({
    providerCallId: id,
    caller: { id: first?.caller.id },
    decision: { sentence: expect.stringContaining('who gave the reason “shouts”') },
  });

  const erase = 'mutation ($id: ID!) { eraseCaller(caller: { id: $id }) { __typename } }';
  expect(await get(t.url, t.tenantKey, erase, { id: first?.caller.id })).toEqual({
    eraseCaller: { __typename: 'CallerErased' },
  });
  expect((await callsSeen())[0]).toMatchObject({
    providerCallId: expect.stringMatching(/^erased:/),
    decision: { sentence: expect.not.stringContaining('shouts') },
  });
});
