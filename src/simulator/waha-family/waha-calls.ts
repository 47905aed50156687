import { randomBytes } from 'node:crypto';

export interface SimulatedWahaCall {
  readonly id: string;
  /** The caller's WhatsApp address (JID): the digits of a number with `@c.us`, the id of a hidden number with `@lid`, or a group. */
  readonly peerNumber: string;
  readonly isVideo: boolean;
  readonly ringingAt: number;
  status: 'RINGING' | 'ANSWERED' | 'REJECTED' | 'OVER';
}

export interface CallOptions {
  readonly id?: string;
  /** The caller as a JID. Digits without a host are a phone number. */
  readonly from?: string;
  readonly isVideo?: boolean;
  /** The caller's display name, which only the event of the ring contains. */
  readonly name?: string;
}

/** The calls that are remembered; beyond that, the oldest is forgotten. */
const kept = 10_000;

export function createWahaCalls() {
  const calls = new Map<string, SimulatedWahaCall>();
  return {
    add({ id, from, isVideo = false }: CallOptions): SimulatedWahaCall {
      const call: SimulatedWahaCall = {
        id: id ?? randomBytes(16).toString('hex').toUpperCase(),
        peerNumber: jidOf(from ?? `5511${randomDigits(9)}`),
        isVideo,
        ringingAt: Date.now(),
        status: 'RINGING',
      };
      calls.set(call.id, call);
      const oldest = calls.size > kept ? calls.keys().next().value : undefined;
      if (oldest !== undefined) calls.delete(oldest);
      return call;
    },
    find: (id: string) => calls.get(id),
  };
}

export function jidOf(from: string): string {
  return from.includes('@') ? from : `${from.replace('+', '')}@c.us`;
}

function randomDigits(count: number): string {
  return [...randomBytes(count)].map((byte) => byte % 10).join('');
}
