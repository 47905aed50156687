import { phoneOf } from '../../call/caller-address.ts';
import type { TextPlan, WhyNotSent } from '../../call/rejection.ts';
import type { PerimeterFacts } from '../../db/lines/perimeter-facts.ts';
import { decide } from '../../policies/decide.ts';
import type { Decision, PlannedText } from '../../policies/decision.ts';
import type { CallerFacts, CallFacts, Facts } from '../../policies/facts.ts';
import type { Perimeter } from '../../policies/perimeter.ts';
import { sayText } from '../../policies/say-decision.ts';
import type { Dependencies } from '../dependencies.ts';
import { perimeterOf } from '../lines/line-perimeter.ts';
import type { LoadedLine } from '../loaded-line.ts';
import { findTier, type RingingCaller, type Tier } from './find-tier.ts';
import { planText } from './plan-text.ts';

/** A real or probed ring, and what is stored about its line and caller. */
export interface Ring {
  readonly loaded: LoadedLine;
  readonly call: CallFacts;
  readonly caller: RingingCaller;
  readonly stored: PerimeterFacts;
  readonly now: Date;
}

export interface Evaluation {
  readonly perimeter: Perimeter;
  readonly facts: Facts;
  readonly decision: Decision;
  /** The text to the caller, or why no text is sent. Left out if the decision asks for no text. */
  readonly text?: TextPlan;
}

/** Decides about a ring. A probe uses the same function, so it shows what a real ring would get. */
export async function evaluateRing(
  deps: Pick<Dependencies, 'crm'>,
  ring: Ring,
): Promise<Evaluation> {
  const { loaded, call, stored } = ring;
  const perimeter = perimeterOf(loaded.line);
  const facts = await gatherFacts(deps, perimeter, ring);
  const decision = decide(call, facts, perimeter.policies);
  const text = planText({ perimeter, loaded, call, facts, stored, decision });
  return { perimeter, facts, decision: withText(decision, text), ...(text && { text }) };
}

/** Adds the planned text, or why none is sent, to the decision and its sentence. */
function withText(decision: Decision, text: TextPlan | undefined): Decision {
  if (text === undefined) return decision;
  const planned = {
    ...decision,
    followUp: plannedText(text.variant, text.locale, text.noText),
    // Instead of the follow-up, a caller who hung up before the rejection gets this text.
    ...(decision.verdict === 'reject' && {
      followUpWhenGone: plannedText(text.variantWhenGone, text.localeWhenGone, text.noTextWhenGone),
    }),
  };
  return { ...planned, sentence: sayText(planned) };
}

function plannedText(
  variant: string | undefined,
  locale: string | undefined,
  notSent: WhyNotSent | undefined,
): PlannedText {
  return notSent ? { notSent } : { variant, locale };
}

async function gatherFacts(
  deps: Pick<Dependencies, 'crm'>,
  perimeter: Perimeter,
  { loaded, caller, stored, now }: Ring,
): Promise<Facts> {
  const callerFacts = callerFactsOf(caller);
  const tier = await findTier(deps, perimeter, callerFacts, caller.known);
  return {
    now,
    line: {
      timeZone: loaded.line.timeZone,
      killSwitch: perimeter.killSwitch,
      returnsToQueue: loaded.rejectionPromise.answer === 'RETURNED_TO_QUEUE',
      legCap: perimeter.legCap,
      rejectsLately: stored.rejectsLately,
      rejectsPerMinute: perimeter.rejectsPerMinute,
    },
    caller: { ...callerFacts, ...tier, ...conversationWithLine(stored) },
    // The stored rings do not include this one. It counts at this service's time, because the provider's clock may differ.
    recentCalls: [...stored.recentCalls, now],
    openCallsOnLine: stored.openCallsOnLine,
    recordingBridges: stored.recordingBridges,
    presence: stored.presence,
  };
}

function conversationWithLine({ lastConversationWithLineAt }: PerimeterFacts) {
  return lastConversationWithLineAt && { lastConversationWithLineAt };
}

function callerFactsOf(caller: RingingCaller): Omit<CallerFacts, keyof Tier> {
  const { id, addresses, known, isUnclear } = caller;
  const allAddresses = [...new Set([...addresses, ...(known?.addresses ?? [])])];
  const phone = known?.phone ?? phoneOf(allAddresses);
  const { blockedUntil, block, unblockedAt, lastConversationAt } = known ?? {};
  return {
    id,
    formerIds: known?.formerIds ?? [],
    addresses: allAddresses,
    ...(phone !== undefined && { phone }),
    ...(isUnclear && { isUnclear }),
    ...(blockedUntil && { blockedUntil }),
    ...(block && { block }),
    ...(unblockedAt && { unblockedAt }),
    ...(lastConversationAt && { lastConversationAt }),
  };
}
