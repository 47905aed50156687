import type { Call } from '../call.ts';
import type { OurRequests } from '../rejection.ts';
import type { SignalKind } from '../signal.ts';
import { type CallStatus, type EndReason, isOver, isRinging } from '../status.ts';
import { isUnconfirmed } from './rejection-steps.ts';

/** What a signal makes of a known call. */
export type Move =
  | { readonly is: 'becomes'; readonly status: CallStatus; readonly endReason?: EndReason }
  /** The status stands, and the rejection is now certain. */
  | { readonly is: 'confirms' }
  /** Whose doing it was, the answer to the request under way will tell. */
  | { readonly is: 'waits' }
  | { readonly is: 'nothing'; readonly because: string };

/** The transition table. It only moves forward; what comes late or twice is nothing. */
export function nextStatus(
  call: Call,
  signal: SignalKind,
  ourRequests: OurRequests,
  late = false,
): Move {
  if (call.rejection?.heard) return nothing('its end had been heard');
  switch (signal.is) {
    case 'ringing':
      return nothing('it was already known to ring');
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
      return call.status === 'ANSWERED'
        ? becomes('ENDED', 'COMPLETED')
        : missed(call, signal.because);
    case 'failed':
      return over(call, 'FAILED', 'FAILED');
    case 'released':
      return released(call, ourRequests, late);
    case 'noted':
      return nothing(signal.what);
  }
}

function answered(call: Call): Move {
  if (isRinging(call.status)) return becomes('ANSWERED');
  // The provider had said yes to the rejection, and somebody could still answer.
  if (call.status === 'REJECTED' && isUnconfirmed(call.rejection)) return becomes('ANSWERED');
  if (yieldsToFacts(call)) return becomes('ANSWERED');
  return alreadyKnown(call);
}

function rejected(call: Call, ourRequests: OurRequests): Move {
  if (call.status === 'REJECTED' && isUnconfirmed(call.rejection)) return { is: 'confirms' };
  if (call.status === 'ANSWERED') return becomes('ENDED', 'UNKNOWN');
  if (!isRinging(call.status) && !mayHaveBeenRejected(call)) return alreadyKnown(call);
  return byWhom(ourRequests, rejectedByUs, becomes('REJECTED', 'REJECTED_ELSEWHERE'));
}

function mayHaveBeenRejected({ status, endReason, refined }: Call): boolean {
  if (refined || endReason === 'COMPLETED') return false;
  return status === 'ENDED' || status === 'MISSED';
}

function rejectedOrOver(call: Call, ourRequests: OurRequests): Move {
  if (call.status === 'REJECTED' && isUnconfirmed(call.rejection)) return { is: 'confirms' };
  if (!isRinging(call.status) && !yieldsToFacts(call)) return over(call, 'ENDED', 'UNKNOWN');
  return byWhom(ourRequests, rejectedByUs, becomes('ENDED', 'UNKNOWN'));
}

function missed(call: Call, because: EndReason): Move {
  if (isRinging(call.status)) return becomes('MISSED', because);
  const rangOn = call.status === 'REJECTED' && isUnconfirmed(call.rejection);
  if (rangOn && because === 'RANG_OUT') return becomes('MISSED', because);
  if (yieldsToFacts(call)) return becomes('MISSED', because);
  return alreadyKnown(call);
}

function over(call: Call, status: 'ENDED' | 'FAILED', endReason: EndReason): Move {
  if (!isOver(call.status) || yieldsToFacts(call)) return becomes(status, endReason);
  return alreadyKnown(call);
}

function released(call: Call, ourRequests: OurRequests, late: boolean): Move {
  if (call.status === 'ANSWERED') return becomes('ENDED', 'COMPLETED');
  if (!isRinging(call.status) && !yieldsToFacts(call)) return alreadyKnown(call);
  // While we were away somebody may have answered it.
  const unasked = becomes(late ? 'ENDED' : 'MISSED', 'UNKNOWN');
  return byWhom(ourRequests, becomes('REDIRECTED', 'RETURNED_TO_QUEUE'), unasked);
}

/** An end is our doing only if a request of ours may have brought it about. */
function byWhom(ourRequests: OurRequests, byUs: Move, bySomebodyElse: Move): Move {
  switch (ourRequests) {
    case 'no-effect':
      return bySomebodyElse;
    case 'in-flight':
      return { is: 'waits' };
    case 'may-have-acted':
      return byUs;
  }
}

/** What we only concluded gives way to what the provider says, once. */
function yieldsToFacts(call: Call): boolean {
  return call.inferred && isOver(call.status) && !call.refined;
}

function becomes(status: CallStatus, endReason?: EndReason): Move {
  return { is: 'becomes', status, ...(endReason && { endReason }) };
}

const rejectedByUs = becomes('REJECTED', 'REJECTED_BY_US');

function nothing(because: string): Move {
  return { is: 'nothing', because };
}

function alreadyKnown(call: Call): Move {
  return nothing(`it changes nothing about a call that is ${call.status}`);
}
