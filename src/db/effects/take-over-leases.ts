import { sql } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { ownerIsDead } from '../connection/liveness.ts';
import { inMs, text, writing } from '../connection/statement.ts';
import { remainingLeaseMs } from '../connection/takeover-timing.ts';
import { effects } from '../tables/effects.ts';
import type { EffectKind } from './claim-effects.ts';

/**
 * Shortens the leases of dead processes, because their work becomes due when its lease ends. The leases are not ended at once:
 * such a process may have lost only its liveness lock (the session lock by which the others see that it lives), and then needs this
 * time to learn of it, to abort its requests and to record answers. `owner` is this process, whose own leases stay as they are.
 */
export async function shortenLeasesOfDeadOwners(
  db: Database,
  { owner }: { readonly owner: string },
): Promise<Shortened> {
  const rows = await db.run(shortenLeases, { owner });
  return { kinds: rows.map(({ kind }) => kind), dueInMs: remainingLeaseMs };
}

export interface Shortened {
  /** The kind of each effect whose lease was shortened. */
  readonly kinds: readonly EffectKind[];
  readonly dueInMs: number;
}

const shortenedEnd = inMs(sql.raw(String(remainingLeaseMs)));

const shortenLeases = writing<{ kind: EffectKind }>(
  'shorten_leases_of_dead_owners',
  sql`with dead as (
    select tenant_id, id from ${effects}
    where state = 'IN_FLIGHT' and lease_until > ${shortenedEnd}
      and ${ownerIsDead(text('owner'))}
    for update skip locked)
  update ${effects} e set lease_until = ${shortenedEnd}
  from dead where e.tenant_id = dead.tenant_id and e.id = dead.id returning e.kind`,
);
