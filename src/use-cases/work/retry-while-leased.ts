import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '../../access/errors.ts';
import { isUnavailable } from '../../db/connection/database-errors.ts';
import type { Parts } from '../dependencies.ts';
import type { Work } from './work.ts';

const againMs = 200;

/**
 * Reads what an attempt needs or writes what came of it, again while the database is away and the work is still ours:
 * otherwise it would wait for the end of its lease, and a text that was never sent would count as one that may have been.
 */
export async function whileLeased<Done>(
  parts: Parts,
  work: Work,
  step: () => Promise<Done>,
): Promise<Done> {
  for (;;) {
    try {
      return await step();
    } catch (error) {
      const isAway = isUnavailable(error) || error instanceof RequestError;
      const leaseIsOver = performance.now() - work.lease.takenAtMs > parts.timing.leaseMs;
      if (!isAway || leaseIsOver) throw error;
      await sleep(againMs);
    }
  }
}
