import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '../../access/errors.ts';
import { isUnavailable } from '../../db/connection/database-errors.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Work } from './work.ts';

const retryMs = 200;

/**
 * Reads what an attempt needs, or writes its outcome, and retries until the lease ends while the database is unavailable.
 * An outcome that is not written leaves the effect to the process that claims it after the lease, which must assume that
 * a text may have been sent although it was not.
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
      const mayRetry = isUnavailable(error) || error instanceof RequestError;
      const leaseEnded = performance.now() - work.lease.takenAtMs > deps.timing.leaseMs;
      if (!mayRetry || leaseEnded) throw error;
      await sleep(retryMs);
    }
  }
}
