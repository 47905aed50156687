import {
  createDatabase,
  type Database,
  type DatabaseLimits,
  type DatabaseObserver,
} from './database.ts';
import { openEmbedded } from './embedded.ts';
import { migrateEmbedded, migratePostgres } from './migrate.ts';
import { postgresDriver } from './postgres.ts';

export type DatabaseChoice =
  | { readonly is: 'embedded'; readonly directory: string }
  | {
      readonly is: 'postgres';
      readonly url: string;
      readonly directUrl: string;
      readonly poolSize: number;
    };

export interface OpenLimits extends DatabaseLimits {
  /** How long a start waits for another process that is migrating. */
  readonly migrationWaitMs: number;
}

const defaults: OpenLimits = {
  statementTimeoutMs: 5000,
  maxWaiting: 2000,
  migrationWaitMs: 60_000,
};

/** Opens the database after applying the migrations of this release. */
export async function openDatabase(
  choice: DatabaseChoice,
  observer: DatabaseObserver = {},
  overrides: Partial<OpenLimits> = {},
): Promise<Database> {
  const limits = { ...defaults, ...overrides };
  if (choice.is === 'embedded') {
    const { client, driver } = await openEmbedded(choice.directory);
    await timed(observer, () => migrateEmbedded(client));
    return createDatabase(driver, limits, observer);
  }
  await timed(observer, () => migratePostgres(choice.directUrl, limits.migrationWaitMs));
  const { url, directUrl, poolSize } = choice;
  const { statementTimeoutMs } = limits;
  return createDatabase(
    await postgresDriver({ url, directUrl, poolSize, statementTimeoutMs }),
    limits,
    observer,
  );
}

async function timed(
  observer: DatabaseObserver,
  migrate: () => Promise<readonly string[]>,
): Promise<void> {
  const startedAt = performance.now();
  const names = await migrate();
  observer.migrated?.(names, Math.round(performance.now() - startedAt));
}
