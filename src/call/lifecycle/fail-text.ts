import type { Actor } from '../actor.ts';
import type { Call } from '../call.ts';
import type { Problem } from '../problem.ts';
import type { FollowUp } from '../rejection.ts';
import { type Change, startChange, type TextEffect } from './change.ts';
import { type SettleContext, textEffect } from './rejection-steps.ts';
import { clauseOf } from './settle-text.ts';

export interface FailedText extends SettleContext {
  readonly provider: Actor;
  /** The ids of the message that was not delivered, as the provider reports them. */
  readonly messageIds: readonly string[];
  readonly problem: Problem;
  /** The line has a template that can be sent instead of a plain text. */
  readonly hasTemplate: boolean;
}

/**
 * The provider had accepted a text and reports that it was not delivered, so it becomes NOT_SENT. If only a template may
 * be sent now and the line has one, the template is sent instead, once.
 */
export function failText(call: Call, failed: FailedText): Change {
  const change = startChange(call);
  const { provider, now, problem } = failed;
  const purpose = purposeOf(call, failed.messageIds);
  const text = purpose === 'notice' ? call.notice : call.rejection?.followUp;
  if (purpose === undefined || text === undefined) {
    change.step('NOTED', provider, now, {}, 'text not delivered: it was already not sent');
    return change.done();
  }
  const kind = purpose === 'notice' ? 'NOTICE_NOT_SENT' : 'FOLLOW_UP_NOT_SENT';
  const { sentAt: _, dispatchedInMs: __, ...unsent } = text;
  // The wording is missing if personal data was erased.
  if (text.text !== undefined && mayReplaceByTemplate(text, failed)) {
    // Further reports with these ids are about the plain text, not about the template.
    const { messageIds: ___, ...withoutIds } = unsent;
    const asTemplate: FollowUp = { ...withoutIds, state: 'SENDING', asTemplate: true };
    // The entry tells that the plain text was not sent; the state, that the template is due.
    change.step(kind, provider, now, patchOf(call, purpose, asTemplate), problem.message);
    const plainText = { text: text.text, via: text.via };
    const effect = textEffect(change.call, plainText, purpose, failed);
    change.addEffect({ ...effect, request: { ...effect.request, asTemplate: true } });
    return change.done();
  }
  const because = clauseOf(problem.message);
  const notSent = { reason: 'REFUSED_BY_PROVIDER', because } as const;
  const failedText: FollowUp = { ...unsent, state: 'NOT_SENT', problem, notSent };
  change.step(kind, provider, now, patchOf(call, purpose, failedText), problem.message);
  return change.done();
}

/** A caller who gets the template later than this would not know which call it is about. */
const templateWithinMs = 5 * 60_000;

function mayReplaceByTemplate(
  { asTemplate, sentAt, withdrawn }: FollowUp,
  { problem, hasTemplate, now }: FailedText,
): boolean {
  if (problem.kind !== 'OUTSIDE_TEXT_WINDOW' || !hasTemplate || asTemplate === true) return false;
  // It has turned out that the text should not have been sent at all.
  if (withdrawn) return false;
  return sentAt !== undefined && now.getTime() - sentAt.getTime() <= templateWithinMs;
}

/**
 * Which text of the call is SENT and has one of these ids; undefined if none has, as after an earlier report. An UNKNOWN text never
 * counts: if it has ids, they are those of a plain text in whose place an earlier release sent the template.
 */
function purposeOf(call: Call, messageIds: readonly string[]): TextEffect['purpose'] | undefined {
  const isReported = (text: FollowUp | undefined) =>
    text?.state === 'SENT' && text.messageIds?.some((id) => messageIds.includes(id)) === true;
  if (isReported(call.rejection?.followUp)) return 'follow-up';
  return isReported(call.notice) ? 'notice' : undefined;
}

function patchOf(call: Call, purpose: TextEffect['purpose'], text: FollowUp): Partial<Call> {
  if (purpose === 'notice') return { notice: text };
  return call.rejection ? { rejection: { ...call.rejection, followUp: text } } : {};
}
