import type { ProviderCallId } from '../../call/ids.ts';
import type { SignalKind } from '../../call/signal.ts';
import type { HeldCall } from '../provider.ts';

/** The legs of calls that one line has heard of. */
export interface Legs {
  /** Our name of a leg, now that this is known of it. An event tells a change, a snapshot how things stand. */
  seen(id: string, news: SignalKind['is'], from: 'event' | 'snapshot'): ProviderCallId;
  /** Ringing or answered as far as we know. */
  isOpen(id: string): boolean;
  /** Those that are open, and not among these. What is presumed to be over already needs no second presumption. */
  openBeside(ids: ReadonlySet<string>): readonly string[];
}

interface Leg {
  readonly ring: number;
  readonly state: HeldCall['state'];
}

const most = 1000;

/**
 * Whether a call that returns from its queue to the same device comes under a new id is not documented. Should it come
 * under the old one, it is another ring all the same, and gets a name of its own: the id and the number of the ring.
 * Which rings there were, and which go on, is known from the calls that are held.
 */
export function createLegs(held: readonly HeldCall[]): Legs {
  const legs = new Map<string, Leg>();
  const keep = (id: string, leg: Leg) => {
    legs.delete(id);
    legs.set(id, leg);
    if (legs.size > most) legs.delete(legs.keys().next().value ?? '');
  };
  for (const { providerCallId, state } of held) {
    const id = idOf(providerCallId);
    const ring = ringOf(providerCallId);
    if (ring >= (legs.get(id)?.ring ?? 0)) keep(id, { ring, state });
  }

  return {
    seen(id, news, from) {
      const known = legs.get(id);
      const leg = next(known, news, from);
      if (leg) keep(id, leg);
      return nameOf(id, leg?.ring ?? 1);
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

function nameOf(id: string, ring: number): ProviderCallId {
  return (ring === 1 ? id : `${id}~${ring}`) as ProviderCallId;
}

function ringOf(name: ProviderCallId): number {
  return Number(/~(\d{1,6})$/.exec(name)?.[1] ?? 1);
}

/** Their id of a leg. */
export function idOf(name: ProviderCallId): string {
  return name.replace(/~\d{1,6}$/, '');
}
