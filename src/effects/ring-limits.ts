import { setTimeout as sleep } from 'node:timers/promises';
import type { CallId } from '../call/ids.ts';
import { shortenLeasesOfDeadOwners } from '../db/effects/take-over-leases.ts';
import type { Dependencies } from '../use-cases/dependencies.ts';
import { passRingLimits } from '../use-cases/work/pass-ring-limits.ts';

export interface Reaper {
  stop(): Promise<void>;
}

/**
 * Ends rings past their limit, and the leases of processes that have lost their session.
 * Separate from the pools of effects, so that a call locked by another transaction does not delay them.
 */
export function startReaper(deps: Dependencies, settings: { readonly everyMs: number }): Reaper {
  const stopping = new AbortController();

  async function every(what: string, work: () => Promise<unknown>): Promise<void> {
    while (!stopping.signal.aborted) {
      await work().catch((error: unknown) => deps.log.warn(`${what} failed`, { error }));
      await sleep(settings.everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  const beingAsked = new Set<CallId>();
  const running = [
    every('ending rings', () => passRingLimits(deps, beingAsked)),
    every('ending the leases of dead processes', () => {
      const { leaseMs } = deps.timing;
      return shortenLeasesOfDeadOwners(deps.db, { owner: deps.db.owner().name, leaseMs });
    }),
  ];
  return {
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
