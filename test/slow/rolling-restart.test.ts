import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServiceProcess, startService } from '../faults/service-process.ts';
import { journalOf, ringUntilTaken } from '../faults/stage.ts';
import { startTestApp, type TestApp, testSealKey } from '../support/app.ts';
import { subscribeOverWebSocket } from '../support/client.ts';
import { cursorsOf } from '../support/cursors.ts';
import { until } from '../support/until.ts';

const watch =
  'subscription ($after: String) { callEvents(after: $after) { cursor call { providerCallId } } }';

interface Event {
  cursor: string;
  call: { providerCallId: string };
}

describe('processes that take each other’s place one by one', () => {
  let t: TestApp;
  const started: ServiceProcess[] = [];

  beforeAll(async () => {
    // No ring passes its limit meanwhile, which would be a second event of its call.
    t = await startTestApp({ ringLimitMs: 300_000 });
  });
  afterAll(async () => {
    await Promise.all(started.map(({ child }) => child.kill('SIGKILL')));
    await t.stop();
  });

  async function start(drainMs: number): Promise<ServiceProcess> {
    const service = await startService(t.databaseUrl, drainMs);
    started.push(service);
    return service;
  }

  it('lose no event for a subscriber that resumes, and repeat none', async () => {
    let replicas: readonly ServiceProcess[] = await Promise.all([start(200), start(200)]);
    let isOver = false;
    let hasRung = false;
    const rung: string[] = [];
    const ringing = (async () => {
      for (let n = 0; !isOver; n++) {
        const { url } = replicas[n % replicas.length] ?? replicas[0] ?? { url: '' };
        const id = `call_ROLLING_${n}`;
        await ringUntilTaken(t.webhookUrl.replace(t.url, url), id);
        rung.push(id);
        await sleep(10);
      }
      hasRung = true;
    })();
    const reading = readAcross(
      () => replicas[1]?.url ?? '',
      () => (hasRung ? rung.length : null),
    );
    for (let n = 0; n < 2; n++) {
      const fresh = await start(200);
      const old = replicas[n];
      replicas = replicas.map((one, at) => (at === n ? fresh : one));
      expect(await old?.child.kill('SIGTERM')).toBe(0);
    }
    isOver = true;
    await ringing;
    const seen = await reading;
    const journal = (await journalOf(t.databaseUrl)).filter((line) => line.includes('_ROLLING_'));
    expect(seen.map((id) => `${id} RANG`)).toEqual(journal);
    expect(journal).toHaveLength(rung.length);
    expect(await Promise.all(replicas.map(({ child }) => child.kill('SIGTERM')))).toEqual([0, 0]);
  }, 120_000);

  /** Over and over from the last cursor, wherever somebody serves, until everything has come. */
  async function readAcross(urlNow: () => string, total: () => number | null): Promise<string[]> {
    const seen: string[] = [];
    let after = cursorsOf(testSealKey)({ epoch: 0, xid: 0n, id: 0n });
    const isAll = () => seen.length >= (total() ?? Number.POSITIVE_INFINITY);
    while (!isAll()) {
      const subscriber = subscribeOverWebSocket<Event>(urlNow(), t.key, watch, { after });
      let hasFailed = false;
      subscriber.received(1).catch(() => {
        hasFailed = true;
      });
      // What came before may have been all, although that was not known yet.
      await until(() => subscriber.events.length > 0 || hasFailed || isAll(), 60_000);
      await sleep(150);
      await subscriber.stop();
      const events = [...subscriber.events];
      after = events.at(-1)?.cursor ?? after;
      const ids = events.map(({ call }) => call.providerCallId);
      seen.push(...ids.filter((id) => id.includes('_ROLLING_')));
    }
    return seen;
  }
});
