import {
  createDatabase,
  type Database,
  type DatabaseLimits,
  type StatementObserver,
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

const usual: DatabaseLimits = { statementTimeoutMs: 5000, maxWaiting: 2000 };

/** Opens the database, brought up to this release. */
export async function openDatabase(
  choice: DatabaseChoice,
  observe?: StatementObserver,
  different: Partial<DatabaseLimits> = {},
): Promise<Database> {
  const limits = { ...usual, ...different };
  if (choice.is === 'embedded') {
    const { client, driver } = await openEmbedded(choice.directory);
    await migrateEmbedded(client);
    return createDatabase(driver, limits, observe);
  }
  await migratePostgres(choice.directUrl);
  const { url, directUrl, poolSize } = choice;
  const { statementTimeoutMs } = limits;
  return createDatabase(
    await postgresDriver({ url, directUrl, poolSize, statementTimeoutMs }),
    limits,
    observe,
  );
}
