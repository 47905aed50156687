import { parseArgs } from 'node:util';
import { readDatabaseConfig } from '../config.ts';
import { epochTexts } from '../db/epoch.ts';
import { withSession } from '../db/migrations/session.ts';
import { run, say } from './run.ts';

const usage =
  'npm run new-epoch   begins a new epoch of the journal: cursors of entries that no longer exist expire';

/**
 * Begins a new epoch, which is a new generation of cursors: a cursor of an earlier epoch stays valid only if its entry still
 * exists. Needed after a change of the journal that the service cannot notice, such as entries that were deleted by hand.
 */
async function beginEpoch(): Promise<void> {
  // Refuses arguments.
  parseArgs({ options: {} });
  const { directUrl, schema } = readDatabaseConfig();
  await withSession(directUrl, schema, (session) => session.run(epochTexts.begin));
  say('A new epoch has begun: cursors of entries that no longer exist have expired.');
}

await run(usage, beginEpoch);
