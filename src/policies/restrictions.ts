import type { Cause, FactsSeen, RuleKind } from './decision.ts';
import type { CallFacts, Facts } from './facts.ts';
import type { PolicyKind } from './policy.ts';

/** A rule restricts what policies may do. It applies to every line, and no policy can overrule it. */
export interface Rule {
  readonly kind: RuleKind;
  /** Continues a sentence after "because". */
  readonly because: string;
  readonly facts: FactsSeen;
  /** Whether this rule prevents a policy's finding from counting. `cause`: the kind of the policy, and the verdict of its finding. */
  readonly holdsBack: (cause: Pick<Cause, 'kind' | 'verdict'>) => boolean;
}

/** The reason that is given while the kill switch is on. */
export const becauseOfKillSwitch = "the line's kill switch is on";

/**
 * The rules that apply to this call, without the kill switch, which `decide` applies itself. A finding is marked with the first
 * rule that holds it back. The cap on rejections must stay the last rule: then no other rule holds back a finding that is marked with
 * it, and `decide` may ignore the cap when it says what the policies alone would do.
 */
export function rulesFor(call: CallFacts, { line }: Facts): Rule[] {
  const rules: Rule[] = [];
  if (call.direction === 'OUTBOUND') {
    rules.push(
      rule('outbound', 'it is outbound, and policies apply to inbound calls only', {}, () => true),
    );
  }
  if (call.providerForbidsReject) {
    rules.push(rule('forbids-reject', 'the provider says it cannot be rejected', {}, isRejection));
  }
  if (call.leg >= line.legCap) {
    const because = `it is leg ${call.leg} of the same customer's call, and no leg from ${line.legCap} on is rejected`;
    rules.push(rule('leg-cap', because, { leg: call.leg, legCap: line.legCap }, isRejection));
  }
  if (line.returnsToQueue) {
    const because = 'a rejection would only return it to its queue, to ring at the next agent';
    rules.push(rule('returns-to-queue', because, {}, isFutileInQueue));
  }
  if (line.rejectsLately >= line.rejectsPerMinute) {
    const { rejectsLately, rejectsPerMinute } = line;
    const because = `the line has reached its cap of ${rejectsPerMinute} automatic rejections within a minute`;
    rules.push(rule('reject-cap', because, { rejectsLately, rejectsPerMinute }, isRejection));
  }
  return rules;
}

function rule(
  kind: RuleKind,
  because: string,
  facts: FactsSeen,
  holdsBack: Rule['holdsBack'],
): Rule {
  return { kind, because, facts, holdsBack };
}

function isRejection({ verdict }: Pick<Cause, 'verdict'>): boolean {
  return verdict === 'rejects';
}

/**
 * A rejected call that returns to its queue rings at the next agent, with the same caller at the same hour, where most
 * policies would reject it again. These policies may decide differently there, such as by the agents of the next line, or follow
 * an operator's block.
 */
const worthAnotherAgent: ReadonlySet<string> = new Set<PolicyKind>([
  'safety-valve',
  'already-in-a-call',
  'presence',
  'blocked-caller',
]);

function isFutileInQueue(cause: Pick<Cause, 'kind' | 'verdict'>): boolean {
  return isRejection(cause) && !worthAnotherAgent.has(cause.kind);
}
