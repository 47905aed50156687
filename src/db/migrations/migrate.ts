import { setTimeout as sleep } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import type { AppliedStep } from '../connection/database.ts';
import { epochTexts } from '../epoch.ts';
import { applyStep, type StepSettings } from './apply-step.ts';
import { openLedger, readLedger } from './ledger.ts';
import { migrationsOfRelease } from './release.ts';
import { differenceIn } from './schema-difference.ts';
import {
  codeOf,
  embeddedSession,
  identifier,
  type MigrationSession,
  withSession,
} from './session.ts';
import { type Step, stepsOf } from './steps.ts';
import { raiseWall, type Wall } from './wall.ts';

export interface MigrationSettings extends StepSettings {
  /** If null, the first schema of the role's search path is used. */
  readonly schema: string | null;
  readonly onApplied: (step: AppliedStep) => void;
  /**
   * Judges the wall between tenants (row-level security) after `raiseWall` has raised what is missing of it. If left out, the wall
   * stays as it is.
   */
  readonly onWall?: (wall: Wall) => Obstacle;
}

/** Why this process cannot start until the operator has changed the database; null if the schema is as this release needs it. */
export type Obstacle = string | null;

/** An arbitrary key, which no other program in the database should use. */
const migrationLock = '4803762914058';
/** `insufficient_privilege`, and `invalid_schema_name`, which is the error for a schema that the role may not use. */
const notPermitted = ['42501', '3F000'];

/** If several processes start at once, one of them migrates and the others wait. */
export async function migratePostgres(url: string, settings: MigrationSettings): Promise<Obstacle> {
  return withSession(url, settings.schema, async (session) => {
    await session.run('set statement_timeout = 0');
    await lock(session, settings);
    const obstacle = await migrate(session, settings);
    // Begins a new epoch of the journal if the server was restarted or restored.
    if (obstacle === null) await session.run(epochTexts.confirm);
    return obstacle;
  });
}

export async function migrateEmbedded(
  client: PGlite,
  settings: MigrationSettings,
): Promise<Obstacle> {
  const session = embeddedSession(client);
  const obstacle = await migrate(session, settings);
  // A new epoch of the journal always begins: the start time of the embedded server shows nothing, and its directory may have been
  // restored from a copy.
  if (obstacle === null) await session.run(epochTexts.begin);
  return obstacle;
}

async function migrate(session: MigrationSession, settings: MigrationSettings): Promise<Obstacle> {
  const missing = await missingSteps(session);
  if (missing === null || missing.length > 0) {
    try {
      await applyMissing(session, settings);
    } catch (error) {
      if (!notPermitted.includes(codeOf(error) ?? '')) throw error;
      return notPermittedToMigrate(session, missing ?? [], error);
    }
  }
  const difference = await differenceIn(session);
  if (difference !== null || !settings.onWall) return difference;
  return settings.onWall(await raiseWall(session, settings));
}

async function applyMissing(session: MigrationSession, settings: MigrationSettings): Promise<void> {
  if (settings.schema !== null) await createSchema(session, settings.schema);
  const migrations = migrationsOfRelease();
  const applied = await openLedger(session, migrations);
  // Without concurrent users, each migration is applied as one transaction.
  const database = applied.size === 0 || session.is === 'embedded' ? 'empty' : 'in use';
  const [row] = await session.query('select current_schema() as schema');
  const schema = identifier(String(row?.schema));
  for (const step of migrations.flatMap((migration) => stepsOf(migration, database))) {
    if (step.entries.every((entry) => applied.has(entry))) continue;
    const startedAt = performance.now();
    const tries = await applyStep(session, inSchema(step, schema), settings);
    const tookMs = Math.round(performance.now() - startedAt);
    settings.onApplied({ step: step.name, tookMs, tries });
  }
}

/**
 * Returns null if there is no ledger. The ledger has the names of the steps for a database in use, even of a migration that was applied as
 * one transaction (`Step.entries`).
 */
async function missingSteps(session: MigrationSession): Promise<string[] | null> {
  const applied = await readLedger(session);
  if (applied === null) return null;
  return migrationsOfRelease()
    .flatMap((migration) => stepsOf(migration, 'in use'))
    .map(({ name }) => name)
    .filter((name) => !applied.has(name));
}

/** drizzle-kit writes `"public".` before a table that a foreign key refers to; elsewhere it writes no schema. */
function inSchema(step: Step, schema: string): Step {
  return {
    ...step,
    statements: step.statements.map((text) => text.replaceAll('"public".', `${schema}.`)),
  };
}

/** `create schema if not exists` needs a right on the database even if the schema exists, so its existence is checked first. */
async function createSchema(session: MigrationSession, schema: string): Promise<void> {
  const [found] = await session.query('select from pg_namespace where nspname = $1::text', [
    schema,
  ]);
  if (!found) await session.run(`create schema ${identifier(schema)}`);
}

/** `missing` is empty if there is no ledger, because then all migrations are missing. */
async function notPermittedToMigrate(
  session: MigrationSession,
  missing: readonly string[],
  error: unknown,
): Promise<string> {
  const [row] = await session.query('select current_user::text as role');
  const what = missing.length === 0 ? 'all migrations' : `the migrations ${missing.join(', ')}`;
  return (
    `the database lacks ${what}, and the role ${row?.role} may not apply them (${(error as Error).message}): ` +
    'run `npm run migrate` with the DATABASE_URL of the role that owns the tables'
  );
}

const pollMs = 200;

/** Polls, because a session that waits for a lock holds a snapshot, and building an index waits for all older snapshots. */
async function lock(session: MigrationSession, { waitMs, onWaiting }: MigrationSettings) {
  const startedAt = performance.now();
  for (;;) {
    const [row] = await session.query(`select pg_try_advisory_lock(${migrationLock}) as locked`);
    if (row?.locked === true) return;
    if (performance.now() - startedAt > waitMs) throw neverLocked(waitMs);
    onWaiting('another process is migrating the database');
    await sleep(Math.min(pollMs, waitMs));
  }
}

function neverLocked(waitMs: number): Error {
  return new Error(
    `Another process has been migrating the database for more than ${waitMs / 1000} s. ` +
      `To find it: select pid from pg_locks where locktype = 'advisory' and granted ` +
      `and (classid::bigint << 32) + objid::bigint = ${migrationLock} ` +
      `and database = (select oid from pg_database where datname = current_database())`,
  );
}
