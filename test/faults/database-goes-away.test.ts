import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { ask } from '../support/client.ts';
import { createDatabase, createTemplate } from '../support/database.ts';
import { historyOf } from '../support/picture.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { until } from '../support/until.ts';
import { journalOf, ringOnce, ringUntilTaken, terminate, type WebhookReply } from './stage.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  ... on CallRejected { rejection { state } } } }`;

interface Rejected {
  readonly rejectCall: { readonly rejection?: { readonly state: string } };
}

describe('a database that goes away under traffic', () => {
  let server: Postgres;
  let t: TestApp;
  let rung = 0;

  beforeAll(async () => {
    server = await startPostgres({ durable: true });
    await createTemplate(server.url);
    t = await startTestApp({ databaseUrl: await createDatabase(server.url) });
  });
  afterEach(() => t.simulator.clearFaults());
  afterAll(async () => {
    await t?.stop();
    await server.stop();
  });

  /** Six providers that ring one call after the other until the trouble is over and a little longer. */
  async function traffic(trouble: () => Promise<unknown>): Promise<WebhookReply[]> {
    const replies: WebhookReply[] = [];
    let isOver = false;
    const senders = Array.from({ length: 6 }, async () => {
      while (!isOver) {
        replies.push(await ringOnce(t.webhookUrl, `call_${++rung}`));
        await sleep(5);
      }
    });
    await sleep(100);
    await trouble();
    await until(async () => (await ringOnce(t.webhookUrl, `call_${++rung}`)).status === 200);
    isOver = true;
    await Promise.all(senders);
    return replies;
  }

  /** What was acknowledged is in the journal once, and what was not was answered 503. */
  async function expectNothingLost(replies: readonly WebhookReply[]): Promise<void> {
    const journal = await journalOf(t.databaseUrl);
    const times = Map.groupBy(journal, (entry) => entry);
    const taken = replies.filter(({ status }) => status === 200);
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.filter(({ id }) => times.get(`${id} RANG`)?.length !== 1)).toEqual([]);
    const others = replies.filter(({ status }) => status !== 200);
    expect(others.filter(({ status, retryAfter }) => status !== 503 || !retryAfter)).toEqual([]);
  }

  it.each(['immediate', 'fast'] as const)(
    'by a restart (%s): no webhook is acknowledged that is not recorded',
    async (ending) => {
      await expectNothingLost(await traffic(() => server.restart(ending)));
    },
  );

  it('by SIGKILL, for a while: webhooks are refused, sent again, and recorded once', async () => {
    const replies = await traffic(async () => {
      await server.kill();
      expect((await ringOnce(t.webhookUrl, 'call_WHILE_DEAD')).status).toBe(503);
      const late = ringUntilTaken(t.webhookUrl, 'call_SENT_AGAIN');
      await server.start();
      const told = await late;
      expect(new Set(told.slice(0, -1))).toEqual(new Set(told.length > 1 ? [503] : []));
      expect(told.at(-1)).toBe(200);
    });
    await expectNothingLost(replies);
    const journal = await journalOf(t.databaseUrl);
    expect(journal.filter((entry) => entry.startsWith('call_SENT_AGAIN'))).toHaveLength(1);
    expect(replies.some(({ status }) => status === 503)).toBe(true);
  });

  it('by the termination of every session: no webhook is acknowledged that is not recorded', async () => {
    const replies = await traffic(async () => {
      for (let times = 0; times < 10; times++) {
        await terminate(t.databaseUrl, 'calls-subgraph%');
        await sleep(50);
      }
    });
    await expectNothingLost(replies);
  });

  it('while a rejection is with the provider: it is settled, and the provider rejects that call only', async () => {
    const id = await ring();
    const before = t.simulator.requests.length;
    t.simulator.fault('reject', { is: 'slow', ms: 500 });
    const answering = ask(t.url, t.key, rejectCall, { id });
    await until(() => t.simulator.requests.length > before);
    await server.restart('immediate');
    await answering;
    // The provider's event may come before the answer, which the first attempt lost with the database.
    const changes = await until(async () => {
      const history = await historyOf(t.url, t.key, id).catch(() => []);
      const found = history.filter((line) => !line.startsWith('NOTED'));
      return found.length >= 3 && found;
    });
    expect(changes.slice(0, 3)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
      'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
    ]);
    const asked = t.simulator.requests.slice(before);
    expect(asked.every(({ callId }) => callId === id)).toBe(true);
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('before a request to reject: the client is told UNAVAILABLE, and nobody is asked', async () => {
    const id = await ring();
    const before = t.simulator.requests.length;
    await server.kill();
    const answers = await Promise.all([
      ask(t.url, t.key, rejectCall, { id }),
      ask(t.url, t.key, '{ calls(first: 1) { nodes { id } } }'),
    ]);
    await server.start();
    expect(answers.map(({ errors }) => errors?.[0]?.extensions?.code)).toEqual([
      'UNAVAILABLE',
      'UNAVAILABLE',
    ]);
    expect(t.simulator.requests.length).toBe(before);
    await until(async () => (await historyOf(t.url, t.key, id).catch(() => [])).length === 1);
    await until(async () => {
      const { data } = await ask<Rejected>(t.url, t.key, rejectCall, { id });
      return data?.rejectCall.rejection?.state === 'CONFIRMED';
    });
  });

  async function ring(): Promise<string> {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    await until(async () => (await historyOf(t.url, t.key, id).catch(() => [])).length > 0);
    return id;
  }
});
