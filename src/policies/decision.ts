import type { RejectReason, WhyNotSent } from '../call/rejection.ts';
import type { Mode, PolicyKind } from './policy.ts';

/** What happens to the call. `ring-with-text`: it rings, and its caller gets a text. */
export const verdicts = ['ring', 'reject', 'ring-with-text'] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * `lets-ring`: the call rings whatever the other policies find; only bypass lists and rules say so. `texts`: the call rings, and
 * its caller gets a text. `passes`: the policy finds no reason against the call. `cannot-tell`: the policy lacks a fact, and
 * does not reject the call in that case.
 */
export const causeVerdicts = ['rejects', 'lets-ring', 'texts', 'passes', 'cannot-tell'] as const;
export type CauseVerdict = (typeof causeVerdicts)[number];

/** Rules apply to every line, and no policy can overrule them. */
export const ruleKinds = [
  // The operator has turned off everything that the line does automatically.
  'kill-switch',
  // Policies apply to inbound calls only.
  'outbound',
  // The provider reports that this call cannot be rejected.
  'forbids-reject',
  // A queue has offered the same customer's call too often. A leg is one such ring.
  'leg-cap',
  // A rejection would not end the call, but return it to its queue.
  'returns-to-queue',
  // The line has reached its cap on automatic rejections within a minute.
  'reject-cap',
] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** The facts that a cause depends on, as JSON data. */
export type FactsSeen = Readonly<Record<string, string | number | boolean | null>>;

/** What a cause asks for. It takes effect only if the cause decides. */
export interface Asked {
  readonly reason?: RejectReason;
  /** The key of the copy, the text that the caller gets. */
  readonly copyKey?: string;
  readonly blockCallerForMs?: number;
}

/** One policy or rule, and its finding. */
export interface Cause {
  readonly kind: PolicyKind | RuleKind;
  /** The policy's index on its line, from 0. Rules have none. */
  readonly policy?: number;
  readonly name?: string;
  readonly mode: Mode;
  readonly verdict: CauseVerdict;
  /** Continues a sentence after "because". */
  readonly because: string;
  readonly facts: FactsSeen;
  readonly asked?: Asked;
  /** The rule because of which the verdict does not count. */
  readonly heldBackBy?: RuleKind;
}

/** The policy or rule that decided. `policy` is left out for a rule. */
export type Signature = Pick<Cause, 'kind' | 'policy' | 'name'>;

export interface Outcome extends Asked {
  readonly verdict: Verdict;
  /** Left out if the call rings because no policy found a reason against it. */
  readonly by?: Signature;
}

/** What a rule, such as the kill switch, prevented. */
export interface Held {
  readonly by: RuleKind;
  /** Continues a sentence after "because". */
  readonly because: string;
  readonly outcome: Outcome;
}

/** The text that is planned, or why no text is sent. */
export interface PlannedText {
  /** Such as `quiet-hours/A`: the key of the copy, and its variant. Left out, like `locale`, if no text is sent. */
  readonly variant?: string;
  readonly locale?: string;
  readonly notSent?: WhyNotSent;
}

/** What the policies of a line decide about a ring. Stored with the call as JSON. */
export interface Decision extends Outcome {
  /** Left out if nothing was prevented of what the enforced policies decided. */
  readonly held?: Held;
  /** Added by `evaluateRing`. Left out if the call only rings and nothing was held back. */
  readonly followUp?: PlannedText;
  /** The text to a caller who hung up before the rejection, also added by `evaluateRing`. Left out unless the call is rejected. */
  readonly followUpWhenGone?: PlannedText;
  /** The outcome if every policy were enforced, the kill switch off and the cap on rejections not reached. */
  readonly would: Outcome;
  /** What happens and why, for the operators. */
  readonly sentence: string;
  /** All policies and rules, in order of precedence. */
  readonly causes: readonly Cause[];
}
