import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';

const dayMs = 86_400_000;
const erased = expect.stringMatching(/^erased:[0-9a-f]{64}$/);

describe('the id that a provider gave an erased call', () => {
  let t: TestApp;
  beforeAll(async () => {
    // No attempt ends here while its answer is held back.
    t = await startTestApp({ housekeepingMs: 50, leaseMs: 60_000, attemptTimeoutMs: 40_000 });
  });
  afterAll(() => t.stop());

  const run = <Row = { id: string }>(text: string) => queryOnce<Row>(t.databaseUrl, text);
  const change = (text: string) =>
    get<object>(t.url, t.tenantKey, `mutation { ${text} { __typename } }`);
  const erase = (phone: string) => change(`eraseCaller(caller: { phone: "+${phone}" })`);

  /** At one time of the provider's clock, seconds ago. */
  const tell = (event: string, id: string, secondsAgo: number, more: object) => {
    const occurredAt = new Date(Date.now() - secondsAgo * 1000).toISOString();
    return postEvent(t.webhookUrl, { event, id, occurredAt, ...more });
  };
  const ring = (id: string, peerNumber: string, secondsAgo: number) =>
    tell('call.ringing', id, secondsAgo, { direction: 'INBOUND', peerNumber });
  const end = (id: string, secondsAgo: number) =>
    tell('call.ended', id, secondsAgo, { status: 'COMPLETED' });

  /** The provider's ids of the calls, oldest first, and all ids by which events find them. */
  async function idsOfCalls() {
    const calls = await run('select provider_call_id as id from calls order by ringing_at');
    const aliases = await run('select provider_call_id as id from call_aliases');
    return { calls: calls.map(({ id }) => id), aliases: aliases.map(({ id }) => id) };
  }

  it('is erased again after it rang again, by the caller and by age', async () => {
    const [first, second, third] = ['447700950101', '447700950102', '447700950103'] as const;
    await ring('call_AGAIN', first, 20);
    await end('call_AGAIN', 18);
    await erase(first);
    await ring('call_AGAIN', second, 10);
    await end('call_AGAIN', 8);
    const { calls, aliases } = await idsOfCalls();
    expect([calls, aliases.toSorted()]).toEqual([
      [erased, 'call_AGAIN'],
      ['call_AGAIN', erased],
    ]);

    expect(await erase(second)).toEqual({ eraseCaller: { __typename: 'CallerErased' } });
    expect(await idsOfCalls()).toEqual({ calls: [erased, calls[0]], aliases: [calls[0]] });
    // Late, of either of the two.
    await end('call_AGAIN', 17);
    expect((await idsOfCalls()).calls).toHaveLength(2);
    await ring('call_AGAIN', third, 5);
    await end('call_AGAIN', 3);
    await run(`update calls set ringing_at = ringing_at - interval '2 days'`);
    await change(`setCallsRetention(keepForMs: ${dayMs})`);
    await until(async () => !(await idsOfCalls()).aliases.includes('call_AGAIN'));
    const ids = await idsOfCalls();
    expect(ids).toEqual({ calls: [calls[0], calls[0], calls[0]], aliases: [calls[0]] });
  });

  it('takes none of the ids of a text whose sending is answered only after the erasure', async () => {
    const caller = '447700950104';
    const { id } = t.simulator.ring({ from: caller });
    await t.simulator.webhooks.settled();
    const answered = Promise.withResolvers<void>();
    t.simulator.fault('send', { is: 'process-then-held', until: answered.promise });
    const text = 'followUp: { text: "Please write to us." }';
    await get(t.url, t.key, `mutation { rejectCall(id: "${id}", ${text}) { __typename } }`);
    await until(() => t.simulator.messages.length > 0);
    await run(`update effects set lease_until = now() where kind = 'text'`);
    const isPending = `select id from effects where state <> 'SETTLED'`;
    await until(async () => (await run(isPending)).length === 0);
    await erase(caller);
    const { aliases } = await idsOfCalls();
    answered.resolve();

    const sent = `select call->'rejection'->'followUp' as text from journal where kind = 'FOLLOW_UP_SENT'`;
    await until(async () => (await run(sent)).length === 1);
    expect(await run(sent)).toEqual([
      { text: expect.not.objectContaining({ messageIds: expect.anything() }) },
    ]);
    expect((await idsOfCalls()).aliases.toSorted()).toEqual(aliases.toSorted());
  });
});
