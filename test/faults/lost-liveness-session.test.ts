import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { answerGraceMs } from '../../src/db/connection/takeover-timing.ts';
import type { PilotStatusOperation } from '../../src/simulator/pilot-status/pilot-status-api.ts';
import { defaultLimits } from '../../src/use-cases/work/create-request-limiter.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { historyOf } from '../support/picture.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { endLife } from './stage.ts';

function standStill(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

/** No lease and no attempt ends here by itself. */
const timing = { leaseMs: 30_000, attemptTimeoutMs: 20_000 };
/** So many requests of one line at once; the others wait for their turn. */
const { atOnce } = defaultLimits;
const rejectCall = `mutation ($id: ID!, $followUp: CallFollowUpInput) {
  rejectCall(id: $id, followUp: $followUp) { ... on CallRejected { rejection { state } } } }`;
const details = `query ($id: ID!) { call(id: $id) {
  rejection { attempts { outcome } followUp { state } } } }`;

describe('a process that only loses the session by which others know it alive', () => {
  let t: TestApp;

  beforeAll(async () => {
    t = await startTestApp(timing);
    await t.another();
    await until(async () => (await livingOwners()) === 2);
  });
  afterEach(async () => {
    t.simulator.clearFaults();
    await until(async () => (await livingOwners()) === 2);
  });
  afterAll(() => t.stop());

  const requests = (operation: PilotStatusOperation, id?: string) =>
    t.simulator.requests.filter(
      (one) => one.operation === operation && (id === undefined || one.callId === id),
    );

  async function livingOwners(): Promise<number> {
    const rows = await queryOnce(
      t.databaseUrl,
      `select 1 from pg_locks where locktype = 'advisory'
       and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows.length;
  }

  async function ring(): Promise<string> {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    return id;
  }

  const reject = (id: string, text?: string) =>
    get(t.url, t.key, rejectCall, { id, followUp: text && { text } });

  async function rejectionOf(id: string) {
    const { call } = await get<{
      call: { rejection: { attempts: { outcome: string }[]; followUp?: { state: string } } };
    }>(t.url, t.key, details, { id });
    const { attempts, followUp } = call.rejection;
    return { outcomes: attempts.map(({ outcome }) => outcome), text: followUp?.state };
  }

  it('lets go of what it asks before another asks again; the call is rejected once', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, ring));
    t.simulator.fault('reject', { is: 'hang' }, ids.length);
    const answers = ids.map((id) => reject(id));
    await until(() => ids.every((id) => requests('reject', id).length === 1));
    await endLife(t.databaseUrl, t.app.db.owner().name);
    await until(() => ids.every((id) => requests('reject', id).length > 1));
    await Promise.all(answers);

    for (const id of ids) {
      const [first, second, ...more] = requests('reject', id);
      expect(more).toEqual([]);
      expect(first?.endedAt?.getTime()).toBeLessThanOrEqual(second?.at.getTime() ?? 0);
      await until(async () => (await rejectionOf(id)).outcomes.every((outcome) => outcome));
      expect(await rejectionOf(id)).toMatchObject({ outcomes: ['UNKNOWN', 'DONE'] });
      expect((await historyOf(t.url, t.key, id)).slice(0, 3)).toEqual([
        'RANG by PILOT_STATUS: RINGING',
        'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
        'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
      ]);
    }
  });

  it.each([
    ['comes in the moment after', 0],
    ['comes while it stands still for longer than that moment', answerGraceMs + 50],
  ])('has the answer that %s, and nobody asks again', async (_when, standsStillMs) => {
    const id = await ring();
    const answer = Promise.withResolvers<void>();
    t.simulator.fault('reject', { is: 'held', until: answer.promise });
    const rejecting = reject(id);
    await until(() => requests('reject', id).length === 1);
    const { name, lost } = t.app.db.owner();
    lost.addEventListener('abort', () => {
      answer.resolve();
      // Once the answer was sent, and before it is read.
      process.nextTick(standStill, standsStillMs);
    });
    await endLife(t.databaseUrl, name);

    expect(await rejecting).toEqual({ rejectCall: { rejection: { state: 'CONFIRMED' } } });
    expect(await rejectionOf(id)).toMatchObject({ outcomes: ['DONE'] });
    expect(requests('reject', id)).toHaveLength(1);
  });

  it('sends nothing more under its old name', async () => {
    const asked = await Promise.all(Array.from({ length: atOnce }, ring));
    const id = await ring();
    const answers = Promise.withResolvers<void>();
    t.simulator.fault('reject', { is: 'held', until: answers.promise }, atOnce);
    const rejecting = asked.map((one) => reject(one));
    await until(() => asked.every((one) => requests('reject', one).length === 1));
    rejecting.push(reject(id));
    await until(async () => (await historyOf(t.url, t.key, id)).length > 1);
    const { name, lost } = t.app.db.owner();
    lost.addEventListener('abort', () => answers.resolve());
    await endLife(t.databaseUrl, name);
    await Promise.all(rejecting);

    await until(async () => (await rejectionOf(id)).outcomes.includes('DONE'));
    expect(await rejectionOf(id)).toMatchObject({ outcomes: ['NOT_DONE', 'DONE'] });
    expect(requests('reject', id)).toHaveLength(1);
  });

  it('waits for the answer to a text, which nobody sends again', async () => {
    const id = await ring();
    const before = requests('send').length;
    const answer = Promise.withResolvers<void>();
    t.simulator.fault('send', { is: 'held', until: answer.promise });
    await reject(id, 'Please write to us.');
    await until(() => requests('send').length > before);
    const { name, graceEnded } = t.app.db.owner();
    graceEnded.addEventListener('abort', () => setImmediate(answer.resolve));
    await endLife(t.databaseUrl, name);

    await until(async () => (await rejectionOf(id)).text !== 'SENDING');
    expect(await rejectionOf(id)).toMatchObject({ text: 'SENT' });
    expect(requests('send')).toHaveLength(before + 1);
  });

  it('waits for it too long: the text is UNKNOWN until the answer comes, and is not sent again for that', async () => {
    const id = await ring();
    const before = requests('send').length;
    const answer = Promise.withResolvers<void>();
    t.simulator.fault('send', { is: 'held', until: answer.promise });
    await reject(id, 'Please write to us.');
    await until(() => requests('send').length > before);
    await endLife(t.databaseUrl, t.app.db.owner().name);
    await until(async () => (await rejectionOf(id)).text === 'UNKNOWN');
    answer.resolve();
    await until(async () => (await rejectionOf(id)).text !== 'UNKNOWN');

    expect(await rejectionOf(id)).toMatchObject({ text: 'SENT' });
    expect(requests('send')).toHaveLength(before + 1);
  });
});
