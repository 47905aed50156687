import type { Cause, Decision, Held, Outcome, Signature } from './decision.ts';
import type { CallFacts, Facts } from './facts.ts';
import { judge } from './judge.ts';
import type { Policy } from './policy.ts';
import { type Rule, rulesFor } from './rules.ts';
import { sayDecision } from './say-decision.ts';

/**
 * What the policies of a line say about a ringing call. Pure: the same call, facts and policies give the same decision,
 * whoever asks. So the probe shows what a ring would meet, and a decision can be explained long after it was made.
 *
 * It comes about in this order:
 *
 * 1. Every policy is judged, also when an earlier one has already settled the matter: "what else was against it?" is
 *    the second question that people ask. Bypass lists come first wherever they stand, the others in their order.
 * 2. Rules, which no policy can overrule, hold findings back: they stay in the list, marked, and do not count.
 * 3. Of the findings that count, a bypass wins over a rejection and a rejection over a text; among equals the first signs.
 *    Nothing found means ring: a policy that has nothing to say, or no policy at all, never costs anybody a call.
 *
 * What a rule or the kill switch kept from being done is told as `held`, so that nothing looks done that was not.
 *
 * OBSERVE changes only step 3, and only for `verdict`: what an observing policy finds does not count there and does in
 * `would`. The kill switch makes all policies observers, so `would` also tells what it is holding up.
 */
export function decide(call: CallFacts, facts: Facts, policies: readonly Policy[]): Decision {
  const rules = rulesFor(call, facts);
  const judged = bypassFirst(policies).map(([policy, place]) =>
    causeOf(policy, place, call, facts, rules),
  );
  const ruleCauses = [...(facts.line.killSwitch ? [killSwitch] : []), ...rules.map(causeOfRule)];
  const would = settle(judged);
  const enforced = judged.filter((cause) => cause.mode === 'ENFORCE');
  const ruled = settle(enforced);
  const outcome = facts.line.killSwitch ? signed('ring', killSwitch) : ruled;
  const causes = [...ruleCauses, ...judged];
  const held =
    facts.line.killSwitch && ruled.verdict !== 'ring'
      ? byKillSwitch(ruled)
      : byRule(enforced, ruled, rules);
  const sentence = sayDecision(outcome, would, causes);
  return { ...outcome, ...(held && { held }), would, sentence, causes };
}

function byRule(
  enforced: readonly Cause[],
  ruled: Outcome,
  rules: readonly Rule[],
): Held | undefined {
  const wished = settle(enforced.map(({ heldBackBy: _, ...cause }) => cause));
  if (wished.verdict === 'ring' || wished.verdict === ruled.verdict) return undefined;
  const cause = enforced.find(({ policy }) => policy === wished.by?.policy);
  const rule = rules.find(({ kind }) => kind === cause?.heldBackBy);
  return rule && { by: rule.kind, because: rule.because, outcome: wished };
}

function byKillSwitch(outcome: Outcome): Held {
  return { by: 'kill-switch', because: killSwitch.because, outcome };
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
    // Only what would have done something can be held back.
    ...(heldBackBy && acts(finding.verdict) && { heldBackBy }),
  };
}

function acts(verdict: Cause['verdict']): boolean {
  return verdict === 'rejects' || verdict === 'texts';
}

function causeOfRule({ kind, because, facts }: Rule): Cause {
  return { kind, mode: 'ENFORCE', verdict: 'lets-ring', because, facts };
}

const killSwitch: Cause = {
  kind: 'kill-switch',
  mode: 'ENFORCE',
  verdict: 'lets-ring',
  because: "the line's kill switch is on",
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
