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
      // `retryOnConflict` throws a RequestError for an unavailable database.
      const mayRetry = isUnavailable(error) || error instanceof RequestError;
      const leaseEnded = performance.now() - work.lease.takenAtMs > deps.timing.leaseMs;
      if (!mayRetry || leaseEnded) throw error;
      await sleep(retryMs);
    }
  }
}
