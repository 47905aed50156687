import { isAlwaysOpen, nextOpening, type OpeningHours } from './opening-hours.ts';
import type { Policy, QuietHours } from './policy.ts';

export type Opening =
  | { readonly is: 'opens-at'; readonly at: Date }
  | { readonly is: 'open-now' }
  /** No opening within about a year was found. */
  | { readonly is: 'never' }
  /** No policy has opening hours. */
  | { readonly is: 'no-hours' };

/** The opening hours of one policy, and whether it is enforced. `opensNext` says when those of an observing policy count. */
export type HoursInForce = Pick<QuietHours, 'mode' | 'hours'>;

/** The opening hours are those of quiet-hours policies, which reject calls while the line is closed. */
export function hoursOf(policies: readonly Policy[]): readonly HoursInForce[] {
  return policies.filter((policy) => policy.is === 'quiet-hours');
}

/** Ends the search if the hours of several policies are never open at the same time. */
const maxRounds = 100;

/**
 * The next moment at which a line is open by the hours of all its policies. Hours of observing policies count only if no
 * enforced policy has hours: they still tell when the operator considers the line open.
 */
export function opensNext(all: readonly HoursInForce[], now: Date, timeZone: string): Opening {
  const hours = hoursThatCount(all);
  if (hours.length === 0) return { is: 'no-hours' };
  let opening = now;
  // The search ends when one pass over all hours does not move the opening any more.
  for (let round = 0; round < maxRounds; round++) {
    const next = opensAfter(hours, opening, timeZone);
    if (next === null) return { is: 'never' };
    if (next.getTime() === opening.getTime()) {
      return opening === now ? { is: 'open-now' } : { is: 'opens-at', at: opening };
    }
    opening = next;
  }
  return { is: 'never' };
}

/** Whether the line never closes, so that it has no next opening. */
export function neverCloses(all: readonly HoursInForce[], now: Date, timeZone: string): boolean {
  const hours = hoursThatCount(all);
  return hours.length > 0 && hours.every((each) => isAlwaysOpen(each, now, timeZone));
}

function hoursThatCount(all: readonly HoursInForce[]): readonly OpeningHours[] {
  const enforced = all.filter(({ mode }) => mode === 'ENFORCE');
  return (enforced.length > 0 ? enforced : all).map(({ hours }) => hours);
}

/** Moves `from` to the next opening of each of the hours in turn. Returns null if one of them never opens. */
function opensAfter(hours: readonly OpeningHours[], from: Date, timeZone: string): Date | null {
  let latest = from;
  for (const each of hours) {
    const next = nextOpening(each, latest, timeZone);
    if (next === null) return null;
    latest = next;
  }
  return latest;
}
