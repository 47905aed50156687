import { system } from '../../call/actor.ts';
import type { Call } from '../../call/call.ts';
import { newId, type ProviderCallId } from '../../call/ids.ts';
import type { RejectEffect } from '../../call/lifecycle/change.ts';
import { settleHeardEnd } from '../../call/lifecycle/receive-signal.ts';
import {
  type AnswerContext,
  giveUpReject,
  settleReject,
} from '../../call/lifecycle/settle-reject.ts';
import type { Problem } from '../../call/problem.ts';
import type { FinalOutcome, NotDone, RejectOutcome, Unknown } from '../../call/rejection.ts';
import type { RejectionPromise } from '../../providers/provider.ts';
import type { Dependencies } from '../dependencies.ts';
import type { LoadedLine } from '../loaded-line.ts';
import { retryDelayMs } from './attempt.ts';
import { postpone } from './postpone.ts';
import { hasLeaseEnded, retryWhileLeased } from './retry-while-leased.ts';
import { type SentReject, sendReject } from './send-reject.ts';
import { type AttemptEnding, hearAfterLease, settle } from './settle.ts';
import type { Work } from './work.ts';

/**
 * Asks the provider to reject the call of this effect, and records the outcome. Returns the changed call, or null if it did not change.
 * Below, `others` is what the other requests to reject the call may have done.
 */
export async function carryOutReject(
  deps: Dependencies,
  work: Work,
  request: RejectEffect,
): Promise<Call | null> {
  const { tenantId, lineId, isNeeded, isStopped } = work.effect;
  const loaded = await retryWhileLeased(deps, work, () => deps.lineCache.byId(tenantId, lineId));
  const current: Attempt = { deps, work, loaded };
  if (!isNeeded) return conclude(current, { outcome: 'NOT_DONE', problem: notNeeded });
  if (isStopped) return stop(current);
  const sent = await sendReject(deps, work, loaded, request);
  switch (sent.outcome.is) {
    case 'not-done':
      return notDone(current, sent, sent.outcome);
    case 'unknown':
      return unknown(current, sent, sent.outcome);
    default:
      return answered(current, sent, sent.outcome);
  }
}

/** Ends the rejection without a further request. The call rings on, unless an earlier request has rejected it. */
function stop(current: Attempt): Promise<Call | null> {
  const { deps, work } = current;
  return settle(deps, work, { outcome: 'NOT_DONE', problem: switchedOff }, (call, others) => {
    // This attempt sent nothing, so only the other requests count.
    // This service ends the rejection, and not the provider.
    const answer = { ...answerOf(current), provider: system };
    const refused = { is: 'refused', problem: switchedOff } as const;
    // An end that was reported while an earlier request was in flight is applied instead of the refusal.
    const concluded = settleHeardEnd(call, others, answer);
    return concluded ?? settleReject(call, refused, others, answer);
  });
}

const switchedOff: Problem = {
  kind: 'NOT_ALLOWED',
  message: 'The kill switch of the line was turned on; the provider is not asked again.',
};

interface Attempt {
  readonly deps: Dependencies;
  readonly work: Work;
  /** Null if the line was deleted. */
  readonly loaded: LoadedLine | null;
}

const notNeeded: Problem = {
  kind: 'CALL_NOT_FOUND',
  message:
    'At the next attempt the call no longer rang, or the provider had accepted the rejection; nothing was sent.',
};

/** Settles the rejection by an answer after which no further attempt follows. */
function answered(current: Attempt, sent: SentReject, outcome: FinalOutcome): Promise<Call | null> {
  const { attempt } = current.work.effect;
  const { dispatchedInMs } = sent;
  // Ids of the call that only this answer contains.
  const learned = outcome.is === 'done' ? learnedOf(current.work, outcome.aliases) : [];
  return settle(current.deps, current.work, { ...endingOf(sent), learned }, (call, others) => {
    const answer = {
      ...answerOf(current),
      // A rejection keeps the time to its first request.
      ...(attempt === 1 && { dispatchedInMs }),
    };
    // Adds what this answer says to what the other requests may have done.
    return settleReject(call, outcome, others, answer);
  });
}

function learnedOf({ effect }: Work, aliases: readonly ProviderCallId[] = []) {
  return aliases.map((providerCallId) => ({ lineId: effect.lineId, providerCallId }));
}

/** The provider certainly did nothing: tries again after a delay, or gives up if the deadline comes first. */
async function notDone(current: Attempt, sent: SentReject, outcome: NotDone): Promise<Call | null> {
  const { deps, work } = current;
  const { attempt, deadlineAt } = work.effect;
  const { retryAfterMs } = outcome;
  const delayMs = Math.max(retryDelayMs(attempt), retryAfterMs ?? 0);
  if (deps.now().getTime() + delayMs < deadlineAt.getTime()) {
    // Not postponed: another process has taken the effect, or its retries were stopped.
    if (!(await postpone(deps, work, outcome, delayMs, sent.dispatchedInMs))) {
      return conclude(current, endingOf(sent));
    }
    // Since the end of the lease this attempt counted as one that may have acted, which its answer corrects.
    if (hasLeaseEnded(deps, work)) await hearAfterLease(deps, work);
    return null;
  }
  const changed = await settle(deps, work, endingOf(sent), (call, others) => {
    // This attempt did nothing, so only the other requests count. Without an end that was reported meanwhile, the rejection is given up.
    const concluded = settleHeardEnd(call, others, answerOf(current));
    const givingUp = { now: deps.now(), last: outcome.problem, retryAfterMs };
    return concluded ?? giveUpReject(call, others, givingUp);
  });
  const { kind } = outcome.problem;
  if (changed?.rejection?.state === 'EXPIRED') {
    deps.log.error('a rejection expired', { call: changed.id, problem: kind });
  }
  return changed;
}

/**
 * Schedules the next attempt: the second at once, because the call rings meanwhile, and later ones with a backoff. This
 * function does not give up: an attempt that begins past the deadline sends nothing and ends in `notDone`, which gives up; or
 * `passRingLimits` does when the ring limit ends the ring.
 */
async function unknown(current: Attempt, sent: SentReject, outcome: Unknown): Promise<Call | null> {
  const { deps, work } = current;
  const { attempt } = work.effect;
  const delayMs = attempt === 1 ? 0 : retryDelayMs(attempt);
  if (await postpone(deps, work, outcome, delayMs, sent.dispatchedInMs)) return null;
  return conclude(current, endingOf(sent));
}

/** Settles the rejection by the events that arrived during its attempts, because no further attempt follows. */
function conclude(current: Attempt, ending: AttemptEnding): Promise<Call | null> {
  // These events were recorded after `work.call`, so the call is read again.
  const work = { ...current.work, call: undefined };
  return settle(current.deps, work, ending, (call, others) => {
    // A request whose answer was lost may have acted as well.
    const ourRequests = ending.outcome === 'UNKNOWN' ? 'may-have-acted' : others;
    // Null, so that the call does not change, if no end was reported.
    return settleHeardEnd(call, ourRequests, answerOf(current));
  });
}

function answerOf({ deps, loaded }: Attempt): AnswerContext {
  return {
    now: deps.now(),
    provider: loaded?.actor ?? system,
    textEffectId: newId('eff'),
    goneAfterUnknown: goneAfterUnknown(loaded?.rejectionPromise),
  };
}

/**
 * How a rejection counts if a request had an unknown outcome and the call is gone: as the provider's usual answer, except that
 * CONFIRMED cannot be inferred.
 */
function goneAfterUnknown(
  promise: RejectionPromise | undefined,
): AnswerContext['goneAfterUnknown'] {
  switch (promise?.answer) {
    case 'RETURNED_TO_QUEUE':
      return 'REDIRECTED';
    case 'BEST_EFFORT':
      return 'BEST_EFFORT';
    default:
      return 'ACCEPTED';
  }
}

function endingOf({ outcome, dispatchedInMs }: SentReject): AttemptEnding {
  const problem = 'problem' in outcome ? outcome.problem : undefined;
  return { outcome: nameOf(outcome), problem, dispatchedInMs };
}

function nameOf(outcome: RejectOutcome): string {
  switch (outcome.is) {
    case 'done':
    case 'under-way':
      return 'DONE';
    case 'already-over':
      return 'ALREADY_OVER';
    case 'refused':
      return 'REFUSED';
    case 'not-done':
      return 'NOT_DONE';
    case 'unknown':
      return 'UNKNOWN';
  }
}
