import type { ProviderCallId } from '../../call/ids.ts';
import type { SignalKind } from '../../call/signal.ts';

/** The legs of calls that one line has heard of. */
export interface Legs {
  /** Our name of a leg, now that this is known of it. */
  seen(id: string, news: SignalKind['is']): ProviderCallId;
  /** Ringing or answered as far as we know. */
  isOpen(id: string): boolean;
  /** Those that are open, and not among these. */
  openBeside(ids: ReadonlySet<string>): readonly string[];
}

interface Leg {
  readonly ring: number;
  readonly isOpen: boolean;
}

const most = 1000;

/**
 * Whether a call that returns from its queue to the same device comes under a new id is not documented. Should it come
 * under the old one, it is another ring all the same, and gets a name of its own: the id and the number of the ring.
 */
export function createLegs(): Legs {
  const legs = new Map<string, Leg>();

  return {
    seen(id, news) {
      const leg = next(legs.get(id), news);
      legs.delete(id);
      legs.set(id, leg);
      if (legs.size > most) legs.delete(legs.keys().next().value ?? '');
      return nameOf(id, leg.ring);
    },
    isOpen: (id) => legs.get(id)?.isOpen === true,
    openBeside(ids) {
      return [...legs].filter(([id, leg]) => leg.isOpen && !ids.has(id)).map(([id]) => id);
    },
  };
}

function next(known: Leg | undefined, news: SignalKind['is']): Leg {
  const { ring, isOpen } = known ?? { ring: 1, isOpen: news === 'answered' };
  if (news === 'released') return { ring, isOpen: false };
  if (news !== 'ringing') return { ring, isOpen };
  return { ring: known && !isOpen ? ring + 1 : ring, isOpen: true };
}

function nameOf(id: string, ring: number): ProviderCallId {
  return (ring === 1 ? id : `${id}~${ring}`) as ProviderCallId;
}

/** Their id of a leg. */
export function idOf(name: ProviderCallId): string {
  return name.replace(/~\d+$/, '');
}
