import { afterEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import { createLog } from '../../src/log.ts';
import { startFaultProxy } from '../chaos/fault-proxy.ts';
import { throughPort } from '../faults/stage.ts';
import { writeByWebhook } from '../feed/writers.ts';
import { startTestApp, type TestApp, testConfig } from '../support/app.ts';
import { startChild } from '../support/child.ts';
import { ask, get, type Subscriber, subscribeOverWebSocket } from '../support/client.ts';
import { createEmptyDatabase, migrate } from '../support/database.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { backUp, dumpAndRestore, makeStandby } from './copies.ts';

interface Event {
  readonly cursor: string;
  readonly previousCursor: string | null;
  readonly call: { readonly providerCallId: string };
}

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function start(copyOf?: Parameters<typeof startPostgres>[0]): Promise<Postgres> {
  const server = await startPostgres({ ...copyOf });
  stops.push(() => server.stop());
  return server;
}

/** A service on a server of its own, behind an address that can lead to another server. */
async function serviceOn(
  server: Postgres,
): Promise<{ t: TestApp; leadTo(other: Postgres): Promise<void> }> {
  const target = { host: '127.0.0.1', port: server.port };
  const proxy = await startFaultProxy(target);
  stops.push(() => proxy.close());
  const url = await createEmptyDatabase(server.url);
  const t = await startTestApp({ databaseUrl: throughPort(url, proxy.port) });
  stops.push(() => t.stop());
  return {
    t,
    async leadTo(other) {
      target.port = other.port;
      proxy.reset();
      await until(async () => (await fetch(`${t.url}/readyz`)).status === 200);
    },
  };
}

/** The service after a stop and a start, on this database. */
async function startedAnew(t: TestApp, url: string): Promise<TestApp> {
  const config = testConfig({ is: 'postgres', url, directUrl: url, poolSize: 4 });
  const app = await createApp(config, { log: createLog('debug', (line) => t.logged.push(line)) });
  stops.push(() => app.stop());
  const webhookUrl = app.url + new URL(t.webhookUrl).pathname;
  return { ...t, app, url: app.url, webhookUrl };
}

const watch = `subscription ($after: String) { callEvents(after: $after) {
  cursor previousCursor call { providerCallId } } }`;
const log = `query ($after: String) { callEventLog(first: 100, after: $after) {
  nodes { cursor previousCursor call { providerCallId } } } }`;

function follow(t: TestApp, after: string | null): Subscriber<Event> {
  const subscriber = subscribeOverWebSocket<Event>(t.url, t.key, watch, { after });
  stops.push(() => subscriber.stop());
  return subscriber;
}

async function logAfter(t: TestApp, after: string | null): Promise<readonly Event[]> {
  const { callEventLog } = await get<{ callEventLog: { nodes: Event[] } }>(t.url, t.key, log, {
    after,
  });
  return callEventLog.nodes;
}

/** What a client is told whose cursor is of the lost history. */
async function refusal(t: TestApp, after: string) {
  const { errors } = await ask(t.url, t.key, log, { after });
  const extensions = errors?.[0]?.extensions as { code?: string; continueAfter?: string };
  return { code: extensions?.code, continueAfter: extensions?.continueAfter ?? '' };
}

async function write(t: TestApp, name: string, count: number): Promise<Event[]> {
  await writeByWebhook(t.webhookUrl, name, count);
  return until(async () => {
    const events = (await logAfter(t, null)).filter(isNamed(name));
    return events.length === count && events;
  });
}

const isNamed = (name: string) => (event: Event) =>
  event.call.providerCallId.startsWith(`call_${name}_`);
const namesOf = (events: readonly Event[]) => events.map(({ call }) => call.providerCallId);
const named = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) => `call_${name}_${n}`);

/** More than were lost, so that transaction ids pass those of the lost history. */
const many = 20;

/** What everybody is told after the events LOST, and nothing else, were lost. */
async function expectAllTold(
  t: TestApp,
  { kept, lost, live }: { kept: Event[]; lost: Event[]; live?: Subscriber<Event> },
): Promise<void> {
  if (live) await expect(live.received(1000)).rejects.toThrow('CURSOR_EXPIRED');
  await write(t, 'NEW', many);
  for (const { cursor } of lost) {
    const { code, continueAfter } = await refusal(t, cursor);
    expect(code).toBe('CURSOR_EXPIRED');
    expect(namesOf(await logAfter(t, continueAfter))).toEqual(named('NEW', many));
    expect(namesOf(await follow(t, continueAfter).received(many))).toEqual(named('NEW', many));
  }
  const [first] = kept;
  const rest = await follow(t, first?.cursor ?? '').received(kept.length - 1 + many);
  expect(namesOf(rest)).toEqual([...named('KEPT', kept.length).slice(1), ...named('NEW', many)]);
}

describe('a database whose directory was copied while it was written, and put back', () => {
  it('tells a client of the lost history where to go on, and keeps all others’ cursors', async () => {
    const server = await start();
    const { t, leadTo } = await serviceOn(server);
    const kept = await write(t, 'KEPT', 5);
    const data = await backUp(server);
    const lost = await write(t, 'LOST', 6);
    const live = follow(t, kept.at(-1)?.cursor ?? '');
    await live.received(lost.length);
    const { password } = server;
    const restored = await start({ copyOf: { data, password } });
    await server.kill();
    await leadTo(restored);
    await expectAllTold(t, { kept, lost, live });
  });

  it('is told as well by a service that was started after the restore', async () => {
    const server = await start();
    const { t } = await serviceOn(server);
    const kept = await write(t, 'KEPT', 5);
    const data = await backUp(server);
    const lost = await write(t, 'LOST', 6);
    const { pathname } = new URL(t.databaseUrl);
    await t.app.stop();
    await server.kill();
    const restored = await start({ copyOf: { data, password: server.password } });
    const url = new URL(restored.url);
    url.pathname = pathname;
    await expectAllTold(await startedAnew(t, url.href), { kept, lost });
  });
});

describe('a standby that lags, and is promoted', () => {
  it('tells the clients that have seen what it has not', async () => {
    const primary = await start();
    const { t, leadTo } = await serviceOn(primary);
    const kept = await write(t, 'KEPT', 5);
    const data = await backUp(primary);
    makeStandby(data, primary);
    const standby = await start({ copyOf: { data, password: primary.password } });
    const lastOf = async ({ url }: Postgres, what: string) => {
      const [row] = await queryOnce<{ at: string }>(url, `select ${what}()::text as at`);
      return row?.at ?? '';
    };
    const written = await lastOf(primary, 'pg_current_wal_lsn');
    await until(async () => {
      const sql = `select coalesce(pg_last_wal_replay_lsn() >= '${written}', false) as done`;
      return (await queryOnce<{ done: boolean }>(standby.url, sql))[0]?.done;
    });
    await queryOnce(standby.url, `alter system set primary_conninfo = ''`);
    await queryOnce(standby.url, 'select pg_reload_conf()');
    await until(async () => {
      const sql = 'select count(*)::int as receivers from pg_stat_wal_receiver';
      return (await queryOnce<{ receivers: number }>(standby.url, sql))[0]?.receivers === 0;
    });
    const lost = await write(t, 'LOST', 6);
    const live = follow(t, kept.at(-1)?.cursor ?? '');
    await live.received(lost.length);
    await primary.kill();
    await queryOnce(standby.url, 'select pg_promote()');
    await leadTo(standby);
    await expectAllTold(t, { kept, lost, live });
  });
});

describe('a database that was dumped, and restored into another server', () => {
  it('tells the clients that have seen what was written after the dump', async () => {
    const server = await start();
    const { t } = await serviceOn(server);
    const kept = await write(t, 'KEPT', 5);
    const other = await start();
    const target = await createEmptyDatabase(other.url);
    await migrate(target);
    await dumpAndRestore(t.databaseUrl, target);
    const lost = await write(t, 'LOST', 6);
    await t.app.stop();
    await expectAllTold(await startedAnew(t, target), { kept, lost });
  });
});

describe('a history that was cut by hand, and `npm run new-epoch`', () => {
  it('tells the clients whose events are gone, and keeps all others’ cursors', async () => {
    const t = await startTestApp();
    stops.push(() => t.stop());
    const kept = await write(t, 'KEPT', 5);
    const lost = await write(t, 'LOST', 6);
    const live = follow(t, kept.at(-1)?.cursor ?? '');
    await live.received(lost.length);
    await queryOnce(
      t.databaseUrl,
      `delete from journal where call_id in
         (select id from calls where provider_call_id like 'call\\_LOST\\_%')`,
    );
    const command = startChild('src/cli/new-epoch.ts', [], { DATABASE_URL: t.databaseUrl });
    expect([await command.ended, command.output.text]).toEqual([
      0,
      expect.stringContaining('A new epoch has begun'),
    ]);
    await expectAllTold(t, { kept, lost, live });
  });
});

describe('a server that was only restarted', () => {
  it('expires no cursor', async () => {
    const server = await start();
    const { t } = await serviceOn(server);
    const kept = await write(t, 'KEPT', 5);
    await server.restart('fast');
    await until(async () => (await fetch(`${t.url}/readyz`)).status === 200);
    await write(t, 'NEW', many);
    for (const [n, { cursor }] of kept.entries()) {
      const rest = [...named('KEPT', 5).slice(n + 1), ...named('NEW', many)];
      expect(namesOf(await logAfter(t, cursor))).toEqual(rest);
    }
  });
});
