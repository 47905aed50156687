import type { Call } from '../../src/call/call.ts';
import type { Change, NewEffect } from '../../src/call/lifecycle/change.ts';
import { firstSignal } from '../../src/call/lifecycle/first-signal.ts';
import { passRingLimit } from '../../src/call/lifecycle/pass-ring-limit.ts';
import { requestReject } from '../../src/call/lifecycle/request-reject.ts';
import { settleText, type TextEnding } from '../../src/call/lifecycle/settle-text.ts';
import type { RejectOutcome, TextPlan } from '../../src/call/rejection.ts';
import type { CallSignal } from '../../src/call/signal.ts';
import { type Asking, answer, hear, isToBeAsked, notAsked, ourPartIn } from './asking.ts';
import { commandAt, fresh, later, provider, receivingAt, signalOf } from './sample-call.ts';

/** Everything that can happen to a call, from whichever side. */
export type Happening =
  | {
      readonly is: 'signal';
      readonly kind: CallSignal['kind'];
      readonly agoMs: number;
      readonly late: boolean;
      /** Concluded from what the provider lists. */
      readonly inferred?: true;
    }
  | { readonly is: 'reject'; readonly followUp?: TextPlan }
  | { readonly is: 'ask again' }
  /** To the request under way, or else to one that is made now. */
  | { readonly is: 'answer'; readonly outcome: RejectOutcome }
  | { readonly is: 'text'; readonly ending: TextEnding }
  | { readonly is: 'time passes'; readonly ms: number };

export interface Step {
  readonly happening: Happening;
  readonly change: Change;
  /** As it was before. */
  readonly asking: Asking;
}

export interface Lived {
  readonly call: Call | null;
  /** Only what changed something. */
  readonly steps: readonly Step[];
  readonly effects: readonly NewEffect[];
}

interface State {
  readonly call: Call | null;
  readonly asking: Asking;
}

/** Lets it all happen to one call, and keeps what the core would record. */
export function live(happenings: readonly Happening[]): Lived {
  let state: State = { call: null, asking: notAsked };
  let ms = 0;
  const steps: Step[] = [];
  for (const happening of happenings) {
    if (happening.is === 'time passes') ms += happening.ms;
    const { change, asking } = happen(happening, state, later(ms));
    if (change) steps.push({ happening, change, asking: state.asking });
    state = { call: change?.call ?? state.call, asking };
  }
  return { call: state.call, steps, effects: steps.flatMap(({ change }) => change.effects) };
}

function happen(happening: Happening, state: State, now: Date) {
  const { call, asking } = state;
  if (call === null) {
    const change =
      happening.is === 'signal'
        ? firstSignal(heardAt(happening, now), fresh, receivingAt(now))
        : null;
    return { change, asking };
  }
  switch (happening.is) {
    case 'signal':
      return { change: hear(asking, call, heardAt(happening, now), now), asking };
    case 'reject': {
      const decision = requestReject(call, commandAt(now, happening));
      const change = decision.is === 'change' ? decision.change : null;
      return { change, asking: { ...asking, underWay: asking.underWay || asksIn(change) } };
    }
    case 'ask again':
      return {
        change: null,
        asking: { ...asking, underWay: asking.underWay || isToBeAsked(call) },
      };
    case 'answer':
      if (!asking.underWay && !isToBeAsked(call)) return { change: null, asking };
      return answer(asking, call, happening.outcome, now);
    case 'text':
      return {
        change: settleText(call, happening.ending, {
          purpose: 'follow-up',
          provider,
          now,
          sentAt: now,
        }),
        asking,
      };
    case 'time passes':
      return { change: passRingLimit(call, now, ourPartIn(asking)), asking };
  }
}

const asksIn = (change: Change | null) =>
  change?.effects.some(({ kind }) => kind === 'reject') === true;

function heardAt(
  { kind, agoMs, late, inferred }: Extract<Happening, { is: 'signal' }>,
  now: Date,
): CallSignal {
  const occurredAt = new Date(now.getTime() - agoMs);
  return signalOf(kind, { occurredAt, deliveredLate: late, inferred });
}
