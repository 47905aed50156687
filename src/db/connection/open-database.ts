import { setTimeout as sleep } from 'node:timers/promises';
import { type MigrationSettings, migrateEmbedded, migratePostgres } from '../migrations/migrate.ts';
import {
  createDatabase,
  type Database,
  type DatabaseLimits,
  type DatabaseObserver,
} from './database.ts';
import { openEmbedded } from './embedded.ts';
import { checkRoutes } from './pooling.ts';
import { postgresDriver } from './postgres.ts';

export type DatabaseChoice =
  | { readonly is: 'embedded'; readonly directory: string }
  | {
      readonly is: 'postgres';
      readonly url: string;
      readonly directUrl: string;
      readonly poolSize: number;
      /** If left out, the first schema of the role's search path is used. */
      readonly schema?: string;
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
  const settings: MigrationSettings = {
    schema,
    waitMs: limits.migrationWaitMs,
    onWaiting: (reason) => observer.waiting?.(reason),
    onApplied: (step) => observer.applied?.(step),
  };
  if (choice.is === 'embedded') {
    const { client, driver } = await openEmbedded(choice.directory);
    await prepare(() => migrateEmbedded(client, settings), observer, limits);
    return createDatabase(driver, limits, observer);
  }
  const { url, directUrl, poolSize } = choice;
  const pooling = await checkRoutes(choice);
  observer.pooling?.(pooling);
  await prepare(() => migratePostgres(directUrl, settings), observer, limits);
  const { statementTimeoutMs } = limits;
  return createDatabase(
    await postgresDriver({ url, directUrl, poolSize, statementTimeoutMs, schema, pooling }),
    limits,
    observer,
  );
}

/** A role that may only read and write rows cannot migrate, so the start waits until the owner of the tables has migrated. */
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
