import type { Owner } from '../../db/connection/liveness.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * The exclusive right of this process to carry out an effect. Its time starts before the lease is written, so it ends no
 * later than the lease in the database.
 */
export interface Lease {
  /** The name of `holder`, which the database stores with the lease. */
  readonly owner: string;
  readonly ms: number;
  /** A time of `performance.now()`. */
  readonly takenAtMs: number;
  /** Tells when this process has lost its database session: other processes may then take the lease over before its end. */
  readonly holder: Owner;
}

/** Only begins to count its time: the statement that comes next stores `owner` and `ms` with one effect or several. */
export function takeLease(deps: Dependencies): Lease {
  const holder = deps.db.owner();
  const { leaseMs } = deps.timing;
  return { owner: holder.name, ms: leaseMs, takenAtMs: performance.now(), holder };
}
