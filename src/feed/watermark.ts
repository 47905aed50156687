/**
 * The journal is read below the watermark, the xmin of the current snapshot: every transaction below it has ended, so no
 * entry can still appear there. The oldest open transaction that has written, in any database of the server, holds the
 * watermark back.
 */
export interface WatermarkHold {
  /** The lower 32 bits of the transaction id, as `pg_stat_activity.backend_xid` and `pg_locks.transactionid` show it. */
  readonly xid: number;
  readonly heldMs: number;
}

export interface WatermarkMonitor {
  /** Takes the transaction that holds the watermark back; null if there is none. */
  observe(oldestWriter: bigint | null): void;
  /** For how long the oldest writer had held the watermark back at the last observation; 0 when there was none. */
  heldMs(): number;
}

export interface WatermarkSettings {
  readonly heldTooLongMs: number;
  /** Called once for each writer that holds the watermark too long. */
  readonly onHeld: (hold: WatermarkHold) => void;
  /** Called when that writer has ended. */
  readonly onFreed: (hold: WatermarkHold) => void;
}

/** Reports a transaction that keeps events from being delivered for too long. */
export function monitorWatermark(settings: WatermarkSettings): WatermarkMonitor {
  let holder: bigint | null = null;
  let since = performance.now();
  let seenAt = since;
  let isTooLong = false;
  const heldMs = () => (holder === null ? 0 : seenAt - since);
  const hold = (): WatermarkHold => ({
    xid: Number(BigInt.asUintN(32, holder ?? 0n)),
    heldMs: Math.round(heldMs()),
  });

  return {
    heldMs,
    observe(oldestWriter) {
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
