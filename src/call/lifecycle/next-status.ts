import type { Call } from '../call.ts';
import type { SignalKind } from '../signal.ts';
import { type CallStatus, type EndReason, isOver, isRinging } from '../status.ts';
import { isUnconfirmed } from './rejection-steps.ts';

/** What a signal makes of a known call. */
export type Move =
  | { readonly is: 'becomes'; readonly status: CallStatus; readonly endReason?: EndReason }
  /** The status stands, and the rejection is now certain. */
  | { readonly is: 'confirms' }
  | { readonly is: 'nothing'; readonly because: string };

/** The transition table. It only moves forward; what comes late or twice is nothing. */
export function nextStatus(call: Call, signal: SignalKind, late = false): Move {
  switch (signal.is) {
    case 'ringing':
      return nothing('it was already known to ring');
    case 'answered':
      return answered(call);
    case 'rejected':
      return rejected(call);
    case 'rejected-or-over':
      return rejectedOrOver(call);
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
      return released(call, late);
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

function rejected(call: Call): Move {
  if (call.status === 'RINGING') return becomes('REJECTED', 'REJECTED_ELSEWHERE');
  if (call.status === 'REJECTING') return becomes('REJECTED', 'REJECTED_BY_US');
  if (call.status === 'REJECTED' && isUnconfirmed(call.rejection)) return { is: 'confirms' };
  const mayBeRefined = call.status === 'ENDED' || call.status === 'MISSED';
  if (mayBeRefined && !call.refined) return becomes('REJECTED', refinedBy(call));
  return alreadyKnown(call);
}

/** A request whose answer was lost may well have been what rejected it. */
function refinedBy(call: Call): EndReason {
  const { state } = call.rejection ?? {};
  const mayBeOurs = state === 'EXPIRED' || (state === 'ALREADY_OVER' && call.inferred);
  return mayBeOurs ? 'REJECTED_BY_US' : 'REJECTED_ELSEWHERE';
}

function rejectedOrOver(call: Call): Move {
  if (call.status === 'REJECTING') return becomes('REJECTED', 'REJECTED_BY_US');
  if (call.status === 'REJECTED' && isUnconfirmed(call.rejection)) return { is: 'confirms' };
  return over(call, 'ENDED', 'UNKNOWN');
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

function released(call: Call, late: boolean): Move {
  if (call.status === 'REJECTING') return becomes('REDIRECTED', 'RETURNED_TO_QUEUE');
  // While we were away somebody may have answered it.
  if (call.status === 'RINGING') return becomes(late ? 'ENDED' : 'MISSED', 'UNKNOWN');
  return over(call, 'ENDED', 'COMPLETED');
}

/** What we only concluded gives way to what the provider says, once. */
function yieldsToFacts(call: Call): boolean {
  return call.inferred && isOver(call.status) && !call.refined;
}

function becomes(status: CallStatus, endReason?: EndReason): Move {
  return { is: 'becomes', status, ...(endReason && { endReason }) };
}

function nothing(because: string): Move {
  return { is: 'nothing', because };
}

function alreadyKnown(call: Call): Move {
  return nothing(`it changes nothing about a call that is ${call.status}`);
}
