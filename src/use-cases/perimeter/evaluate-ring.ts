import { phoneOf } from '../../call/caller-address.ts';
import type { NotSent, WishedText } from '../../call/rejection.ts';
import type { PerimeterFacts } from '../../db/lines/perimeter-facts.ts';
import { decide } from '../../policies/decide.ts';
import type { Decision, PlannedText } from '../../policies/decision.ts';
import type { CallerFacts, CallFacts, Facts } from '../../policies/facts.ts';
import type { Perimeter } from '../../policies/perimeter.ts';
import { sayText } from '../../policies/say-decision.ts';
import type { Parts } from '../dependencies.ts';
import { perimeterOf } from '../lines/line-perimeter.ts';
import type { OpenLine } from '../loaded-line.ts';
import { findTier, type RingingCaller, type Tier } from './find-tier.ts';
import { textFor } from './plan-text.ts';

/** A call that rings, or that is imagined to. */
export interface Ring {
  readonly call: CallFacts;
  readonly caller: RingingCaller;
  readonly now: Date;
}

export interface Considered {
  readonly perimeter: Perimeter;
  readonly facts: Facts;
  readonly decision: Decision;
  /** What the caller is to be texted, or why nothing. Left out: nobody asked for a text. */
  readonly text?: WishedText;
}

/** What the policies say about a ring: the same whether it is real, probed or only observed. */
export async function considerRing(
  parts: Pick<Parts, 'crm'>,
  open: OpenLine,
  ring: Ring,
  known: PerimeterFacts,
): Promise<Considered> {
  const perimeter = perimeterOf(open.line);
  const facts = await gatherFacts(parts, open, perimeter, ring, known);
  const decision = decide(ring.call, facts, perimeter.policies);
  const text = textFor(perimeter, open, ring.call, facts, known, decision);
  return { perimeter, facts, decision: withText(decision, text), ...(text && { text }) };
}

function withText(decision: Decision, text: WishedText | undefined): Decision {
  if (text === undefined) return decision;
  const planned = {
    ...decision,
    followUp: plannedText(text.variant, text.locale, text.noText),
    ...(decision.verdict === 'reject' && {
      followUpWhenGone: plannedText(text.variantWhenGone, text.localeWhenGone, text.noTextWhenGone),
    }),
  };
  return { ...planned, sentence: sayText(planned) };
}

function plannedText(
  variant: string | undefined,
  locale: string | undefined,
  notSent: NotSent | undefined,
): PlannedText {
  return notSent ? { notSent } : { variant, locale };
}

async function gatherFacts(
  parts: Pick<Parts, 'crm'>,
  open: OpenLine,
  perimeter: Perimeter,
  { caller, now }: Ring,
  known: PerimeterFacts,
): Promise<Facts> {
  const who = namesOf(caller);
  const found = await findTier(parts, perimeter, who, caller.known);
  return {
    now,
    line: {
      timeZone: open.line.timeZone,
      killSwitch: perimeter.killSwitch,
      returnsToQueue: open.rejection.answer === 'RETURNED_TO_QUEUE',
      legCap: perimeter.legCap,
      rejectsLately: known.rejectsLately,
      rejectsPerMinute: perimeter.rejectsPerMinute,
    },
    caller: { ...who, ...found, ...withLine(known) },
    // This ring counts whatever the provider's clock says.
    recentCalls: [...known.recentCalls, now],
    openCallsOnLine: known.openCallsOnLine,
    recordingBridges: known.recordingBridges,
    presence: known.presence,
  };
}

function withLine({ lastConversationWithLineAt }: PerimeterFacts) {
  return lastConversationWithLineAt && { lastConversationWithLineAt };
}

function namesOf({ id, addresses, known }: RingingCaller): Omit<CallerFacts, keyof Tier> {
  const phone = known?.phone ?? phoneOf(addresses);
  const { blockedUntil, block, unblockedAt, lastConversationAt } = known ?? {};
  return {
    id,
    formerIds: known?.formerIds ?? [],
    addresses: [...new Set([...addresses, ...(known?.addresses ?? [])])],
    ...(phone !== undefined && { phone }),
    ...(blockedUntil && { blockedUntil }),
    ...(block && { block }),
    ...(unblockedAt && { unblockedAt }),
    ...(lastConversationAt && { lastConversationAt }),
  };
}
