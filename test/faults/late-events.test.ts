import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { createLog } from '../../src/log.ts';
import type { FaultProxy } from '../chaos/fault-proxy.ts';
import { startTestApp, type TestApp, testConfig } from '../support/app.ts';
import { get, type Subscriber, subscribeOverWebSocket } from '../support/client.ts';
import { metricsText } from '../support/metrics.ts';
import { queryOnce } from '../support/query-once.ts';
import { silentLog } from '../support/silent-log.ts';
import { until } from '../support/until.ts';
import { ringOnce, startDatabaseProxy, terminate } from './stage.ts';

interface Event {
  kind: string;
  call: { providerCallId: string };
}

const watch = 'subscription { callEvents { kind call { providerCallId } } }';

describe('events', () => {
  let t: TestApp;
  /** Another process, whose sessions can be cut off. */
  let other: App;
  let proxy: FaultProxy;
  let subscriber: Subscriber<Event>;
  let rung = 0;

  beforeAll(async () => {
    t = await startTestApp({ ringLimitMs: 300_000 });
    const { databaseUrl: url } = t;
    const proxied = await startDatabaseProxy(url);
    proxy = proxied.proxy;
    const config = testConfig({ is: 'postgres', url, directUrl: proxied.url, poolSize: 4 });
    other = await createApp(config, { log: silentLog });
    subscriber = subscribeOverWebSocket<Event>(other.url, t.key, watch);
    await until(() => other.subscriberCount() === 1);
  });
  afterAll(async () => {
    await subscriber.stop();
    proxy.calm();
    await other.stop();
    await proxy.close();
    await t.stop();
  });

  async function ring(count: number): Promise<string[]> {
    const ids = Array.from({ length: count }, () => `call_${++rung}`);
    for (const id of ids) expect((await ringOnce(t.webhookUrl, id)).status).toBe(200);
    return ids;
  }

  async function expectSeen(ids: readonly string[], seenBefore: number): Promise<void> {
    const events = await subscriber.received(seenBefore + ids.length);
    expect(events.slice(seenBefore).map(({ call }) => call.providerCallId)).toEqual(ids);
  }

  const listening = () =>
    queryOnce(
      t.databaseUrl,
      `select pid from pg_stat_activity
       where datname = current_database() and application_name = 'calls-subgraph listen'`,
    );

  it('arrive when the connection that listens for notifications was terminated', async () => {
    const before = subscriber.events.length;
    const ids = await ring(2);
    await terminate(t.databaseUrl, 'calls-subgraph listen');
    await expectSeen([...ids, ...(await ring(3))], before);
  });

  it('arrive when no connection can listen for notifications', async () => {
    await until(async () => (await listening()).length === 2);
    const before = subscriber.events.length;
    proxy.refuse();
    proxy.reset();
    await until(async () => (await listening()).length === 1);
    await expectSeen(await ring(5), before);
    proxy.calm();
    await until(async () => (await listening()).length === 2);
  });

  it('that were written during another, long transaction are late, in order, and none is skipped', async () => {
    const before = subscriber.events.length;
    const sql = postgres(t.databaseUrl, { max: 1 });
    onTestFinished(() => sql.end({ timeout: 0 }));
    const session = await sql.reserve();
    await session`begin`;
    await session`select pg_current_xact_id()`;
    const ids = await ring(5);
    const found = `query ($id: ID!) { call(id: $id) { status } }`;
    expect(await get(other.url, t.key, found, { id: ids.at(-1) })).toEqual({
      call: { status: 'RINGING' },
    });
    // It has looked for events once more, after all of them were written.
    const heldBefore = await heldSeconds(other.url);
    await until(async () => (await heldSeconds(other.url)) > heldBefore);
    expect(subscriber.events.length).toBe(before);
    await session`rollback`;
    session.release();
    await expectSeen([...ids, ...(await ring(2))], before);
  });

  it('that wait for a transaction are counted, and the log names it once, and once when it ends', async () => {
    const logged: string[] = [];
    const log = createLog('warn', (line) => logged.push(line));
    const patient = await t.another({ log, heldTooLongMs: 500 });
    const sql = postgres(t.databaseUrl, { max: 1 });
    const session = await sql.reserve();
    await session`begin`;
    const [writer] = await session`select pg_current_xact_id()::xid::text as xid`;
    await ring(1);
    const named = (line: string) => line.includes(`"xid":${writer?.xid},`);

    await until(() => logged.some(named));
    expect(await heldSeconds(patient.url)).toBeGreaterThanOrEqual(0.5);
    await until(async () => (await heldSeconds(patient.url)) > 1);
    expect(logged.filter(named)).toHaveLength(1);
    await session`rollback`;
    await until(async () => (await heldSeconds(patient.url)) === 0);
    expect(logged.filter(named)).toEqual([
      expect.stringContaining('events wait for a transaction that does not end'),
      expect.stringContaining('events no longer wait for that transaction'),
    ]);
    session.release();
    await sql.end();
  });

  async function heldSeconds(url: string): Promise<number> {
    const metrics = await metricsText(url);
    return Number(/^calls_watermark_held_seconds (\S+)$/m.exec(metrics)?.[1]);
  }
});
