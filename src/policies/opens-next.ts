import { isAlwaysOpen, nextOpening, type OpeningHours } from './opening-hours.ts';
import type { Policy, QuietHours } from './policy.ts';

export type Opening =
  | { readonly is: 'at'; readonly at: Date }
  | { readonly is: 'open' }
  | { readonly is: 'never' }
  /** No policy has opening hours. */
  | { readonly is: 'no-hours' };

export type HoursInForce = Pick<QuietHours, 'mode' | 'hours'>;

export function hoursOf(policies: readonly Policy[]): readonly HoursInForce[] {
  return policies.filter((policy) => policy.is === 'quiet-hours');
}

const mostRounds = 100;

/**
 * The next moment at which all opening hours of a line are open. Observed hours count only if none are enforced:
 * they are still the operator's statement about the line.
 */
export function opensNext(all: readonly HoursInForce[], now: Date, timeZone: string): Opening {
  const hours = thatCount(all);
  if (hours.length === 0) return { is: 'no-hours' };
  let opening = now;
  for (let round = 0; round < mostRounds; round++) {
    const next = opensAfter(hours, opening, timeZone);
    if (next === null) return { is: 'never' };
    if (next.getTime() === opening.getTime()) {
      return opening === now ? { is: 'open' } : { is: 'at', at: opening };
    }
    opening = next;
  }
  return { is: 'never' };
}

/** True: there is no next opening, because no hours ever close. */
export function neverCloses(all: readonly HoursInForce[], now: Date, timeZone: string): boolean {
  const hours = thatCount(all);
  return hours.length > 0 && hours.every((one) => isAlwaysOpen(one, now, timeZone));
}

function thatCount(all: readonly HoursInForce[]): readonly OpeningHours[] {
  const enforced = all.filter(({ mode }) => mode === 'ENFORCE');
  return (enforced.length > 0 ? enforced : all).map((one) => one.hours);
}

/** The latest opening, each searched from the opening of the one before. */
function opensAfter(hours: readonly OpeningHours[], from: Date, timeZone: string): Date | null {
  let latest = from;
  for (const one of hours) {
    const next = nextOpening(one, latest, timeZone);
    if (next === null) return null;
    latest = next;
  }
  return latest;
}
