import type { Owner } from '../../db/connection/liveness.ts';
import type { Parts } from '../dependencies.ts';

/** For so long and under this name work is ours. Taken before it is recorded, so that we never believe it ours for longer than it is. */
export interface Lease {
  readonly owner: string;
  readonly ms: number;
  /** On this process's own clock. */
  readonly takenAtMs: number;
  /** Once the name may be taken for dead, the work may soon be somebody else's, whatever the clock says. */
  readonly holder: Owner;
}

export function takeLease(parts: Parts): Lease {
  const holder = parts.db.owner();
  const { leaseMs } = parts.timing;
  return { owner: holder.name, ms: leaseMs, takenAtMs: performance.now(), holder };
}
