import { schemaOfRelease } from './release.ts';
import type { MigrationSession } from './session.ts';

/** A table whose rows belong to tenants, and the column that names the tenant. */
export interface WalledTable {
  readonly name: string;
  readonly column: 'tenant_id' | 'id';
}

/** The wall between tenants: row-level security, by which the role of tenants reaches only the rows of one tenant. */
export interface WallState {
  /** The role as which statements on behalf of one tenant run. */
  readonly role: string;
  readonly exists: boolean;
  /** The role of this session may become that role. */
  readonly mayBecome: boolean;
  /** The role of this session has the rights of that role without becoming it. */
  readonly inherits: boolean;
  /** The role of this session is a superuser or has BYPASSRLS, so no policy applies to it. */
  readonly bypasses: boolean;
  readonly sessionRole: string;
  readonly schema: string;
  /** Roles that may write calls, so other processes of the service use them, and that are no members of the role of tenants. */
  readonly outsiders: readonly string[];
  /** Tables on which a policy or a right is missing. */
  readonly unwalled: readonly WalledTable[];
}

export function walledTables(): WalledTable[] {
  return schemaOfRelease().flatMap(({ name, columns }): WalledTable[] => {
    if (name === 'tenants') return [{ name, column: 'id' }];
    const isOfTenants = columns.some((column) => column.name === 'tenant_id');
    return isOfTenants ? [{ name, column: 'tenant_id' }] : [];
  });
}

/**
 * An existing policy tells the name of the role. Otherwise the name is made from those of the database and the schema, because the
 * databases of a server share its roles. The policy `everybody` admits every role to all rows; `own_tenant` then restricts the role of
 * tenants. Since PostgreSQL 16 a member may become a role only by the option SET.
 */
const state = `with here as (select oid from pg_namespace where nspname = current_schema()),
  named as (select coalesce(
    (select min(r.rolname::text) from pg_policy p join pg_class c on c.oid = p.polrelid join pg_roles r on r.oid = any(p.polroles)
      where p.polname = 'own_tenant' and c.relnamespace = (select oid from here)),
    'calls_tenant_' || left(md5(current_database() || '.' || current_schema()), 10)) as role),
  tenant as (select n.role, r.oid from named n left join pg_roles r on r.rolname = n.role),
  needed as (select * from jsonb_to_recordset($1::text::jsonb) as t(name text, "column" text)),
  tables as (select n.name, n."column", c.oid, c.relrowsecurity, c.relacl, c.relowner from needed n
    left join pg_class c on c.relname = n.name and c.relkind in ('r', 'p') and c.relnamespace = (select oid from here))
select t.role, t.oid is not null as "exists",
  coalesce(pg_has_role(t.oid, case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end), false) as "mayBecome",
  coalesce(pg_has_role(t.oid, 'USAGE'), false) as inherits,
  (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as bypasses,
  current_user::text as "sessionRole", current_schema()::text as schema,
  coalesce((select jsonb_agg(distinct g.rolname) from tables c cross join aclexplode(c.relacl) a join pg_roles g on g.oid = a.grantee
    where c.name = 'calls' and a.privilege_type = 'INSERT' and g.oid <> c.relowner and g.rolname <> t.role
      and not coalesce(pg_has_role(g.oid, t.oid, 'MEMBER'), false)), '[]') as outsiders,
  coalesce((select jsonb_agg(jsonb_build_object('name', c.name, 'column', c."column") order by c.name) from tables c
    where not coalesce(c.relrowsecurity
      and has_schema_privilege(t.oid, (select oid from here), 'USAGE')
      and (select bool_and(has_table_privilege(t.oid, c.oid, p)) from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p)
      and exists (select from pg_policy where polrelid = c.oid and polname = 'everybody' and polpermissive)
      and exists (select from pg_policy where polrelid = c.oid and polname = 'own_tenant' and not polpermissive
        and t.oid = any(polroles)), false)), '[]') as unwalled
from tenant t`;

export async function readWall(session: MigrationSession): Promise<WallState> {
  const [row] = await session.query(state, [JSON.stringify(walledTables())]);
  if (row === undefined) throw new Error('the state of the wall between tenants returned no row');
  return row as unknown as WallState;
}
