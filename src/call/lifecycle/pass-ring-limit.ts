import { system } from '../actor.ts';
import type { Call } from '../call.ts';
import type { OurRequests } from '../rejection.ts';
import { type Change, startChange } from './change.ts';
import { asFailed } from './rejection-steps.ts';

const rangOut = 'the provider reported no end within the ring limit';

/** Infers the end of a call that has passed its ring limit. Null: it has not, or its end is already known. */
export function passRingLimit(call: Call, now: Date, ourRequests: OurRequests): Change | null {
  if (call.ringDeadlineAt === undefined || call.ringDeadlineAt > now) return null;
  if (call.status === 'RINGING') return miss(call, now, ourRequests);
  if (call.status !== 'REJECTING') return null;
  if (call.rejection?.state === 'ACCEPTED') return redirect(call, now);
  // The end was reported, and the answer to the request in flight will tell whether it was our rejection.
  if (call.rejection?.heard) return null;
  return expire(call, now, ourRequests);
}

const over = (now: Date) => ({ inferred: true, endedAt: now }) as const;

/** If a request may have acted, it may have ended the call, so RANG_OUT would be a guess. */
function endOf(ourRequests: OurRequests) {
  return ourRequests === 'no-effect'
    ? ({ status: 'MISSED', endReason: 'RANG_OUT' } as const)
    : ({ status: 'ENDED', endReason: 'UNKNOWN' } as const);
}

function miss(call: Call, now: Date, ourRequests: OurRequests): Change {
  const change = startChange(call);
  const end = endOf(ourRequests);
  change.step(end.status, system, now, { ...over(now), ...end }, rangOut);
  return change.done();
}

/** The provider accepted the request and reported nothing more: infer the usual outcome. */
function redirect(call: Call, now: Date): Change {
  const change = startChange(call);
  const { rejection } = call;
  const patch = {
    ...over(now),
    status: 'REDIRECTED',
    endReason: 'RETURNED_TO_QUEUE',
    ...(rejection && {
      rejection: asFailed(rejection, 'REDIRECTED', now, { inferred: true }),
    }),
  } as const;
  change.step('REDIRECTED', system, now, patch, rangOut);
  return change.done();
}

function expire(call: Call, now: Date, ourRequests: OurRequests): Change {
  const change = startChange(call);
  const mayHaveActed = ourRequests !== 'no-effect';
  const more = mayHaveActed ? ({ mayHaveActed } as const) : {};
  const patch = {
    ...over(now),
    ...endOf(ourRequests),
    ...(call.rejection && { rejection: asFailed(call.rejection, 'EXPIRED', now, more) }),
  };
  const cause = mayHaveActed
    ? 'the ring ended before the outcome of the rejection was known'
    : 'the ring ended before the provider took the rejection';
  change.step('REJECT_EXPIRED', system, now, patch, cause);
  return change.done('stop');
}
