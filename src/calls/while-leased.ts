import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '../access/errors.ts';
import { isUnavailable } from '../db/trouble.ts';
import type { Parts } from './parts.ts';
import type { Work } from './work.ts';

const againMs = 200;

/**
 * Writes what came of an attempt, again while the database is away and the work is still ours:
 * an outcome that is known and not written would leave the work to wait for the end of its lease.
 */
export async function whileLeased<Done>(
  parts: Parts,
  work: Work,
  write: () => Promise<Done>,
): Promise<Done> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      const isAway = isUnavailable(error) || error instanceof RequestError;
      const leaseIsOver = performance.now() - work.lease.takenAtMs > parts.timing.leaseMs;
      if (!isAway || leaseIsOver) throw error;
      await sleep(againMs);
    }
  }
}
