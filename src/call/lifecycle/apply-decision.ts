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
  d: SettleContext,
): Change {
  const decided = withDecision(ring, decision);
  switch (act.is) {
    case 'ring':
      return decided;
    case 'hold': {
      const held = hold(decided, act.because, d);
      return act.text ? notify(held, act.text, d) : held;
    }
    case 'notify':
      return notify(hold(decided, act.held, d), act.text, d);
    case 'reject': {
      const ready = hold(decided, act.held, d);
      const rejected = requestReject(ready.call, act.command);
      // An outbound call cannot be rejected.
      if (rejected.is !== 'change') return ready;
      const { change } = rejected;
      return joinChanges(ready, { ...change, effects: [...change.effects, ...act.also] });
    }
  }
}

function hold(decided: Change, because: string | undefined, d: SettleContext): Change {
  if (because === undefined) return decided;
  const change = startChange(decided.call);
  change.step('AUTOMATION_HELD', system, d.now, {}, because);
  return joinChanges(decided, change.done());
}

function withDecision(ring: Change, decision: object): Change {
  const entries = ring.entries.map((entry) => ({ ...entry, call: { ...entry.call, decision } }));
  return { ...ring, call: { ...ring.call, decision }, entries };
}

/** The notice has no journal entry of its own until it is settled: the ring's last entry shows it. */
function notify(ring: Change, plan: TextPlan, d: SettleContext): Change {
  const { text, via } = plan;
  if (text === undefined) return noticeNotSent(ring, plan, d);
  const notice = { ...plan, state: 'SENDING' } as const;
  const call = { ...ring.call, notice };
  const last = ring.entries.length - 1;
  const entries = ring.entries.map((entry, n) => (n === last ? { ...entry, call } : entry));
  const effects = [...ring.effects, textEffect(call, { text, via }, 'notice', d)];
  return { ...ring, call, entries, effects };
}

function noticeNotSent(ring: Change, plan: TextPlan, d: SettleContext): Change {
  const change = startChange(ring.call);
  const notice = { ...plan, state: 'NOT_SENT', notSent: plan.noText } as const;
  change.step('NOTICE_NOT_SENT', system, d.now, { notice }, plan.noText?.because);
  return joinChanges(ring, change.done());
}
