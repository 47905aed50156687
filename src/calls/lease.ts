import type { Parts } from './parts.ts';

/** For so long and under this name work is ours. Taken before it is recorded, so that we never believe it ours for longer than it is. */
export interface Lease {
  readonly owner: string;
  readonly ms: number;
  /** On this process's own clock. */
  readonly takenAtMs: number;
}

export function takeLease(parts: Parts): Lease {
  return { owner: parts.db.owner(), ms: parts.timing.leaseMs, takenAtMs: performance.now() };
}
