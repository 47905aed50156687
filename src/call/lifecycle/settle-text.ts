import type { Actor } from '../actor.ts';
import type { Call } from '../call.ts';
import type { JournalKind } from '../journal.ts';
import type { Problem } from '../problem.ts';
import type { FollowUp, NotSentReason } from '../rejection.ts';
import { type Change, startChange, type TextEffect } from './change.ts';

/** How a text ended. It is never tried again once it may have been sent. */
export type TextEnding =
  | { readonly is: 'sent' }
  | { readonly is: 'not-sent'; readonly reason: NotSentReason; readonly problem: Problem }
  | { readonly is: 'unknown'; readonly problem: Problem };

export interface TextSettling {
  readonly purpose: TextEffect['purpose'];
  readonly provider: Actor;
  readonly now: Date;
  readonly dispatchedInMs?: number;
}

export function settleText(call: Call, ending: TextEnding, s: TextSettling): Change | null {
  const { rejection, notice } = call;
  const text = s.purpose === 'notice' ? notice : rejection?.followUp;
  if (text?.state !== 'SENDING') return null;
  const settled = { ...text, ...fieldsOf(ending, s.now), dispatchedInMs: s.dispatchedInMs };
  const patch =
    s.purpose === 'notice'
      ? { notice: settled }
      : { rejection: rejection && { ...rejection, followUp: settled } };
  const change = startChange(call);
  const cause = ending.is === 'sent' ? undefined : ending.problem.message;
  change.step(kindOf(ending, s.purpose), s.provider, s.now, patch, cause);
  return change.done();
}

function kindOf(ending: TextEnding, purpose: TextEffect['purpose']): JournalKind {
  if (purpose === 'notice') return ending.is === 'sent' ? 'NOTICE_SENT' : 'NOTICE_NOT_SENT';
  return ending.is === 'sent' ? 'FOLLOW_UP_SENT' : 'FOLLOW_UP_NOT_SENT';
}

function fieldsOf(
  ending: TextEnding,
  now: Date,
): Pick<FollowUp, 'state' | 'sentAt' | 'problem' | 'notSent'> {
  switch (ending.is) {
    case 'sent':
      return { state: 'SENT', sentAt: now };
    case 'not-sent': {
      const { reason, problem } = ending;
      return {
        state: 'NOT_SENT',
        problem,
        notSent: { reason, because: clauseOf(problem.message) },
      };
    }
    case 'unknown':
      return { state: 'UNKNOWN', problem: ending.problem };
  }
}

/** A sentence as it reads on after "because". */
function clauseOf(sentence: string): string {
  return sentence.replace(/\.$/, '').replace(/^(The|Its|This) /, (word) => word.toLowerCase());
}
