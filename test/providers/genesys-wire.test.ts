import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/call/call.ts';
import { nextStatus } from '../../src/call/lifecycle/next-status.ts';
import { createLegs } from '../../src/providers/genesys/legs.ts';
import { readNotification } from '../../src/providers/genesys/listen/notification.ts';
import { agentIn, callsIn, readSnapshot } from '../../src/providers/genesys/listen/snapshot.ts';

describe('what the end of a leg makes of a call', () => {
  const desk = { legs: createLegs([]), site: 'gws.example' };
  const data = { call: { id: '013V1', state: 'Released' }, messageType: 'CallStateChangeMessage' };

  it.each([
    ['Released after our Reject', 'REJECTING', 'REDIRECTED', 'RETURNED_TO_QUEUE', 'carried-out'],
    ['Released after a Reject that did nothing', 'REJECTING', 'MISSED', 'UNKNOWN', 'no-effect'],
    ['Released, no Reject, never Established', 'RINGING', 'MISSED', 'UNKNOWN', 'no-effect'],
    ['Released after Established', 'ANSWERED', 'ENDED', 'COMPLETED', 'no-effect'],
  ] as const)('%s', (_row, status, becomes, endReason, ours) => {
    const heard = readNotification('/v2/me/calls', data, desk);
    if (heard?.is !== 'signal') throw new Error('Nothing was heard.');
    const call = { status, inferred: false, refined: false } as Call;
    expect(nextStatus(call, heard.signal.kind, ours)).toEqual({
      is: 'becomes',
      status: becomes,
      endReason,
    });
  });
});

describe('whatever Genesys says', () => {
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('Ringing', 'Released', 'Established', { toString: 1, valueOf: 1 }, '5'),
  );
  const names = ['id', 'state', 'participants', 'capabilities', 'duration', 'connId', 'userState'];
  const thing = fc.dictionary(fc.constantFrom(...names), odd);

  it('is read without throwing', () => {
    const desk = { legs: createLegs([]), site: 'gws.example' };
    const source = { connectedAt: new Date(0), takenAt: new Date(), ownNumbers: [] };
    fc.assert(
      fc.property(thing, fc.array(thing), odd, (call, calls, about) => {
        const data = { call, devices: calls, notificationType: about, phoneNumber: about };
        readNotification('/v2/me/calls', data, desk);
        readNotification('/v2/me/calls', about, desk);
        readNotification('/v2/me/devices', data, desk);
        readSnapshot(callsIn(JSON.stringify({ calls })) ?? [], source, desk, () => undefined);
        agentIn(JSON.stringify({ user: { devices: calls } }));
      }),
      { numRuns: 500 },
    );
  });
});
