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

/** Throws a HistoryCutError if the journal was cut before a subscriber's position. Asks the database once for each cut. */
export function createCutGuard(deps: CutGuardDependencies): (at: Position) => Promise<void> {
  let checkedCuts = deps.cuts();
  return async (at) => {
    const cuts = deps.cuts();
    if (cuts === checkedCuts) return;
    const found = await deps.find(at);
    if (found.is === 'lost') throw new HistoryCutError(found.cutAfter);
    checkedCuts = cuts;
  };
}
