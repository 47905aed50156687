import { type Actor, system } from '../actor.ts';
import type { Call } from '../call.ts';
import type { Problem } from '../problem.ts';
import type { FinalOutcome, Rejection } from '../rejection.ts';
import { type Change, startChange } from './change.ts';
import { passRingLimit } from './pass-ring-limit.ts';
import { cameToNothing, type Settling, sendFollowUp, succeeded } from './rejection-steps.ts';

export interface Answer extends Settling {
  readonly provider: Actor;
  /** From the recorded decision to the first request. */
  readonly dispatchedInMs?: number;
}

/** The provider has answered a request to reject a call that is still being rejected. */
export function settleReject(call: Call, outcome: FinalOutcome, a: Answer): Change | null {
  if (!isAwaited(call)) return null;
  const change = startChange(call);
  const rejection = { ...rejectionOf(call), dispatchedInMs: a.dispatchedInMs };
  switch (outcome.is) {
    case 'done': {
      const patch = {
        status: 'REJECTED',
        endReason: 'REJECTED_BY_US',
        endedAt: a.now,
        rejection: succeeded(rejection, outcome.certainty, a.now),
      } as const;
      change.step('REJECTED', a.provider, a.now, patch);
      break;
    }
    case 'under-way':
      change.step('REJECT_ACCEPTED', a.provider, a.now, {
        rejection: { ...rejection, state: 'ACCEPTED' },
      });
      break;
    case 'already-over':
      change.step(
        'REJECT_FOUND_CALL_OVER',
        a.provider,
        a.now,
        {
          status: 'ENDED',
          endReason: 'UNKNOWN',
          inferred: outcome.inferred,
          endedAt: a.now,
          rejection: cameToNothing(rejection, 'ALREADY_OVER', a.now, {
            problem: outcome.problem,
            // Where it is only inferred, somebody may have answered.
            caller: outcome.inferred ? 'unknown' : 'gone',
          }),
        },
        outcome.problem.message,
      );
      break;
    case 'refused':
      return refuse(call, rejection, outcome.problem, a);
  }
  sendFollowUp(change, call.rejection, a);
  return change.done();
}

/** The call goes on ringing: nothing happened to it. */
function refuse(call: Call, rejection: Rejection, problem: Problem, a: Answer): Change {
  const change = startChange(call);
  const refused = cameToNothing(rejection, 'REFUSED', a.now, { problem });
  const patch = { status: 'RINGING', rejection: refused } as const;
  change.step('REJECT_REFUSED', a.provider, a.now, patch, problem.message);
  return change.done();
}

/** The next allowed request would come after the ring's end. Nothing happened to the call; it rings on. */
export function giveUpReject(call: Call, now: Date, last: Problem): Change | null {
  if (!isAwaited(call)) return null;
  const rangOut = passRingLimit(call, now);
  if (rangOut) return rangOut;
  const change = startChange(call);
  const nothing = { problem: last, caller: 'ringing' } as const;
  const rejection = cameToNothing(rejectionOf(call), 'EXPIRED', now, nothing);
  change.step('REJECT_EXPIRED', system, now, { status: 'RINGING', rejection }, last.message);
  return change.done();
}

/** Only a rejection that is being sent takes an answer: afterwards an event or a deadline has settled it. */
function isAwaited(call: Call): boolean {
  return call.status === 'REJECTING' && call.rejection?.state === 'SENDING';
}

function rejectionOf(call: Call): Rejection {
  if (call.rejection === undefined) throw new Error(`call ${call.id} is not being rejected`);
  return call.rejection;
}
