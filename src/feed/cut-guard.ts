import type { FoundPosition } from '../db/journal/find-position.ts';
import type { Position } from '../db/journal/position.ts';

/** The subscriber has received entries that no longer exist. */
export class HistoryCutError extends Error {
  override readonly name = 'HistoryCutError';
  /** The last entry that still exists of those that the subscriber may have received; the beginning of the journal if there is none. */
  readonly cutAfter: Position;

  constructor(cutAfter: Position) {
    super('The journal was restored to an earlier state.');
    this.cutAfter = cutAfter;
  }
}

export interface CutGuardDependencies {
  /** How often a restore has cut the journal, that is, removed its last entries, while this process ran. */
  readonly cuts: () => number;
  /** Looks up whether a position still exists in the journal. */
  readonly find: (position: Position) => Promise<FoundPosition>;
}

export interface CutGuard {
  /** Whether the journal was cut since the subscriber's position was known to exist. */
  isDue(): boolean;
  /** Throws a HistoryCutError if the journal was cut before this position. Asks the database once for each cut. */
  check(at: Position): Promise<void>;
}

/** Guards one subscriber, whose position exists when the guard is created. */
export function createCutGuard(deps: CutGuardDependencies): CutGuard {
  let checkedCuts = deps.cuts();
  return {
    isDue: () => deps.cuts() !== checkedCuts,
    async check(at) {
      const cuts = deps.cuts();
      if (cuts === checkedCuts) return;
      const found = await deps.find(at);
      if (found.is === 'lost') throw new HistoryCutError(found.cutAfter);
      checkedCuts = cuts;
    },
  };
}
