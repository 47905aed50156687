import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../support/client.ts';
import { until } from '../support/until.ts';
import {
  journalOf,
  type ProxiedApp,
  ringOnce,
  startProxiedApp,
  type WebhookReply,
} from './stage.ts';

const maxWaiting = 40;

describe('a database that is slow', () => {
  let app: ProxiedApp;
  let rung = 0;

  beforeAll(async () => {
    app = await startProxiedApp({
      limits: { statementTimeoutMs: 2000, maxWaiting },
      silenceMs: 1500,
      ringLimitMs: 300_000,
    });
  });
  afterEach(async () => {
    app.proxy.calm();
    await until(async () => (await ringOnce(app.t.webhookUrl, `call_${++rung}`)).status === 200);
  });
  afterAll(() => app.stop());

  const ring = () => ringOnce(app.t.webhookUrl, `call_${++rung}`);

  /** So many webhooks at once, and the most statements that were ever under way. */
  async function flood(count: number): Promise<{ replies: WebhookReply[]; mostWaiting: number }> {
    let mostWaiting = 0;
    const watch = setInterval(() => {
      mostWaiting = Math.max(mostWaiting, app.t.app.db.waiting());
    }, 1);
    const replies = await Promise.all(Array.from({ length: count }, ring));
    clearInterval(watch);
    return { replies, mostWaiting };
  }

  async function expectRecorded(replies: readonly WebhookReply[]): Promise<void> {
    const journal = new Set(await journalOf(app.directUrl));
    const taken = replies.filter(({ status }) => status === 200);
    expect(taken.filter(({ id }) => !journal.has(`${id} RANG`))).toEqual([]);
  }

  const told = (replies: readonly WebhookReply[]) =>
    [...new Set(replies.map(({ status, retryAfter }) => `${status} ${retryAfter}`))].sort();

  it('takes its time: everything is recorded', async () => {
    app.proxy.delay(25);
    const { replies } = await flood(12);
    expect(told(replies)).toEqual(['200 null']);
    await expectRecorded(replies);
  });

  it('behind a lock: the queue is bounded, webhooks are told when to come again, and it goes on afterwards', async () => {
    const holder = postgres(app.directUrl, { max: 1, onnotice: () => {} });
    await holder.unsafe('begin; lock table calls');
    const first = await flood(300);
    expect(told(first.replies)).toEqual(['503 1']);
    expect(first.mostWaiting).toBeGreaterThan(4);
    expect(first.mostWaiting).toBeLessThanOrEqual(maxWaiting);

    const wish = await ask(app.t.url, app.t.key, '{ calls(first: 1) { nodes { id } } }');
    expect(wish.errors?.[0]?.extensions?.code).toBe('UNAVAILABLE');
    await holder.unsafe('rollback');
    await holder.end();
    await until(async () => app.t.app.db.waiting() < 4);
    const after = await flood(20);
    expect(told(after.replies)).toEqual(['200 null']);
    await expectRecorded(after.replies);
  });

  it('and silent: the process is alive and not ready, and ready again when the database speaks', async () => {
    const statusOf = async (path: string) => (await fetch(`${app.t.url}/${path}`)).status;
    // A read that met the locks of the test before may still wait for its deadline.
    await until(async () => (await statusOf('readyz')) === 200);
    app.proxy.swallow();
    await until(async () => (await statusOf('readyz')) === 503);
    expect(await statusOf('livez')).toBe(200);
    app.proxy.calm();
    await until(async () => (await statusOf('readyz')) === 200);
  });
});
