import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '../../access/errors.ts';
import { isUnavailable } from '../../db/connection/database-errors.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Work } from './work.ts';

const retryMs = 200;

/**
 * Retries a step, which reads what an attempt needs or writes its outcome, while the database is unavailable, until the
 * lease ends. If the outcome is never written, the next process that claims the effect must assume that a text may have
 * been sent, even if it was not.
 */
export async function retryWhileLeased<Done>(
  deps: Dependencies,
  work: Work,
  step: () => Promise<Done>,
): Promise<Done> {
  for (;;) {
    try {
      return await step();
    } catch (error) {
      // `retryOnConflict` throws a RequestError for an unavailable database, and after too many concurrent changes.
      const mayRetry = isUnavailable(error) || error instanceof RequestError;
      if (!mayRetry || hasLeaseEnded(deps, work)) throw error;
      await sleep(retryMs);
    }
  }
}

export function hasLeaseEnded({ timing }: Dependencies, { lease }: Work): boolean {
  return performance.now() - lease.takenAtMs > timing.leaseMs;
}
