import type { Call } from '../call.ts';
import type { HeardEnd, OurRequests, VagueEnd } from '../rejection.ts';
import type { SignalKind } from '../signal.ts';
import { type CallStatus, type EndReason, isOver, isRinging } from '../status.ts';
import { isByAnswerAlone, isUnconfirmed } from './rejection-steps.ts';

export interface Becomes {
  readonly is: 'becomes';
  readonly status: CallStatus;
  readonly endReason?: EndReason;
  /** The reported end may have another cause, and it is not certain that a request of ours was carried out. */
  readonly inferred?: true;
  /** A request of ours may have ended the call, but the provider has not reported it. */
  readonly byWhom?: 'unknown';
}

/** What a signal does to a known call. */
export type Transition =
  | Becomes
  /** The status stays, and the rejection is now CONFIRMED. */
  | { readonly is: 'confirms' }
  /** The answer to the request in flight will tell whether our rejection ended the call. */
  | { readonly is: 'waits' }
  | { readonly is: 'nothing'; readonly because: string };

/**
 * The transition table. A repeated signal changes nothing, and an end stays, except for four kinds of ends: one that was inferred
 * (`isCorrectable`); a rejection that only the answer to our request reports (`isByAnswerAlone`); an end of an unanswered call that the
 * provider now reports as a rejection (`mayHaveBeenRejected`); and an end without a cause that turns out to be a completed call
 * (`endedForNoReason`). Even these stay (but see `missed`) if the call is `refined`: its end was corrected before, or was reported and only
 * its cause was inferred. `ourRequests`: what our requests to reject may have done. `late`: the provider marked the signal as delivered
 * late; only `released` differs by it.
 */
export function nextStatus(
  call: Call,
  signal: SignalKind,
  ourRequests: OurRequests,
  late = false,
): Transition {
  // An end that was reported, or inferred, while a request of ours was in flight. The request's answer settles it (`settleHeardEnd`).
  // Until then any report replaces an inferred end, and only the report of a rejection replaces a reported one that names no cause.
  const { heard } = call.rejection ?? {};
  const isKnown = heard && !heard.inferred && !(isVague(heard) && signal.is === 'rejected');
  if (isKnown) return nothing('its end was already reported');
  const mayBeOurs = call.status === 'REJECTING' && ourRequests === 'in-flight';
  if (mayBeOurs && namesNoCause(signal)) return { is: 'waits' };
  switch (signal.is) {
    case 'ringing':
      return nothing('the ring was already recorded');
    case 'answered':
      return answered(call);
    case 'rejected':
      return rejected(call, ourRequests);
    case 'rejected-or-over':
      return rejectedOrOver(call, ourRequests);
    case 'missed':
      return missed(call, signal.because);
    case 'ended':
      return ended(call, signal.because, ourRequests);
    case 'over':
      return missedOrCompleted(call, signal.because, ourRequests);
    case 'failed':
      return over(call, 'FAILED', 'FAILED');
    case 'released':
      return released(call, ourRequests, late);
    case 'noted':
      return nothing(signal.what);
  }
}

function answered(call: Call): Transition {
  const isPossible = isRinging(call.status) || mayStillBeAnswered(call) || isCorrectable(call);
  return isPossible ? becomes('ANSWERED') : alreadyKnown(call);
}

/** The provider had accepted the rejection, but the callee could still answer. */
function mayStillBeAnswered({ status, rejection, refined }: Call): boolean {
  return status === 'REJECTED' && isByAnswerAlone(rejection) && !refined;
}

/** The provider had reported the end without its cause, and may still tell it. */
function endedForNoReason({ status, endReason, refined }: Call): boolean {
  return status === 'ENDED' && endReason === 'UNKNOWN' && !refined;
}

function rejected(call: Call, ourRequests: OurRequests): Transition {
  if (call.status === 'REJECTED' && isUnconfirmed(call.rejection)) return { is: 'confirms' };
  // The call was answered, so it was not rejected; how it ended is unknown.
  if (call.status === 'ANSWERED') return becomes('ENDED', 'UNKNOWN');
  if (!isRinging(call.status) && !mayHaveBeenRejected(call)) return alreadyKnown(call);
  return attributed(ourRequests, rejectedByUs, becomes('REJECTED', 'REJECTED_ELSEWHERE'), 'exact');
}

/** A call that was answered cannot have been rejected, even if its end is reported as a rejection. */
function mayHaveBeenRejected({ status, endReason, refined, answeredAt }: Call): boolean {
  if (refined || answeredAt !== undefined || endReason === 'COMPLETED') return false;
  return status === 'ENDED' || status === 'MISSED';
}

function rejectedOrOver(call: Call, ourRequests: OurRequests): Transition {
  // An inferred rejection rests on no answer of the provider, so the report confirms it only if a request was carried out.
  const wasAccepted = !call.rejection?.inferred || ourRequests === 'carried-out';
  if (call.status === 'REJECTED' && isUnconfirmed(call.rejection)) {
    return wasAccepted ? { is: 'confirms' } : nothing(mayMeanAnotherEnd);
  }
  const canBeRejected =
    call.answeredAt === undefined && (isRinging(call.status) || isCorrectable(call));
  // A call that was answered was not rejected. How it ended is unknown, as in `rejected`.
  if (!canBeRejected) return over(call, 'ENDED', 'UNKNOWN');
  return attributed(ourRequests, rejectedByUs, becomes('ENDED', 'UNKNOWN'), 'ambiguous');
}

/** A missed call rang on, so it was not rejected: the report replaces an unconfirmed rejection even of a `refined` call, and stays. */
function missed(call: Call, because: EndReason): Transition {
  const rangOnAfterRejection = call.status === 'REJECTED' && isUnconfirmed(call.rejection);
  const isPossible = isRinging(call.status) || rangOnAfterRejection || isCorrectable(call);
  return isPossible ? becomes('MISSED', because) : alreadyKnown(call);
}

function ended(call: Call, because: EndReason, ourRequests: OurRequests): Transition {
  // `over` would keep these ends, but a completed call was answered, so they were wrong or incomplete.
  const mayComplete = mayStillBeAnswered(call) || endedForNoReason(call);
  if (because === 'COMPLETED' && mayComplete) return becomes('ENDED', because);
  if (because !== 'UNKNOWN') return over(call, 'ENDED', because);
  // Without a cause, the end of an answered call counts as its completion.
  if (call.answeredAt !== undefined) return over(call, 'ENDED', 'COMPLETED');
  return unexplainedEnd(call, ourRequests, over(call, 'ENDED', 'UNKNOWN'));
}

/** The call is over: it was completed if it had been answered, and missed if not. */
function missedOrCompleted(
  call: Call,
  because: Extract<EndReason, 'CALLER_HUNG_UP' | 'RANG_OUT' | 'UNKNOWN'>,
  ourRequests: OurRequests,
): Transition {
  if (call.answeredAt !== undefined) return over(call, 'ENDED', 'COMPLETED');
  if (because !== 'UNKNOWN') return missed(call, because);
  return unexplainedEnd(call, ourRequests, missed(call, because));
}

/**
 * The provider reports an end without its cause, and will report no more. The end may be our rejection or another one.
 * `withoutRequest` is the transition if no request of ours was sent.
 */
function unexplainedEnd(
  call: Call,
  ourRequests: OurRequests,
  withoutRequest: Transition,
): Transition {
  const mayBeOurs = ourRequests === 'may-have-acted' || ourRequests === 'carried-out';
  if (!mayBeOurs || withoutRequest.is !== 'becomes') return withoutRequest;
  // The rejection that is recorded already explains this end.
  if (call.status === 'REJECTED' || call.status === 'REDIRECTED') return alreadyKnown(call);
  return { ...becomes('ENDED', 'UNKNOWN'), byWhom: 'unknown' };
}

/** True for an end that our rejection may have caused as well as anything else. */
function namesNoCause(signal: SignalKind): boolean {
  if (signal.is === 'failed') return true;
  return 'because' in signal && signal.because === 'UNKNOWN';
}

const vagueEnds: ReadonlySet<string> = new Set(['missed', 'ended', 'over', 'failed']);

/** `namesNoCause` for a report that was kept. */
export function isVague(heard: HeardEnd): heard is HeardEnd & { readonly is: VagueEnd } {
  return vagueEnds.has(heard.is);
}

/** The report as a signal. Of the reasons only 'UNKNOWN' is possible: an end with a known cause does not wait for an answer. */
export function kindOfHeard({ is }: Pick<HeardEnd, 'is'>): SignalKind {
  switch (is) {
    case 'missed':
    case 'ended':
    case 'over':
      return { is, because: 'UNKNOWN' };
    default:
      return { is };
  }
}

/** The end becomes the reported one, unless the call has an end that may not be corrected. */
function over(call: Call, status: 'ENDED' | 'FAILED', endReason: EndReason): Transition {
  if (!isOver(call.status) || isCorrectable(call)) return becomes(status, endReason);
  return alreadyKnown(call);
}

/** The leg is no longer offered to the agent: it was answered before, our rejection returned it to its queue, or it was missed. */
function released(call: Call, ourRequests: OurRequests, late: boolean): Transition {
  if (call.status === 'ANSWERED') return becomes('ENDED', 'COMPLETED');
  if (!isRinging(call.status) && !isCorrectable(call)) return alreadyKnown(call);
  if (call.answeredAt !== undefined) return becomes('ENDED', 'COMPLETED');
  // Before a late report the call may have been answered, although this service received no such report.
  const withoutRequest = becomes(late ? 'ENDED' : 'MISSED', 'UNKNOWN');
  const redirected = becomes('REDIRECTED', 'RETURNED_TO_QUEUE');
  return attributed(ourRequests, redirected, withoutRequest, 'ambiguous');
}

const mayMeanAnotherEnd = 'it may also mean another end than our rejection';

/**
 * Attributes an end to our rejection or to another cause. It counts as our rejection only if a request of ours may have acted. An
 * ambiguous report is one that the provider also sends for other ends than a rejection.
 */
function attributed(
  ourRequests: OurRequests,
  byUs: Becomes,
  byAnother: Becomes,
  report: 'exact' | 'ambiguous',
): Transition {
  switch (ourRequests) {
    case 'no-effect':
      return byAnother;
    case 'in-flight':
      return { is: 'waits' };
    case 'may-have-acted':
      return report === 'exact' ? byUs : { ...byUs, inferred: true };
    case 'carried-out':
      return byUs;
  }
}

/** The end is recorded as our rejection. */
export function isOurs({ endReason }: Pick<Call, 'endReason'>): boolean {
  return endReason === 'REJECTED_BY_US' || endReason === 'RETURNED_TO_QUEUE';
}

/** An inferred end may be corrected once by the provider's own report. */
function isCorrectable(call: Call): boolean {
  return call.inferred && isOver(call.status) && !call.refined;
}

function becomes(status: CallStatus, endReason?: EndReason): Becomes {
  return { is: 'becomes', status, ...(endReason && { endReason }) };
}

const rejectedByUs = becomes('REJECTED', 'REJECTED_BY_US');

function nothing(because: string): Transition {
  return { is: 'nothing', because };
}

function alreadyKnown(call: Call): Transition {
  return nothing(`it changes nothing about a call that is ${call.status}`);
}
