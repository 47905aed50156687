import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acquireLivenessLock } from '../../src/db/connection/liveness.ts';
import { sendUncheckedForMs } from '../../src/db/connection/takeover-timing.ts';
import { defaultLimits } from '../../src/use-cases/work/create-request-limiter.ts';
import { ask } from '../support/client.ts';
import { createDatabase } from '../support/database.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { endLife, type ProxiedApp, startDatabaseProxy, startProxiedApp } from './stage.ts';

/** So many requests of one line at once; the others wait for their turn. */
const { atOnce } = defaultLimits;
const patienceMs = 20_000;
const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) { __typename } }`;

describe('a process whose way to the database has gone silent', () => {
  let app: ProxiedApp;

  beforeAll(async () => {
    // Long, so that no attempt ends before the test ends it, however busy the machine is.
    app = await startProxiedApp({ attemptTimeoutMs: 20_000, leaseMs: 60_000 });
  });
  afterAll(() => app.stop());

  it('sends late what it has taken only when it hears that it is not taken for dead', async () => {
    const { t, proxy, directUrl } = app;
    const ids = Array.from({ length: atOnce + 1 }, () => t.simulator.ring().id);
    await t.simulator.webhooks.settled();
    const requestsFor = (id: string) => t.simulator.requests.filter(({ callId }) => callId === id);
    const last = ids.pop() ?? '';
    const answered = Promise.withResolvers<void>();
    const then = { is: 'reset-before-processing' } as const;
    t.simulator.fault('reject', { is: 'held', until: answered.promise, then }, atOnce);
    const answers = ids.map((id) => ask(t.url, t.key, rejectCall, { id }));
    await until(() => ids.every((id) => requestsFor(id).length === 1));
    answers.push(ask(t.url, t.key, rejectCall, { id: last }));
    const taken = `select 1 from effects where state = 'IN_FLIGHT'`;
    await until(async () => (await queryOnce(directUrl, taken)).length === atOnce + 1);

    // So long after it was taken, the last is not sent without a question to the database.
    await sleep(sendUncheckedForMs);
    proxy.swallow();
    answered.resolve();
    await until(() => ids.every((id) => requestsFor(id).every(({ endedAt }) => endedAt)));
    await sleep(300);
    expect(requestsFor(last)).toHaveLength(0);

    proxy.calm();
    await until(() => requestsFor(last).length > 0);
    expect((await Promise.all(answers)).flatMap(({ errors = [] }) => errors)).toEqual([]);
    expect(requestsFor(last)).toHaveLength(1);
  });
});

it('a session that ended right after its answer holds nothing, if the process learns of both at the same moment', async () => {
  const url = await createDatabase();
  const { proxy, url: proxied } = await startDatabaseProxy(url);
  const lock = await acquireLivenessLock(proxied);
  const owner = lock.owner();
  expect(await owner.stillHolds(patienceMs)).toBe(true);

  const askedSince = await queryOnce<{ at: string }>(url, 'select clock_timestamp()::text as at');
  const answered = `select 1 from pg_stat_activity where datname = current_database()
    and application_name like '%liveness' and state = 'idle' and query_start > '${askedSince[0]?.at}'`;
  // The question passes, and the answer is held, as it would wait for a process that stands still.
  proxy.swallowAnswers();
  const holds = owner.stillHolds(patienceMs);
  await until(async () => (await queryOnce(url, answered)).length > 0);
  await endLife(url, owner.name);
  await until(async () => (await queryOnce(url, answered)).length === 0);
  proxy.calm();
  expect(await holds).toBe(false);
  await lock.release();
  await proxy.close();
});
