import type { Owner } from '../../db/connection/liveness.ts';
import type { Dependencies } from '../dependencies.ts';

/** The exclusive right of this process to carry out an effect. Its clock starts before the lease is written, so it never outlasts the one in the database. */
export interface Lease {
  readonly owner: string;
  readonly ms: number;
  /** By `performance.now()`. */
  readonly takenAtMs: number;
  /** Signals that another process may take the lease over before it ends, because the owner's session is lost. */
  readonly holder: Owner;
}

export function takeLease(deps: Dependencies): Lease {
  const holder = deps.db.owner();
  const { leaseMs } = deps.timing;
  return { owner: holder.name, ms: leaseMs, takenAtMs: performance.now(), holder };
}
