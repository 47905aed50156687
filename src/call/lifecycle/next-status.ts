import type { Call } from '../call.ts';
import type { OurRequests } from '../rejection.ts';
import type { SignalKind } from '../signal.ts';
import { type CallStatus, type EndReason, isOver, isRinging } from '../status.ts';
import { isUnconfirmed } from './rejection-steps.ts';

/** What a signal does to a known call. */
export type Transition =
  | { readonly is: 'becomes'; readonly status: CallStatus; readonly endReason?: EndReason }
  /** The status stays, and the rejection is now CONFIRMED. */
  | { readonly is: 'confirms' }
  /** The answer to the request in flight will tell whether it was our rejection. */
  | { readonly is: 'waits' }
  | { readonly is: 'nothing'; readonly because: string };

/** The transition table. A status only moves forward, so a late or repeated signal changes nothing. */
export function nextStatus(
  call: Call,
  signal: SignalKind,
  ourRequests: OurRequests,
  late = false,
): Transition {
  if (call.rejection?.heard) return nothing('its end was already reported');
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
      return over(call, 'ENDED', signal.because);
    case 'over':
      return call.answeredAt !== undefined
        ? over(call, 'ENDED', 'COMPLETED')
        : missed(call, signal.because);
    case 'failed':
      return over(call, 'FAILED', 'FAILED');
    case 'released':
      return released(call, ourRequests, late);
    case 'noted':
      return nothing(signal.what);
  }
}

function answered(call: Call): Transition {
  if (isRinging(call.status)) return becomes('ANSWERED');
  // The provider had accepted the rejection, but the callee could still answer.
  if (call.status === 'REJECTED' && isUnconfirmed(call.rejection)) return becomes('ANSWERED');
  if (isCorrectable(call)) return becomes('ANSWERED');
  return alreadyKnown(call);
}

function rejected(call: Call, ourRequests: OurRequests): Transition {
  if (call.status === 'REJECTED' && isUnconfirmed(call.rejection)) return { is: 'confirms' };
  if (call.status === 'ANSWERED') return becomes('ENDED', 'UNKNOWN');
  if (!isRinging(call.status) && !mayHaveBeenRejected(call)) return alreadyKnown(call);
  return byWhom(ourRequests, rejectedByUs, becomes('REJECTED', 'REJECTED_ELSEWHERE'));
}

/** An answered call is never rejected, whatever word its end is reported with. */
function mayHaveBeenRejected({ status, endReason, refined, answeredAt }: Call): boolean {
  if (refined || answeredAt !== undefined || endReason === 'COMPLETED') return false;
  return status === 'ENDED' || status === 'MISSED';
}

function rejectedOrOver(call: Call, ourRequests: OurRequests): Transition {
  if (call.status === 'REJECTED' && isUnconfirmed(call.rejection)) return { is: 'confirms' };
  if (call.answeredAt !== undefined) return over(call, 'ENDED', 'UNKNOWN');
  if (!isRinging(call.status) && !isCorrectable(call)) return over(call, 'ENDED', 'UNKNOWN');
  return byWhom(ourRequests, rejectedByUs, becomes('ENDED', 'UNKNOWN'));
}

function missed(call: Call, because: EndReason): Transition {
  if (isRinging(call.status)) return becomes('MISSED', because);
  const rangOn = call.status === 'REJECTED' && isUnconfirmed(call.rejection);
  if (rangOn && because === 'RANG_OUT') return becomes('MISSED', because);
  if (isCorrectable(call)) return becomes('MISSED', because);
  return alreadyKnown(call);
}

function over(call: Call, status: 'ENDED' | 'FAILED', endReason: EndReason): Transition {
  if (!isOver(call.status) || isCorrectable(call)) return becomes(status, endReason);
  return alreadyKnown(call);
}

function released(call: Call, ourRequests: OurRequests, late: boolean): Transition {
  if (call.status === 'ANSWERED') return becomes('ENDED', 'COMPLETED');
  if (!isRinging(call.status) && !isCorrectable(call)) return alreadyKnown(call);
  if (call.answeredAt !== undefined) return becomes('ENDED', 'COMPLETED');
  // A late report may come after an answer that this service has missed.
  const unasked = becomes(late ? 'ENDED' : 'MISSED', 'UNKNOWN');
  return byWhom(ourRequests, becomes('REDIRECTED', 'RETURNED_TO_QUEUE'), unasked);
}

/** An end counts as our rejection only if a request of ours may have acted. */
function byWhom(ourRequests: OurRequests, byUs: Transition, otherwise: Transition): Transition {
  switch (ourRequests) {
    case 'no-effect':
      return otherwise;
    case 'in-flight':
      return { is: 'waits' };
    case 'may-have-acted':
      return byUs;
  }
}

/** An inferred end may be corrected once by the provider's own report. */
function isCorrectable(call: Call): boolean {
  return call.inferred && isOver(call.status) && !call.refined;
}

function becomes(status: CallStatus, endReason?: EndReason): Transition {
  return { is: 'becomes', status, ...(endReason && { endReason }) };
}

const rejectedByUs = becomes('REJECTED', 'REJECTED_BY_US');

function nothing(because: string): Transition {
  return { is: 'nothing', because };
}

function alreadyKnown(call: Call): Transition {
  return nothing(`it changes nothing about a call that is ${call.status}`);
}
