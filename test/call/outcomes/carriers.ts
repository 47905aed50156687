import type { GoneAfterUnknown } from '../../../src/call/lifecycle/settle-reject.ts';
import type { Problem } from '../../../src/call/problem.ts';
import type { RejectOutcome } from '../../../src/call/rejection.ts';
import type { SignalKind } from '../../../src/call/signal.ts';

/** What one provider can say, in our words: what its folder makes of its answers and events. */
export interface Carrier {
  readonly name: string;
  readonly yes: RejectOutcome;
  readonly goneAfterUnknown: GoneAfterUnknown;
  readonly events: Readonly<Record<string, Event>>;
  /** What it may say of a call when it is asked; left out where it cannot be asked. */
  readonly standings?: Readonly<Record<string, SignalKind>>;
  /** The same, when it is asked at the ring limit of a call that one of our requests may have ended. */
  readonly atLimit?: Readonly<Record<string, SignalKind>>;
}

export interface Event {
  readonly kind: SignalKind;
  readonly late?: true;
  /** It is no word of the provider, but concluded from what it lists. */
  readonly inferred?: true;
}

const problem: Problem = { kind: 'CALL_NOT_FOUND', message: 'the provider says so' };

const answered = { kind: { is: 'answered' } } as const;
const rejected = { kind: { is: 'rejected' } } as const;
const rejectedOrOver = { kind: { is: 'rejected-or-over' } } as const;

export const carriers: readonly Carrier[] = [
  {
    name: 'Pilot Status',
    yes: { is: 'done', certainty: 'CONFIRMED' },
    goneAfterUnknown: 'ACCEPTED',
    events: {
      'call.connected': answered,
      'call.ended REJECTED': rejected,
      'call.ended COMPLETED': { kind: { is: 'ended', because: 'COMPLETED' } },
      'call.ended FAILED': { kind: { is: 'failed' } },
      'call.missed': { kind: { is: 'missed', because: 'UNKNOWN' } },
    },
    standings: {
      REJECTED: { is: 'rejected' },
      MISSED: { is: 'missed', because: 'UNKNOWN' },
      ACCEPTED: { is: 'answered' },
      COMPLETED: { is: 'ended', because: 'COMPLETED' },
    },
    atLimit: {
      RINGING: { is: 'ringing' },
      REJECTED: { is: 'rejected' },
      MISSED: { is: 'missed', because: 'UNKNOWN' },
      ACCEPTED: { is: 'answered' },
    },
  },
  {
    name: 'Wawp, WAHA',
    yes: { is: 'done', certainty: 'ACCEPTED' },
    goneAfterUnknown: 'ACCEPTED',
    events: { 'call.accepted': answered, 'call.rejected': rejectedOrOver },
  },
  {
    name: 'WUTS',
    yes: { is: 'done', certainty: 'BEST_EFFORT' },
    goneAfterUnknown: 'BEST_EFFORT',
    events: {
      'call.accept': answered,
      'call.reject': rejected,
      'call.terminate': { kind: { is: 'over', because: 'UNKNOWN' } },
      'call.terminate timeout': { kind: { is: 'over', because: 'RANG_OUT' } },
    },
  },
  {
    name: 'Telnyx',
    yes: { is: 'done', certainty: 'ACCEPTED' },
    goneAfterUnknown: 'ACCEPTED',
    events: {
      'call.answered': answered,
      'call.hangup call_rejected': rejected,
      'call.hangup originator_cancel': { kind: { is: 'over', because: 'CALLER_HUNG_UP' } },
      'call.hangup timeout': { kind: { is: 'over', because: 'RANG_OUT' } },
    },
  },
  {
    name: 'Genesys',
    yes: { is: 'under-way' },
    goneAfterUnknown: 'REDIRECTED',
    events: {
      Established: answered,
      Released: { kind: { is: 'released' } },
      'gone from the snapshot': { kind: { is: 'released' }, late: true, inferred: true },
    },
    standings: { Established: { is: 'answered' }, Released: { is: 'released' } },
    atLimit: {
      Ringing: { is: 'ringing' },
      Established: { is: 'answered' },
      Released: { is: 'released' },
    },
  },
];

/** Answers after which it is asked again, and then those after which it is not. */
export function answersOf(carrier: Carrier) {
  const goneFor = (told: SignalKind): RejectOutcome => ({
    is: 'already-over',
    inferred: false,
    problem,
    told,
  });
  const standings = Object.entries(carrier.standings ?? {}).map(
    ([word, kind]) => [`gone; asked, says ${word}`, goneFor(kind)] as const,
  );
  const open: Record<string, RejectOutcome> = {
    'not done': { is: 'not-done', problem },
    'no answer': { is: 'unknown', problem },
  };
  const final: Record<string, RejectOutcome> = {
    yes: carrier.yes,
    refused: { is: 'refused', problem },
    gone: { is: 'already-over', inferred: true, problem },
    ...Object.fromEntries(standings),
  };
  return { open, final };
}
