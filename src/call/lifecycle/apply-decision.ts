import { type Actor, system } from '../actor.ts';
import type { TextPlan } from '../rejection.ts';
import { type Change, joinChanges, type NewEffect, startChange } from './change.ts';
import { type Settling, textEffect } from './rejection-steps.ts';
import { type RejectCommand, requestReject } from './request-reject.ts';

/** What is done about a decision. */
export type Act =
  | { readonly is: 'ring' }
  /** Something would have been done, were automation not held back. */
  | { readonly is: 'hold'; readonly because: string; readonly text?: TextPlan }
  /** It rings, and its caller is told something meanwhile, or it is told why not. */
  | { readonly is: 'notify'; readonly text: TextPlan; readonly held?: string }
  | {
      readonly is: 'reject';
      readonly command: RejectCommand;
      readonly also: readonly NewEffect[];
      /** What of it is held back. */
      readonly held?: string;
    };

export interface Deciding extends Settling {
  readonly by: Actor;
}

/** Adds to a ring what the policies said about it and what follows, to be recorded with it as one change. */
export function applyDecision(ring: Change, decision: object, act: Act, d: Deciding): Change {
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
      if (rejected.is !== 'change') return ready;
      const { change } = rejected;
      return joinChanges(ready, { ...change, effects: [...change.effects, ...act.also] });
    }
  }
}

function hold(decided: Change, because: string | undefined, d: Deciding): Change {
  if (because === undefined) return decided;
  const change = startChange(decided.call);
  change.step('AUTOMATION_HELD', system, d.now, {}, because);
  return joinChanges(decided, change.done());
}

function withDecision(ring: Change, decision: object): Change {
  const entries = ring.entries.map((entry) => ({ ...entry, call: { ...entry.call, decision } }));
  return { ...ring, call: { ...ring.call, decision }, entries };
}

function notify(ring: Change, wished: TextPlan, d: Deciding): Change {
  const { text, via } = wished;
  if (text === undefined) return notTold(ring, wished, d);
  const notice = { ...wished, state: 'SENDING' } as const;
  const call = { ...ring.call, notice };
  const last = ring.entries.length - 1;
  const entries = ring.entries.map((entry, n) => (n === last ? { ...entry, call } : entry));
  const effects = [...ring.effects, textEffect(call, { text, via }, 'notice', d)];
  return { ...ring, call, entries, effects };
}

function notTold(ring: Change, wished: TextPlan, d: Deciding): Change {
  const change = startChange(ring.call);
  const notice = { ...wished, state: 'NOT_SENT', notSent: wished.noText } as const;
  change.step('NOTICE_NOT_SENT', system, d.now, { notice }, wished.noText?.because);
  return joinChanges(ring, change.done());
}
