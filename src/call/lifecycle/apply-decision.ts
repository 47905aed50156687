import { system } from '../actor.ts';
import type { TextPlan } from '../rejection.ts';
import { type Change, joinChanges, type NewEffect, startChange } from './change.ts';
import { type SettleContext, textEffect } from './rejection-steps.ts';
import { type RejectCommand, requestReject } from './request-reject.ts';

/** What is done about a ringing call after the policies' decision. */
export type RingAction =
  | { readonly is: 'ring' }
  /**
   * The policies decided on an action, but the kill switch or a cap prevents it. If the action was a text, `text.noText` says why
   * the text is not sent.
   */
  | { readonly is: 'hold'; readonly because: string; readonly text?: TextPlan }
  /**
   * The call rings on, and its caller is sent a text. If there is no text, the journal tells why. `held` says which limit changed
   * the decision, if one did.
   */
  | { readonly is: 'notify'; readonly text: TextPlan; readonly held?: string }
  | {
      readonly is: 'reject';
      readonly command: RejectCommand;
      /** Effects beside the rejection, such as a block at the provider. */
      readonly also: readonly NewEffect[];
      /** Why a part of the decision, such as its text or block, is not carried out. */
      readonly held?: string;
    };

/** Adds the decision and its consequences to the change that records the ring, so that both are recorded atomically. */
export function applyDecision(
  ring: Change,
  decision: object,
  act: RingAction,
  context: SettleContext,
): Change {
  const decided = withDecision(ring, decision);
  switch (act.is) {
    case 'ring':
      return decided;
    case 'hold': {
      const change = withLimit(decided, act.because, context);
      return act.text ? notify(change, act.text, context) : change;
    }
    case 'notify':
      return notify(withLimit(decided, act.held, context), act.text, context);
    case 'reject': {
      const change = withLimit(decided, act.held, context);
      const rejected = requestReject(change.call, act.command);
      // An outbound call cannot be rejected, and a rejection that still holds is not repeated.
      if (rejected.is !== 'change') return change;
      const effects = [...rejected.change.effects, ...act.also];
      return joinChanges(change, { ...rejected.change, effects });
    }
  }
}

/** Adds the entry AUTOMATION_HELD with the reason, if a limit kept the policies from doing what they decided. */
function withLimit(decided: Change, because: string | undefined, { now }: SettleContext): Change {
  if (because === undefined) return decided;
  const change = startChange(decided.call);
  change.step('AUTOMATION_HELD', system, now, {}, because);
  return joinChanges(decided, change.done());
}

function withDecision(ring: Change, decision: object): Change {
  const entries = ring.entries.map((entry) => ({ ...entry, call: { ...entry.call, decision } }));
  return { ...ring, call: { ...ring.call, decision }, entries };
}

/** The notice (the text to a caller who rings on) has no journal entry of its own until it is settled: the ring's last entry shows it. */
function notify(ring: Change, plan: TextPlan, context: SettleContext): Change {
  const { text, via } = plan;
  if (text === undefined) return noticeNotSent(ring, plan, context);
  const notice = { ...plan, state: 'SENDING' } as const;
  const call = { ...ring.call, notice };
  const last = ring.entries.length - 1;
  const entries = ring.entries.map((entry, n) => (n === last ? { ...entry, call } : entry));
  const effects = [...ring.effects, textEffect(call, { text, via }, 'notice', context)];
  return { ...ring, call, entries, effects };
}

function noticeNotSent(ring: Change, plan: TextPlan, { now }: SettleContext): Change {
  const change = startChange(ring.call);
  const notice = { ...plan, state: 'NOT_SENT', notSent: plan.noText } as const;
  change.step('NOTICE_NOT_SENT', system, now, { notice }, plan.noText?.because);
  return joinChanges(ring, change.done());
}
