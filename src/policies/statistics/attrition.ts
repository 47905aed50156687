import { type Difference, type Interval, newcombe, wilson } from './proportion.ts';

/** Callers, each counted once, and what they did in the window after their call. */
export interface Tally {
  readonly callers: number;
  /** Callers whose window has not ended. They are left out of the rates, even if they have come back. */
  readonly pending: number;
  readonly cameBack: number;
  readonly wrote: number;
  readonly calledAndAnswered: number;
}

export interface Outcome extends Tally {
  readonly didNot: number;
  /** Among callers whose window has ended. Undefined: there are none. */
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

/** The two tallies must count different callers. */
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
 * A caller counts only after the window has ended. Counting early returns at once, and early absences not,
 * would overstate the return rate of recent rejections.
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

/** Below zero: the first come back less often. */
export function differenceBetween(these: Tally, others: Tally): Difference | undefined {
  return newcombe(
    { some: these.cameBack, all: knownOf(these) },
    { some: others.cameBack, all: knownOf(others) },
  );
}

function knownOf({ callers, pending }: Tally): number {
  return callers - pending;
}
