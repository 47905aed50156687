import { system } from '../actor.ts';
import type { Call } from '../call.ts';
import type { OurRequests } from '../rejection.ts';
import type { SignalKind } from '../signal-kind.ts';
import { isRinging } from '../status.ts';
import { type Change, startChange } from './change.ts';
import { applyReportedState, type ReceiveContext } from './receive-signal.ts';
import { asFailed } from './rejection-steps.ts';

const rangOut = 'the provider reported no end within the ring limit';

/**
 * Infers the end of a call that has passed its ring limit, which is how long it counts as ringing without a reported end. Returns null
 * before the limit, if the call no longer rings, and if its end was reported but is not explained yet. `ourRequests` is what our requests
 * to reject the call may have done.
 */
export function passRingLimit(call: Call, now: Date, ourRequests: OurRequests): Change | null {
  if (!hasPassedRingLimit(call, now)) return null;
  if (call.status === 'RINGING') return miss(call, now, ourRequests);
  if (call.status !== 'REJECTING') return null;
  if (isUnderWay(call)) return redirect(call, now);
  // An end was reported (`heard`), and the answer to the request in flight will tell whether it was our rejection.
  if (call.rejection?.heard) return null;
  return expire(call, now, ourRequests);
}

function hasPassedRingLimit({ ringDeadlineAt }: Call, now: Date): boolean {
  return ringDeadlineAt !== undefined && ringDeadlineAt <= now;
}

/** True if the provider has accepted the rejection and has not yet reported how the call ended. */
export function isUnderWay({ status, rejection }: Call): boolean {
  return status === 'REJECTING' && rejection?.state === 'ACCEPTED';
}

/** True if a request may have ended the call, so that its provider is asked, if it can be, before the end is inferred. */
export function isToBeAsked(call: Call, ourRequests: OurRequests): boolean {
  if (isUnderWay(call)) return true;
  const mayHaveEndedCall = ourRequests === 'may-have-acted' || ourRequests === 'carried-out';
  return isRinging(call.status) && !call.rejection?.heard && mayHaveEndedCall;
}

export interface RingLimitContext extends ReceiveContext {
  /** The ring limit of the call's line. */
  readonly ringLimitMs: number;
}

/**
 * Applies the state that the provider reported when it was asked at the ring limit. Returns null if the provider
 * need not be asked any more, or if the call still rings and is granted no further ring limit (`mayRingOn`).
 */
export function passRingLimitAsTold(
  call: Call,
  reported: SignalKind,
  ourRequests: OurRequests,
  context: RingLimitContext,
): Change | null {
  if (!isToBeAsked(call, ourRequests)) return null;
  if (reported.is === 'ringing') return mayRingOn(call, context.now) ? ringOn(call, context) : null;
  // `isToBeAsked` leaves two cases: a request may have acted, or the provider accepted one.
  const acted = ourRequests === 'may-have-acted' ? ourRequests : 'carried-out';
  return { ...applyReportedState(call, reported, acted, context), rejectRetries: 'stop' };
}

/**
 * A call that is not being rejected is granted no further ring limit, or it might ring for ever. Neither is a call within its ring
 * limit, to which another process has just granted one: a rejection that was requested since must not expire.
 */
function mayRingOn(call: Call, now: Date): boolean {
  return call.status === 'REJECTING' && hasPassedRingLimit(call, now);
}

/**
 * The call rings on, although a request may have rejected it: it is granted another ring limit of its line, and the rejection is not
 * tried again.
 */
function ringOn(call: Call, { now, provider, ringLimitMs }: RingLimitContext): Change {
  const change = startChange(call);
  const { rejection } = call;
  if (isUnderWay(call)) {
    const cause = 'the provider had accepted the rejection, but reports that the call rings on';
    change.step('REJECT_INEFFECTIVE', provider, now, {}, cause);
  }
  const expired =
    rejection && asFailed(rejection, 'EXPIRED', now, { caller: 'ringing', mayHaveActed: true });
  const patch = {
    status: 'RINGING',
    ringDeadlineAt: new Date(now.getTime() + ringLimitMs),
    rejection: expired,
  } as const;
  change.step('REJECT_EXPIRED', system, now, patch, 'the call rings on at its ring limit');
  return change.done('stop');
}

const inferredEnd = (now: Date) => ({ inferred: true, endedAt: now }) as const;

/** If a request may have acted, it may have ended the call, so RANG_OUT would be a guess. */
function endOf(ourRequests: OurRequests) {
  return ourRequests === 'no-effect'
    ? ({ status: 'MISSED', endReason: 'RANG_OUT' } as const)
    : ({ status: 'ENDED', endReason: 'UNKNOWN' } as const);
}

function miss(call: Call, now: Date, ourRequests: OurRequests): Change {
  const change = startChange(call);
  const end = endOf(ourRequests);
  change.step(end.status, system, now, { ...inferredEnd(now), ...end }, rangOut);
  return change.done();
}

/**
 * The provider accepted the request and reported nothing more. Infers that the call returned to its queue: only providers
 * that do so answer before they carry out a rejection (`under-way`). The rejection counts as failed, because the caller waits
 * again and is not texted.
 */
function redirect(call: Call, now: Date): Change {
  const change = startChange(call);
  const { rejection } = call;
  const patch = {
    ...inferredEnd(now),
    status: 'REDIRECTED',
    endReason: 'RETURNED_TO_QUEUE',
    ...(rejection && {
      rejection: asFailed(rejection, 'REDIRECTED', now, { inferred: true }),
    }),
  } as const;
  change.step('REDIRECTED', system, now, patch, rangOut);
  return change.done();
}

/** Gives up a rejection that is still tried: `stop` ends its retries. For `miss` and `redirect` there are none. */
function expire(call: Call, now: Date, ourRequests: OurRequests): Change {
  const change = startChange(call);
  // The outcome of a request in flight is not awaited, so that request counts too.
  const mayHaveActed = ourRequests !== 'no-effect';
  const details = mayHaveActed ? ({ mayHaveActed } as const) : {};
  const patch = {
    ...inferredEnd(now),
    ...endOf(ourRequests),
    ...(call.rejection && { rejection: asFailed(call.rejection, 'EXPIRED', now, details) }),
  };
  const cause = mayHaveActed
    ? 'the ring ended before the outcome of the rejection was known'
    : 'the ring ended before the provider took the rejection';
  change.step('REJECT_EXPIRED', system, now, patch, cause);
  return change.done('stop');
}
