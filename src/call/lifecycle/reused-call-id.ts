import type { Call } from '../call.ts';
import type { CallSignal } from '../signal.ts';
import { isOver, isRinging } from '../status.ts';

/** Clocks differ, so the order of an end and a ring that are less than this apart is uncertain. */
const uncertainOrderMs = 1000;

/**
 * True if the provider uses the id of the known call for a new call: either the provider says so, or by its own clock the
 * ring came after the end of the known call.
 */
export function isReusedId(
  known: Call | null,
  { kind, occurredAt, deliveredLate, isAnotherRing }: CallSignal,
): boolean {
  if (known === null || kind.is !== 'ringing') return false;
  // While the known call rings, the signal may be its own ring, which another process has already recorded. A call whose end was
  // heard rings no more, although its status changes only with the answer to the request in flight.
  if (isAnotherRing) return !isRinging(known.status) || known.rejection?.heard !== undefined;
  // Otherwise the provider's own times decide, which are not certain for a late report, nor for an end that was inferred.
  if (deliveredLate || occurredAt === undefined) return false;
  if (known.endedAt === undefined || known.inferred || !isOver(known.status)) return false;
  return occurredAt.getTime() > known.endedAt.getTime() + uncertainOrderMs;
}
