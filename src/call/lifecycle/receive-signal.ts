import { type Actor, system } from '../actor.ts';
import type { Call } from '../call.ts';
import type { JournalKind } from '../journal.ts';
import type { AnsweredRequests, HeardEnd, OurRequests, Rejection } from '../rejection.ts';
import type { CallSignal, SignalKind } from '../signal.ts';
import { type CallStatus, isOver } from '../status.ts';
import { type Change, type ChangeBuilder, startChange } from './change.ts';
import { type Move, nextStatus } from './next-status.ts';
import { rejectionAfter } from './rejection-after.ts';
import { isUnconfirmed, type Settling, sendFollowUp, succeeded } from './rejection-steps.ts';

export interface Receiving extends Settling {
  readonly provider: Actor;
}

/** What is told of a call, as far as its lifecycle goes. */
interface News {
  readonly kind: SignalKind;
  readonly at: Date;
  readonly late: boolean;
  /** Nobody told it: the provider no longer has the call. */
  readonly inferred: boolean;
  /** What it tells beside the status. */
  readonly learned: Partial<Call>;
}

/** A provider's clock may be ahead: nothing happens after we have heard of it. */
export function happenedAt({ occurredAt }: CallSignal, now: Date): Date {
  return occurredAt && occurredAt < now ? occurredAt : now;
}

/** A provider told us something about a call we know. Always recorded, whether or not it changes anything. */
export function receiveSignal(
  call: Call,
  signal: CallSignal,
  ourRequests: OurRequests,
  r: Receiving,
): Change {
  const change = startChange(call);
  const at = happenedAt(signal, r.now);
  const late = signal.deliveredLate === true;
  const inferred = signal.inferred === true;
  const move = moveOf(call, signal, ourRequests);
  const news = { kind: signal.kind, at, late, inferred, learned: learned(call, signal) };
  follow(change, move, news, r);
  return change.done(retriesAfter(call, move));
}

/** The answer to our request, or its end without one, tells whose doing was what was heard meanwhile. */
export function settleHeardEnd(
  call: Call,
  ourRequests: AnsweredRequests,
  r: Receiving,
): Change | null {
  if (call.rejection?.heard === undefined) return null;
  const { heard, ...rejection } = call.rejection;
  const change = startChange(call, { ...call, rejection });
  const late = heard.late === true;
  const move = nextStatus(change.call, heard, ourRequests, late);
  follow(
    change,
    move,
    { kind: heard, at: heard.occurredAt, late, inferred: false, learned: {} },
    r,
  );
  return change.done();
}

/** The provider, asked how the call stands, has told it. */
export function applyReportedState(
  call: Call,
  told: SignalKind,
  ourRequests: OurRequests,
  r: Receiving,
): Change {
  const change = startChange(call);
  const move = nextStatus(call, told, ourRequests);
  follow(change, move, { kind: told, at: r.now, late: false, inferred: false, learned: {} }, r);
  return change.done();
}

function retriesAfter(call: Call, move: Move): Change['rejectRetries'] {
  if (move.is === 'waits') return 'await-in-flight';
  if (move.is === 'confirms') return 'stop';
  const ends = move.is === 'becomes' && call.status === 'REJECTING';
  return ends ? 'stop' : 'continue';
}

function follow(change: ChangeBuilder, move: Move, news: News, r: Receiving): void {
  const before = change.call;
  const note = (because: string, more: Partial<Call> = {}) =>
    change.step(
      'NOTED',
      r.provider,
      news.at,
      { ...news.learned, ...more },
      `${news.kind.is}: ${because}`,
    );
  switch (move.is) {
    case 'nothing':
      note(move.because);
      return;
    case 'waits':
      note('the answer to our request will tell by whom', heardMeanwhile(before, news));
      return;
    case 'confirms': {
      const { rejection } = before;
      const confirmed = rejection && succeeded(rejection, 'CONFIRMED', r.now);
      change.step('REJECT_CONFIRMED', r.provider, news.at, {
        rejection: confirmed,
        inferred: false,
      });
      break;
    }
    case 'becomes':
      become(change, move, news, r);
  }
  sendFollowUp(change, before.rejection, r);
}

function heardMeanwhile({ rejection }: Call, { kind, late, at }: News): Partial<Call> {
  if (rejection === undefined) return {};
  const is = kind.is as HeardEnd['is'];
  return { rejection: { ...rejection, heard: { is, occurredAt: at, ...(late && { late }) } } };
}

const vanished = 'the provider no longer has it among its calls, and nobody told us how it ended';

/** What was only concluded gives way to what a provider says, and not to another conclusion. */
function moveOf(call: Call, signal: CallSignal, ourRequests: OurRequests): Move {
  if (signal.inferred && isOver(call.status)) return { is: 'nothing', because: 'it was over' };
  return nextStatus(call, signal.kind, ourRequests, signal.deliveredLate === true);
}

function become(
  change: ChangeBuilder,
  move: Extract<Move, { is: 'becomes' }>,
  { at, late, inferred, learned }: News,
  r: Receiving,
): void {
  const before = change.call;
  const { status, endReason } = move;
  if (rangOnAfterYes(before.rejection, before.status, status)) {
    const cause = 'the provider had said yes to the rejection, and the call rang on';
    change.step('REJECT_INEFFECTIVE', r.provider, at, {}, cause);
  }
  const rejection = rejectionAfter(before, { status, endReason, late }, r.now);
  const patch = {
    ...learned,
    status,
    endReason,
    inferred,
    refined: before.refined || isOver(before.status),
    ...(status === 'ANSWERED' && { answeredAt: at }),
    endedAt: isOver(status) ? at : undefined,
    ...(rejection && { rejection }),
  };
  const actor = inferred ? system : r.provider;
  change.step(journalKindOf(status), actor, at, patch, inferred ? vanished : undefined);
}

function rangOnAfterYes(
  rejection: Rejection | undefined,
  before: CallStatus,
  after: CallStatus,
): boolean {
  if (!isUnconfirmed(rejection) || rejection?.inferred || after === 'REJECTED') return false;
  return after === 'ANSWERED' || before === 'REJECTED';
}

/** What a signal tells about the call beside its status, where nothing was known before. */
function learned(call: Call, signal: CallSignal): Partial<Call> {
  return {
    ...(call.callerAtProvider === '' &&
      signal.caller && { callerAtProvider: signal.caller.atProvider }),
    ...(call.dialled === undefined && signal.dialled && { dialled: signal.dialled }),
    ...(signal.forbidsReject !== undefined && { providerForbidsReject: signal.forbidsReject }),
  };
}

export function journalKindOf(status: CallStatus): JournalKind {
  switch (status) {
    case 'RINGING':
      return 'RANG';
    case 'REJECTING':
      return 'REJECT_REQUESTED';
    default:
      return status;
  }
}
