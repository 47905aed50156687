import { type Difference, type Interval, newcombe, wilson } from './proportion.ts';

/** Counts callers, each once, by what they did in the window after their call. */
export interface Tally {
  readonly callers: number;
  /** Callers whose window has not ended. The rates leave them out, even if they have come back. */
  readonly pending: number;
  /** Callers who wrote, or called again and were answered, or both. Here and below only callers whose window has ended count. */
  readonly cameBack: number;
  readonly wrote: number;
  readonly calledAndAnswered: number;
}

export interface Outcome extends Tally {
  /** Callers who did not come back within their window. */
  readonly didNot: number;
  /** The share of those who came back among the callers whose window has ended. Undefined if there are none. */
  readonly returnRate?: number;
  /** Where the true share lies with 95 % confidence. */
  readonly confidence?: Interval;
}

export const emptyTally: Tally = {
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
 * A caller counts only after the window has ended. Otherwise callers who come back early would count at once, callers who
 * stay away only later, and the return rate of recent rejections would be overstated.
 */
export function outcomeOf(tally: Tally): Outcome {
  const ended = endedOf(tally);
  const confidence = wilson(tally.cameBack, ended);
  return {
    ...tally,
    didNot: ended - tally.cameBack,
    ...(confidence && { returnRate: tally.cameBack / ended, confidence }),
  };
}

/**
 * The difference of the return rates, below zero if the first callers come back less often than the others. Undefined if no
 * window has ended on one of the sides.
 */
export function differenceBetween(these: Tally, others: Tally): Difference | undefined {
  return newcombe(
    { some: these.cameBack, all: endedOf(these) },
    { some: others.cameBack, all: endedOf(others) },
  );
}

/** The number of callers whose window has ended. */
function endedOf({ callers, pending }: Tally): number {
  return callers - pending;
}
