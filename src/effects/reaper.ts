import { setTimeout as sleep } from 'node:timers/promises';
import { shortenLeasesOfDeadOwners } from '../db/effects/take-over-leases.ts';
import type { Parts } from '../use-cases/dependencies.ts';
import { passRingLimits } from '../use-cases/work/pass-ring-limits.ts';

export interface Reaper {
  stop(): Promise<void>;
}

/**
 * Ends what nobody else will: rings past their limit, and the leases of processes that seem dead.
 * Apart from the pools of work, so that a call that somebody has locked holds up no other.
 */
export function startReaper(parts: Parts, settings: { readonly everyMs: number }): Reaper {
  const ending = new AbortController();

  async function every(what: string, work: () => Promise<unknown>): Promise<void> {
    while (!ending.signal.aborted) {
      await work().catch((error: unknown) => parts.log.warn(`${what} failed`, { error }));
      await sleep(settings.everyMs, undefined, { signal: ending.signal }).catch(() => {});
    }
  }

  const running = [
    every('ending rings', () => passRingLimits(parts)),
    every('cutting the leases of the dead', () => {
      const { leaseMs } = parts.timing;
      return shortenLeasesOfDeadOwners(parts.db, { owner: parts.db.owner().name, leaseMs });
    }),
  ];
  return {
    async stop() {
      ending.abort();
      await Promise.all(running);
    },
  };
}
