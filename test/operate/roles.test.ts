import { randomInt } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { TenantId } from '../../src/call/ids.ts';
import { openDatabase } from '../../src/db/connection/open-database.ts';
import { reading } from '../../src/db/connection/statement.ts';
import { testConfig, testSealKey } from '../support/app.ts';
import { startChild } from '../support/child.ts';
import { createEmptyDatabase } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { queryOnce } from '../support/query-once.ts';
import { silentLog } from '../support/silent-log.ts';
import { until } from '../support/until.ts';

const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** Two roles that may not create anything in the database, and a schema that belongs to the first of them. */
async function databaseWithRoles() {
  const url = await createEmptyDatabase();
  const n = randomInt(1e9);
  const [owner, server] = [`owner_${n}`, `server_${n}`];
  await queryOnce(
    url,
    `create role ${owner} login password 'o'; create role ${server} login password 's';
     revoke all on schema public from public; create schema calls authorization ${owner}`,
  );
  const as = (user: string, password: string) =>
    Object.assign(new URL(url), { username: user, password }).href;
  return { url, server, asOwner: as(owner, 'o'), asServer: as(server, 's') };
}

const migrateAs = (url: string, ...args: string[]) =>
  migrateWith({ TENANT_WALL: 'off' }, url, ...args);

async function migrateWith(env: Record<string, string>, url: string, ...args: string[]) {
  const child = startChild('src/cli/migrate.ts', args, {
    DATABASE_URL: url,
    DATABASE_SCHEMA: 'calls',
    ...env,
  });
  await child.ended;
  return child.output.text;
}

it('a role that only reads and writes rows waits for the owner of the tables, and then serves', async () => {
  const { url, server, asOwner, asServer } = await databaseWithRoles();
  const [port, metricsPort] = [await freePort(), await freePort()];
  const config = testConfig({
    is: 'postgres',
    url: asServer,
    directUrl: asServer,
    poolSize: 2,
    schema: 'calls',
  });
  const starting = createApp(
    { ...config, port, metrics: { port: metricsPort, token: null } },
    { log: silentLog },
  );
  stops.push(() => starting.then((app) => app.stop()));
  const ask = (path: string, at = port) => fetch(`http://127.0.0.1:${at}${path}`).catch(() => null);
  const red = await until(() => ask('/readyz'));
  expect(red.status).toBe(503);
  expect(await red.text()).toMatch(
    /lacks all migrations, and the role server_\d+ may not apply them.*npm run migrate/,
  );
  expect((await ask('/livez'))?.status).toBe(200);
  const ofOperators = await until(() => ask('/livez', metricsPort));
  expect(ofOperators.status).toBe(200);
  expect((await ask('/readyz', metricsPort))?.status).toBe(503);

  const said = await migrateAs(asOwner, '--serve-as', server);
  expect(said).toContain('applied 0000_calls in ');
  expect(said).toContain(`the role ${server} may serve`);
  expect(await migrateAs(asOwner)).toBe('the database has the schema of this release\n');

  await starting;
  expect((await ask('/readyz'))?.status).toBe(200);
  expect((await ask('/readyz', metricsPort))?.status).toBe(200);
  expect(
    await queryOnce(
      url,
      `select count(*)::int as elsewhere from pg_class c join pg_namespace n on n.oid = relnamespace
      where nspname in ('public', 'drizzle')`,
    ),
  ).toEqual([{ elsewhere: 0 }]);
});

it('a role that may not change rows is not ready, and says which rights it lacks', async () => {
  const { url, server, asOwner, asServer } = await databaseWithRoles();
  await migrateAs(asOwner, '--serve-as', server);
  await queryOnce(
    url,
    `revoke update on calls.calls from ${server}; revoke delete on calls.inbox from ${server};
     revoke update, delete on calls.audit_log from ${server}`,
  );
  const choice = { is: 'postgres', url: asServer, directUrl: asServer, poolSize: 2 } as const;
  const said: string[] = [];
  const opening = openDatabase(
    { ...choice, schema: 'calls', wall: 'off' },
    { waiting: (reason) => said.push(reason) },
  );
  stops.push(() => opening.then((db) => db.close()));
  await until(() => said[0]);
  await queryOnce(
    url,
    `grant update on calls.calls to ${server}; grant delete on calls.inbox to ${server}`,
  );
  await opening;
  expect(said[0]?.split(/: |; /).toSorted()).toEqual([
    'the database has not the schema of this release',
    `the role ${server} may not delete rows of inbox`,
    `the role ${server} may not update rows of calls`,
  ]);
});

it('the owner says what an administrator has to run for the wall between tenants, and then raises it', async () => {
  const { url, server, asOwner, asServer } = await databaseWithRoles();
  const raise = () => migrateWith({ TENANT_WALL: 'if-possible' }, asOwner, '--serve-as', server);
  const [, statements] = /As a role that may: (.*;)/.exec(await raise()) ?? [];
  await queryOnce(url, String(statements));
  expect(await raise()).toBe(
    `the role ${server} may serve\nthe database has the schema of this release\n`,
  );
  const choice = { is: 'postgres', url: asServer, directUrl: asServer, poolSize: 2 } as const;
  const db = await openDatabase({ ...choice, schema: 'calls', wall: 'required' });
  stops.push(() => db.close());
  await queryOnce(
    url,
    `insert into calls.tenants (id, name) values ('ten_a', 'a'), ('ten_b', 'b')`,
  );
  const tenants = reading<{ id: string }>('tenants', sql`select id from tenants order by id`);
  expect(await db.run(tenants)).toEqual([{ id: 'ten_a' }, { id: 'ten_b' }]);
  expect(await db.ofTenant('ten_b' as TenantId).run(tenants)).toEqual([{ id: 'ten_b' }]);
});

it('a command with wrong settings says which, and not the password', async () => {
  const child = startChild('src/cli/migrate.ts', [], {
    DATABASE_URL: 'postgres://u:pass@word#1@host/db',
    SEAL_KEYS: testSealKey,
  });
  expect(await child.ended).toBe(1);
  expect(child.output.text).toContain('DATABASE_URL has a password with an unencoded character');
  expect(child.output.text).not.toContain('word#1');
});
