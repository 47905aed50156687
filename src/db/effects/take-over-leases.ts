import { sql } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { ownerIsDead } from '../connection/liveness.ts';
import { inMs, int, text, writing } from '../connection/statement.ts';
import { remainingLeaseMs, takeoverAfterMs } from '../connection/takeover-timing.ts';
import { effects } from '../tables/effects.ts';

/**
 * Shortens the leases of dead processes, because their work becomes due when its lease ends. The leases are not ended at once:
 * such a process may have lost only its liveness lock (the session lock by which the others see that it lives), and then needs this
 * time to abort its requests and to record answers. `owner` is this process, whose own leases stay as they are. Returns how many
 * leases were shortened.
 */
export async function shortenLeasesOfDeadOwners(
  db: Database,
  { owner, leaseMs }: { readonly owner: string; readonly leaseMs: number },
): Promise<number> {
  const rows = await db.run(shortenLeases, { owner, lease: String(leaseMs) });
  return rows.length;
}

const shortenedEnd = inMs(sql.raw(String(remainingLeaseMs)));

/**
 * True for a lease that was taken at least `takeoverAfterMs` ago, because the holder of a younger one may not have sent its request
 * yet. A lease lasts for `lease` milliseconds from when it is taken.
 */
const isOldEnough = sql`lease_until <= ${inMs(sql`${int('lease')} - ${sql.raw(String(takeoverAfterMs))}`)}`;

const shortenLeases = writing<{ id: string }>(
  'shorten_leases_of_dead_owners',
  sql`with dead as (
    select tenant_id, id from ${effects}
    where state = 'IN_FLIGHT' and lease_until > ${shortenedEnd}
      and ${isOldEnough} and ${ownerIsDead(text('owner'))}
    for update skip locked)
  update ${effects} e set lease_until = ${shortenedEnd}
  from dead where e.tenant_id = dead.tenant_id and e.id = dead.id returning e.id`,
);
