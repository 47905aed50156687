import { type Actor, system } from '../actor.ts';
import type { Call } from '../call.ts';
import { journalKindOf } from '../journal.ts';
import type { AnsweredRequests, HeardEnd, OurRequests } from '../rejection.ts';
import type { CallSignal, SignalKind } from '../signal.ts';
import { type CallStatus, isOver } from '../status.ts';
import { type Change, type ChangeBuilder, startChange } from './change.ts';
import { type Becomes, isOurs, kindOfHeard, nextStatus, type Transition } from './next-status.ts';
import {
  evidenceOfEnd,
  type ReportedEnd,
  rejectionAfter,
  withEvidence,
} from './rejection-after.ts';
import {
  asSucceeded,
  isByAnswerAlone,
  type SettleContext,
  sendFollowUp,
} from './rejection-steps.ts';

export interface ReceiveContext extends SettleContext {
  readonly provider: Actor;
}

/** The part of a provider's report that the lifecycle uses. */
interface Report extends ReportedEnd {
  /** When it happened. */
  readonly at: Date;
  /** Fields of the call that the report fills besides the status. */
  readonly learned: Partial<Call>;
}

/** The provider's time of the event, but never later than now: its clock may be ahead. */
export function happenedAt({ occurredAt }: CallSignal, now: Date): Date {
  return occurredAt && occurredAt < now ? occurredAt : now;
}

/** Applies a signal to a known call. The signal is recorded even if it changes nothing. */
export function receiveSignal(
  call: Call,
  signal: CallSignal,
  ourRequests: OurRequests,
  context: ReceiveContext,
): Change {
  const change = startChange(call);
  const at = happenedAt(signal, context.now);
  const late = signal.deliveredLate === true;
  const inferred = signal.inferred === true;
  const transition = transitionOf(call, signal, ourRequests);
  const learned = learnedFrom(call, signal);
  const report = { kind: signal.kind, at, late, inferred, ourRequests, learned };
  applyTransition(change, transition, report, context);
  return change.done(retriesAfter(call, transition));
}

/**
 * Applies the end that was reported while a request was in flight, and kept as `heard`. The outcome of the request tells whether
 * the end was our rejection. Returns null if no end was kept.
 */
export function settleHeardEnd(
  call: Call,
  ourRequests: AnsweredRequests,
  context: ReceiveContext,
): Change | null {
  if (call.rejection?.heard === undefined) return null;
  const { heard, ...rejection } = call.rejection;
  const change = startChange(call, { ...call, rejection });
  const late = heard.late === true;
  const inferred = heard.inferred === true;
  const kind = kindOfHeard(heard);
  const transition = nextStatus(change.call, kind, ourRequests, late);
  applyTransition(
    change,
    transition,
    { kind, at: heard.occurredAt, late, inferred, ourRequests, learned: {} },
    context,
  );
  return change.done();
}

/** Applies the state that the provider reported when it was asked for it. */
export function applyReportedState(
  call: Call,
  reported: SignalKind,
  ourRequests: OurRequests,
  context: ReceiveContext,
): Change {
  const change = startChange(call);
  const transition = nextStatus(call, reported, ourRequests);
  applyTransition(
    change,
    transition,
    { kind: reported, at: context.now, late: false, inferred: false, ourRequests, learned: {} },
    context,
  );
  return change.done();
}

/** No retry follows a confirmed rejection, or a call that left REJECTING. If the request in flight decides, its answer must come first. */
function retriesAfter(call: Call, transition: Transition): Change['rejectRetries'] {
  if (transition.is === 'waits') return 'await-in-flight';
  if (transition.is === 'confirms') return 'stop';
  const leavesRejecting = transition.is === 'becomes' && call.status === 'REJECTING';
  return leavesRejecting ? 'stop' : 'continue';
}

/** Adds the journal entries of the transition, and the text to the caller (`sendFollowUp`) if the rejection has made it due. */
function applyTransition(
  change: ChangeBuilder,
  transition: Transition,
  report: Report,
  context: ReceiveContext,
): void {
  const before = change.call;
  const note = (because: string, extra: Partial<Call> = {}) => {
    const what = report.inferred ? unlisted : report.kind.is;
    const patch = { ...report.learned, ...extra };
    change.step('NOTED', actorOf(report, context), report.at, patch, `${what}: ${because}`);
  };
  switch (transition.is) {
    case 'nothing':
      note(transition.because, evidenceOfEnd(before, report));
      return;
    case 'waits':
      note('the answer to the request in flight will tell by whom', keepHeardEnd(before, report));
      return;
    case 'confirms': {
      const { rejection } = before;
      const confirmed = rejection && asSucceeded(rejection, 'CONFIRMED', context.now);
      change.step('REJECT_CONFIRMED', context.provider, report.at, {
        ...report.learned,
        rejection: confirmed && withEvidence(confirmed, report),
        inferred: false,
      });
      break;
    }
    case 'becomes':
      changeStatus(change, transition, report, context);
  }
  sendFollowUp(change, before.rejection, context);
}

function keepHeardEnd({ rejection }: Call, { kind, late, inferred, at }: Report): Partial<Call> {
  if (rejection === undefined) return {};
  // `nextStatus` waits only for reports of an end.
  const is = kind.is as HeardEnd['is'];
  const heard = { is, occurredAt: at, ...(late && { late }), ...(inferred && { inferred }) };
  return { rejection: { ...rejection, heard } };
}

function actorOf({ inferred }: Report, { provider }: ReceiveContext): Actor {
  return inferred ? system : provider;
}

const unlisted = 'the provider no longer lists the call';
const vanished = `${unlisted}, and reported no end`;

const takenForOurs =
  'the provider reported an end that may be our rejection, and a request may have caused it';

/** An inferred signal never changes a call that is over, or whose end waits for an answer, not even if that end was itself inferred. */
function transitionOf(call: Call, signal: CallSignal, ourRequests: OurRequests): Transition {
  const wasOver = isOver(call.status) || call.rejection?.heard !== undefined;
  if (signal.inferred && wasOver) return { is: 'nothing', because: 'it was over' };
  return nextStatus(call, signal.kind, ourRequests, signal.deliveredLate === true);
}

function changeStatus(
  change: ChangeBuilder,
  transition: Becomes,
  report: Report,
  context: ReceiveContext,
): void {
  const { at, late, inferred: isVanished, ourRequests, learned } = report;
  const before = change.call;
  const { status, endReason, byWhom } = transition;
  // What is inferred is either that the call is over, or, of an end that was reported, that our request caused it.
  const isCauseInferred = !isVanished && transition.inferred === true;
  const inferred = isVanished || isCauseInferred;
  if (rangOnAfterSuccess(before, status, ourRequests)) {
    const cause = 'the provider had accepted the rejection, but the call rang on';
    change.step('REJECT_INEFFECTIVE', context.provider, at, {}, cause);
  }
  const after = { status, endReason, late, inferred, byWhom };
  const rejection = rejectionAfter(before, after, context.now);
  const patch = {
    ...learned,
    status,
    endReason,
    inferred,
    // The end is not corrected again: it was corrected, now or before, or it was reported and only its cause is inferred.
    refined: before.refined || isOver(before.status) || isCauseInferred,
    ...(status === 'ANSWERED' && { answeredAt: at }),
    endedAt: isOver(status) ? at : undefined,
    ...(rejection && {
      rejection: isOurs(transition) ? withEvidence(rejection, report) : rejection,
    }),
  };
  const cause = isVanished ? vanished : isCauseInferred ? takenForOurs : undefined;
  change.step(journalKindOf(status), actorOf(report, context), at, patch, cause);
}

/** True if the call rang on although the provider had accepted the rejection. A call that FAILED need not have rung on. */
function rangOnAfterSuccess(
  { status: before, rejection }: Call,
  after: CallStatus,
  ourRequests: OurRequests,
): boolean {
  if (after === 'REJECTED' || after === 'REDIRECTED' || after === 'FAILED') return false;
  // A call may count as REDIRECTED (back in its queue) by inference. The provider accepted the rejection only if a request was carried out.
  if (before === 'REDIRECTED') return ourRequests === 'carried-out';
  // The ring is known to be over if an event has reported the rejection. An inferred rejection was never accepted.
  if (!isByAnswerAlone(rejection) || rejection?.inferred) return false;
  // The end of a REJECTED call shows that it rang on. A REJECTING call may end before its accepted rejection takes effect.
  return after === 'ANSWERED' || before === 'REJECTED';
}

/** The fields of the call that the signal fills or changes besides the status. */
function learnedFrom(call: Call, signal: CallSignal): Partial<Call> {
  return {
    ...(call.callerAtProvider === '' &&
      signal.caller && { callerAtProvider: signal.caller.atProvider }),
    ...(call.dialled === undefined && signal.dialled && { dialled: signal.dialled }),
    ...(signal.forbidsReject !== undefined && { providerForbidsReject: signal.forbidsReject }),
    ...withoutAnswerMark(call, signal.kind),
  };
}

/** Removes the mark `byAnswerAlone`, because now an event has reported the rejection as well. */
function withoutAnswerMark({ rejection }: Call, { is }: SignalKind): Partial<Call> {
  if (is !== 'rejected' || !rejection?.byAnswerAlone) return {};
  const { byAnswerAlone: _, ...rest } = rejection;
  return { rejection: rest };
}
