import { parseArgs } from 'node:util';
import { readDatabaseConfig } from '../config.ts';
import { grantServing } from '../db/migrations/grant.ts';
import { migratePostgres } from '../db/migrations/migrate.ts';
import { withSession } from '../db/migrations/session.ts';
import { run, say } from './run.ts';

/** How long a migration waits for locks that other sessions hold. */
const waitMs = 60 * 60_000;

/** Applies the migrations as the owner of the tables. `--serve-as role` lets that role serve. */
async function migrate(): Promise<void> {
  const { values } = parseArgs({ options: { 'serve-as': { type: 'string' } } });
  const { directUrl, schema } = readDatabaseConfig();
  /** The last reason for waiting, so that each is printed once. */
  let lastReason = '';
  const obstacle = await migratePostgres(directUrl, {
    schema,
    waitMs,
    onWaiting(reason) {
      if (reason !== lastReason) say(reason);
      lastReason = reason;
    },
    onApplied: ({ step, tookMs, tries }) =>
      say(`applied ${step} in ${tookMs} ms${tries > 1 ? ` at try ${tries}` : ''}`),
  });
  if (obstacle !== null) throw new Error(obstacle);
  const role = values['serve-as'];
  if (role !== undefined) {
    await withSession(directUrl, schema, (session) => grantServing(session, role));
    say(`the role ${role} may serve`);
  }
  say('the database has the schema of this release');
}

await run(migrate);
