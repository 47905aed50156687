import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { coveredDelayMs } from '../../src/db/connection/takeover-timing.ts';
import { defaultLimits } from '../../src/use-cases/work/create-request-limiter.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Child } from '../support/child.ts';
import { ask, get } from '../support/client.ts';
import { historyOf } from '../support/picture.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { startAppProcess } from './service-process.ts';
import { endLife } from './stage.ts';

/** Long enough for a busy machine to bring the process to where it is paused. */
const timing = { leaseMs: 3000, attemptTimeoutMs: 2000 };
/** Of the process that takes over: it gets its answers, however busy the machine is. */
const patience = { leaseMs: 60_000, attemptTimeoutMs: 20_000 };
/** So many requests of one line at once; the others wait for their turn. */
const { atOnce } = defaultLimits;
const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) { __typename } }`;

describe('a process that is paused', () => {
  let t: TestApp;
  let child: Child;
  let childUrl: string;

  beforeAll(async () => {
    t = await startTestApp(patience);
    ({ child, url: childUrl } = await startAppProcess(t.databaseUrl, {
      poolSize: 4,
      overrides: timing,
    }));
  });
  afterEach(() => t.simulator.clearFaults());
  afterAll(async () => {
    await child.kill('SIGKILL');
    await t.stop();
  });

  async function ring(count: number): Promise<string[]> {
    const ids = Array.from({ length: count }, () => t.simulator.ring().id);
    await t.simulator.webhooks.settled();
    return ids;
  }

  const requestsFor = (id: string) =>
    t.simulator.requests.filter(({ callId }) => callId === id).length;
  const rejectAtChild = (id: string) =>
    ask(childUrl, t.key, rejectCall, { id }).catch(() => 'never came');
  /** On a busy machine either process may get no answer in time more than once. */
  async function attemptsOf(id: string): Promise<string> {
    const query = `query ($id: ID!) { call(id: $id) { rejection { attempts { outcome } } } }`;
    const { call } = await get<{ call: { rejection: { attempts: { outcome: string }[] } } }>(
      t.url,
      t.key,
      query,
      { id },
    );
    return call.rejection.attempts.map(({ outcome }) => outcome).join(' ');
  }
  const kindsOf = async (id: string) =>
    (await historyOf(t.url, t.key, id))
      .map((line) => line.split(' ')[0])
      .filter((kind) => kind !== 'NOTED');

  it('beyond its leases: another finishes the work; it sends nothing late and changes nothing afterwards', async () => {
    const asked = await ring(atOnce);
    t.simulator.fault('reject', { is: 'hang' }, 'always');
    const answers = asked.map(rejectAtChild);
    await until(() => asked.every((id) => requestsFor(id) > 0));
    const waiting = await ring(3);
    answers.push(...waiting.map(rejectAtChild));
    for (const id of waiting) {
      await until(async () => (await kindsOf(id)).includes('REJECT_REQUESTED'));
    }
    child.process.kill('SIGSTOP');
    t.simulator.clearFaults();
    const all = [...asked, ...waiting];
    for (const id of all) {
      await until(async () => (await kindsOf(id)).includes('REJECTED'));
    }
    const requestsBefore = t.simulator.requests.length;
    child.process.kill('SIGCONT');
    await Promise.all(answers);
    // The process that was paused notes what came of its attempts, and must do nothing else.
    for (const id of all) await until(async () => !(await attemptsOf(id)).split(' ').includes(''));
    await sleep(300);
    for (const id of all) {
      expect(await kindsOf(id)).toEqual(['RANG', 'REJECT_REQUESTED', 'REJECTED']);
    }
    expect(t.simulator.requests.length).toBe(requestsBefore);
    // On a busy machine an attempt may come too late to be sent, and another one is made.
    for (const id of asked) {
      expect(await attemptsOf(id)).toMatch(/^(NOT_DONE )*UNKNOWN ((UNKNOWN|NOT_DONE) )*DONE$/);
    }
    for (const id of waiting) expect(await attemptsOf(id)).toMatch(/^((NOT_DONE|UNKNOWN) )+DONE$/);
    for (const id of all) {
      const sent = (await attemptsOf(id)).match(/UNKNOWN|\bDONE/g) ?? [];
      expect(sent).toHaveLength(requestsFor(id));
    }
  });

  it('for half a second, again and again: it keeps its work, and nobody is asked twice', async () => {
    const ids = await ring(3);
    t.simulator.fault('reject', { is: 'slow', ms: 50 }, 'always');
    for (const id of ids) {
      const answer = rejectAtChild(id);
      child.process.kill('SIGSTOP');
      await sleep(500);
      child.process.kill('SIGCONT');
      await answer;
    }
    for (const id of ids) {
      await until(async () => (await kindsOf(id)).includes('REJECTED'));
      expect(await kindsOf(id)).toEqual(['RANG', 'REJECT_REQUESTED', 'REJECTED']);
    }
    expect(ids.map(requestsFor)).toEqual(ids.map(() => 1));
  });
});

describe('a process that stands still while its database session ends', () => {
  let t: TestApp;
  let child: Child;
  let childUrl: string;

  beforeAll(async () => {
    t = await startTestApp(patience);
    ({ child, url: childUrl } = await startAppProcess(t.databaseUrl, { overrides: patience }));
  });
  afterAll(async () => {
    await child.kill('SIGKILL');
    await t.stop();
  });

  /** When the session ended, and the requests to reject the call for which the process was asking. */
  async function loseSessionWhileItAsks() {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    t.simulator.fault('reject', { is: 'hang' });
    const answer = ask(childUrl, t.key, rejectCall, { id });
    const requests = () =>
      t.simulator.requests.filter(
        ({ operation, callId }) => operation === 'reject' && callId === id,
      );
    await until(() => requests().length === 1);
    const asking = `select owner from effects where state = 'IN_FLIGHT'`;
    const [asks] = await queryOnce<{ owner: string }>(t.databaseUrl, asking);
    child.process.kill('SIGSTOP');
    const endedAt = Date.now();
    await endLife(t.databaseUrl, asks?.owner ?? '');
    await sleep(500);
    child.process.kill('SIGCONT');
    await until(() => requests().length > 1 && requests().every((one) => one.endedAt));
    await answer;
    return { endedAt, requests: requests() };
  }

  it('lets go of what it asks before another asks again', async () => {
    const promised = await until(async () => {
      const { endedAt, requests } = await loseSessionWhileItAsks();
      const letGoAt = requests[0]?.endedAt?.getTime() ?? Number.POSITIVE_INFINITY;
      // On a busy machine it may stand still for longer, of which nothing is promised.
      return letGoAt - endedAt <= coveredDelayMs && requests;
    });
    const [first, second, ...more] = promised;
    expect(more).toEqual([]);
    expect(second?.at.getTime()).toBeGreaterThanOrEqual(first?.endedAt?.getTime() ?? 0);
  });
});
