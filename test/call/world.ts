import type { Call } from '../../src/call/call.ts';
import { type EffectId, newId } from '../../src/call/ids.ts';
import type { Change, NewEffect } from '../../src/call/lifecycle/change.ts';
import { firstSignal } from '../../src/call/lifecycle/first-signal.ts';
import { passRingLimit } from '../../src/call/lifecycle/pass-ring-limit.ts';
import { receiveSignal } from '../../src/call/lifecycle/receive-signal.ts';
import { requestReject } from '../../src/call/lifecycle/request-reject.ts';
import { giveUpReject, settleReject } from '../../src/call/lifecycle/settle-reject.ts';
import { settleText, type TextEnding } from '../../src/call/lifecycle/settle-text.ts';
import type { Problem } from '../../src/call/problem.ts';
import type { FinalOutcome, WishedText } from '../../src/call/rejection.ts';
import type { CallSignal } from '../../src/call/signal.ts';
import { commandAt, fresh, later, provider, receivingAt, signalOf } from './sample-call.ts';

/** Everything that can happen to a call, from whichever side. */
export type Happening =
  | {
      readonly is: 'signal';
      readonly kind: CallSignal['kind'];
      readonly agoMs: number;
      readonly late: boolean;
    }
  | { readonly is: 'reject'; readonly followUp?: WishedText }
  | { readonly is: 'answer'; readonly outcome: FinalOutcome }
  | { readonly is: 'give up' }
  | { readonly is: 'text'; readonly ending: TextEnding }
  | { readonly is: 'time passes'; readonly ms: number };

export interface Step {
  readonly happening: Happening;
  readonly change: Change;
}

export interface Lived {
  readonly call: Call | null;
  /** Only what changed something. */
  readonly steps: readonly Step[];
  readonly effects: readonly NewEffect[];
}

const problem: Problem = { kind: 'NO_ANSWER', message: 'no answer' };

/** Lets it all happen to one call, and keeps what the core would record. */
export function live(happenings: readonly Happening[]): Lived {
  let call: Call | null = null;
  let ms = 0;
  const steps: Step[] = [];
  for (const happening of happenings) {
    if (happening.is === 'time passes') ms += happening.ms;
    const change = changeBy(happening, call, later(ms));
    if (change === null) continue;
    call = change.call;
    steps.push({ happening, change });
  }
  return { call, steps, effects: steps.flatMap(({ change }) => change.effects) };
}

function changeBy(happening: Happening, call: Call | null, now: Date): Change | null {
  if (call === null) return happening.is === 'signal' ? receive(happening, call, now) : null;
  switch (happening.is) {
    case 'signal':
      return receive(happening, call, now);
    case 'reject': {
      const decision = requestReject(call, commandAt(now, happening));
      return decision.is === 'change' ? decision.change : null;
    }
    case 'answer':
      return settleReject(call, happening.outcome, receivingAt(now));
    case 'give up':
      return giveUpReject(call, now, problem);
    case 'text':
      return settleText(call, happening.ending, { purpose: 'follow-up', provider, now });
    case 'time passes':
      return passRingLimit(call, now);
  }
}

function receive(
  { kind, agoMs, late }: Extract<Happening, { is: 'signal' }>,
  call: Call | null,
  now: Date,
): Change {
  const signal = signalOf(kind, {
    occurredAt: new Date(now.getTime() - agoMs),
    deliveredLate: late,
  });
  const receiving = { ...receivingAt(now), textEffectId: newId('eff') as EffectId };
  if (call !== null) return receiveSignal(call, signal, receiving);
  return firstSignal(signal, fresh, receiving);
}
