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
    wish: Partial<
      Pick<SimulatedCall, 'id' | 'externalCallId' | 'direction' | 'peerNumber' | 'peerName'>
    >,
  ): SimulatedCall;
  /** Finds a call by either id. */
  find(id: string): SimulatedCall | undefined;
  newestFirst(): SimulatedCall[];
}

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
    add(wish) {
      const call: SimulatedCall = {
        id: wish.id ?? `call_${randomBytes(13).toString('hex').toUpperCase()}`,
        externalCallId: wish.externalCallId ?? `wacid.${randomBytes(18).toString('base64url')}`,
        direction: wish.direction ?? 'INBOUND',
        peerNumber: wish.peerNumber ?? `5511${randomDigits(9)}`,
        ...(wish.peerName !== undefined && { peerName: wish.peerName }),
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
