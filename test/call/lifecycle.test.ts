import { describe, expect, it } from 'vitest';
import type { Call } from '../../src/call/call.ts';
import type { Change } from '../../src/call/lifecycle/change.ts';
import { firstSignal } from '../../src/call/lifecycle/first-signal.ts';
import { passRingLimit, passRingLimitAsTold } from '../../src/call/lifecycle/pass-ring-limit.ts';
import { receiveSignal, settleHeardEnd } from '../../src/call/lifecycle/receive-signal.ts';
import { requestReject } from '../../src/call/lifecycle/request-reject.ts';
import { giveUpReject, settleReject } from '../../src/call/lifecycle/settle-reject.ts';
import type { FinalOutcome, OurRequests } from '../../src/call/rejection.ts';
import type { CallSignal, SignalKind } from '../../src/call/signal.ts';
import {
  commandAt,
  fresh,
  later,
  receivingAt,
  ringingCall,
  ringLimitMs,
  signalOf,
  start,
} from './sample-call.ts';

const ringing = ringingCall();
const rejecting = wished(ringing);
const problem = { kind: 'NO_ANSWER', message: 'no answer' } as const;
const settling = { ...receivingAt(start), goneAfterUnknown: 'ACCEPTED' } as const;
const answer = (
  call: Call,
  outcome: FinalOutcome,
  ours: 'no-effect' | 'may-have-acted' = 'no-effect',
) => must(settleReject(call, outcome, ours, settling)).call;
const told = (call: Call, kind: SignalKind, ours: OurRequests = 'no-effect') =>
  receiveSignal(call, signalOf(kind), ours, receivingAt(start)).call;
const givingUp = { now: start, last: problem };
const gone = { is: 'already-over', inferred: true, problem } as const;

const states: Record<string, Call> = {
  RINGING: ringing,
  'RINGING, rejection REFUSED': answer(rejecting, { is: 'refused', problem }),
  'RINGING, rejection EXPIRED': must(giveUpReject(rejecting, 'no-effect', givingUp)).call,
  'REJECTING, rejection SENDING': rejecting,
  'REJECTING, rejection ACCEPTED': answer(rejecting, { is: 'under-way' }),
  'REJECTED, rejection ACCEPTED': answer(rejecting, { is: 'done', certainty: 'ACCEPTED' }),
  'REJECTED, rejection CONFIRMED': answer(rejecting, { is: 'done', certainty: 'CONFIRMED' }),
  'REJECTED elsewhere': told(ringing, { is: 'rejected' }),
  ANSWERED: told(ringing, { is: 'answered' }),
  MISSED: told(ringing, { is: 'missed', because: 'CALLER_HUNG_UP' }),
  'MISSED, inferred': must(passRingLimit(ringing, later(ringLimitMs), 'no-effect')).call,
  ENDED: told(ringing, { is: 'ended', because: 'UNKNOWN' }),
  'MISSED, rejection EXPIRED': must(passRingLimit(rejecting, later(ringLimitMs), 'no-effect')).call,
  'ENDED, rejection EXPIRED': must(passRingLimit(rejecting, later(ringLimitMs), 'may-have-acted'))
    .call,
  'ENDED, rejection ALREADY_OVER': answer(rejecting, gone),
  'REJECTED, inferred': answer(rejecting, gone, 'may-have-acted'),
  FAILED: told(ringing, { is: 'failed' }),
  REDIRECTED: told(rejecting, { is: 'released' }, 'may-have-acted'),
};

const signals: Record<string, SignalKind> = {
  ringing: { is: 'ringing' },
  answered: { is: 'answered' },
  rejected: { is: 'rejected' },
  'rejected or over': { is: 'rejected-or-over' },
  missed: { is: 'missed', because: 'CALLER_HUNG_UP' },
  'rang out': { is: 'missed', because: 'RANG_OUT' },
  ended: { is: 'ended', because: 'COMPLETED' },
  failed: { is: 'failed' },
  released: { is: 'released' },
};

it('an end that is taken for our rejection is explained by a missed call, and nothing changes it afterwards', () => {
  const taken = told(rejecting, { is: 'rejected-or-over' }, 'may-have-acted');
  const missed = told(taken, { is: 'missed', because: 'RANG_OUT' }, 'may-have-acted');
  const later = Object.values(signals).map((one) => told(missed, one, 'may-have-acted'));
  const said = [missed, ...later].map(({ status, endReason }) => `${status} ${endReason}`);
  expect([taken.status, taken.inferred, ...new Set(said)]).toEqual([
    'REJECTED',
    true,
    'MISSED RANG_OUT',
  ]);
});

describe('the transition table', () => {
  it('says what every signal makes of every state, and of what our requests may have done: none / open / possible', () => {
    const rows = Object.entries(states).map(([name, call]) => {
      const outcomes = Object.entries(signals).map(([signal, kind]) => {
        const made = (ours: OurRequests) => {
          const change = receiveSignal(call, signalOf(kind), ours, receivingAt(start));
          const kinds = change.entries.map((entry) => entry.kind).join('+');
          const waits = change.rejectRetries === 'await-in-flight' ? ', waits for the answer' : '';
          return `${kinds}${rejectionOf(change.call)}${waits}`;
        };
        const [none, open, possible] = [
          made('no-effect'),
          made('in-flight'),
          made('may-have-acted'),
        ];
        if (none === open && open === possible) {
          return none.startsWith('NOTED') ? '' : `  ${signal}: ${none}`;
        }
        return `  ${signal}: ${none} / ${open} / ${possible}`;
      });
      return [name, ...outcomes.filter(Boolean)].join('\n');
    });
    expect(rows.join('\n')).toMatchInlineSnapshot(`
      "RINGING
        answered: ANSWERED
        rejected: REJECTED / NOTED, waits for the answer / REJECTED
        rejected or over: ENDED / NOTED, waits for the answer / REJECTED
        missed: MISSED
        rang out: MISSED
        ended: ENDED
        failed: FAILED
        released: MISSED / NOTED, waits for the answer / REDIRECTED
      RINGING, rejection REFUSED
        answered: ANSWERED, rejection REFUSED
        rejected: REJECTED, rejection REFUSED / NOTED, rejection REFUSED, waits for the answer / REJECTED, rejection CONFIRMED
        rejected or over: ENDED, rejection REFUSED / NOTED, rejection REFUSED, waits for the answer / REJECTED, rejection ACCEPTED
        missed: MISSED, rejection REFUSED
        rang out: MISSED, rejection REFUSED
        ended: ENDED, rejection REFUSED
        failed: FAILED, rejection REFUSED
        released: MISSED, rejection REFUSED / NOTED, rejection REFUSED, waits for the answer / REDIRECTED, rejection REDIRECTED
      RINGING, rejection EXPIRED
        answered: ANSWERED, rejection ALREADY_OVER
        rejected: REJECTED, rejection ALREADY_OVER / NOTED, rejection EXPIRED, waits for the answer / REJECTED, rejection CONFIRMED
        rejected or over: ENDED, rejection ALREADY_OVER / NOTED, rejection EXPIRED, waits for the answer / REJECTED, rejection ACCEPTED
        missed: MISSED, rejection ALREADY_OVER
        rang out: MISSED, rejection ALREADY_OVER
        ended: ENDED, rejection ALREADY_OVER
        failed: FAILED, rejection ALREADY_OVER
        released: MISSED, rejection ALREADY_OVER / NOTED, rejection EXPIRED, waits for the answer / REDIRECTED, rejection REDIRECTED
      REJECTING, rejection SENDING
        answered: ANSWERED, rejection ALREADY_OVER
        rejected: REJECTED, rejection ALREADY_OVER / NOTED, rejection SENDING, waits for the answer / REJECTED, rejection CONFIRMED
        rejected or over: ENDED, rejection ALREADY_OVER / NOTED, rejection SENDING, waits for the answer / REJECTED, rejection ACCEPTED
        missed: MISSED, rejection ALREADY_OVER
        rang out: MISSED, rejection ALREADY_OVER
        ended: ENDED, rejection ALREADY_OVER
        failed: FAILED, rejection ALREADY_OVER / NOTED, rejection SENDING, waits for the answer / FAILED, rejection ALREADY_OVER
        released: MISSED, rejection ALREADY_OVER / NOTED, rejection SENDING, waits for the answer / REDIRECTED, rejection REDIRECTED
      REJECTING, rejection ACCEPTED
        answered: REJECT_INEFFECTIVE+ANSWERED, rejection ALREADY_OVER
        rejected: REJECTED, rejection ALREADY_OVER / NOTED, rejection ACCEPTED, waits for the answer / REJECTED, rejection CONFIRMED
        rejected or over: ENDED, rejection ALREADY_OVER / NOTED, rejection ACCEPTED, waits for the answer / REJECTED, rejection ACCEPTED
        missed: MISSED, rejection ALREADY_OVER
        rang out: MISSED, rejection ALREADY_OVER
        ended: ENDED, rejection ALREADY_OVER
        failed: FAILED, rejection ALREADY_OVER / NOTED, rejection ACCEPTED, waits for the answer / FAILED, rejection ALREADY_OVER
        released: MISSED, rejection ALREADY_OVER / NOTED, rejection ACCEPTED, waits for the answer / REDIRECTED, rejection REDIRECTED
      REJECTED, rejection ACCEPTED
        answered: REJECT_INEFFECTIVE+ANSWERED, rejection ACCEPTED
        rejected: REJECT_CONFIRMED, rejection CONFIRMED
        rejected or over: REJECT_CONFIRMED, rejection CONFIRMED
        missed: REJECT_INEFFECTIVE+MISSED, rejection ACCEPTED
        rang out: REJECT_INEFFECTIVE+MISSED, rejection ACCEPTED
        ended: REJECT_INEFFECTIVE+ENDED, rejection ACCEPTED
      REJECTED, rejection CONFIRMED
        answered: REJECT_INEFFECTIVE+ANSWERED, rejection ACCEPTED
        ended: REJECT_INEFFECTIVE+ENDED, rejection ACCEPTED
      REJECTED elsewhere
      ANSWERED
        rejected: ENDED
        rejected or over: ENDED
        ended: ENDED
        failed: FAILED
        released: ENDED
      MISSED
        rejected: REJECTED / NOTED, waits for the answer / REJECTED
      MISSED, inferred
        answered: ANSWERED
        rejected: REJECTED / NOTED, waits for the answer / REJECTED
        rejected or over: ENDED / NOTED, waits for the answer / REJECTED
        missed: MISSED
        rang out: MISSED
        ended: ENDED
        failed: FAILED
        released: MISSED / NOTED, waits for the answer / REDIRECTED
      ENDED
        rejected: REJECTED / NOTED, waits for the answer / REJECTED
        ended: ENDED
      MISSED, rejection EXPIRED
        answered: ANSWERED, rejection ALREADY_OVER
        rejected: REJECTED, rejection ALREADY_OVER / NOTED, rejection EXPIRED, waits for the answer / REJECTED, rejection CONFIRMED
        rejected or over: ENDED, rejection ALREADY_OVER / NOTED, rejection EXPIRED, waits for the answer / REJECTED, rejection ACCEPTED
        missed: MISSED, rejection ALREADY_OVER
        rang out: MISSED, rejection ALREADY_OVER
        ended: ENDED, rejection ALREADY_OVER
        failed: FAILED, rejection ALREADY_OVER
        released: MISSED, rejection ALREADY_OVER / NOTED, rejection EXPIRED, waits for the answer / REDIRECTED, rejection REDIRECTED
      ENDED, rejection EXPIRED
        answered: ANSWERED, rejection ALREADY_OVER
        rejected: REJECTED, rejection ALREADY_OVER / NOTED, rejection EXPIRED, waits for the answer / REJECTED, rejection CONFIRMED
        rejected or over: ENDED, rejection ALREADY_OVER / NOTED, rejection EXPIRED, waits for the answer / REJECTED, rejection ACCEPTED
        missed: MISSED, rejection ALREADY_OVER
        rang out: MISSED, rejection ALREADY_OVER
        ended: ENDED, rejection ALREADY_OVER
        failed: FAILED, rejection ALREADY_OVER
        released: MISSED, rejection ALREADY_OVER / NOTED, rejection EXPIRED, waits for the answer / REDIRECTED, rejection REDIRECTED
      ENDED, rejection ALREADY_OVER
        answered: ANSWERED, rejection ALREADY_OVER
        rejected: REJECTED, rejection ALREADY_OVER / NOTED, rejection ALREADY_OVER, waits for the answer / REJECTED, rejection CONFIRMED
        rejected or over: ENDED, rejection ALREADY_OVER / NOTED, rejection ALREADY_OVER, waits for the answer / REJECTED, rejection ACCEPTED
        missed: MISSED, rejection ALREADY_OVER
        rang out: MISSED, rejection ALREADY_OVER
        ended: ENDED, rejection ALREADY_OVER
        failed: FAILED, rejection ALREADY_OVER
        released: MISSED, rejection ALREADY_OVER / NOTED, rejection ALREADY_OVER, waits for the answer / REDIRECTED, rejection REDIRECTED
      REJECTED, inferred
        answered: ANSWERED, rejection ALREADY_OVER
        rejected: REJECT_CONFIRMED, rejection CONFIRMED
        missed: MISSED, rejection ALREADY_OVER
        rang out: MISSED, rejection ALREADY_OVER
        ended: ENDED, rejection ALREADY_OVER
        failed: FAILED, rejection ALREADY_OVER
        released: MISSED, rejection ALREADY_OVER / NOTED, rejection ACCEPTED, waits for the answer / REDIRECTED, rejection REDIRECTED
      FAILED
      REDIRECTED"
    `);
  });

  it('says what a wish to reject makes of every state', () => {
    const rows = Object.entries(states).map(([name, call]) => {
      const decision = requestReject(call, commandAt(start));
      if (decision.is !== 'change') return `${name}: ${decision.is}`;
      const kinds = decision.change.entries.map(({ kind }) => kind).join('+');
      const asked = decision.change.effects.map(({ kind }) => `, asks to ${kind}`).join('');
      return `${name}: ${kinds}${rejectionOf(decision.change.call)}${asked}`;
    });
    expect(rows.join('\n')).toMatchInlineSnapshot(`
      "RINGING: REJECT_REQUESTED, rejection SENDING, asks to reject
      RINGING, rejection REFUSED: REJECT_REQUESTED, rejection SENDING, asks to reject
      RINGING, rejection EXPIRED: REJECT_REQUESTED, rejection SENDING, asks to reject
      REJECTING, rejection SENDING: already-requested
      REJECTING, rejection ACCEPTED: already-requested
      REJECTED, rejection ACCEPTED: already-requested
      REJECTED, rejection CONFIRMED: already-requested
      REJECTED elsewhere: REJECT_FOUND_CALL_OVER, rejection ALREADY_OVER
      ANSWERED: REJECT_FOUND_CALL_OVER, rejection ALREADY_OVER
      MISSED: REJECT_FOUND_CALL_OVER, rejection ALREADY_OVER
      MISSED, inferred: REJECT_FOUND_CALL_OVER, rejection ALREADY_OVER
      ENDED: REJECT_FOUND_CALL_OVER, rejection ALREADY_OVER
      MISSED, rejection EXPIRED: REJECT_FOUND_CALL_OVER, rejection ALREADY_OVER
      ENDED, rejection EXPIRED: REJECT_FOUND_CALL_OVER, rejection ALREADY_OVER
      ENDED, rejection ALREADY_OVER: REJECT_REQUESTED, rejection SENDING, asks to reject
      REJECTED, inferred: already-requested
      FAILED: REJECT_FOUND_CALL_OVER, rejection ALREADY_OVER
      REDIRECTED: already-requested"
    `);
  });

  it('says what the end of the ring makes of every state', () => {
    const rows = Object.entries(states).map(([name, call]) => {
      const change = passRingLimit(call, later(ringLimitMs), 'no-effect');
      if (change === null) return `${name}: nothing`;
      const [entry] = change.entries;
      return `${name}: ${entry?.kind}, ${change.call.status}${rejectionOf(change.call)}`;
    });
    expect(rows.join('\n')).toMatchInlineSnapshot(`
      "RINGING: MISSED, MISSED
      RINGING, rejection REFUSED: MISSED, MISSED, rejection REFUSED
      RINGING, rejection EXPIRED: MISSED, MISSED, rejection EXPIRED
      REJECTING, rejection SENDING: REJECT_EXPIRED, MISSED, rejection EXPIRED
      REJECTING, rejection ACCEPTED: REDIRECTED, REDIRECTED, rejection REDIRECTED
      REJECTED, rejection ACCEPTED: nothing
      REJECTED, rejection CONFIRMED: nothing
      REJECTED elsewhere: nothing
      ANSWERED: nothing
      MISSED: nothing
      MISSED, inferred: nothing
      ENDED: nothing
      MISSED, rejection EXPIRED: nothing
      ENDED, rejection EXPIRED: nothing
      ENDED, rejection ALREADY_OVER: nothing
      REJECTED, inferred: nothing
      FAILED: nothing
      REDIRECTED: nothing"
    `);
  });

  it('grants a call that rings on at its ring limit another one, of the same length each time', () => {
    let call = ringing;
    const grantedMs = [1, 2, 3].map(() => {
      const limit = call.ringDeadlineAt as Date;
      const accepted = answer(wished(call), { is: 'under-way' });
      const context = { ...receivingAt(limit), ringLimitMs };
      call = must(passRingLimitAsTold(accepted, { is: 'ringing' }, 'carried-out', context)).call;
      return Number(call.ringDeadlineAt) - Number(limit);
    });
    expect(grantedMs).toEqual([ringLimitMs, ringLimitMs, ringLimitMs]);
  });

  it('does not expire a rejection that was requested after another process had heard that the call rings on', () => {
    const accepted = answer(rejecting, { is: 'under-way' });
    const context = { ...receivingAt(later(ringLimitMs)), ringLimitMs };
    const hear = (call: Call) =>
      passRingLimitAsTold(call, { is: 'ringing' }, 'carried-out', context);
    const rejectedAgain = wished(must(hear(accepted)).call);
    expect(rejectedAgain.rejection?.state).toBe('SENDING');
    expect(hear(rejectedAgain)).toBeNull();
  });

  it('takes an answer only for a rejection that is still awaited', () => {
    const awaited = Object.entries(states).filter(([, call]) =>
      settleReject(call, { is: 'done', certainty: 'CONFIRMED' }, 'no-effect', settling),
    );
    expect(awaited.map(([name]) => name)).toEqual(['REJECTING, rejection SENDING']);
  });
});

describe('an end that is heard while a request is under way', () => {
  const ends: [string, Partial<CallSignal>][] = [
    ['was reported', {}],
    ['was reported late', { deliveredLate: true }],
    ['was inferred', { deliveredLate: true, inferred: true }],
  ];

  it.each(ends)('and that %s comes to the same as without a wait', (_how, more) => {
    const kinds = ['released', 'rejected', 'rejected-or-over', 'failed'] as const;
    for (const is of kinds) {
      const signal = signalOf({ is }, more);
      const waiting = receiveSignal(rejecting, signal, 'in-flight', settling).call;
      expect(waiting.status).toBe('REJECTING');
      for (const ours of ['no-effect', 'may-have-acted', 'carried-out'] as const) {
        const waited = must(settleHeardEnd(waiting, ours, settling));
        const atOnce = receiveSignal(rejecting, signal, ours, settling);
        expect(pictureOf(waited)).toEqual(pictureOf(atOnce));
      }
    }
  });

  function pictureOf({ call, entries, effects }: Change) {
    const { revision: _, ...known } = call;
    return { known, effects, entries: entries.map(({ call: _, ...entry }) => entry) };
  }
});

describe('the first we hear of a call', () => {
  it.each([
    [{ is: 'ringing' }, 'RINGING'],
    [{ is: 'answered' }, 'ANSWERED'],
    [{ is: 'rejected' }, 'REJECTED'],
    [{ is: 'rejected-or-over' }, 'ENDED'],
    [{ is: 'missed', because: 'RANG_OUT' }, 'MISSED'],
    [{ is: 'ended', because: 'COMPLETED' }, 'ENDED'],
    [{ is: 'failed' }, 'FAILED'],
    [{ is: 'released' }, 'MISSED'],
  ] satisfies [SignalKind, string][])('may be %o: then it is %s', (kind, status) => {
    const { call } = firstSignal(signalOf(kind), fresh, receivingAt(start));
    expect(`${call.status}, revision ${call.revision}`).toBe(`${status}, revision 1`);
  });

  it('may be a release that is delivered late: the call may have been answered before it', () => {
    const signal = signalOf({ is: 'released' }, { deliveredLate: true });
    const { call } = firstSignal(signal, fresh, receivingAt(start));
    expect([call.status, call.endReason]).toEqual(['ENDED', 'UNKNOWN']);
  });

  it('may be a ring that is delivered late, as its provider says: it may ring still', () => {
    const signal = signalOf({ is: 'ringing' }, { deliveredLate: true });
    expect(firstSignal(signal, fresh, receivingAt(start)).call.status).toBe('RINGING');
  });

  it('may be a ring that is older than the ring limit: recorded, and over', () => {
    const signal = signalOf({ is: 'ringing' }, { occurredAt: later(-ringLimitMs) });
    const change = firstSignal(signal, fresh, receivingAt(start));
    expect(change.entries.map(({ kind }) => kind)).toEqual(['RANG', 'MISSED']);
    expect(change.call).toMatchObject({ status: 'MISSED', inferred: true });
  });

  it('may be dated by a clock that is ahead: it does not ring for longer', () => {
    const signal = signalOf({ is: 'ringing' }, { occurredAt: later(3_600_000) });
    const { call } = firstSignal(signal, fresh, receivingAt(start));
    expect(call.ringDeadlineAt).toEqual(later(ringLimitMs));
  });
});

describe('what a provider with a clock that is ahead says of a known call', () => {
  it('has happened when we heard of it', () => {
    const signal = signalOf({ is: 'ended', because: 'UNKNOWN' }, { occurredAt: later(60_000) });
    const { call, entries } = receiveSignal(ringing, signal, 'no-effect', receivingAt(later(1000)));
    expect([call.endedAt, entries[0]?.occurredAt]).toEqual([later(1000), later(1000)]);
  });
});

describe('a report that confirms a rejection', () => {
  it('fills what was not known of the call, as every report does', () => {
    const accepted = answer(rejecting, { is: 'done', certainty: 'ACCEPTED' });
    const signal = signalOf({ is: 'rejected' }, { dialled: '+442071838750' });
    const { call, entries } = receiveSignal(accepted, signal, 'carried-out', receivingAt(start));
    expect(entries.map(({ kind }) => kind)).toEqual(['REJECT_CONFIRMED']);
    expect(call).toMatchObject({ status: 'REJECTED', dialled: '+442071838750' });
  });
});

describe('an outbound call', () => {
  it('is not rejectable', () => {
    const call = ringingCall({ direction: 'OUTBOUND' });
    expect(requestReject(call, commandAt(start)).is).toBe('not-rejectable');
  });
});

describe('a call that its provider forbids to reject', () => {
  it('is REFUSED without asking', () => {
    const decision = requestReject(ringingCall({ providerForbidsReject: true }), commandAt(start));
    if (decision.is !== 'change') throw new Error(decision.is);
    expect(decision.change.effects).toEqual([]);
    expect(decision.change.call).toMatchObject({
      status: 'RINGING',
      rejection: { state: 'REFUSED', problem: { kind: 'NOT_SUPPORTED' } },
    });
  });
});

function wished(call: Call): Call {
  const decision = requestReject(call, commandAt(start));
  if (decision.is !== 'change') throw new Error(decision.is);
  return decision.change.call;
}

function must<Value>(value: Value | null): Value {
  if (value === null) throw new Error('nothing changed');
  return value;
}

const rejectionOf = (call: Call) => (call.rejection ? `, rejection ${call.rejection.state}` : '');
