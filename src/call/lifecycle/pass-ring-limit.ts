import { system } from '../actor.ts';
import type { Call } from '../call.ts';
import { type Change, startChange } from './change.ts';
import { cameToNothing } from './rejection-steps.ts';

const rangOut = 'nobody told us how it ended within the ring limit';

/** The ring is taken to be over. Nothing, while it is not, or when somebody told us better. */
export function passRingLimit(call: Call, now: Date): Change | null {
  if (call.ringDeadlineAt === undefined || call.ringDeadlineAt > now) return null;
  if (call.status === 'RINGING') return conclude(call, now, 'MISSED');
  if (call.status !== 'REJECTING') return null;
  if (call.rejection?.state === 'ACCEPTED') return conclude(call, now, 'REDIRECTED');
  return expire(call, now);
}

function conclude(call: Call, now: Date, status: 'MISSED' | 'REDIRECTED'): Change {
  const change = startChange(call);
  const redirected = status === 'REDIRECTED' && call.rejection;
  change.step(
    status,
    system,
    now,
    {
      status,
      endReason: status === 'MISSED' ? 'RANG_OUT' : 'RETURNED_TO_QUEUE',
      inferred: true,
      endedAt: now,
      ...(redirected && { rejection: cameToNothing(redirected, 'REDIRECTED', now) }),
    },
    rangOut,
  );
  return change.done();
}

function expire(call: Call, now: Date): Change {
  const change = startChange(call);
  change.step(
    'REJECT_EXPIRED',
    system,
    now,
    {
      status: 'ENDED',
      endReason: 'UNKNOWN',
      inferred: true,
      endedAt: now,
      ...(call.rejection && { rejection: cameToNothing(call.rejection, 'EXPIRED', now) }),
    },
    'the ring ended before the outcome of the rejection was known',
  );
  return change.done(true);
}
