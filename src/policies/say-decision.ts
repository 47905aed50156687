import type { Cause, Decision, Held, Outcome, RuleKind, Signature, Verdict } from './decision.ts';
import type { PolicyKind } from './policy.ts';

/**
 * A decision as a sentence that an operator can read to a caller. `held` is what a rule or the kill switch prevented. `would` is
 * the outcome if all policies were enforced, the kill switch off and the cap on rejections not reached.
 */
export function sayDecision(
  outcome: Outcome,
  held: Held | undefined,
  would: Outcome,
  causes: readonly Cause[],
): string {
  const main = `${capital(sayOutcome(outcome, causes))}.`;
  if (held) return `${main} ${sayHeld(outcome, held, causes)}`;
  if (outcome.by?.kind === 'kill-switch' && would.by === undefined) {
    return `${main} Without the kill switch it would ring too.`;
  }
  const doubts = causes.filter((cause) => couldNotDecide(outcome, cause)).map(sayDoubt);
  // The policy that would decide instead: one that only observes, or a bypass list while the kill switch is on.
  const other = isSame(outcome, would) ? undefined : causeBehind(would.by, causes);
  return [main, ...doubts, ...(other ? [sayWould(would.verdict, other)] : [])].join(' ');
}

/**
 * Whether the sentence must name a policy that let the call ring only because it lacked a fact. It need not if the call is
 * rejected anyway, or if a bypass or a rule is the reason why the call rings.
 */
function couldNotDecide({ verdict, by }: Outcome, cause: Cause): boolean {
  if (verdict === 'reject' || (verdict === 'ring' && by !== undefined)) return false;
  return cause.verdict === 'cannot-tell' && cause.mode === 'ENFORCE';
}

function sayDoubt(cause: Cause): string {
  return `${capital(namePolicy(cause))} could not decide, and so does not reject the call: ${cause.because}.`;
}

/**
 * Adds why no text is sent, which is known only after the decision. A call that only rings has a planned text (`followUp`) only
 * if a rejection or a text was held back, and then the sentence already says why.
 */
export function sayText({ sentence, verdict, followUp }: Decision): string {
  if (verdict === 'ring' || followUp?.notSent === undefined) return sentence;
  return `${sentence} No text is sent because ${followUp.notSent.because}.`;
}

function sayOutcome(outcome: Outcome, causes: readonly Cause[]): string {
  const cause = causeBehind(outcome.by, causes);
  if (!cause) return `the call rings because ${whyNothing(causes)}`;
  if (cause.policy === undefined) return `the call rings ${sayBecause(cause)}`;
  return `${namePolicy(cause)} ${verdictPhrases[outcome.verdict]} ${sayBecause(cause)}`;
}

const verdictPhrases = {
  ring: 'lets the call ring',
  reject: 'rejects the call',
  'ring-with-text': 'lets the call ring and requests a text to the caller',
} as const;

const conditionalPhrases = {
  ring: 'would let it ring',
  reject: 'would reject it',
  'ring-with-text': 'would let it ring and request a text to the caller',
} as const;

function sayWould(verdict: Verdict, cause: Cause): string {
  const observes = cause.mode === 'OBSERVE' ? ', but it only observes' : '';
  const does = `${capital(namePolicy(cause))} ${conditionalPhrases[verdict]}`;
  return `${does} ${sayBecause(cause)}${observes}.`;
}

/** Says what was prevented, and by which rule. The rule is left out if it also decided, because the sentence begins with it then. */
function sayHeld({ by }: Outcome, held: Held, causes: readonly Cause[]): string {
  const cause = causeBehind(held.outcome.by, causes);
  const would = cause ? sayWould(held.outcome.verdict, cause) : '';
  return held.by === by?.kind ? would : `${would} That is held back because ${held.because}.`;
}

/** Why the call rings if no policy or rule decided. */
function whyNothing(causes: readonly Cause[]): string {
  const policies = causes.filter((cause) => cause.policy !== undefined);
  if (policies.length === 0) return 'the line has no policies';
  if (policies.every((cause) => cause.mode === 'OBSERVE'))
    return 'all policies of the line only observe';
  if (policies.every((cause) => cause.mode === 'ENFORCE')) return 'no policy rejects it';
  return 'no enforced policy rejects it';
}

/** The cause of the policy or rule that decided. */
function causeBehind(by: Signature | undefined, causes: readonly Cause[]): Cause | undefined {
  return causes.find((cause) => cause.kind === by?.kind && cause.policy === by?.policy);
}

/** Whether the verdicts are the same, by the same policy or both by none. Rules are not told apart: by all of them the call rings. */
function isSame(one: Outcome, other: Outcome): boolean {
  return one.verdict === other.verdict && one.by?.policy === other.by?.policy;
}

function sayBecause({ because }: Cause): string {
  return `because ${because}`;
}

/**
 * Only policies are named. Rules have no number: the default and their names in `sayKind` only complete the types. Policies are
 * numbered from 1 in sentences, and from 0 in the API.
 */
function namePolicy({ kind, policy = 0, name }: Signature): string {
  const called = name === undefined ? '' : ` “${name}”`;
  return `policy ${policy + 1} (${sayKind[kind]}${called})`;
}

const sayKind: Readonly<Record<PolicyKind | RuleKind, string>> = {
  bypass: 'bypass list',
  'blocked-caller': 'blocked callers',
  'vip-perimeter': 'VIP perimeter',
  'quiet-hours': 'quiet hours',
  'frequency-throttle': 'frequency throttle',
  'conversation-first': 'conversation first',
  'safety-valve': 'safety valve',
  presence: 'presence',
  'already-in-a-call': 'already in a call',
  'anonymous-caller': 'anonymous callers',
  'kill-switch': 'kill switch',
  outbound: 'outbound call',
  'forbids-reject': 'cannot be rejected',
  'leg-cap': 'cap on legs',
  'returns-to-queue': 'returns to its queue',
  'reject-cap': 'cap on rejections',
};

function capital(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}
