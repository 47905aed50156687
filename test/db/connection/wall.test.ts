import { randomInt } from 'node:crypto';
import { rmSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TenantId } from '../../../src/call/ids.ts';
import type { Database } from '../../../src/db/connection/database.ts';
import { openDatabase, type WallSetting } from '../../../src/db/connection/open-database.ts';
import { reading, text, writing } from '../../../src/db/connection/statement.ts';
import { createDatabase, createEmptyDatabase } from '../../support/database.ts';
import { createEmbeddedDirectory } from '../../support/embedded.ts';
import { queryOnce } from '../../support/query-once.ts';
import { until } from '../../support/until.ts';

const tenants = reading<{ id: string }>('all_tenants', sql`select id from tenants order by id`);
const rename = writing('rename_all', sql`update tenants set name = 'renamed' returning id`);
const intrude = writing(
  'intrude',
  sql`insert into recording_bridges (tenant_id, name, state, reported_at) values ('ten_b', 'x', 'UP', now())`,
);
const tenantA = 'ten_a' as TenantId;
const twoTenants = `insert into tenants (id, name) values ('ten_a', 'a'), ('ten_b', 'b')`;

const choice = (url: string, wall: WallSetting = 'required') =>
  ({ is: 'postgres', url, directUrl: url, poolSize: 2, wall, mayBypassWall: true }) as const;

async function seenIn(db: Database) {
  const ids = async (one: Database) => (await one.run(tenants)).map(({ id }) => id);
  return {
    service: await ids(db),
    tenant: await ids(db.ofTenant(tenantA)),
    renamed: (await db.ofTenant(tenantA).run(rename)).length,
    intruded: await db
      .ofTenant(tenantA)
      .run(intrude)
      .then(
        () => 'yes',
        (error: Error) => error.message.replace(/ for table.*/, ''),
      ),
    after: await ids(db.ofTenant(tenantA)),
  };
}

const apart = {
  service: ['ten_a', 'ten_b'],
  tenant: ['ten_a'],
  renamed: 1,
  intruded: 'new row violates row-level security policy "own_tenant"',
  after: ['ten_a'],
};

describe('statements on behalf of a tenant', () => {
  let url: string;
  beforeAll(async () => {
    url = await createDatabase();
    await queryOnce(url, twoTenants);
  });

  it('see and write no row of another, whatever the statement says', async () => {
    const db = await openDatabase(choice(url));
    expect(await seenIn(db)).toEqual(apart);
    expect(() => db.ofTenant(tenantA).ofTenant('ten_b' as TenantId)).toThrow('is not left');
    await db.close();
  });

  it('are apart in the embedded database too', async () => {
    const directory = await createEmbeddedDirectory();
    const db = await openDatabase({ is: 'embedded', directory, wall: 'required' });
    await db.run(writing('two_tenants', sql.raw(twoTenants)));
    expect(await seenIn(db)).toEqual(apart);
    await db.close();
    rmSync(directory, { recursive: true });
  });

  it('each keep to their tenant when many are sent at once', async () => {
    const db = await openDatabase(choice(url));
    const asked = Array.from({ length: 60 }, (_, n) => ['ten_a', 'ten_b', 'ten_none'][n % 3] ?? '');
    const seen = await Promise.all(
      asked.map(async (id) => {
        if (id === 'ten_none') return (await db.run(tenants)).length;
        return (await db.ofTenant(id as TenantId).run(tenants)).map((row) => row.id).join();
      }),
    );
    expect(seen).toEqual(asked.map((id) => (id === 'ten_none' ? 2 : id)));
    await db.close();
  });
});

describe('a session behind the wall', () => {
  const everything = reading<{ id: string }>(
    'every_column',
    sql`select * from tenants where ${text('any')} is null`,
  );
  const tenantB = 'ten_b' as TenantId;
  let url: string;
  let db: Database;
  beforeAll(async () => {
    url = await createDatabase();
    await queryOnce(url, twoTenants);
    db = await openDatabase(choice(url));
  });
  afterAll(() => db.close());

  const seenBy = (tenantId: TenantId) =>
    db
      .ofTenant(tenantId)
      .run(everything, { any: null })
      .then(
        (rows) => rows.map(({ id }) => id).join(),
        (error: Error) => `${error.name}: ${error.message}`,
      );

  it('that repeats a statement, because its plan changed, shows no tenant what it shows another', async () => {
    expect([await seenBy(tenantA), await seenBy(tenantB)]).toEqual(['ten_a', 'ten_b']);
    await queryOnce(url, 'alter table tenants add column of_next_release text');
    const seen = await Promise.all([seenBy(tenantA), seenBy(tenantB)]);
    expect(seen[0]).toBe('DatabaseUnavailableError: a plan changed, and answers may be mixed up');
    expect(seen[1]).toMatch(/^(DatabaseUnavailableError: a plan changed|Error: .*CONNECTION_DES)/);
    expect(await Promise.all([seenBy(tenantA), seenBy(tenantB)])).toEqual(['ten_a', 'ten_b']);
  });

  it('that the server ended is replaced by one that is told its tenant too', async () => {
    expect(await seenBy(tenantA)).toBe('ten_a');
    const ended = `select pg_terminate_backend(a.pid) from pg_stat_activity a
      where a.datname = current_database() and a.query like '%from tenants%' and a.pid <> pg_backend_pid()`;
    expect((await queryOnce(url, ended)).length).toBeGreaterThan(0);
    const seen = await until(async () => {
      const answer = await seenBy(tenantA);
      return answer.includes('rror') ? null : answer;
    });
    expect(seen).toBe('ten_a');
  });

  it('to which the role is refused sends nothing, and another is opened once it may be had', async () => {
    const [{ role, members } = { role: '', members: '' }] = await queryOnce<{
      role: string;
      members: string;
    }>(
      url,
      `select min(r.rolname) as role, min(r.rolname) || '_users' as members from pg_policy p
         join pg_roles r on r.oid = any(p.polroles) where p.polname = 'own_tenant'`,
    );
    const user = `serves_${randomInt(1e9)}`;
    await queryOnce(
      url,
      `create role ${user} login password 'x'; grant ${members} to ${user};
       grant select, insert, update, delete on all tables in schema public to ${user}`,
    );
    const as = Object.assign(new URL(url), { username: user, password: 'x' }).href;
    const serving = await openDatabase(choice(as));
    const seen = () =>
      serving
        .ofTenant(tenantA)
        .run(tenants)
        .then(
          (rows) => rows.map(({ id }) => id).join(),
          (error: Error) => error.message,
        );
    await queryOnce(url, `revoke ${members} from ${user}`);
    expect(await seen()).toBe(`permission denied to set role "${role}"`);
    await queryOnce(url, `grant ${members} to ${user}`);
    expect(await seen()).toBe('ten_a');
    await serving.close();
  });
});

describe('the wall', () => {
  let url: string;
  beforeAll(async () => {
    url = await createDatabase();
    await queryOnce(url, twoTenants);
  });

  const raised = `select (select count(*) from pg_policy)::int as policies,
    (select count(*) from pg_class where relrowsecurity)::int as tables`;

  it('is not raised with `off`, which sends tenants’ statements as the service’s own', async () => {
    const plain = await createEmptyDatabase();
    const db = await openDatabase(choice(plain, 'off'));
    await queryOnce(plain, twoTenants);
    expect(db.ofTenant(tenantA)).toBe(db);
    expect(await db.ofTenant(tenantA).run(tenants)).toEqual([{ id: 'ten_a' }, { id: 'ten_b' }]);
    await db.close();
    expect(await queryOnce(plain, raised)).toEqual([{ policies: 0, tables: 0 }]);
  });

  const withoutWall = `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where n.nspname = 'public' and c.relkind = 'r' and not (c.relrowsecurity
      and exists (select from pg_policy where polrelid = c.oid and polname = 'own_tenant' and not polpermissive))`;

  it('has a policy on every table with a tenant, and is raised again where one is missing', async () => {
    await (await openDatabase(choice(url))).close();
    expect(await queryOnce(url, withoutWall)).toEqual([]);
    await queryOnce(
      url,
      'drop policy own_tenant on calls; alter table lines disable row level security',
    );
    expect(await queryOnce(url, `${withoutWall} order by 1`)).toEqual([
      { name: 'calls' },
      { name: 'lines' },
    ]);
    await (await openDatabase(choice(url))).close();
    expect(await queryOnce(url, withoutWall)).toEqual([]);
  });

  it('restricts nobody else: the release before, reports and dumps see what they saw', async () => {
    const role = `reads_${randomInt(1e9)}`;
    await queryOnce(
      url,
      `create role ${role}; grant usage on schema public to ${role}; grant select on tenants to ${role}`,
    );
    const rows = await queryOnce(url, `set role ${role}; select id from tenants order by id`);
    expect(rows.flat()).toEqual([{ id: 'ten_a' }, { id: 'ten_b' }]);
  });
});

describe('a start that requires the wall', () => {
  const servers: string[] = [];
  let url: string;
  const as = (user: string) => Object.assign(new URL(url), { username: user, password: 'x' }).href;
  const starting = (who: string, wall: WallSetting, mayBypassWall = false) =>
    openDatabase({ ...choice(as(who), wall), mayBypassWall }, {}, { schemaWaitMs: 0 });

  beforeAll(async () => {
    url = await createEmptyDatabase();
    const n = randomInt(1e9);
    servers.push(`owner_${n}`, `super_${n}`);
    await queryOnce(
      url,
      `create role owner_${n} login password 'x'; create role super_${n} superuser login password 'x';
       grant create on schema public to owner_${n}`,
    );
  });
  afterAll(async () => {
    for (const role of servers) await queryOnce(url, `alter role ${role} nologin`);
  });

  it('says what an administrator has to do, and serves when it was done', async () => {
    const [owner = ''] = servers;
    const refused = await starting(owner, 'required').catch((error: Error) => error.message);
    const [, remedy] = /As a role that may: (.*;)/.exec(String(refused)) ?? [];
    expect(refused).toContain(`the role ${owner} may not create roles`);
    const without = await starting(owner, 'if-possible');
    expect(await without.ofTenant(tenantA).run(tenants)).toEqual([]);
    await without.close();
    await queryOnce(url, String(remedy));
    const db = await starting(owner, 'required');
    await queryOnce(url, twoTenants);
    expect(await seenIn(db)).toEqual(apart);
    await db.close();
  });

  it('raises the wall as a role that may create roles, which it need not be able to later', async () => {
    const creator = `creator_${randomInt(1e9)}`;
    const own = await createEmptyDatabase();
    await queryOnce(
      own,
      `create role ${creator} createrole login password 'x'; grant create on schema public to ${creator}`,
    );
    const database = choice(Object.assign(new URL(own), { username: creator, password: 'x' }).href);
    const start = () => openDatabase({ ...database, mayBypassWall: false });
    await (await start()).close();
    await queryOnce(own, `alter role ${creator} nocreaterole; ${twoTenants}`);
    const db = await start();
    expect(await seenIn(db)).toEqual(apart);
    await db.close();
  });

  it('refuses a superuser unless the operator accepts it', async () => {
    const [, superuser = ''] = servers;
    await expect(starting(superuser, 'required')).rejects.toThrow(
      'let the service use a role that is no superuser and has no BYPASSRLS, or add role-bypasses-wall to ALLOW_UNSAFE',
    );
    await (await starting(superuser, 'required', true)).close();
    await (await starting(superuser, 'if-possible')).close();
  });
});
