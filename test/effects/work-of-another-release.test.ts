import { afterAll, beforeAll, expect, it } from 'vitest';
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

it.each(['PENDING', 'IN_FLIGHT'])(
  'work of a kind that only a newer release knows is left to it while it is %s',
  async (state) => {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    await queryOnce(
      t.databaseUrl,
      `insert into effects (tenant_id, id, call_id, line_id, kind, state, attempts, lease_until, not_before, deadline_at, request)
       select tenant_id, 'eff_${state}', id, line_id, 'whistle', '${state}', 0, now(), now(), now(), '{}'
       from calls where provider_call_id = '${id}'`,
    );
    const before = t.simulator.messages.length;
    await get(t.url, t.key, rejectCall, { id, followUp: { text: 'Please write to us.' } });
    await until(() => t.simulator.messages.length > before);
    await t.simulator.webhooks.settled();

    const whistle = `select state, attempts from effects where id = 'eff_${state}'`;
    expect(await queryOnce(t.databaseUrl, whistle)).toEqual([{ state, attempts: 0 }]);
  },
);
