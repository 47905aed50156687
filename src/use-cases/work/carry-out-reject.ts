import { system } from '../../call/actor.ts';
import type { Call } from '../../call/call.ts';
import { newId, type ProviderCallId } from '../../call/ids.ts';
import type { RejectEffect } from '../../call/lifecycle/change.ts';
import { concludeHeard } from '../../call/lifecycle/receive-signal.ts';
import { type Answer, giveUpReject, settleReject } from '../../call/lifecycle/settle-reject.ts';
import type { Problem } from '../../call/problem.ts';
import type { FinalOutcome, NotDone, RejectOutcome, Unknown } from '../../call/rejection.ts';
import type { RejectionPromise } from '../../providers/provider.ts';
import type { Parts } from '../dependencies.ts';
import type { OpenLine } from '../loaded-line.ts';
import { retryDelayMs } from './attempt.ts';
import { postpone } from './postpone.ts';
import { whileLeased } from './retry-while-leased.ts';
import { type Asked, askToReject } from './send-reject.ts';
import { type AttemptEnding, settle } from './settle.ts';
import type { Work } from './work.ts';

/** Asks the provider to reject the call of this effect, and records what came of it. */
export async function carryOutReject(
  parts: Parts,
  work: Work,
  request: RejectEffect,
): Promise<Call | null> {
  const { tenantId, lineId, awaited, ours } = work.effect;
  const line = await whileLeased(parts, work, () => parts.lineBook.byId(tenantId, lineId));
  const round: Round = { parts, work, line };
  if (!awaited) return conclude(round, ours, { outcome: 'NOT_DONE', problem: notNeeded });
  const asked = await askToReject(parts, work, line, request);
  switch (asked.outcome.is) {
    case 'not-done':
      return notDone(round, asked, asked.outcome);
    case 'unknown':
      return unknown(round, asked, asked.outcome);
    default:
      return answered(round, asked, asked.outcome);
  }
}

interface Round {
  readonly parts: Parts;
  readonly work: Work;
  readonly line: OpenLine | null;
}

const notNeeded: Problem = {
  kind: 'CALL_NOT_FOUND',
  message: 'The call was over before it could be asked for again; nothing was sent.',
};

function answered(round: Round, asked: Asked, outcome: FinalOutcome): Promise<Call | null> {
  const { ours, attempt } = round.work.effect;
  const acted = outcome.is === 'done' || outcome.is === 'under-way';
  const { dispatchedInMs } = asked;
  const learned = outcome.is === 'done' ? learnedOf(round.work, outcome.aliases) : [];
  return settle(round.parts, round.work, { ...endingOf(asked), learned }, (call) => {
    const answer = {
      ...answerOf(round),
      ...(attempt === 1 && { dispatchedInMs }),
    };
    const heard = concludeHeard(call, acted ? 'possible' : ours, answer);
    return heard ?? settleReject(call, outcome, ours, answer);
  });
}

function learnedOf({ effect }: Work, aliases: readonly ProviderCallId[] = []) {
  return aliases.map((providerCallId) => ({ lineId: effect.lineId, providerCallId }));
}

async function notDone(round: Round, asked: Asked, outcome: NotDone): Promise<Call | null> {
  const { parts, work } = round;
  const { ours, attempt, deadlineAt } = work.effect;
  const { retryAfterMs } = outcome;
  const delayMs = Math.max(retryDelayMs(attempt), retryAfterMs ?? 0);
  if (parts.now().getTime() + delayMs < deadlineAt.getTime()) {
    if (await postpone(parts, work, outcome, delayMs, asked.dispatchedInMs)) return null;
    return conclude(round, ours, endingOf(asked));
  }
  const expired = await settle(parts, work, endingOf(asked), (call) => {
    const heard = concludeHeard(call, ours, answerOf(round));
    const givingUp = { now: parts.now(), last: outcome.problem, retryAfterMs };
    return heard ?? giveUpReject(call, ours, givingUp);
  });
  const { kind } = outcome.problem;
  if (expired?.rejection?.state === 'EXPIRED') {
    parts.log.error('a rejection expired', { call: expired.id, problem: kind });
  }
  return expired;
}

/** Asked again at once the first time: the caller hears it ring meanwhile. At the ring's end somebody else gives up. */
async function unknown(round: Round, asked: Asked, outcome: Unknown): Promise<Call | null> {
  const { parts, work } = round;
  const { attempt } = work.effect;
  const delayMs = attempt === 1 ? 0 : retryDelayMs(attempt);
  if (await postpone(parts, work, outcome, delayMs, asked.dispatchedInMs)) return null;
  return conclude(round, 'possible', endingOf(asked));
}

/** Nothing is asked any more: what was heard of the call while it was asked can be told. */
function conclude(
  round: Round,
  ours: 'none' | 'possible',
  ending: AttemptEnding,
): Promise<Call | null> {
  // What was heard came after we had recorded the call.
  const work = { ...round.work, call: undefined };
  return settle(round.parts, work, ending, (call) => concludeHeard(call, ours, answerOf(round)));
}

function answerOf({ parts, line }: Round): Answer {
  return {
    now: parts.now(),
    provider: line?.actor ?? system,
    textEffectId: newId('eff'),
    goneAfterUnknown: goneAfterUnknown(line?.rejection),
  };
}

function goneAfterUnknown(promise: RejectionPromise | undefined): Answer['goneAfterUnknown'] {
  switch (promise?.answer) {
    case 'RETURNED_TO_QUEUE':
      return 'REDIRECTED';
    case 'BEST_EFFORT':
      return 'BEST_EFFORT';
    default:
      return 'ACCEPTED';
  }
}

function endingOf({ outcome, dispatchedInMs }: Asked): AttemptEnding {
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
