import { parseArgs } from 'node:util';
import { type DatabaseConfig, readDatabaseConfig } from '../config.ts';
import { admitToWall, grantServing } from '../db/migrations/grant.ts';
import { migratePostgres } from '../db/migrations/migrate.ts';
import { withSession } from '../db/migrations/session.ts';
import type { Wall } from '../db/migrations/wall.ts';
import { run, say } from './run.ts';

const usage =
  'npm run migrate -- [--serve-as ROLE]   applies the migrations as the owner of the tables, and lets ROLE serve';

/** How long a migration waits for locks that other sessions hold. */
const waitMs = 60 * 60_000;

/** Applies the migrations as the owner of the tables. `--serve-as role` lets that role serve. */
async function migrate(): Promise<void> {
  const { values } = parseArgs({ options: { 'serve-as': { type: 'string' } } });
  const { directUrl, schema, wall } = readDatabaseConfig();
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
    ...(wall !== 'off' && { onWall: (raised) => sayWall(raised, wall) }),
  });
  if (obstacle !== null) throw new Error(obstacle);
  const role = values['serve-as'];
  if (role !== undefined) {
    await withSession(directUrl, schema, async (session) => {
      await grantServing(session, role);
      if (wall !== 'off') await admitToWall(session, role);
    });
    say(`the role ${role} may serve`);
  }
  say('the database has the schema of this release');
}

/** A missing wall (row-level security between tenants) is an obstacle only if the setting requires it. Otherwise it is reported. */
function sayWall(wall: Wall, setting: DatabaseConfig['wall']): string | null {
  if (wall.is === 'up') return null;
  if (setting === 'required') return wall.because;
  say(wall.because);
  return null;
}

await run(usage, migrate);
