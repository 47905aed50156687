import { randomBytes } from 'node:crypto';

export type SimulatedStatus =
  | 'RINGING'
  | 'ACCEPTED'
  | 'COMPLETED'
  | 'REJECTED'
  | 'FAILED'
  | 'MISSED';

/** A call as Pilot Status stores and shows it. Guess: `MISSED` is a stored status. */
export interface SimulatedCall {
  readonly id: string;
  /** The id of the call at WhatsApp. */
  readonly externalCallId: string;
  readonly direction: 'INBOUND' | 'OUTBOUND';
  /** The digits of the number, without a plus. */
  readonly peerNumber: string;
  readonly peerName?: string;
  readonly createdAt: string;
  status: SimulatedStatus;
  connectedAt?: string;
  endedAt?: string;
}

export interface SimulatedCalls {
  add(
    options: Partial<
      Pick<SimulatedCall, 'id' | 'externalCallId' | 'direction' | 'peerNumber' | 'peerName'>
    >,
  ): SimulatedCall;
  /** Finds a call by either id. */
  find(id: string): SimulatedCall | undefined;
  newestFirst(): SimulatedCall[];
}

/** The calls that are remembered; beyond that, the oldest is forgotten. */
const kept = 10_000;

export function createSimulatedCalls(): SimulatedCalls {
  const calls = new Map<string, SimulatedCall>();
  const byExternalId = new Map<string, SimulatedCall>();

  function forgetOldest(): void {
    const oldest = calls.values().next().value;
    if (!oldest) return;
    calls.delete(oldest.id);
    byExternalId.delete(oldest.externalCallId);
  }

  return {
    add(options) {
      const call: SimulatedCall = {
        id: options.id ?? `call_${randomBytes(13).toString('hex').toUpperCase()}`,
        externalCallId: options.externalCallId ?? `wacid.${randomBytes(18).toString('base64url')}`,
        direction: options.direction ?? 'INBOUND',
        peerNumber: options.peerNumber ?? `5511${randomDigits(9)}`,
        ...(options.peerName !== undefined && { peerName: options.peerName }),
        createdAt: new Date().toISOString(),
        status: 'RINGING',
      };
      calls.set(call.id, call);
      byExternalId.set(call.externalCallId, call);
      if (calls.size > kept) forgetOldest();
      return call;
    },
    find: (id) => calls.get(id) ?? byExternalId.get(id),
    newestFirst: () => [...calls.values()].reverse(),
  };
}

function randomDigits(count: number): string {
  return [...randomBytes(count)].map((byte) => byte % 10).join('');
}
