import {
  type ClaimedEffect,
  claimDueEffects,
  type EffectKind,
} from '../db/effects/claim-effects.ts';
import type { Dependencies } from '../use-cases/dependencies.ts';
import { carryOut } from '../use-cases/work/carry-out.ts';
import { type Lease, takeLease } from '../use-cases/work/lease.ts';
import { createPollTimer } from './poll-timer.ts';
import { createSlots } from './slots.ts';

export interface Recovery {
  /** An effect will be due after this delay. */
  due(delayMs: number): void;
  /** Claims no more effects. Those in progress are in `deps.background`. */
  stop(): Promise<void>;
}

export interface RecoverySettings {
  readonly kinds: readonly EffectKind[];
  readonly pollMs: number;
  /** How many effects this process carries out at once. */
  readonly slots: number;
  /** How many of them may be of one line: a provider that hangs must not delay other lines. */
  readonly slotsPerLine: number;
}

/**
 * Claims and carries out due effects: new texts, retries, and the effects of processes that have died.
 * The pool refills as soon as one slot is free. If it waited for a whole batch, one provider that hangs would delay all.
 */
export function startRecovery(deps: Dependencies, settings: RecoverySettings): Recovery {
  const { kinds, pollMs, slotsPerLine } = settings;
  const slots = createSlots(settings.slots, slotsPerLine);
  const timer = createPollTimer(pollMs);
  let stopped = false;

  async function run(): Promise<void> {
    while (!stopped) {
      timer.restart();
      const mayHaveMore = await poll().catch((error: unknown) => {
        deps.log.warn('claiming due effects failed', { error });
        return false;
      });
      if (!mayHaveMore || slots.free <= 0) await timer.untilDue();
    }
  }

  /** True: the limit was reached, so more effects may be due. */
  async function poll(): Promise<boolean> {
    if (slots.free <= 0) return false;
    const lease = takeLease(deps);
    const busyLines = slots.busyLines();
    // At most the share of one line, or one claim could fill the pool with the effects of one line.
    const limit = Math.min(slots.free, slotsPerLine);
    const claim = { owner: lease.owner, leaseMs: lease.ms, kinds, limit, busyLines };
    const claimed = await claimDueEffects(deps.db, claim);
    for (const effect of claimed) start(effect, lease);
    return claimed.length >= limit;
  }

  function start(effect: ClaimedEffect, lease: Lease): void {
    slots.take(effect.lineId);
    deps.background.run(`recovered ${effect.work.kind}`, async () => {
      try {
        await carryOut(deps, { effect, lease });
      } finally {
        slots.release(effect.lineId);
        timer.wakeIn(0);
      }
    });
  }

  const running = run();
  return {
    due: (delayMs) => timer.wakeIn(delayMs),
    async stop() {
      stopped = true;
      timer.wake();
      await running;
    },
  };
}
