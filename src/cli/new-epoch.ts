import { readDatabaseConfig } from '../config.ts';
import { epochTexts } from '../db/epoch.ts';
import { withSession } from '../db/migrations/session.ts';
import { run, say } from './run.ts';

/**
 * Begins a new epoch of the journal. Cursors of an earlier epoch stay valid only if their entries still exist. For a change of the
 * history that the service cannot notice, such as entries that were deleted by hand.
 */
async function beginEpoch(): Promise<void> {
  const { directUrl, schema } = readDatabaseConfig();
  await withSession(directUrl, schema, (session) => session.run(epochTexts.begin));
  say('A new epoch has begun: cursors of entries that no longer exist have expired.');
}

await run(beginEpoch);
