import postgres from 'postgres';
import { afterEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/connection/database.ts';
import { openDatabase } from '../../../src/db/connection/open-database.ts';
import type { CallEvent } from '../../../src/use-cases/calls.ts';
import { writeByWebhook } from '../../feed/writers.ts';
import { startTestApp } from '../../support/app.ts';
import { createDatabase, createEmptyDatabase, migrate } from '../../support/database.ts';
import { viewerOf } from '../../support/viewer.ts';

const opened: Database[] = [];
const clients: postgres.Sql[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((db) => db.close()));
  await Promise.all(clients.splice(0).map((sql) => sql.end()));
});

function connect(url: string): postgres.Sql {
  const sql = postgres(url, { max: 1 });
  clients.push(sql);
  return sql;
}

describe('an empty database', () => {
  it('that five processes open at once is migrated once, and all five open', async () => {
    const url = await createEmptyDatabase();
    const choice = { is: 'postgres', url, directUrl: url, poolSize: 1 } as const;
    opened.push(...(await Promise.all(Array.from({ length: 5 }, () => openDatabase(choice)))));
    const sql = connect(url);
    const [first] = await sql`select * from calls_migrations order by name limit 1`;
    expect(first).toMatchObject({ name: '0000_calls', release: expect.any(String) });
    expect(await sql`select count(*)::int as rows from stream_meta`).toEqual([{ rows: 1 }]);
  });
});

describe('a database that another process goes on migrating', () => {
  it('is not waited for without an end, and the message finds that process', async () => {
    const url = await createEmptyDatabase();
    const holder = connect(url);
    await holder`select pg_advisory_lock(4803762914058)`;
    const [session] = await holder`select pg_backend_pid() as pid`;
    const choice = { is: 'postgres', url, directUrl: url, poolSize: 1 } as const;
    const opening = openDatabase(choice, undefined, { migrationWaitMs: 100 });
    const { message } = await opening.then(
      () => ({ message: 'it opened' }),
      (error: Error) => error,
    );
    expect(message).toContain('Another process has been migrating the database');
    const [, howToFind = ''] = /(select pid .*)$/.exec(message) ?? [];
    expect(await connect(url).unsafe(howToFind)).toEqual([{ pid: session?.pid }]);

    await holder`select pg_advisory_unlock(4803762914058)`;
    opened.push(await openDatabase(choice, undefined, { migrationWaitMs: 100 }));
  });
});

describe('a database in use', () => {
  it('stays in its epoch when it is opened again', async () => {
    const t = await startTestApp();
    await writeByWebhook(t.webhookUrl, 'ANY', 3);
    await t.stop();
    const sql = connect(t.databaseUrl);
    const before = await sql`select epoch from stream_meta`;
    await migrate(t.databaseUrl);
    expect(await sql`select epoch from stream_meta`).toEqual(before);
  });
});

describe('a restored database, whose transactions are numbered anew', () => {
  it('begins a new epoch, and its events go on in order for whoever comes back', async () => {
    const databaseUrl = await createDatabase();
    const before = await startTestApp({ databaseUrl });
    const [{ epoch } = {}] = await connect(databaseUrl)`select epoch from stream_meta`;
    await writeByWebhook(before.webhookUrl, 'OLD', 3);
    await restore(databaseUrl);
    const after = await before.another();
    const viewer = await viewerOf(after, before.key);
    const old = await after.calls.eventLog(viewer, {}, { first: 10 });
    expect(old.edges.map(({ node }) => node.snapshot.providerCallId)).toEqual(named('OLD', 3));

    const abort = new AbortController();
    const watch = (cursor: string | null) =>
      after.calls.events(viewer, { filter: {}, after: cursor, showsCalls: true }, abort.signal);
    const live = watch(null);
    const resumed = watch(old.edges[1]?.cursor ?? '');
    const [first] = await Promise.all([
      take(live, 3),
      writeByWebhook(before.webhookUrl.replace(before.url, after.url), 'NEW', 3),
    ]);
    expect(first.map(({ snapshot }) => snapshot.providerCallId)).toEqual(named('NEW', 3));
    const rest = await take(resumed, 4);
    expect(rest.map(({ snapshot }) => snapshot.providerCallId)).toEqual([
      'call_OLD_2',
      ...named('NEW', 3),
    ]);
    const all = await after.calls.eventLog(viewer, {}, { first: 10 });
    expect(all.edges.map(({ node }) => node.snapshot.providerCallId)).toEqual([
      ...named('OLD', 3),
      ...named('NEW', 3),
    ]);
    const [now] = await connect(databaseUrl)`select epoch from stream_meta`;
    expect(now?.epoch).toBeGreaterThan(epoch);
    abort.abort();
    await before.stop();
  });

  /** What a dump brings along are the numbers of another server, far ahead of this one's. */
  async function restore(url: string): Promise<void> {
    await connect(url)`update journal set xid = (xid::text::bigint + 1000000000)::text::xid8`;
  }
});

const named = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) => `call_${name}_${n}`);

async function take(events: AsyncIterableIterator<CallEvent>, count: number): Promise<CallEvent[]> {
  const taken: CallEvent[] = [];
  while (taken.length < count) taken.push((await events.next()).value);
  return taken;
}
