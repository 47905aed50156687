import { type Actor, system } from '../../call/actor.ts';
import type { Call } from '../../call/call.ts';
import type { LineId } from '../../call/ids.ts';
import type { TextEffect } from '../../call/lifecycle/change.ts';
import { settleText, type TextEnding } from '../../call/lifecycle/settle-text.ts';
import type { Problem } from '../../call/problem.ts';
import type { NotSentReason, SendOutcome, WhyNotSent } from '../../call/rejection.ts';
import { textAlias } from '../../db/calls/text-reports.ts';
import type { Dependencies } from '../dependencies.ts';
import { findReasonToHoldBack, whyUnreachable } from '../lines/text-held-back.ts';
import type { LoadedLine } from '../loaded-line.ts';
import {
  isTooLate,
  leaseCoversAttempt,
  lineGone,
  retryDelayMs,
  tooBusyToSend,
  tooLate,
} from './attempt.ts';
import { postpone } from './postpone.ts';
import { retryWhileLeased } from './retry-while-leased.ts';
import { type AttemptEnding, settle } from './settle.ts';
import type { Work } from './work.ts';

/**
 * Sends a follow-up (the text after a rejection) or a notice (the text about a call that rings on) at most once: after an attempt
 * with an unknown outcome it is not sent again. Resolves to the changed call, or to null if the text was postponed or already settled.
 */
export async function carryOutText(
  deps: Dependencies,
  work: Work,
  request: TextEffect,
): Promise<Call | null> {
  const { effect } = work;
  // Past the deadline the line is not loaded: its loading may be what failed in the attempts before.
  const loaded = isTooLate(deps, work)
    ? null
    : await retryWhileLeased(deps, work, () => deps.lineCache.byId(effect.tenantId, effect.lineId));
  const attempt = await send(deps, work, loaded, request);
  const { outcome, sentAt, heldBack } = attempt;
  // A text that is held back is not tried again. If `postpone` finds that no attempt may follow, it ends the effect.
  if (outcome.is === 'not-done' && !heldBack) {
    const delayMs = Math.max(retryDelayMs(effect.attempt), outcome.retryAfterMs ?? 0);
    const triedAt = sentAt ?? deps.now();
    if (triedAt.getTime() + delayMs < effect.deadlineAt.getTime()) {
      await postpone(deps, work, outcome, delayMs);
      return null;
    }
  }
  const provider: Actor = heldBack || !loaded ? system : loaded.actor;
  const { purpose } = request;
  const learned = learnedOf(outcome, effect.lineId);
  return settle(deps, work, { ...attemptEnding(attempt), learned }, (call) => {
    const settling = { purpose, provider, now: deps.now(), sentAt };
    return settleText(call, textEnding(attempt), settling);
  });
}

const processEnded: Problem = {
  kind: 'NO_ANSWER',
  message: 'The process that was sending the text ended before the answer; it may have been sent.',
};

const cannotText: Problem = {
  kind: 'NOT_SUPPORTED',
  message: 'The provider of this line cannot send texts.',
};

const providerReplies: Problem = {
  kind: 'NOT_SUPPORTED',
  message: 'The provider texts rejected callers itself, so nothing was sent.',
};

const groupGetsNoTexts: Problem = {
  kind: 'NOT_SUPPORTED',
  message: 'The call came from a group, and groups get no texts.',
};

interface TextAttempt {
  /** `ignoredOutcome` if the text was held back. */
  readonly outcome: SendOutcome;
  /** Why this service refused the text before the provider was asked. */
  readonly reason?: NotSentReason;
  /** Left out if no request was sent. */
  readonly sentAt?: Date;
  /** Why the text was held back, although the provider could send it. */
  readonly heldBack?: WhyNotSent;
}

async function send(
  deps: Dependencies,
  work: Work,
  loaded: LoadedLine | null,
  request: TextEffect,
): Promise<TextAttempt> {
  // An earlier attempt ended without a recorded outcome, so it may have sent the text.
  if (work.effect.abandoned) return { outcome: { is: 'unknown', problem: processEnded } };
  const refusal = findRefusal(deps, work, loaded, request);
  if (refusal) return refusal;
  if (!loaded) return refuse('LINE_GONE', lineGone);
  const { sendText, sendTemplate } = loaded.provider;
  if (sendText === undefined) return refuse('CANNOT_TEXT', cannotText);
  const { callerAtProvider, phone = work.effect.callerPhone } = request;
  const to = { callerAtProvider, phone };
  const unreachable = whyUnreachable(work.effect, request, loaded.provider);
  if (unreachable) return { outcome: ignoredOutcome, heldBack: unreachable };
  let heldBack: WhyNotSent | undefined;
  let sentAt: Date | undefined;
  const outcome = await deps.limiter.run(loaded.line, 'text', async (): Promise<SendOutcome> => {
    heldBack = await retryWhileLeased(deps, work, () => findReasonToHoldBack(deps, work.effect));
    if (heldBack) return ignoredOutcome;
    if (!(await leaseCoversAttempt(deps, work))) return tooBusyToSend;
    sentAt = deps.now();
    // Not aborted when the lease is lost: the text must not be repeated, so only its answer would be lost.
    const timeout = AbortSignal.timeout(deps.timing.attemptTimeoutMs);
    const sendIt = request.asTemplate && sendTemplate ? sendTemplate : sendText;
    return sendIt(to, request.text, timeout);
  });
  return { outcome, sentAt, heldBack };
}

/** The outcome of a text that is held back. Like that of a process that is too busy, it does not count against the provider. */
const ignoredOutcome = tooBusyToSend;

function findRefusal(
  deps: Dependencies,
  work: Work,
  loaded: LoadedLine | null,
  request: TextEffect,
): TextAttempt | undefined {
  if (isTooLate(deps, work)) return refuse('TOO_LATE', tooLate);
  if (loaded?.provider.repliesByItself) return refuse('PROVIDER_REPLIES', providerReplies);
  if (request.toGroup) return refuse('GROUP', groupGetsNoTexts);
  return undefined;
}

/** A later delivery report names the text by its message id. */
function learnedOf(outcome: SendOutcome, lineId: LineId) {
  if (outcome.is !== 'sent') return [];
  const { messageIds = [] } = outcome;
  return messageIds.map((id) => ({ lineId, providerCallId: textAlias(id) }));
}

function refuse(reason: NotSentReason, problem: Problem): TextAttempt {
  return { outcome: { is: 'refused', problem }, reason };
}

function attemptEnding({ outcome, heldBack }: TextAttempt): AttemptEnding {
  if (heldBack) return { outcome: 'NOT_DONE' };
  switch (outcome.is) {
    case 'sent':
      return { outcome: 'DONE' };
    case 'refused':
      return { outcome: 'REFUSED', problem: outcome.problem };
    case 'not-done':
      return { outcome: 'NOT_DONE', problem: outcome.problem };
    case 'unknown':
      return { outcome: 'UNKNOWN', problem: outcome.problem };
  }
}

function textEnding({ outcome, reason, heldBack }: TextAttempt): TextEnding {
  if (heldBack) return { is: 'held-back', why: heldBack };
  switch (outcome.is) {
    case 'sent': {
      const { messageIds, asTemplate } = outcome;
      return { is: 'sent', messageIds, asTemplate };
    }
    case 'unknown':
      return { is: 'unknown', problem: outcome.problem };
    case 'refused':
      return {
        is: 'not-sent',
        reason: reason ?? 'REFUSED_BY_PROVIDER',
        problem: outcome.problem,
      };
    case 'not-done':
      // A text with time left for another attempt was postponed, so this one has none.
      return { is: 'not-sent', reason: 'TOO_LATE', problem: outcome.problem };
  }
}
