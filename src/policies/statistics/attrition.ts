import { type Difference, type Interval, newcombe, wilson } from './proportion.ts';

/** Callers, each counted once, and what they did in the window after their call. */
export interface Tally {
  readonly callers: number;
  /** Their window is not over: whether they come back is not known, even of those who already did. */
  readonly pending: number;
  readonly cameBack: number;
  readonly wrote: number;
  readonly calledAndAnswered: number;
}

export interface Outcome extends Tally {
  readonly didNot: number;
  /** Of those whose window is over. Undefined: nobody's is. */
  readonly returnRate?: number;
  readonly confidence?: Interval;
}

export const nobody: Tally = {
  callers: 0,
  pending: 0,
  cameBack: 0,
  wrote: 0,
  calledAndAnswered: 0,
};

/** Of callers who are not the same. */
export function addTallies(one: Tally, other: Tally): Tally {
  return {
    callers: one.callers + other.callers,
    pending: one.pending + other.pending,
    cameBack: one.cameBack + other.cameBack,
    wrote: one.wrote + other.wrote,
    calledAndAnswered: one.calledAndAnswered + other.calledAndAnswered,
  };
}

/**
 * To count those who come back before their window is over, and not those who do not, would make
 * every recent rejection look harmless: so a caller counts for neither until it is over.
 */
export function outcomeOf(tally: Tally): Outcome {
  const known = knownOf(tally);
  const confidence = wilson(tally.cameBack, known);
  return {
    ...tally,
    didNot: known - tally.cameBack,
    ...(confidence && { returnRate: tally.cameBack / known, confidence }),
  };
}

/** Below zero: these come back less often than the others. */
export function differenceBetween(these: Tally, others: Tally): Difference | undefined {
  return newcombe(
    { some: these.cameBack, all: knownOf(these) },
    { some: others.cameBack, all: knownOf(others) },
  );
}

function knownOf({ callers, pending }: Tally): number {
  return callers - pending;
}
