import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '../access/errors.ts';
import { DatabaseUnavailableError } from '../db/connection/database.ts';
import { isUnavailable } from '../db/connection/database-errors.ts';

const maxRounds = 20;
const maxBreaks = 3;

/**
 * Reads, decides and records, again from a fresh read as long as somebody else was faster.
 * A commit whose answer was lost is indeterminate, so it is read back as well: a step must recognise its own work.
 */
export async function untilRecorded<Done>(step: () => Promise<Done | 'lost'>): Promise<Done> {
  let breaks = 0;
  for (let round = 0; round < maxRounds; round++) {
    try {
      const done = await step();
      if (done !== 'lost') return done;
    } catch (error) {
      const mayReadBack = isUnavailable(error) && !(error instanceof DatabaseUnavailableError);
      if (!mayReadBack || ++breaks >= maxBreaks) throw asUnavailable(error);
      await sleep(50 * breaks);
    }
  }
  throw new RequestError('UNAVAILABLE', 'Others change it too quickly. Try again.');
}

/** What clients are told of it: nothing is wrong with what they asked, so they may ask again. */
export function asUnavailable(error: unknown): unknown {
  if (!isUnavailable(error)) return error;
  return new RequestError('UNAVAILABLE', 'The database does not answer. Try again.');
}
