import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { remainingLeaseMs } from '../../src/db/connection/takeover-timing.ts';
import { defaultLimits } from '../../src/use-cases/work/create-request-limiter.ts';
import { ask, get } from '../support/client.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { type ProxiedApp, startProxiedApp } from './stage.ts';

/** So many requests of one line at once; the others wait for their turn. */
const { atOnce } = defaultLimits;
const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) { __typename } }`;
const attempts = `query ($id: ID!) { call(id: $id) { rejection { attempts { outcome } } } }`;

describe('a process whose way to the database has gone silent', () => {
  let app: ProxiedApp;

  beforeAll(async () => {
    app = await startProxiedApp({ attemptTimeoutMs: 2000, leaseMs: 20_000 });
  });
  afterAll(() => app.stop());

  /** The last of several calls waits for its turn until the others are given up; the database is silent for so long and longer. */
  async function rejectLate(silentForMs: number) {
    const { t, proxy, directUrl } = app;
    const ids = Array.from({ length: atOnce + 1 }, () => t.simulator.ring().id);
    await t.simulator.webhooks.settled();
    const requestsFor = (id: string) => t.simulator.requests.filter(({ callId }) => callId === id);
    const last = ids.pop() ?? '';
    t.simulator.fault('reject', { is: 'hang' }, atOnce);
    const answers = ids.map((id) => ask(t.url, t.key, rejectCall, { id }));
    await until(() => ids.every((id) => requestsFor(id).length === 1));
    answers.push(ask(t.url, t.key, rejectCall, { id: last }));
    const taken = `select 1 from effects where state = 'IN_FLIGHT'`;
    await until(async () => (await queryOnce(directUrl, taken)).length === atOnce + 1);

    proxy.swallow();
    await until(() => ids.every((id) => requestsFor(id).every(({ endedAt }) => endedAt)));
    await sleep(silentForMs);
    const whileSilent = requestsFor(last).length;
    proxy.calm();
    await until(() => requestsFor(last).length > 0);
    expect((await Promise.all(answers)).flatMap(({ errors = [] }) => errors)).toEqual([]);
    await until(async () => (await queryOnce(directUrl, taken)).length === 0);
    return { whileSilent, requests: requestsFor(last).length, outcomes: await outcomesOf(last) };
  }

  async function outcomesOf(id: string): Promise<string[]> {
    const { call } = await get<{ call: { rejection: { attempts: { outcome: string }[] } } }>(
      app.t.url,
      app.t.key,
      attempts,
      { id },
    );
    return call.rejection.attempts.map(({ outcome }) => outcome);
  }

  it('sends late what it has taken only when it hears that it is not taken for dead', async () => {
    expect(await rejectLate(300)).toMatchObject({ whileSilent: 0, requests: 1 });
  });

  it('hears so too late, when it may be taken for dead again: it sends nothing for that, and tries anew', async () => {
    const rejected = await rejectLate(remainingLeaseMs);
    expect(rejected).toMatchObject({ whileSilent: 0, requests: 1 });
    // On a busy machine it may hear so too late more than once.
    expect(rejected.outcomes.join(' ')).toMatch(/^(NOT_DONE )+DONE$/);
  });
});
