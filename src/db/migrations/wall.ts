import { applyStep, type StepSettings } from './apply-step.ts';
import { codeOf, identifier, type MigrationSession } from './session.ts';
import { readWall, type WalledTable, type WallState } from './wall-state.ts';

/**
 * Row-level security as the second wall between tenants, beside the condition in every statement. `bypassedBy`: the role of this
 * session, if it is a superuser or has BYPASSRLS. The wall holds for statements on behalf of a tenant, because such a session too
 * becomes the role of tenants; no policy applies to its other statements. `because` also says what to do.
 */
export type Wall =
  | { readonly is: 'up'; readonly role: string; readonly bypassedBy: string | null }
  | { readonly is: 'missing'; readonly because: string };

const notPermitted = '42501';

/** Raises what is missing of the wall. It is not a migration, because it depends on roles, which another server may not have. */
export async function raiseWall(session: MigrationSession, settings: StepSettings): Promise<Wall> {
  const before = await readWall(session);
  if (isComplete(before)) return wallOf(before, session);
  try {
    await session.run([...rolesFor(before), ...rightsFor(before)].join(';\n'));
    await admitOthers(session, before);
    for (const table of before.unwalled) {
      const statements = policiesFor(table, before.role);
      // No entries in the ledger of migrations: what is missing of the wall is read from the database itself.
      await applyStep(
        session,
        { name: `wall of ${table.name}`, entries: [], hash: '', is: 'transaction', statements },
        settings,
      );
    }
  } catch (error) {
    if (codeOf(error) !== notPermitted) throw error;
    return { is: 'missing', because: remedyFor(await readWall(session)) };
  }
  return wallOf(await readWall(session), session);
}

/** A role that bypasses policies need not be kept from inheriting them. */
const isComplete = ({ mayBecome, unwalled, inherits, bypasses }: WallState) =>
  mayBecome && unwalled.length === 0 && (bypasses || !inherits);

function wallOf(state: WallState, { is }: MigrationSession): Wall {
  if (!isComplete(state)) return { is: 'missing', because: remedyFor(state) };
  // The embedded database has no other role to serve with.
  const isBypassed = state.bypasses && is === 'postgres';
  return { is: 'up', role: state.role, bypassedBy: isBypassed ? state.sessionRole : null };
}

/**
 * Members of this role may become the role of tenants without having its rights. Otherwise the policy for tenants would
 * apply to them all the time. Before PostgreSQL 16 only `noinherit` keeps a role from the rights of a membership, so this role has it.
 */
export const membersOf = (role: string): string => `${role}_users`;

function rolesFor({ role, exists, mayBecome, sessionRole }: WallState): string[] {
  const [tenant, members] = [identifier(role), identifier(membersOf(role))];
  const created = [
    `create role ${tenant} nologin`,
    `create role ${members} nologin noinherit`,
    `grant ${tenant} to ${members}`,
  ];
  const granted = `grant ${members} to ${identifier(sessionRole)}`;
  return [...(exists ? [] : created), ...(mayBecome ? [] : [granted])];
}

/** Admits the roles of other processes of the service. A process whose role is not admitted here reports the missing wall at its start. */
async function admitOthers(session: MigrationSession, { role, outsiders }: WallState) {
  for (const outsider of outsiders) {
    const grant = `grant ${identifier(membersOf(role))} to ${identifier(outsider)}`;
    await session.run(grant).catch((error: unknown) => {
      if (codeOf(error) !== notPermitted) throw error;
    });
  }
}

/** `stream_meta` has no rows of tenants, so it has no policy, but readers of the journal need it. */
function rightsFor({ role, schema }: WallState): string[] {
  const to = `to ${identifier(role)}`;
  return [`grant usage on schema ${identifier(schema)} ${to}`, `grant select on stream_meta ${to}`];
}

/** Nobody but the role of tenants is restricted, so a release that knows no wall works as before. */
function policiesFor({ name, column }: WalledTable, role: string): string[] {
  const isOwn = `(${column} = current_setting('calls.tenant'))`;
  return [
    `drop policy if exists everybody on "${name}"`,
    `drop policy if exists own_tenant on "${name}"`,
    `create policy everybody on "${name}" using (true) with check (true)`,
    `create policy own_tenant on "${name}" as restrictive to ${identifier(role)} using ${isOwn} with check ${isOwn}`,
    `alter table "${name}" enable row level security`,
    `grant select, insert, update, delete on "${name}" to ${identifier(role)}`,
  ];
}

function remedyFor(state: WallState): string {
  const { role, exists, mayBecome, sessionRole, inherits, unwalled } = state;
  const reason = 'the wall between tenants is missing in the database';
  if (!exists || !mayBecome) {
    // The last statement grants membership. With the admin option, the role of this session can also admit the other roles.
    const statements = rolesFor(state).join('; ');
    return `${reason}: the role ${sessionRole} may not create roles or become the role ${role}. As a role that may: ${statements} with admin option;`;
  }
  if (inherits)
    return `${reason}: the role ${sessionRole} inherits the rights of ${role}. As a role that may: revoke ${identifier(role)} from ${identifier(sessionRole)};`;
  const tables = unwalled.map(({ name }) => name).join(', ');
  return `${reason}: ${tables} lack policies or rights, and the role ${sessionRole} may not add them. Run \`npm run migrate\` as their owner.`;
}

/** From here on, the session sees and writes only rows of the tenant that it is told. Until it is told one, statements fail. */
export const becomeTenants = (role: string): string => `set role ${identifier(role)}`;

export const tellTenant = (tenantId: string): string => `set ${tenantIs(tenantId)}`;

/** Both, for the rest of a transaction. */
export const enterWall = (role: string, tenantId: string): string =>
  `set local role ${identifier(role)}; set local ${tenantIs(tenantId)}`;

function tenantIs(tenantId: string): string {
  if (/[\\\0]/.test(tenantId)) throw new Error('a tenant’s id has a character that no id has');
  return `calls.tenant = '${tenantId.replaceAll("'", "''")}'`;
}
