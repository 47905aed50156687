import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

const rejectCall = `mutation ($id: ID!, $followUp: CallFollowUpInput) {
  rejectCall(id: $id, followUp: $followUp) { __typename } }`;
const followUp = { text: 'Please write to us.' };
/** So many texts of one line at once. */
const slotsForTexts = 4;

describe('work that is due', () => {
  let t: TestApp;

  beforeAll(async () => {
    t = await startTestApp();
  });
  afterEach(() => t.simulator.clearFaults());
  afterAll(() => t.stop());

  async function ring(): Promise<string> {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    return id;
  }

  /** Work about a call, as if a process had put it off until now. */
  const putOff = (id: string, kind: 'reject' | 'text', count: number) =>
    `insert into effects (tenant_id, id, call_id, line_id, kind, state, attempts, not_before, deadline_at, request)
     select tenant_id, gen_random_uuid(), id, line_id, '${kind}', 'PENDING', 1, now(),
       now() + interval '${kind === 'text' ? 10 : 20} s',
       jsonb_build_object('providerCallId', provider_call_id, 'callerAtProvider', caller_at_provider,
         'toGroup', false, 'text', 'Hello', 'purpose', 'follow-up')
     from calls, generate_series(1, ${count}) where provider_call_id = '${id}';`;

  /** The call's rejection is the one whose work was put off. */
  const isRejecting = (id: string) =>
    `update calls set status = 'REJECTING', rejection = jsonb_build_object(
       'id', 'rej_put_off', 'state', 'SENDING', 'reason', 'DECLINED', 'requestedAt', now(),
       'requestedBy', jsonb_build_object('kind', 'SYSTEM'),
       'effectId', (select e.id from effects e where e.call_id = calls.id and e.kind = 'reject'))
     where provider_call_id = '${id}';`;

  it.each(['PENDING', 'IN_FLIGHT'])(
    'goes on beside some of it that is locked while it is %s',
    async (state) => {
      const [locked, id] = [await ring(), await ring()];
      const effect = `eff_${state}`;
      const sql = postgres(t.databaseUrl, { max: 1 });
      // In one message, so that it is locked before it is due, however busy this machine is.
      await sql.unsafe(
        `insert into effects (tenant_id, id, call_id, line_id, kind, state, attempts, lease_until, not_before, deadline_at, request)
         select tenant_id, '${effect}', id, line_id, 'text', '${state}', 1, now() + interval '1 s', now() + interval '1 s', now(), '{}'
         from calls where provider_call_id = '${locked}';
         commit; begin; select 1 from effects where id = '${effect}' for update`,
      );
      await until(async () => (await queryOnce(t.databaseUrl, isDue(effect))).length === 1);
      const before = t.simulator.messages.length;
      await get(t.url, t.key, rejectCall, { id, followUp });
      await until(() => t.simulator.messages.length > before);
      await sql.end();
    },
  );

  const isDue = (effect: string) =>
    `select 1 from effects where id = '${effect}' and now() > not_before and now() > lease_until`;

  it('is tried, a reject however many texts are more urgent', async () => {
    const [texted, rejected] = [await ring(), await ring()];
    t.simulator.fault('send', { is: 'hang' }, 'always');
    const before = t.simulator.requests.length;
    await queryOnce(
      t.databaseUrl,
      putOff(texted, 'text', 20) + putOff(rejected, 'reject', 1) + isRejecting(rejected),
    );
    const since = await until(() => {
      const operations = t.simulator.requests.slice(before).map(({ operation }) => operation);
      return operations.includes('reject') && operations;
    });
    // Before any of the texts that hang has given up its slot.
    expect(since.indexOf('reject')).toBeLessThan(2 * slotsForTexts);
  });

  it('but whose deadline has passed ends as too late, and not as work of a line that is gone', async () => {
    const id = await ring();
    await queryOnce(
      t.databaseUrl,
      `insert into effects (tenant_id, id, call_id, line_id, kind, state, attempts, not_before, deadline_at, request)
       select tenant_id, 'eff_late_block', id, line_id, 'block', 'PENDING', 0, now(), now() - interval '1 s',
         jsonb_build_object('callerAtProvider', caller_at_provider)
       from calls where provider_call_id = '${id}'`,
    );
    const ended = await until(async () => {
      const [attempt] = await queryOnce(
        t.databaseUrl,
        `select outcome, problem->>'message' as message from effect_attempts
         where effect_id = 'eff_late_block' and finished_at is not null`,
      );
      return attempt;
    });
    expect(ended).toEqual({
      outcome: 'REFUSED',
      message: 'The deadline passed before the request could be sent; nothing was sent.',
    });
  });

  it('but makes no sense any more ends, and is not tried again and again', async () => {
    const id = await ring();
    t.simulator.hangUp(id);
    await t.simulator.webhooks.settled();
    await queryOnce(t.databaseUrl, putOff(id, 'reject', 1));
    const states = `select e.state, e.attempts from effects e join calls c on c.id = call_id where provider_call_id = '${id}'`;
    const stateOf = async () => (await queryOnce(t.databaseUrl, states))[0];
    await until(async () => JSON.stringify(await stateOf())?.includes('SETTLED'));
    expect(await stateOf()).toEqual({ state: 'SETTLED', attempts: 2 });
  });
});
