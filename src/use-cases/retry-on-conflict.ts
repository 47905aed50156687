import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '../access/errors.ts';
import { DatabaseUnavailableError } from '../db/connection/database.ts';
import { isUnavailable } from '../db/connection/database-errors.ts';

const maxRounds = 20;
/** After so many lost connections the database counts as unavailable. */
const maxDisconnects = 3;

/**
 * Optimistic concurrency control: repeats a step that reads, decides and records, as long as the step returns 'lost'
 * because of a concurrent change. The step is also repeated after a lost connection, when its commit may have succeeded:
 * it must recognise what it has already written.
 */
export async function retryOnConflict<Done>(
  step: (round: number) => Promise<Done | 'lost'>,
): Promise<Done> {
  let disconnects = 0;
  for (let round = 1; round <= maxRounds; round++) {
    try {
      const done = await step(round);
      if (done !== 'lost') return done;
    } catch (error) {
      // After DatabaseUnavailableError the database is too slow or overloaded, and a repetition would add to its load.
      const isDisconnect = isUnavailable(error) && !(error instanceof DatabaseUnavailableError);
      if (!isDisconnect || ++disconnects >= maxDisconnects) throw asUnavailable(error);
      await sleep(50 * disconnects);
    }
  }
  throw new RequestError('UNAVAILABLE', 'Too many concurrent changes. Try again.');
}

export type Decided<Done, Write> =
  | { readonly is: 'done'; readonly done: Done }
  | { readonly is: 'write'; readonly write: Write };

/**
 * `retryOnConflict` in two steps. `decide` gets what the previous round tried to write, so that it can recognise a write
 * whose commit was not acknowledged.
 */
export function decideAndWrite<Done, Write>(
  decide: (previous: Write | undefined) => Promise<Decided<Done, Write> | 'lost'>,
  write: (write: Write) => Promise<Done | 'lost'>,
): Promise<Done> {
  let previous: Write | undefined;
  return retryOnConflict(async () => {
    const decided = await decide(previous);
    if (decided === 'lost') return 'lost';
    if (decided.is === 'done') return decided.done;
    previous = decided.write;
    return write(decided.write);
  });
}

/** The error that clients get when the database is unavailable: the same request may succeed later. */
export function asUnavailable(error: unknown): unknown {
  if (!isUnavailable(error)) return error;
  return new RequestError('UNAVAILABLE', 'The database does not answer. Try again.');
}
