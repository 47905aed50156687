import type { Actor } from '../actor.ts';
import type { Call } from '../call.ts';
import type { Problem } from '../problem.ts';
import type { FollowUp } from '../rejection.ts';
import { type Change, startChange } from './change.ts';

/** How a follow-up text ended. It is never tried again once it may have been sent. */
export type TextEnding =
  | { readonly is: 'sent' }
  | { readonly is: 'not-sent'; readonly problem: Problem }
  | { readonly is: 'unknown'; readonly problem: Problem };

export interface TextSettling {
  readonly provider: Actor;
  readonly now: Date;
  readonly dispatchedInMs?: number;
}

export function settleText(call: Call, ending: TextEnding, s: TextSettling): Change | null {
  const rejection = call.rejection;
  if (rejection?.followUp?.state !== 'SENDING') return null;
  const followUp = {
    ...rejection.followUp,
    ...fieldsOf(ending, s.now),
    dispatchedInMs: s.dispatchedInMs,
  };
  const change = startChange(call);
  const kind = ending.is === 'sent' ? 'FOLLOW_UP_SENT' : 'FOLLOW_UP_NOT_SENT';
  const cause = ending.is === 'sent' ? undefined : ending.problem.message;
  change.step(kind, s.provider, s.now, { rejection: { ...rejection, followUp } }, cause);
  return change.done();
}

function fieldsOf(ending: TextEnding, now: Date): Pick<FollowUp, 'state' | 'sentAt' | 'problem'> {
  switch (ending.is) {
    case 'sent':
      return { state: 'SENT', sentAt: now };
    case 'not-sent':
      return { state: 'NOT_SENT', problem: ending.problem };
    case 'unknown':
      return { state: 'UNKNOWN', problem: ending.problem };
  }
}
