import { createHash } from 'node:crypto';
import postgres from 'postgres';
import { afterEach, describe, expect, it } from 'vitest';
import { type App, createApp, type Overrides } from '../../src/app.ts';
import { createLog } from '../../src/log.ts';
import { writeByWebhook } from '../feed/writers.ts';
import { testConfig } from '../support/app.ts';
import { get } from '../support/client.ts';
import { createDatabase } from '../support/database.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { before, databaseOfReleaseBefore } from './release-before.ts';

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

interface Started {
  readonly starting: Promise<App>;
  readonly logged: string[];
}

function start(url: string, overrides: Overrides = {}): Started {
  const logged: string[] = [];
  const config = testConfig({ is: 'postgres', url, directUrl: url, poolSize: 4 });
  const log = createLog('debug', (line) => logged.push(line));
  const starting = createApp(config, { log, rememberMs: 0, ...overrides });
  stops.push(() => starting.then((app) => app.stop()).catch(() => {}));
  return { starting, logged };
}

function connect(url: string, options: object = {}): postgres.Sql {
  const sql = postgres(url, { max: 1, onnotice: () => {}, ...options });
  stops.push(() => sql.end({ timeout: 2 }));
  return sql;
}

async function callsOf({ url }: App): Promise<string[]> {
  const query = '{ calls(first: 50) { nodes { providerCallId } } }';
  const { calls } = await get<{ calls: { nodes: { providerCallId: string }[] } }>(
    url,
    before.key,
    query,
  );
  return calls.nodes.map(({ providerCallId }) => providerCallId).sort();
}

describe('a database of the release before', () => {
  it('is taken over with its rows, and works', async () => {
    const url = await databaseOfReleaseBefore();
    const { starting, logged } = start(url);
    const app = await starting;
    expect(await callsOf(app)).toEqual(before.callIds);
    await writeByWebhook(app.url + before.hook, 'AFTER', 2);
    expect(await callsOf(app)).toEqual(['call_AFTER_0', 'call_AFTER_1', ...before.callIds]);
    const ledger = await queryOnce<{ name: string; ours: boolean }>(
      url,
      `select name, took_ms is null as ours from calls_migrations where name like '000_\\_%' order by name`,
    );
    expect(ledger[0]?.name).toBe('0000_calls');
    const applied = logged.filter((line) => line.includes('a migration was applied'));
    expect(applied[0]).toContain('0008_who_blocked');
    expect(applied.join()).toMatch(/"tookMs":\d+,"tries":1,"version":"/);
  });

  it('has the idempotency keys of its clients: a repeated rejection is answered as the first was', async () => {
    const url = await databaseOfReleaseBefore();
    const { id, rejection } = before.rejected;
    // As that release stores it: without the API key's id. The call rings on, so a second request could be sent.
    const hash = createHash('sha256').update(JSON.stringify(['rejectCall', id, 'DECLINED', null]));
    await queryOnce(
      url,
      `insert into idempotency_keys (tenant_id, key, call_id, request_hash)
       values ('ten_first', 'of the client', '${id}', '${hash.digest('base64url')}');
       update calls set status = 'RINGING', ended_at = null, end_reason = null,
         ring_deadline_at = now() + interval '1 hour',
         rejection = rejection || '{"state": "REFUSED"}' where id = '${id}'`,
    );
    const app = await start(url).starting;
    const mutation = `mutation ($id: ID!, $reason: CallRejectReasonInput, $key: String) {
      rejectCall(id: $id, reason: $reason, idempotencyKey: $key) {
        __typename ... on CallRejectionRefused { rejection { id } } } }`;
    const reject = async (key: string, reason?: string) => {
      const variables = { id, key, reason };
      return (await get<{ rejectCall: object }>(app.url, before.key, mutation, variables))
        .rejectCall;
    };
    const asBefore = { __typename: 'CallRejectionRefused', rejection: { id: rejection } };
    expect(await reject('of the client')).toEqual(asBefore);
    // Another API key may have used the same words for something else: that is no conflict.
    expect(await reject('of the client', 'BUSY')).toEqual({ __typename: 'CallRejected' });
  });

  it('is then what a new database is: the same columns and indexes', async () => {
    const url = await databaseOfReleaseBefore();
    await start(url).starting;
    const shape = (of: string) =>
      queryOnce(
        of,
        `select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) as it
         from pg_attribute a join pg_class c on c.oid = a.attrelid
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
         union all select pg_get_indexdef(indexrelid) || ' ' || indisvalid from pg_index i
         join pg_class c on c.oid = i.indrelid where c.relnamespace = 'public'::regnamespace order by 1`,
      );
    expect(await shape(url)).toEqual(await shape(await createDatabase()));
  });

  it('is upgraded although another application has a newer row in drizzle’s ledger', async () => {
    const url = await databaseOfReleaseBefore();
    await queryOnce(
      url,
      `insert into drizzle.__drizzle_migrations (hash, created_at) values ('of another', 9999999999999)`,
    );
    const app = await start(url).starting;
    expect(await callsOf(app)).toEqual(before.callIds);
  });

  it('is served beside a dump that holds every table: nobody waits a second, and the upgrade follows', async () => {
    const url = await databaseOfReleaseBefore();
    const dump = connect(url);
    await dump.unsafe('begin');
    await dump.unsafe('lock table calls, callers, journal, lines in access share mode');

    const { starting, logged } = start(url);
    // Work of the release before. The server refuses a statement that waits for a lock for a second.
    const work = connect(url, { connection: { lock_timeout: 1000 } });
    const waits = () => logged.filter((line) => line.includes('waits for a lock'));
    let done = 0;
    await until(async () => {
      await work`update calls set revision = revision where id = any(select id from calls)`;
      done++;
      return waits().length > 0 && done > 100;
    });
    expect(waits()[0]).toMatch(/0008_who_blocked waits for a lock that session \d+/);
    await dump.unsafe('commit');
    expect(await callsOf(await starting)).toEqual(before.callIds);
  });

  it('is upgraded to the end after a start that was killed in the middle', async () => {
    const url = await databaseOfReleaseBefore();
    const first = start(url);
    await (await first.starting).stop();
    // What is left when the building of an index is interrupted: the index, not valid, and no row in the ledger.
    await queryOnce(
      url,
      `delete from calls_migrations where name = '0008_who_blocked/indexes';
       drop index bridge_polls_asked;
       update pg_index set indisvalid = false where indexrelid = 'conversations_with_line'::regclass`,
    );
    const app = await start(url).starting;
    expect(await callsOf(app)).toEqual(before.callIds);
    expect(
      await queryOnce(
        url,
        `select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
         where c.relname in ('bridge_polls_asked', 'conversations_with_line') order by 1`,
      ),
    ).toEqual([
      { name: 'bridge_polls_asked', valid: true },
      { name: 'conversations_with_line', valid: true },
    ]);
  });
});

describe('a schema that somebody changed', () => {
  it('makes the readiness red with the reason, until it is put right', async () => {
    const url = await databaseOfReleaseBefore();
    const app = await start(url, { schemaWatchMs: 50 }).starting;
    const ready = async () => {
      const response = await fetch(`${app.url}/readyz`);
      return `${response.status} ${(await response.text()).trim()}`;
    };
    expect(await ready()).toBe('200 ready');
    await queryOnce(url, 'alter table callers rename column tier to rank');
    await until(async () => (await ready()) !== '200 ready');
    expect(await ready()).toBe(
      '503 the database has not the schema of this release: the column callers.tier is missing',
    );
    await queryOnce(url, 'alter table callers rename column rank to tier');
    await until(async () => (await ready()) === '200 ready');
  });
});
