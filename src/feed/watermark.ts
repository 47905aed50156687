/** A transaction that writes, or has written, anywhere at the server: readers wait for the oldest to end. */
export interface Hold {
  /** As `pg_stat_activity.backend_xid` and `pg_locks.transactionid` show it. */
  readonly xid: number;
  readonly heldMs: number;
}

export interface Watermark {
  saw(oldestWriter: bigint | null): void;
  /** For how long the oldest writer had held it back when we last looked; 0 when nobody did. */
  heldMs(): number;
}

export interface WatermarkSettings {
  readonly heldTooLongMs: number;
  /** Once for each writer that holds it too long, and once when that one has ended. */
  readonly onHeld: (hold: Hold) => void;
  readonly onFreed: (hold: Hold) => void;
}

/** Tells an operator whom events are waiting for. */
export function watchWatermark(settings: WatermarkSettings): Watermark {
  let holder: bigint | null = null;
  let since = performance.now();
  let seenAt = since;
  let isTooLong = false;
  const heldMs = () => (holder === null ? 0 : seenAt - since);
  const hold = (): Hold => ({
    xid: Number(BigInt.asUintN(32, holder ?? 0n)),
    heldMs: Math.round(heldMs()),
  });

  return {
    heldMs,
    saw(oldestWriter) {
      seenAt = performance.now();
      if (oldestWriter !== holder) {
        if (isTooLong) settings.onFreed(hold());
        isTooLong = false;
        holder = oldestWriter;
        since = seenAt;
      }
      if (isTooLong || holder === null || heldMs() < settings.heldTooLongMs) return;
      isTooLong = true;
      settings.onHeld(hold());
    },
  };
}
