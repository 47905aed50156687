import { type Actor, system } from '../../call/actor.ts';
import type { Call } from '../../call/call.ts';
import type { LineId } from '../../call/ids.ts';
import type { TextEffect } from '../../call/lifecycle/change.ts';
import { settleText, type TextEnding } from '../../call/lifecycle/settle-text.ts';
import type { Problem } from '../../call/problem.ts';
import type { NotSentReason, SendOutcome } from '../../call/rejection.ts';
import { textAlias } from '../../db/calls/text-reports.ts';
import type { Parts } from '../dependencies.ts';
import type { OpenLine } from '../loaded-line.ts';
import { isTooLate, lineGone, mayStillSend, notSent, retryDelayMs, tooLate } from './attempt.ts';
import { postpone } from './postpone.ts';
import { whileLeased } from './retry-while-leased.ts';
import { settle } from './settle.ts';
import type { Work } from './work.ts';

/** Sends a follow-up text. Once it may have been sent it is never sent again, whatever became of it. */
export async function carryOutText(
  parts: Parts,
  work: Work,
  request: TextEffect,
): Promise<Call | null> {
  const { effect } = work;
  // Past its deadline a line need not be opened, which may be just what does not work.
  const line = isTooLate(parts, work)
    ? null
    : await whileLeased(parts, work, () => parts.lineBook.byId(effect.tenantId, effect.lineId));
  const tried = await send(parts, work, line, request);
  const { outcome, sentAt = parts.now() } = tried;
  if (outcome.is === 'not-done') {
    const delayMs = Math.max(retryDelayMs(effect.attempt), outcome.retryAfterMs ?? 0);
    if (sentAt.getTime() + delayMs < effect.deadlineAt.getTime()) {
      await postpone(parts, work, outcome, delayMs);
      return null;
    }
  }
  const provider: Actor = line?.actor ?? system;
  const { purpose } = request;
  const learned = learnedOf(outcome, effect.lineId);
  return settle(parts, work, { ...attemptEnding(outcome), learned }, (call) => {
    const since = purpose === 'notice' ? call.ringingAt : call.rejection?.settledAt;
    const dispatchedInMs = since && sentAt.getTime() - since.getTime();
    const settling = { purpose, provider, now: parts.now(), dispatchedInMs };
    return settleText(call, textEnding(tried), settling);
  });
}

const abandoned: Problem = {
  kind: 'NO_ANSWER',
  message: 'The process that was sending the text died; it may have been sent.',
};

const cannotText: Problem = {
  kind: 'NOT_SUPPORTED',
  message: 'The provider of this line cannot send texts.',
};

const replies: Problem = {
  kind: 'NOT_SUPPORTED',
  message: 'The provider answers rejected callers by itself; ours would be a second text.',
};

const group: Problem = {
  kind: 'NOT_SUPPORTED',
  message: 'The call came from a group, and groups are not texted.',
};

interface Tried {
  readonly outcome: SendOutcome;
  /** Why nobody was asked. */
  readonly reason?: NotSentReason;
  /** Left out when nothing was sent. */
  readonly sentAt?: Date;
}

async function send(
  parts: Parts,
  work: Work,
  line: OpenLine | null,
  request: TextEffect,
): Promise<Tried> {
  if (work.effect.abandoned) return { outcome: { is: 'unknown', problem: abandoned } };
  const against = reasonAgainst(parts, work, line, request);
  if (against || !line) return against ?? unasked('LINE_GONE', lineGone);
  const { sendText, sendTemplate } = line.provider;
  if (sendText === undefined) return unasked('CANNOT_TEXT', cannotText);
  const { callerAtProvider, phone = work.effect.callerPhone } = request;
  const to = { callerAtProvider, phone };
  let sentAt: Date | undefined;
  const outcome = await parts.gate.through(line.line.id, 'text', async (): Promise<SendOutcome> => {
    if (!(await mayStillSend(parts, work))) return notSent;
    sentAt = parts.now();
    const inTime = AbortSignal.timeout(parts.timing.attemptTimeoutMs);
    const asTemplate = request.asTemplate && sendTemplate;
    return (asTemplate || sendText)(to, request.text, inTime);
  });
  return { outcome, sentAt };
}

function reasonAgainst(
  parts: Parts,
  work: Work,
  line: OpenLine | null,
  request: TextEffect,
): Tried | undefined {
  if (isTooLate(parts, work)) return unasked('TOO_LATE', tooLate);
  if (line?.provider.repliesByItself) return unasked('PROVIDER_REPLIES', replies);
  if (request.toGroup) return unasked('GROUP', group);
  return undefined;
}

/** What the provider may say of this text later, it says by its id. */
function learnedOf(outcome: SendOutcome, lineId: LineId) {
  if (outcome.is !== 'sent') return [];
  const { messageIds = [] } = outcome;
  return messageIds.map((id) => ({ lineId, providerCallId: textAlias(id) }));
}

function unasked(reason: NotSentReason, problem: Problem): Tried {
  return { outcome: { is: 'refused', problem }, reason };
}

function attemptEnding(outcome: SendOutcome): { outcome: string; problem?: Problem } {
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

function textEnding({ outcome, reason }: Tried): TextEnding {
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
      return { is: 'not-sent', reason: 'TOO_LATE', problem: outcome.problem };
  }
}
