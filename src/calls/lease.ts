import type { Parts } from './parts.ts';

/** For so long and under this name work is ours. Taken before it is recorded, so that we never believe it ours for longer than it is. */
export interface Lease {
  readonly owner: string;
  readonly ms: number;
  /** On this process's own clock. */
  readonly takenAtMs: number;
  /** The name may be taken for dead: whatever the clock says, the work may soon be somebody else's. */
  readonly lost: AbortSignal;
  /** Then whoever still waits for an answer waits no longer. */
  readonly letGo: AbortSignal;
}

export function takeLease(parts: Parts): Lease {
  const { name, lost, letGo } = parts.db.owner();
  return { owner: name, ms: parts.timing.leaseMs, takenAtMs: performance.now(), lost, letGo };
}
