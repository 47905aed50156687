import { shortenLeasesOfDeadOwners } from '../db/effects/take-over-leases.ts';
import type { Dependencies } from '../use-cases/dependencies.ts';
import { type BackgroundLoop, startBackgroundLoop } from './background-loop.ts';

/**
 * Shortens the leases of processes that have died or lost their database session, so that the effect pools of other
 * processes can claim their effects. A lease is a process's exclusive right to carry out an effect. Leases are not ended at once,
 * because a process that has lost only its session needs some time to abort its requests and record answers.
 */
export function startEndingDeadLeases(
  { db, log, onDue }: Pick<Dependencies, 'db' | 'log' | 'onDue'>,
  { everyMs }: { readonly everyMs: number },
): BackgroundLoop {
  return startBackgroundLoop(
    log,
    { what: 'ending the leases of dead processes', everyMs },
    async () => {
      const { kinds, dueInMs } = await shortenLeasesOfDeadOwners(db, { owner: db.owner().name });
      for (const kind of new Set(kinds)) {
        // A timer, because the pool would ignore `onDue(kind, dueInMs)`: its next poll comes before that time.
        const claimNow = () => onDue(kind, 0);
        setTimeout(claimNow, dueInMs).unref();
      }
    },
  );
}
