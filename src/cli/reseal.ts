import { createSeal } from '../access/seal.ts';
import { readConfig, readDatabaseConfig } from '../config.ts';
import { withSession } from '../db/migrations/session.ts';
import { resealAccounts } from '../use-cases/lines/reseal.ts';
import { run, say } from './run.ts';

/** Seals all credentials with the first of SEAL_KEYS, and says whether the others may go. */
async function reseal(): Promise<void> {
  const { directUrl, schema } = readDatabaseConfig();
  const { sealKeys } = readConfig();
  const { count, unreadable } = await withSession(directUrl, schema, (session) =>
    resealAccounts(session, createSeal(sealKeys)),
  );
  say(`sealed anew with the first key: the credentials of ${count} lines`);
  for (const { line, because } of unreadable) say(`not readable: ${line}: ${because}`);
  if (unreadable.length > 0) {
    throw new Error(
      `The credentials of ${unreadable.length} lines were not sealed anew: list their keys in SEAL_KEYS and run this again, ` +
        'or give the credentials again with updatePhoneLine.',
    );
  }
  say(
    count === 0
      ? 'Nothing is sealed with another key: if every process has the first key in front, the others may be removed from SEAL_KEYS.'
      : 'When every process has the first key in front, run this once more: it says then whether the others may go.',
  );
}

await run(reseal);
