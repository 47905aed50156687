import type { LineId } from '../call/ids.ts';
import { claimDueEffects, type EffectKind } from '../db/effects/effects.ts';
import type { Dependencies } from '../use-cases/dependencies.ts';
import { carryOut } from '../use-cases/work/carry-out.ts';
import { takeLease } from '../use-cases/work/lease.ts';

export interface Recovery {
  /** Work will be due after this delay. */
  due(delayMs: number): void;
  /** Takes no more work. What is under way is in `deps.background`. */
  stop(): Promise<void>;
}

export interface RecoverySettings {
  readonly kinds: readonly EffectKind[];
  readonly pollMs: number;
  /** How many effects this process carries out at once. */
  readonly slots: number;
  /** And of one line: a provider that hangs must not hold up the others. */
  readonly slotsPerLine: number;
}

/**
 * Finds work that is due, whoever left it: put off for a retry, or held by a process that has died.
 * A pool that refills as soon as one slot is free: were it to wait for a whole batch, one provider that hangs would hold up all.
 */
export function startRecovery(deps: Dependencies, settings: RecoverySettings): Recovery {
  let stopped = false;
  let underWay = 0;
  const underWayOf = new Map<LineId, number>();
  let wakeAt = 0;
  let wake = () => {};

  async function run(): Promise<void> {
    while (!stopped) {
      wakeAt = performance.now() + settings.pollMs;
      const full = await look();
      if (!full || underWay >= settings.slots) await untilWoken();
    }
  }

  /** True: there may be more at once. */
  async function look(): Promise<boolean> {
    const free = settings.slots - underWay;
    if (free <= 0) return false;
    try {
      const lease = takeLease(deps);
      const busyLines = linesOver(settings.slotsPerLine);
      // No more than one line may have, or a single look could fill the pool with one line's work.
      const limit = Math.min(free, settings.slotsPerLine);
      const { kinds } = settings;
      const claim = { owner: lease.owner, leaseMs: lease.ms, kinds, limit, busyLines };
      const claimed = await claimDueEffects(deps.db, claim);
      for (const effect of claimed) {
        begin(effect.lineId);
        deps.background.run(`recovered ${effect.work.kind}`, async () => {
          try {
            await carryOut(deps, { effect, lease });
          } finally {
            end(effect.lineId);
            due(0);
          }
        });
      }
      return claimed.length >= limit;
    } catch (error) {
      deps.log.warn('looking for due work failed', { error });
      return false;
    }
  }

  function begin(line: LineId): void {
    underWay++;
    underWayOf.set(line, (underWayOf.get(line) ?? 0) + 1);
  }

  function end(line: LineId): void {
    underWay--;
    const left = (underWayOf.get(line) ?? 1) - 1;
    if (left > 0) underWayOf.set(line, left);
    else underWayOf.delete(line);
  }

  function linesOver(most: number): LineId[] {
    return [...underWayOf].filter(([, count]) => count >= most).map(([line]) => line);
  }

  function due(delayMs: number): void {
    const at = performance.now() + delayMs;
    if (at >= wakeAt) return;
    // Whoever is looking just now sees by it that there is something new to look for.
    wakeAt = at;
    if (delayMs <= 0) wake();
    else setTimeout(() => due(0), delayMs).unref();
  }

  function untilWoken(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, wakeAt - performance.now()));
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const running = run();
  return {
    due,
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}
