import type { SignalKind } from '../../call/signal.ts';
import type { HeldCall } from '../provider.ts';

/** The legs of calls that one line has heard of. */
export interface Legs {
  /** The leg, now that this is known of it. An event tells a change, a snapshot how things stand. */
  seen(id: string, news: SignalKind['is'], from: 'event' | 'snapshot'): SeenLeg;
  /** Ringing or answered as far as we know. */
  isOpen(id: string): boolean;
  /** Those that are open, and not among these. What is presumed to be over already needs no second presumption. */
  openBeside(ids: ReadonlySet<string>): readonly string[];
}

export interface SeenLeg {
  /** Differs for each ring under one id, to tell their events apart. */
  readonly key: string;
  /** It rings under the id of a leg that is over. */
  readonly isAnotherRing: boolean;
}

interface Leg {
  readonly ring: number;
  readonly state: HeldCall['state'];
}

const most = 1000;

/**
 * Whether a call that returns from its queue to the same device comes under a new id is not documented. Should it come
 * under the old one, it is another ring all the same. Rings under one id are counted; how many there were, and whether the
 * last of them goes on, is known from the calls that are held.
 */
export function createLegs(held: readonly HeldCall[]): Legs {
  const legs = new Map<string, Leg>();
  const keep = (id: string, leg: Leg) => {
    legs.delete(id);
    legs.set(id, leg);
    if (legs.size > most) legs.delete(legs.keys().next().value ?? '');
  };
  for (const { providerCallId: id, state } of held) {
    keep(id, { ring: (legs.get(id)?.ring ?? 0) + 1, state });
  }

  return {
    seen(id, news, from) {
      const known = legs.get(id);
      const leg = next(known, news, from);
      if (leg) keep(id, leg);
      const ring = leg?.ring ?? 1;
      return {
        key: ring === 1 ? id : `${id}~${ring}`,
        isAnotherRing: known !== undefined && ring > known.ring,
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

/** Until Genesys says that it is over. */
function isOpen(leg: Leg | undefined): boolean {
  return leg !== undefined && leg.state !== 'over';
}

function next(
  known: Leg | undefined,
  news: SignalKind['is'],
  from: 'event' | 'snapshot',
): Leg | undefined {
  const ring = known?.ring ?? 1;
  switch (news) {
    case 'released':
      return { ring, state: 'over' };
    case 'answered':
      return { ring, state: known?.state === 'over' ? 'over' : 'open' };
    case 'ringing':
      return { ring: beginsAnew(known, from) ? ring + 1 : ring, state: 'open' };
    default:
      return known;
  }
}

/** What still stands there ringing may never have been over, though it was presumed to be. */
function beginsAnew(known: Leg | undefined, from: 'event' | 'snapshot'): boolean {
  return known?.state === 'over' || (known?.state === 'presumed-over' && from === 'event');
}
