import { setTimeout as sleep } from 'node:timers/promises';
import { cutLeasesOfTheDead } from '../db/effects/effects.ts';
import type { Dependencies } from '../use-cases/dependencies.ts';
import { passRingLimits } from '../use-cases/work/pass-ring-limits.ts';

export interface Reaper {
  stop(): Promise<void>;
}

/**
 * Ends what nobody else will: rings past their limit, and the leases of processes that seem dead.
 * Apart from the pools of work, so that a call that somebody has locked holds up no other.
 */
export function startReaper(deps: Dependencies, settings: { readonly everyMs: number }): Reaper {
  const ending = new AbortController();

  async function every(what: string, work: () => Promise<unknown>): Promise<void> {
    while (!ending.signal.aborted) {
      await work().catch((error: unknown) => deps.log.warn(`${what} failed`, { error }));
      await sleep(settings.everyMs, undefined, { signal: ending.signal }).catch(() => {});
    }
  }

  const running = [
    every('ending rings', () => passRingLimits(deps)),
    every('cutting the leases of the dead', () => {
      const { leaseMs } = deps.timing;
      return cutLeasesOfTheDead(deps.db, { owner: deps.db.owner().name, leaseMs });
    }),
  ];
  return {
    async stop() {
      ending.abort();
      await Promise.all(running);
    },
  };
}
