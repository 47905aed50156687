import { createDatabase, type Database, type StatementObserver } from './database.ts';
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

const limits = { statementTimeoutMs: 5000, maxWaiting: 2000 };

/** Opens the database, brought up to this release. */
export async function openDatabase(
  choice: DatabaseChoice,
  observe?: StatementObserver,
): Promise<Database> {
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
