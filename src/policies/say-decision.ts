import type { Cause, Decision, Outcome, RuleKind, Signature, Verdict } from './decision.ts';
import type { PolicyKind } from './policy.ts';

/** The decision as a support agent would tell it to somebody on the phone. */
export function sayDecision(outcome: Outcome, would: Outcome, causes: readonly Cause[]): string {
  const said = `${capital(sayOutcome(outcome, causes))}.`;
  if (outcome.by?.kind === 'kill-switch' && would.by === undefined) {
    return `${said} Nothing was against it anyway.`;
  }
  const held = heldBack(outcome, causes);
  if (held)
    return `${said} ${sayWould(held.verdict === 'texts' ? 'ring-with-text' : 'reject', held)}`;
  const doubts = causes.filter((cause) => couldNotTell(outcome, cause)).map(sayDoubt);
  const other = isSame(outcome, would) ? undefined : causeBehind(would.by, causes);
  return [said, ...doubts, ...(other ? [sayWould(would.verdict, other)] : [])].join(' ');
}

/** A policy that could not tell has let it ring as much as one that found nothing, and people are to know. */
function couldNotTell({ verdict, by }: Outcome, cause: Cause): boolean {
  if (verdict === 'reject' || (verdict === 'ring' && by !== undefined)) return false;
  return cause.verdict === 'cannot-tell' && cause.mode === 'ENFORCE';
}

function sayDoubt(cause: Cause): string {
  return `${capital(namePolicy(cause))} could not tell, and is set to let it ring then: ${cause.because}.`;
}

/** What is done about the text is known only when the rest is decided. */
export function sayText({ sentence, held, followUp }: Decision): string {
  if (held !== undefined || followUp?.notSent === undefined) return sentence;
  return `${sentence} No text is sent because ${followUp.notSent.because}.`;
}

function sayOutcome(outcome: Outcome, causes: readonly Cause[]): string {
  const cause = causeBehind(outcome.by, causes);
  if (!cause) return `the call rings because ${whyNothing(causes)}`;
  if (cause.policy === undefined) return `the call rings ${sayBecause(cause)}`;
  return `${namePolicy(cause)} ${doing[outcome.verdict]} ${sayBecause(cause)}`;
}

const doing = {
  ring: 'lets the call ring',
  reject: 'rejects the call',
  'ring-with-text': 'lets the call ring and asks for a text to the caller',
} as const;

const wouldBeDoing = {
  ring: 'would let it ring',
  reject: 'would reject it',
  'ring-with-text': 'would let it ring and ask for a text to the caller',
} as const;

function sayWould(verdict: Verdict, cause: Cause): string {
  const observes = cause.mode === 'OBSERVE' ? ', but it only observes' : '';
  const does = `${capital(namePolicy(cause))} ${wouldBeDoing[verdict]}`;
  return `${does} ${sayBecause(cause)}${observes}.`;
}

/** What a rule kept from counting, when it was the rule that decided. */
function heldBack({ by }: Outcome, causes: readonly Cause[]): Cause | undefined {
  return causes.find(
    ({ mode, heldBackBy }) => mode === 'ENFORCE' && heldBackBy && heldBackBy === by?.kind,
  );
}

function whyNothing(causes: readonly Cause[]): string {
  const policies = causes.filter((cause) => cause.policy !== undefined);
  if (policies.length === 0) return 'the line has no policies';
  if (policies.every((cause) => cause.mode === 'OBSERVE'))
    return 'the policies of the line only observe';
  if (policies.every((cause) => cause.mode === 'ENFORCE')) return 'no policy is against it';
  return 'no policy that is enforced is against it';
}

function causeBehind(by: Signature | undefined, causes: readonly Cause[]): Cause | undefined {
  return causes.find((cause) => cause.kind === by?.kind && cause.policy === by?.policy);
}

function isSame(one: Outcome, other: Outcome): boolean {
  return one.verdict === other.verdict && one.by?.policy === other.by?.policy;
}

function sayBecause({ because }: Cause): string {
  return `because ${because}`;
}

/** People count from one. */
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
