import { parseArgs } from 'node:util';
import { createSeal, sealKeyIds } from '../access/seal.ts';
import { readConfig, readDatabaseConfig } from '../config.ts';
import { type MigrationSession, withSession } from '../db/migrations/session.ts';
import { liveProcessesText, type Process } from '../db/processes.ts';
import { resealAccounts } from '../use-cases/lines/reseal-accounts.ts';
import { run, say } from './run.ts';

const usage =
  'npm run reseal   seals the credentials of all lines with the first of SEAL_KEYS, and says whether the others may go';

/** Seals (encrypts) all credentials with the first of SEAL_KEYS, and says whether the others may go. */
async function reseal(): Promise<void> {
  // Refuses arguments.
  parseArgs({ options: {} });
  const { directUrl, schema } = readDatabaseConfig();
  const { sealKeys } = readConfig();
  const { resealed, processes } = await withSession(directUrl, schema, async (session) => {
    const before = await liveProcesses(session);
    refuseWhereLacking(sealKeys, before);
    const resealed = await resealAccounts(session, createSeal(sealKeys));
    return { resealed, processes: await liveProcesses(session) };
  });
  const { count, unreadable } = resealed;
  say(`sealed anew with the first key: the credentials of ${count} lines`);
  for (const { line, because } of unreadable) say(`not readable: ${line}: ${because}`);
  if (unreadable.length > 0) {
    throw new Error(
      `The credentials of ${unreadable.length} lines were not sealed anew: list their keys in SEAL_KEYS and run this again, ` +
        'or give the credentials again with updatePhoneLine.',
    );
  }
  sayWhatMayGo(sealKeys, count, processes);
}

/** A process's `place` is its host and process id, and its `sealKeys` are the ids of its keys in order. A session's rows are untyped. */
const liveProcesses = async (session: MigrationSession) =>
  (await session.query(liveProcessesText)) as unknown as Process[];

/** Throws if a running process lacks the first key: it could not open credentials that are sealed with it. */
function refuseWhereLacking(sealKeys: readonly string[], processes: readonly Process[]): void {
  const [first = ''] = sealKeyIds(sealKeys);
  const lacking = processes.filter((process) => !process.sealKeys.includes(first));
  if (lacking.length === 0) return;
  throw new Error(
    `Nothing was sealed anew, because these processes do not have the first key of SEAL_KEYS: ${placesOf(lacking)}. ` +
      'Add it to their SEAL_KEYS, restart them, and run this again. A process that was killed counts for 15 seconds.',
  );
}

/**
 * Says whether the other keys may be removed: only after a run that sealed nothing, because a process may have sealed with
 * another key during the run before.
 */
function sayWhatMayGo(
  sealKeys: readonly string[],
  count: number,
  processes: readonly Process[],
): void {
  const [first] = sealKeyIds(sealKeys);
  const behind = processes.filter((process) => process.sealKeys[0] !== first);
  if (behind.length > 0) {
    say(`These processes have another key in front: ${placesOf(behind)}.`);
    say('Move the first key to the front there, restart them, and run this once more.');
  } else if (count > 0) {
    say('Run this once more: it says then whether the other keys may go.');
  } else {
    say('Nothing is sealed with another key: the others may be removed from SEAL_KEYS.');
  }
}

const placesOf = (processes: readonly Process[]) => processes.map(({ place }) => place).join('; ');

await run(usage, reseal);
