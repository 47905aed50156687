import type { NotSent, RejectReason } from '../call/rejection.ts';
import type { Mode, PolicyKind } from './policy.ts';

export const verdicts = ['ring', 'reject', 'ring-with-text'] as const;
export type Verdict = (typeof verdicts)[number];

export const causeVerdicts = ['rejects', 'lets-ring', 'texts', 'passes', 'cannot-tell'] as const;
export type CauseVerdict = (typeof causeVerdicts)[number];

/** Rules hold on every line and cannot be configured away. */
export const ruleKinds = [
  'kill-switch',
  'outbound',
  'forbids-reject',
  'leg-cap',
  'returns-to-queue',
  'reject-cap',
] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** The few facts that a cause saw, as data that can be stored. */
export type FactsSeen = Readonly<Record<string, string | number | boolean | null>>;

/** What a cause asks for when it decides. */
export interface Asked {
  readonly reason?: RejectReason;
  readonly copyKey?: string;
  readonly blockCallerForMs?: number;
}

/** One policy or rule that was considered. */
export interface Cause {
  readonly kind: PolicyKind | RuleKind;
  /** The policy's place on its line, from 0. Rules have none. */
  readonly policy?: number;
  readonly name?: string;
  readonly mode: Mode;
  readonly verdict: CauseVerdict;
  /** Reads on after the word "because". */
  readonly because: string;
  readonly facts: FactsSeen;
  readonly asked?: Asked;
  /** The rule for which its verdict does not count. */
  readonly heldBackBy?: RuleKind;
}

/** Who decided. */
export type Signature = Pick<Cause, 'kind' | 'policy' | 'name'>;

export interface Outcome extends Asked {
  readonly verdict: Verdict;
  /** Left out when nothing was against ringing. */
  readonly by?: Signature;
}

/** What would be done, were it not for a rule. */
export interface Held {
  readonly by: RuleKind;
  /** Reads on after the word "because". */
  readonly because: string;
  readonly outcome: Outcome;
}

/** A text that is to be sent, or why none is. */
export interface PlannedText {
  readonly variant?: string;
  readonly locale?: string;
  readonly notSent?: NotSent;
}

/** Plain data: what is stored with the call is this. */
export interface Decision extends Outcome {
  /** Left out when nothing was held back of what policies that are enforced came to. */
  readonly held?: Held;
  /** Left out when nobody asked for a text. */
  readonly followUp?: PlannedText;
  /** For a caller who is gone before the rejection reaches them. Left out when nothing is rejected. */
  readonly followUpWhenGone?: PlannedText;
  /** What it would be if every policy were enforced and the kill switch off. */
  readonly would: Outcome;
  readonly sentence: string;
  /** Everything that was considered, in the order in which it counts. */
  readonly causes: readonly Cause[];
}
