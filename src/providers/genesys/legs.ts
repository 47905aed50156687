import type { SignalKind } from '../../call/signal.ts';
import type { RecordedCall } from '../provider.ts';

/** The known legs of one line. A leg is one ring of a call at the agent's device; a call that returns to its queue has several. */
export interface Legs {
  /** Records what an event or a snapshot reports about a leg. An event reports a change, a snapshot the current state. */
  seen(id: string, reported: SignalKind['is'], from: 'event' | 'snapshot'): SeenLeg;
  /** True for a known leg whose end Genesys has not reported. */
  isOpen(id: string): boolean;
  /** The open legs that are not in `ids`. Legs whose end was inferred (`presumed-over`) are left out: they need no second signal. */
  openBeside(ids: ReadonlySet<string>): readonly string[];
}

export interface SeenLeg {
  /** Differs for each ring with the same id, to distinguish the events of the rings. */
  readonly key: string;
  /** True if the leg rings with the id of a leg that is over. */
  readonly isAnotherRing: boolean;
}

interface Leg {
  /** The number of the latest ring with this id, from 1. */
  readonly ring: number;
  readonly state: RecordedCall['state'];
}

const maxLegs = 1000;

/**
 * Genesys does not document whether a call that returns from its queue to the same device gets a new id. With the old id it is
 * another ring nevertheless, so the rings with one id are counted. `recorded` has one call for each earlier ring.
 */
export function createLegs(recorded: readonly RecordedCall[]): Legs {
  const legs = new Map<string, Leg>();
  const keep = (id: string, leg: Leg) => {
    // Moves the leg to the end, so that the leg that changed longest ago is forgotten first.
    legs.delete(id);
    legs.set(id, leg);
    if (legs.size > maxLegs) legs.delete(legs.keys().next().value ?? '');
  };
  for (const { providerCallId: id, state } of recorded) {
    keep(id, { ring: (legs.get(id)?.ring ?? 0) + 1, state });
  }

  return {
    seen(id, reported, from) {
      const previous = legs.get(id);
      const leg = next(previous, reported, from);
      if (leg) keep(id, leg);
      const ring = leg?.ring ?? 1;
      return {
        key: ring === 1 ? id : `${id}~${ring}`,
        isAnotherRing: previous !== undefined && ring > previous.ring,
      };
    },
    isOpen: (id) => isOpen(legs.get(id)),
    openBeside(ids) {
      return [...legs]
        .filter(([id, { state }]) => state === 'open' && !ids.has(id))
        .map(([id]) => id);
    },
  };
}

/** A leg that is only presumed to be over counts as open. */
function isOpen(leg: Leg | undefined): boolean {
  return leg !== undefined && leg.state !== 'over';
}

/** The leg after the report. Undefined if the leg is not known and the report does not tell its state. */
function next(
  previous: Leg | undefined,
  reported: SignalKind['is'],
  from: 'event' | 'snapshot',
): Leg | undefined {
  const ring = previous?.ring ?? 1;
  switch (reported) {
    case 'released':
      return { ring, state: 'over' };
    case 'answered':
      // A leg that is over stays over: only another ring opens it again.
      return { ring, state: previous?.state === 'over' ? 'over' : 'open' };
    case 'ringing':
      return { ring: isAnotherRing(previous, from) ? ring + 1 : ring, state: 'open' };
    default:
      return previous;
  }
}

/** A leg that was presumed to be over and that a snapshot lists as ringing was never over, so this is not another ring. */
function isAnotherRing(previous: Leg | undefined, from: 'event' | 'snapshot'): boolean {
  return previous?.state === 'over' || (previous?.state === 'presumed-over' && from === 'event');
}
