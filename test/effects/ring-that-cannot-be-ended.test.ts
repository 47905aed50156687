import { afterAll, beforeAll, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

const rejectCall = `mutation ($id: ID!, $followUp: CallFollowUpInput) {
  rejectCall(id: $id, followUp: $followUp) { __typename } }`;

let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.stop());

async function ring(): Promise<string> {
  const { id } = t.simulator.ring();
  await t.simulator.webhooks.settled();
  return id;
}

/** A row that the database will not have changed, and whose ring is over. */
async function spoil(id: string): Promise<void> {
  await queryOnce(
    t.databaseUrl,
    `update calls set ring_deadline_at = now() - interval '1 second' where provider_call_id = '${id}';
     create function refuse() returns trigger language plpgsql as 'begin raise exception ''spoilt''; end';
     create trigger spoilt before update on calls for each row
       when (old.provider_call_id = '${id}') execute function refuse()`,
  );
}

it('a ring that cannot be ended holds up neither the other rings nor the texts that are due', async () => {
  const [spoilt, over, rejected] = [await ring(), await ring(), await ring()];
  await spoil(spoilt);
  await queryOnce(
    t.databaseUrl,
    `update calls set ring_deadline_at = now() - interval '1 second' where provider_call_id = '${over}'`,
  );
  const followUp = { text: 'Please write to us.' };
  await get(t.url, t.key, rejectCall, { id: rejected, followUp });
  await until(() => t.simulator.messages.length === 1);

  const status = 'query ($id: ID!) { call(id: $id) { status } }';
  const statusOf = async (id: string) =>
    (await get<{ call: { status: string } }>(t.url, t.key, status, { id })).call.status;
  await until(async () => (await statusOf(over)) === 'MISSED');
  await until(() => t.logged.some((line) => line.includes('ending a ring past its limit failed')));
});
