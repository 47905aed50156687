import { afterEach, describe, expect, inject, it } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { writeByWebhook } from '../feed/writers.ts';
import { startTestApp, testConfig } from '../support/app.ts';
import { get, subscribeOverWebSocket } from '../support/client.ts';
import { createDatabase, createEmptyDatabase } from '../support/database.ts';
import { queryOnce } from '../support/query-once.ts';
import { silentLog } from '../support/silent-log.ts';
import { until } from '../support/until.ts';
import { findPgBouncer, type PgBouncer, startPgBouncer } from './pgbouncer.ts';

const binary = findPgBouncer();
const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function startPooler(mode: 'transaction' | 'session', poolSize = 3): Promise<PgBouncer> {
  const pooler = await startPgBouncer(binary ?? '', inject('postgresUrl'), { mode, poolSize });
  stops.push(() => pooler.stop());
  return pooler;
}

async function start(database: Config['database']): Promise<App> {
  const app = await createApp(testConfig(database), { log: silentLog, rememberMs: 0 });
  stops.push(() => app.stop());
  return app;
}

const list =
  'query ($after: String) { calls(first: 100, after: $after) { nodes { id providerCallId } } }';
const one = 'query ($id: ID!) { call(id: $id) { id providerCallId } }';
const reject = `mutation ($id: ID!, $key: String) { rejectCall(id: $id, idempotencyKey: $key) {
  __typename ... on CallRejected { call { id } } } }`;

// Needs Debian's package `pgbouncer`, which `.ci/run` installs.
describe.skipIf(binary === null)('PgBouncer in transaction mode', () => {
  it('is refused at the start without DATABASE_DIRECT_URL, and as DATABASE_DIRECT_URL', async () => {
    const pooler = await startPooler('transaction');
    const direct = await createDatabase();
    const url = pooler.through(direct);
    const opening = start({ is: 'postgres', url, directUrl: url, poolSize: 2 });
    await expect(opening).rejects.toThrow('Give DATABASE_DIRECT_URL as well');
    const swapped = start({ is: 'postgres', url: direct, directUrl: url, poolSize: 2 });
    await expect(swapped).rejects.toThrow('DATABASE_DIRECT_URL leads to a pooler');
  });

  it('is refused where the two addresses lead to different databases', async () => {
    const pooler = await startPooler('transaction');
    const url = pooler.through(await createDatabase());
    const opening = start({ is: 'postgres', url, directUrl: await createDatabase(), poolSize: 2 });
    await expect(opening).rejects.toThrow('lead to different databases');
  });

  it('gives each of many clients its own answers, and a subscriber each event once', async () => {
    const pooler = await startPooler('transaction');
    const t = await startTestApp();
    stops.push(() => t.stop());
    const database = {
      is: 'postgres',
      url: pooler.through(t.databaseUrl),
      directUrl: t.databaseUrl,
      poolSize: 8,
    } as const;
    const apps = [await start(database), await start(database)];
    const query =
      'subscription { callEvents(filter: { kinds: [RANG] }) { call { providerCallId } } }';
    const watchers = apps.map((app) =>
      subscribeOverWebSocket<{ call: { providerCallId: string } }>(app.url, t.key, query),
    );
    stops.push(async () => watchers.map((watcher) => watcher.stop()));
    await until(() => apps.every((app) => app.subscriberCount() === 1));
    const hook = new URL(t.webhookUrl).pathname;

    const writers = Array.from({ length: 12 }, (_, n) => n);
    const perWriter = 5;
    await Promise.all(
      writers.map(async (n) => {
        const { url } = apps[n % 2] as App;
        await writeByWebhook(url + hook, `W${n}`, perWriter);
        for (let round = 0; round < perWriter; round++) {
          const all = await get<Listed>(url, t.key, list);
          const mine = all.calls.nodes.filter((call) =>
            call.providerCallId.startsWith(`call_W${n}_`),
          );
          expect(mine).toHaveLength(perWriter);
          const answers = await Promise.all(
            mine.map(({ id }) => get<{ call: object }>(url, t.key, one, { id })),
          );
          expect(answers.map(({ call }) => call)).toEqual(mine);
          const id = mine[round]?.id ?? '';
          const answer = await get<{ rejectCall: object }>(url, t.key, reject, {
            id,
            key: `${n}/${round}`,
          });
          expect(answer.rejectCall).toEqual({ __typename: 'CallRejected', call: { id } });
        }
      }),
    );
    for (const watcher of watchers) {
      const events = await watcher.received(writers.length * perWriter);
      const names = events.map(({ call }) => call.providerCallId);
      expect(new Set(names).size).toBe(writers.length * perWriter);
      expect(names).toHaveLength(writers.length * perWriter);
    }
  });

  it('has no wall between tenants: it is not raised if possible, and refused if required', async () => {
    const pooler = await startPooler('transaction');
    const directUrl = await createEmptyDatabase();
    const url = pooler.through(directUrl);
    const database = { is: 'postgres', url, directUrl, poolSize: 2 } as const;
    const missing = 'the wall between tenants needs sessions';
    await expect(start({ ...database, wall: 'required' })).rejects.toThrow(missing);
    const logged: string[] = [];
    const log = createLog('warn', (line) => logged.push(line));
    const app = await createApp(testConfig({ ...database, wall: 'if-possible' }), { log });
    stops.push(() => app.stop());
    expect(logged.filter((line) => line.includes(missing))).toHaveLength(1);
    expect(await queryOnce(directUrl, 'select polname from pg_policy')).toEqual([]);
  });

  interface Listed {
    readonly calls: { readonly nodes: { id: string; providerCallId: string }[] };
  }
});

describe.skipIf(binary === null)('PgBouncer in session mode', () => {
  it('serves without a second address, because it keeps sessions', async () => {
    const pooler = await startPooler('session', 20);
    const url = pooler.through(await createDatabase());
    const app = await start({ is: 'postgres', url, directUrl: url, poolSize: 2 });
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  });
});
