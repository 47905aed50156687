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

export interface EffectPool {
  /** Announces an effect that will be due after this delay. */
  due(delayMs: number): void;
  /** Stops claiming effects. It does not wait for the effects in progress: `deps.background.idle()` does. */
  stop(): Promise<void>;
}

export interface EffectPoolSettings {
  /** The kinds of effects that this pool claims. */
  readonly kinds: readonly EffectKind[];
  /** The longest time between two claims while slots are free. */
  readonly pollMs: number;
  /** How many effects this process carries out at once. */
  readonly slots: number;
  /** A line that uses this many gets no further ones, so that a provider that hangs does not delay other lines. */
  readonly slotsPerLine: number;
}

/**
 * Claims and carries out due effects: new texts and blocks, retries, and the effects of processes that have died. A new reject is
 * sent by the process that recorded it, without this pool. The pool claims another effect as soon as one slot is free. If it waited
 * for a whole batch to end, one provider that hangs would delay all effects.
 */
export function startEffectPool(deps: Dependencies, settings: EffectPoolSettings): EffectPool {
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

  /** Resolves to true if the claim reached its limit, so that more effects may be due. */
  async function poll(): Promise<boolean> {
    if (slots.free <= 0) return false;
    const lease = takeLease(deps);
    const busyLines = slots.busyLines();
    // All effects that a claim returns may be of one line, which may already use some of its slots. With this limit the line uses
    // less than twice its slots.
    const limit = Math.min(slots.free, slotsPerLine);
    const claim = { owner: lease.owner, leaseMs: lease.ms, kinds, limit, busyLines };
    const claimed = await claimDueEffects(deps.db, claim);
    for (const effect of claimed) start(effect, lease);
    return claimed.length >= limit;
  }

  function start(effect: ClaimedEffect, lease: Lease): void {
    slots.take(effect.lineId);
    deps.background.run(`a claimed ${effect.work.kind}`, async () => {
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
      timer.stop();
      await running;
    },
  };
}
