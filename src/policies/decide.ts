import type { Cause, Decision, Held, Outcome, Signature } from './decision.ts';
import type { CallFacts, Facts } from './facts.ts';
import { judge } from './judge.ts';
import type { Policy } from './policy.ts';
import { becauseOfKillSwitch, type Rule, rulesFor } from './restrictions.ts';
import { sayDecision } from './say-decision.ts';

/**
 * Decides about a ringing call by the policies of its line. A pure function: the same call, facts and policies give the
 * same decision. So a probe shows what a ring would get, and a decision can be explained long after it was made.
 *
 * 1. Every policy is judged, even after one has rejected the call, so that the causes show all reasons. Bypass lists are
 *    judged first, whatever their place in the list; the other policies keep their order.
 * 2. Rules, such as the cap on rejections, hold findings back, and no policy can overrule a rule (`restrictions.ts`). A
 *    finding that is held back stays in the causes, is marked there with the rule (`heldBackBy`), and does not count.
 * 3. Of the findings that count, a bypass wins over a rejection, and a rejection over a text. Of several findings of one
 *    kind the first decides. Without a finding the call rings.
 *
 * `held` is the outcome that a rule or the kill switch prevented. `would` is the outcome if observing policies were enforced,
 * the kill switch were off and the cap on rejections were not reached: the cap depends on other calls, and `would` shows what
 * the policies do with this one.
 */
export function decide(call: CallFacts, facts: Facts, policies: readonly Policy[]): Decision {
  const rules = rulesFor(call, facts);
  const judged = bypassFirst(policies).map(([policy, index]) =>
    causeOf(policy, index, call, facts, rules),
  );
  const ruleCauses = [...(facts.line.killSwitch ? [killSwitch] : []), ...rules.map(causeOfRule)];
  const would = outcomeOf(judged.map(uncapped));
  const enforced = judged.filter((cause) => cause.mode === 'ENFORCE');
  const underTheRules = outcomeOf(enforced);
  const outcome = facts.line.killSwitch ? outcomeBy('ring', killSwitch) : underTheRules;
  const causes = [...ruleCauses, ...judged];
  const held =
    (facts.line.killSwitch ? heldByKillSwitch(enforced) : undefined) ??
    heldByRule(enforced, underTheRules, rules);
  const sentence = sayDecision(outcome, held, would, causes);
  return { ...outcome, ...(held && { held }), would, sentence, causes };
}

/** What a rule prevented: an outcome that differs from the one under the rules. Undefined if no rule prevented anything. */
function heldByRule(
  enforced: readonly Cause[],
  underTheRules: Outcome,
  rules: readonly Rule[],
): Held | undefined {
  const withoutTheRules = outcomeOf(enforced.map(({ heldBackBy: _, ...cause }) => cause));
  if (withoutTheRules.verdict === 'ring') return undefined;
  if (withoutTheRules.verdict === underTheRules.verdict) return undefined;
  const cause = enforced.find(({ policy }) => policy === withoutTheRules.by?.policy);
  const rule = rules.find(({ kind }) => kind === cause?.heldBackBy);
  return rule && { by: rule.kind, because: rule.because, outcome: withoutTheRules };
}

/** While the kill switch is on, it is named as what prevented the outcome, even if the cap on rejections is reached too. */
function heldByKillSwitch(enforced: readonly Cause[]): Held | undefined {
  const outcome = outcomeOf(enforced.map(uncapped));
  if (outcome.verdict === 'ring') return undefined;
  return { by: 'kill-switch', because: killSwitch.because, outcome };
}

/**
 * Ignores the cap on rejections. The cap is the last rule, so a finding that it holds back is held back by no other
 * rule.
 */
function uncapped({ heldBackBy, ...cause }: Cause): Cause {
  return heldBackBy === undefined || heldBackBy === 'reject-cap' ? cause : { ...cause, heldBackBy };
}

/** The policies with their indices on the line. */
function bypassFirst(policies: readonly Policy[]): [policy: Policy, index: number][] {
  const indexed = policies.map((policy, index): [Policy, number] => [policy, index]);
  return [
    ...indexed.filter(([policy]) => policy.is === 'bypass'),
    ...indexed.filter(([policy]) => policy.is !== 'bypass'),
  ];
}

function causeOf(
  policy: Policy,
  index: number,
  call: CallFacts,
  facts: Facts,
  rules: readonly Rule[],
): Cause {
  const finding = judge(policy, call, facts);
  const { is: kind, name, mode } = policy;
  const heldBackBy = rules.find((rule) => rule.holdsBack({ kind, verdict: finding.verdict }))?.kind;
  return {
    kind,
    policy: index,
    ...(name !== undefined && { name }),
    mode,
    ...finding,
    // The rule for outbound calls holds back every finding, but only one that would change the ring is marked.
    ...(heldBackBy && changesTheRing(finding.verdict) && { heldBackBy }),
  };
}

function changesTheRing(verdict: Cause['verdict']): boolean {
  return verdict === 'rejects' || verdict === 'texts';
}

function causeOfRule({ kind, because, facts }: Rule): Cause {
  return { kind, mode: 'ENFORCE', verdict: 'lets-ring', because, facts };
}

const killSwitch: Cause = {
  kind: 'kill-switch',
  mode: 'ENFORCE',
  verdict: 'lets-ring',
  because: becauseOfKillSwitch,
  facts: { killSwitch: true },
};

/** Step 3: the outcome of these findings, with what the deciding one asks for (`asked`), such as a reason and a text. */
function outcomeOf(causes: readonly Cause[]): Outcome {
  const counting = causes.filter((cause) => cause.heldBackBy === undefined);
  const bypass = counting.find((cause) => cause.verdict === 'lets-ring');
  if (bypass) return outcomeBy('ring', bypass);
  const rejection = counting.find((cause) => cause.verdict === 'rejects');
  if (rejection) return { ...outcomeBy('reject', rejection), ...rejection.asked };
  const text = counting.find((cause) => cause.verdict === 'texts');
  if (text) return { ...outcomeBy('ring-with-text', text), ...text.asked };
  // The call rings. If a finding was held back, the rule that did it is given as the reason.
  const heldBackBy = causes.find((cause) => cause.heldBackBy)?.heldBackBy;
  return heldBackBy ? outcomeBy('ring', { kind: heldBackBy }) : { verdict: 'ring' };
}

/** An outcome with the policy or rule that decided it. */
function outcomeBy(verdict: Outcome['verdict'], { kind, policy, name }: Signature): Outcome {
  const by = {
    kind,
    ...(policy !== undefined && { policy }),
    ...(name !== undefined && { name }),
  };
  return { verdict, by };
}
