import type { Actor } from '../actor.ts';
import type { Call } from '../call.ts';
import { erasedIdPrefix } from '../ids.ts';
import type { JournalKind } from '../journal.ts';
import type { Problem } from '../problem.ts';
import type { FollowUp, NotSentReason, WhyNotSent } from '../rejection.ts';
import { type Change, startChange, type TextEffect } from './change.ts';

/** The final outcome of a text. A text is never retried once it may have been sent. */
export type TextEnding =
  | {
      readonly is: 'sent';
      readonly messageIds?: readonly string[];
      readonly asTemplate?: true;
    }
  /** The provider has certainly not sent it, whether it was asked or not. */
  | { readonly is: 'not-sent'; readonly reason: NotSentReason; readonly problem: Problem }
  /** This service decided not to send it after all. */
  | { readonly is: 'held-back'; readonly why: WhyNotSent }
  | { readonly is: 'unknown'; readonly problem: Problem };

export interface TextContext {
  readonly purpose: TextEffect['purpose'];
  readonly provider: Actor;
  readonly now: Date;
  /**
   * When the request was sent; the `sentAt` of the text is when the provider accepted it. Left out if no request was sent, or if the
   * process that sent it has not recorded when.
   */
  readonly sentAt?: Date;
}

/**
 * Records how the sending of a text ended. Returns null, so that nothing changes, if the text is not being sent. For a text that was
 * given up as UNKNOWN, only the answer that it was sent still counts.
 */
export function settleText(call: Call, ending: TextEnding, context: TextContext): Change | null {
  const { rejection, notice } = call;
  const text = context.purpose === 'notice' ? notice : rejection?.followUp;
  const isLate = text?.state === 'UNKNOWN' && ending.is === 'sent';
  if (text === undefined || (text.state !== 'SENDING' && !isLate)) return null;
  const { problem: _, mayBeSentAt: __, ...unsettled } = text;
  const settled = {
    ...unsettled,
    ...fieldsOf(call, ending, context.now),
    dispatchedInMs: wasPerhapsSent(ending) ? dispatchedInMs(call, context) : undefined,
  };
  const patch =
    context.purpose === 'notice'
      ? { notice: settled }
      : { rejection: rejection && { ...rejection, followUp: settled } };
  const change = startChange(call);
  change.step(
    kindOf(ending, context.purpose),
    context.provider,
    context.now,
    patch,
    causeOf(ending),
  );
  return change.done();
}

const wasPerhapsSent = ({ is }: TextEnding) => is === 'sent' || is === 'unknown';

/** From when the text became due to the request that sent it. A notice is due at the ring, a follow-up when its rejection is settled. */
function dispatchedInMs(
  { ringingAt, rejection }: Call,
  { purpose, sentAt }: TextContext,
): number | undefined {
  const dueAt = purpose === 'notice' ? ringingAt : rejection?.settledAt;
  return dueAt && sentAt && sentAt.getTime() - dueAt.getTime();
}

function causeOf(ending: TextEnding): string | undefined {
  if (ending.is === 'held-back') return ending.why.because;
  if (ending.is !== 'sent') return ending.problem.message;
  return ending.asTemplate && 'it was sent as the template of the line instead of a plain text';
}

/** The journal has no kind of its own for a text of which it is unknown whether it was sent. */
function kindOf(ending: TextEnding, purpose: TextEffect['purpose']): JournalKind {
  if (purpose === 'notice') return ending.is === 'sent' ? 'NOTICE_SENT' : 'NOTICE_NOT_SENT';
  return ending.is === 'sent' ? 'FOLLOW_UP_SENT' : 'FOLLOW_UP_NOT_SENT';
}

function fieldsOf(
  call: Call,
  ending: TextEnding,
  now: Date,
): Partial<FollowUp> & Pick<FollowUp, 'state'> {
  switch (ending.is) {
    case 'sent': {
      const { asTemplate } = ending;
      // The ids may contain the caller's number, so those of a text of an erased call are not stored.
      const messageIds = isErased(call) ? undefined : ending.messageIds;
      return {
        state: 'SENT',
        sentAt: now,
        ...(messageIds && { messageIds }),
        ...(asTemplate && { asTemplate }),
      };
    }
    case 'not-sent': {
      const { reason, problem } = ending;
      return {
        state: 'NOT_SENT',
        problem,
        notSent: { reason, because: clauseOf(problem.message) },
      };
    }
    case 'held-back':
      return { state: 'NOT_SENT', notSent: ending.why };
    case 'unknown':
      return { state: 'UNKNOWN', problem: ending.problem, mayBeSentAt: now };
  }
}

const isErased = ({ providerCallId }: Call) => providerCallId.startsWith(erasedIdPrefix);

/** Turns a sentence into a clause that can follow "because". */
export function clauseOf(sentence: string): string {
  return sentence.replace(/\.$/, '').replace(/^(The|Its|This) /, (word) => word.toLowerCase());
}
