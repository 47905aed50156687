import { setTimeout as sleep } from 'node:timers/promises';
import { type MigrationSettings, migrateEmbedded, migratePostgres } from '../migrations/migrate.ts';
import type { Wall } from '../migrations/wall.ts';
import {
  createDatabase,
  type Database,
  type DatabaseLimits,
  type DatabaseObserver,
} from './database.ts';
import { openEmbedded } from './embedded.ts';
import { checkRoutes } from './pooling.ts';
import { postgresDriver } from './postgres.ts';

/** Whether there has to be a wall between tenants: row-level security, beside the condition in every statement. */
export type WallSetting = 'off' | 'if-possible' | 'required';

export type DatabaseChoice = (
  | { readonly is: 'embedded'; readonly directory: string }
  | {
      readonly is: 'postgres';
      readonly url: string;
      readonly directUrl: string;
      readonly poolSize: number;
      /** If left out, the first schema of the role's search path is used. */
      readonly schema?: string;
    }
) & {
  /** If left out, `if-possible`. */
  readonly wall?: WallSetting;
  /** The operator accepts a role to which no row-level security applies, even if the wall is required. */
  readonly mayBypassWall?: boolean;
};

export interface OpenLimits extends DatabaseLimits {
  /** How long a start waits for another process that is migrating, and how long a migration waits for its locks. */
  readonly migrationWaitMs: number;
  /** How long a start waits until the operator has migrated the database to the schema of this release. */
  readonly schemaWaitMs: number;
}

const defaults: OpenLimits = {
  statementTimeoutMs: 5000,
  maxWaiting: 2000,
  migrationWaitMs: 15 * 60_000,
  schemaWaitMs: 60 * 60_000,
};

const schemaPollMs = 2000;

/** Opens the database after applying the migrations of this release. */
export async function openDatabase(
  choice: DatabaseChoice,
  observer: DatabaseObserver = {},
  overrides: Partial<OpenLimits> = {},
): Promise<Database> {
  const limits = { ...defaults, ...overrides };
  const schema = choice.is === 'postgres' ? (choice.schema ?? null) : null;
  const { wall: setting = 'if-possible' } = choice;
  /** The role that sessions become for statements on behalf of a tenant. Null if the wall is off or missing. */
  let tenantRole: string | null = null;
  /** Returns why the start must wait: a required wall is missing, or the service's role bypasses it. Null if it need not wait. */
  const onWall = (wall: Wall) => {
    const obstacle = setting === 'required' ? obstacleOf(wall, choice) : null;
    if (obstacle === null) observer.wall?.(wall);
    if (wall.is === 'up') tenantRole = wall.role;
    return obstacle;
  };
  const settings: MigrationSettings = {
    schema,
    waitMs: limits.migrationWaitMs,
    onWaiting: (reason) => observer.waiting?.(reason),
    onApplied: (step) => observer.applied?.(step),
  };
  const walled = setting === 'off' ? settings : { ...settings, onWall };
  if (choice.is === 'embedded') {
    const { client, driverWith } = await openEmbedded(choice.directory);
    await prepare(() => migrateEmbedded(client, walled), observer, limits);
    return createDatabase(driverWith(tenantRole), limits, observer);
  }
  const { url, directUrl, poolSize } = choice;
  // Throws if the direct URL keeps no sessions, or if the two URLs lead to different databases.
  const pooling = await checkRoutes(choice);
  observer.pooling?.(pooling);
  // No wall can be raised behind a pooler in transaction mode (`behindPooler`), and waiting would not change that.
  const canRaise = pooling !== 'by transaction';
  if (setting !== 'off' && !canRaise) refuseIf(onWall(behindPooler));
  await prepare(() => migratePostgres(directUrl, canRaise ? walled : settings), observer, limits);
  const { statementTimeoutMs } = limits;
  return createDatabase(
    await postgresDriver({
      ...{ url, directUrl, poolSize, statementTimeoutMs, schema, pooling },
      tenantRole,
    }),
    limits,
    observer,
  );
}

/** A role that may only read and write rows cannot migrate, so the start waits until the owner of the tables has migrated, or
 * has added what is missing of a required wall. */
async function prepare(
  migrate: () => Promise<string | null>,
  observer: DatabaseObserver,
  { schemaWaitMs }: OpenLimits,
): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    const obstacle = await migrate();
    if (obstacle === null) return;
    if (performance.now() - startedAt > schemaWaitMs)
      throw new Error(`Gave up waiting: ${obstacle}.`);
    observer.waiting?.(obstacle);
    await sleep(Math.min(schemaPollMs, schemaWaitMs));
  }
}

const behindPooler: Wall = {
  is: 'missing',
  because:
    'the wall between tenants needs sessions, and DATABASE_URL leads to a pooler in transaction mode: give the address of the server, or of a pooler in session mode',
};

function refuseIf(obstacle: string | null): void {
  if (obstacle !== null) throw new Error(obstacle);
}

function obstacleOf(wall: Wall, { mayBypassWall = false }: DatabaseChoice): string | null {
  if (wall.is === 'missing') return wall.because;
  // The wall holds for statements on behalf of a tenant, which run as the role of tenants, but not for the service's others.
  if (wall.bypassedBy === null || mayBypassWall) return null;
  return (
    `no policy applies to the role ${wall.bypassedBy}, and TENANT_WALL is required: ` +
    'let the service use a role that is no superuser and has no BYPASSRLS, or add role-bypasses-wall to ALLOW_UNSAFE'
  );
}
