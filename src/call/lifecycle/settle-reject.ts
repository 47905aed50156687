import { type Actor, system } from '../actor.ts';
import type { Call } from '../call.ts';
import type { Problem } from '../problem.ts';
import type {
  AlreadyOver,
  AnsweredRequests,
  FinalOutcome,
  HeardEnd,
  Rejection,
} from '../rejection.ts';
import { type Change, startChange } from './change.ts';
import { isVague } from './next-status.ts';
import { isToBeAsked, passRingLimit } from './pass-ring-limit.ts';
import { applyReportedState, settleHeardEnd } from './receive-signal.ts';
import {
  asFailed,
  asInferred,
  asSucceeded,
  type SettleContext,
  sendFollowUp,
} from './rejection-steps.ts';

/** The outcome to infer if the call is over after a request with an unknown outcome. Each provider declares its own. */
export type GoneAfterUnknown = 'ACCEPTED' | 'BEST_EFFORT' | 'REDIRECTED';

export interface AnswerContext extends SettleContext {
  readonly provider: Actor;
  readonly goneAfterUnknown: GoneAfterUnknown;
  /** Of the first attempt: the time from the decision, with its recording, to sending the request. */
  readonly dispatchedInMs?: number;
}

/**
 * Applies the provider's answer to a request to reject. If an end was reported while the request was in flight, the answer
 * also decides whether that end was our rejection. `ourRequests` is what the requests before this one may have done (see
 * `OurRequests`). Returns null if the rejection is already settled, so that the answer changes nothing.
 */
export function settleReject(
  call: Call,
  outcome: FinalOutcome,
  ourRequests: AnsweredRequests,
  context: AnswerContext,
): Change | null {
  // Only a rejection that is still SENDING keeps a reported end.
  if (call.rejection?.heard && !outweighs(outcome, call.rejection.heard)) {
    return settleHeardEnd(call, requestsAfter(outcome, ourRequests), context);
  }
  if (!isSending(call)) return null;
  const { heard: _, ...rejection } = rejectionOf(call);
  const dispatched = {
    ...call,
    rejection: { ...rejection, dispatchedInMs: context.dispatchedInMs },
  };
  switch (outcome.is) {
    case 'done':
      return done(dispatched, outcome.certainty, context);
    case 'under-way': {
      const change = startChange(dispatched);
      const rejection = { ...dispatched.rejection, state: 'ACCEPTED' } as const;
      change.step('REJECT_ACCEPTED', context.provider, context.now, { rejection });
      return change.done();
    }
    case 'already-over':
      // The answer also reports the state of the call.
      if (outcome.told) return applyReportedState(dispatched, outcome.told, ourRequests, context);
      return ourRequests === 'no-effect'
        ? foundOver(dispatched, outcome, context)
        : assumeRejectedByUs(dispatched, outcome, context);
    case 'refused':
      return refuse(dispatched, outcome.problem, ourRequests, context);
  }
}

function requestsAfter({ is }: FinalOutcome, before: AnsweredRequests): AnsweredRequests {
  return is === 'done' || is === 'under-way' ? 'carried-out' : before;
}

/**
 * A positive answer explains a reported end that names no cause: the end was our rejection. Only a report that the call
 * was missed contradicts the answer, unless the provider guarantees that its answer means a rejection (CONFIRMED). An answer
 * that tells the state of the call replaces an end that was only inferred.
 */
function outweighs(outcome: FinalOutcome, heard: HeardEnd): boolean {
  if (outcome.is === 'already-over' && outcome.told) return heard.inferred === true;
  if (outcome.is !== 'done' || !isVague(heard)) return false;
  return heard.is !== 'missed' || outcome.certainty === 'CONFIRMED';
}

type CallInRejection = Call & { readonly rejection: Rejection };

function done(
  call: CallInRejection,
  certainty: 'CONFIRMED' | 'ACCEPTED' | 'BEST_EFFORT',
  context: AnswerContext,
): Change {
  const change = startChange(call);
  const rejection = asSucceeded(call.rejection, certainty, context.now);
  change.step('REJECTED', context.provider, context.now, {
    status: 'REJECTED',
    endReason: 'REJECTED_BY_US',
    endedAt: context.now,
    // No event has reported the rejection yet. ACCEPTED and BEST_EFFORT say so by themselves.
    rejection: certainty === 'CONFIRMED' ? { ...rejection, byAnswerAlone: true } : rejection,
  });
  sendFollowUp(change, call.rejection, context);
  return change.done();
}

/** The provider no longer has the call: infers that an earlier request, which may have rejected it, did. */
function assumeRejectedByUs(
  call: CallInRejection,
  { problem }: AlreadyOver,
  context: AnswerContext,
): Change {
  const state = context.goneAfterUnknown;
  const redirected = state === 'REDIRECTED';
  const change = startChange(call);
  const patch = {
    status: redirected ? 'REDIRECTED' : 'REJECTED',
    endReason: redirected ? 'RETURNED_TO_QUEUE' : 'REJECTED_BY_US',
    inferred: true,
    endedAt: context.now,
    rejection: asInferred(call.rejection, state, context.now, problem),
  } as const;
  const cause = 'the call is gone after a request that may have rejected it';
  change.step(patch.status, system, context.now, patch, cause);
  sendFollowUp(change, call.rejection, context);
  return change.done();
}

function foundOver(
  call: CallInRejection,
  { inferred, problem }: AlreadyOver,
  context: AnswerContext,
): Change {
  const change = startChange(call);
  const rejection = asFailed(call.rejection, 'ALREADY_OVER', context.now, {
    problem,
    ...(inferred && { inferred }),
  });
  const patch = { status: 'ENDED', endReason: 'UNKNOWN', inferred, endedAt: context.now } as const;
  const { message } = problem;
  change.step(
    'REJECT_FOUND_CALL_OVER',
    context.provider,
    context.now,
    { ...patch, rejection },
    message,
  );
  sendFollowUp(change, call.rejection, context);
  return change.done();
}

/** The provider refused, so the call rings on as far as is known. */
function refuse(
  call: CallInRejection,
  problem: Problem,
  ourRequests: AnsweredRequests,
  context: AnswerContext,
): Change {
  const change = startChange(call);
  const rejection = asFailed(call.rejection, 'REFUSED', context.now, {
    problem,
    caller: 'ringing',
    ...(ourRequests !== 'no-effect' && { mayHaveActed: true }),
  });
  const patch = { status: 'RINGING', rejection } as const;
  change.step('REJECT_REFUSED', context.provider, context.now, patch, problem.message);
  return change.done();
}

export interface GiveUpContext {
  readonly now: Date;
  /** The problem of the last attempt. */
  readonly last: Problem;
  /** How long the provider asks to wait before a retry. */
  readonly retryAfterMs?: number;
}

/**
 * Ends the rejection because the next retry would come after the ring limit. Before the limit the call rings on, as far as is
 * known. Once the limit has passed, the change ends the call too, unless a request may have ended it: then returns null, and the
 * background job `passRingLimits` asks the provider first. Returns null too if the rejection is already settled. An end that was
 * reported meanwhile must be settled before (`settleHeardEnd`).
 */
export function giveUpReject(
  call: Call,
  ourRequests: AnsweredRequests,
  { now, last, retryAfterMs }: GiveUpContext,
): Change | null {
  if (!isSending(call)) return null;
  const rangOut = passRingLimit(call, now, ourRequests);
  if (rangOut) return isToBeAsked(call, ourRequests) ? null : rangOut;
  const change = startChange(call);
  const rejection = asFailed(rejectionOf(call), 'EXPIRED', now, {
    problem: last,
    // The text for a rejected caller is not sent while the caller still rings.
    caller: 'ringing',
    ...(ourRequests !== 'no-effect' && { mayHaveActed: true }),
    ...(retryAfterMs !== undefined && { retryAt: new Date(now.getTime() + retryAfterMs) }),
  });
  change.step('REJECT_EXPIRED', system, now, { status: 'RINGING', rejection }, last.message);
  return change.done();
}

/** An answer counts only in state SENDING. In any other state an event or the deadline has already settled the rejection. */
function isSending(call: Call): boolean {
  return call.status === 'REJECTING' && call.rejection?.state === 'SENDING';
}

function rejectionOf(call: Call): Rejection {
  if (call.rejection === undefined) throw new Error(`call ${call.id} is not being rejected`);
  return call.rejection;
}
