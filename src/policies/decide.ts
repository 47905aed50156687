import type { Cause, Decision, Held, Outcome, Signature } from './decision.ts';
import type { CallFacts, Facts } from './facts.ts';
import { judge } from './judge.ts';
import type { Policy } from './policy.ts';
import { killSwitchIsOn, type Rule, rulesFor } from './restrictions.ts';
import { sayDecision } from './say-decision.ts';

/**
 * Decides about a ringing call by the policies of its line. A pure function: the same call, facts and policies give the
 * same decision. So a probe shows what a ring would get, and a decision can be explained long after it was made.
 *
 * 1. Every policy is judged, even after one has rejected the call, so that the causes show all reasons. Bypass lists are
 *    judged first, whatever their place in the list; the other policies keep their order.
 * 2. Rules hold findings back, and no policy can overrule a rule. A finding that is held back stays in the causes, is
 *    marked there, and does not count.
 * 3. Of the findings that count, a bypass wins over a rejection, and a rejection over a text. Of several findings of one
 *    kind the first decides. Without a finding the call rings.
 *
 * `held` tells what a rule or the kill switch prevented.
 *
 * The mode OBSERVE changes only step 3: the finding of an observing policy counts for `would` and not for `verdict`. The
 * kill switch makes all policies observe, so `would` also tells what the switch prevents. `would` ignores the cap on
 * rejections, because the cap depends on other calls, and `would` shows what the policies alone would do.
 */
export function decide(call: CallFacts, facts: Facts, policies: readonly Policy[]): Decision {
  const rules = rulesFor(call, facts);
  const judged = bypassFirst(policies).map(([policy, place]) =>
    causeOf(policy, place, call, facts, rules),
  );
  const ruleCauses = [...(facts.line.killSwitch ? [killSwitch] : []), ...rules.map(causeOfRule)];
  const would = settle(judged.map(uncapped));
  const enforced = judged.filter((cause) => cause.mode === 'ENFORCE');
  const underRules = settle(enforced);
  const outcome = facts.line.killSwitch ? signed('ring', killSwitch) : underRules;
  const causes = [...ruleCauses, ...judged];
  const held =
    (facts.line.killSwitch ? heldByKillSwitch(enforced) : undefined) ??
    heldByRule(enforced, underRules, rules);
  const sentence = sayDecision(outcome, held, would, causes);
  return { ...outcome, ...(held && { held }), would, sentence, causes };
}

function heldByRule(
  enforced: readonly Cause[],
  underRules: Outcome,
  rules: readonly Rule[],
): Held | undefined {
  const withoutRules = settle(enforced.map(({ heldBackBy: _, ...cause }) => cause));
  const isPrevented =
    withoutRules.verdict !== 'ring' && withoutRules.verdict !== underRules.verdict;
  if (!isPrevented) return undefined;
  const cause = enforced.find(({ policy }) => policy === withoutRules.by?.policy);
  const rule = rules.find(({ kind }) => kind === cause?.heldBackBy);
  return rule && { by: rule.kind, because: rule.because, outcome: withoutRules };
}

/** While the kill switch is on, it is the reason, and not the cap on rejections. */
function heldByKillSwitch(enforced: readonly Cause[]): Held | undefined {
  const outcome = settle(enforced.map(uncapped));
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

function bypassFirst(policies: readonly Policy[]): [policy: Policy, place: number][] {
  const placed = policies.map((policy, place): [Policy, number] => [policy, place]);
  return [
    ...placed.filter(([policy]) => policy.is === 'bypass'),
    ...placed.filter(([policy]) => policy.is !== 'bypass'),
  ];
}

function causeOf(
  policy: Policy,
  place: number,
  call: CallFacts,
  facts: Facts,
  rules: readonly Rule[],
): Cause {
  const finding = judge(policy, call, facts);
  const { is: kind, name, mode } = policy;
  const heldBackBy = rules.find((rule) => rule.holdsBack({ kind, verdict: finding.verdict }))?.kind;
  return {
    kind,
    policy: place,
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
  because: killSwitchIsOn,
  facts: { killSwitch: true },
};

function settle(causes: readonly Cause[]): Outcome {
  const counting = causes.filter((cause) => cause.heldBackBy === undefined);
  const bypass = counting.find((cause) => cause.verdict === 'lets-ring');
  if (bypass) return signed('ring', bypass);
  const rejection = counting.find((cause) => cause.verdict === 'rejects');
  if (rejection) return { ...signed('reject', rejection), ...rejection.asked };
  const text = counting.find((cause) => cause.verdict === 'texts');
  if (text) return { ...signed('ring-with-text', text), ...text.asked };
  // The call rings. If a finding was held back, the rule that did it is given as the reason.
  const heldBackBy = causes.find((cause) => cause.heldBackBy)?.heldBackBy;
  return heldBackBy ? signed('ring', { kind: heldBackBy }) : { verdict: 'ring' };
}

function signed(verdict: Outcome['verdict'], { kind, policy, name }: Signature): Outcome {
  const by = {
    kind,
    ...(policy !== undefined && { policy }),
    ...(name !== undefined && { name }),
  };
  return { verdict, by };
}
