import { namesSomebody } from '../../call/caller-address.ts';
import type { TextEffect } from '../../call/lifecycle/change.ts';
import { wasAnswered } from '../../call/lifecycle/follow-up-steps.ts';
import type { WhyNotSent } from '../../call/rejection.ts';
import type { Database } from '../../db/connection/database.ts';
import type { ClaimedEffect } from '../../db/effects/claim-effects.ts';
import { readFactsForText } from '../../db/lines/facts-for-text.ts';
import { nobodyToText, phonesOnly, whyHeldBack } from '../../policies/copy/may-text.ts';
import { defaultPerimeter } from '../../policies/perimeter.ts';
import type { ProviderLine } from '../../providers/provider.ts';
import { perimeterOf } from './line-perimeter.ts';

/**
 * Why no text can reach the caller, whether a policy or a client asked for it. Undefined if a text can. `callerPhone` is the
 * caller's number as far as it is known now.
 */
export function whyUnreachable(
  { callerPhone }: ClaimedEffect,
  { callerAtProvider, phone = callerPhone }: TextEffect,
  { textsPhonesOnly }: ProviderLine,
): WhyNotSent | undefined {
  if (phone !== undefined) return undefined;
  if (!namesSomebody(callerAtProvider)) return nobodyToText;
  return textsPhonesOnly ? phonesOnly : undefined;
}

/**
 * Checks a text right before it is sent, and returns why it is held back. Since the policy's decision the kill switch may
 * have been turned on, or other texts may have been sent. A text that a client asked for is held back only if the
 * tenant is being erased, the line that was to send it had been removed, or the call was answered or, as it turned out, not
 * rejected by us.
 */
export async function findReasonToHoldBack(
  { db, now }: { readonly db: Database; readonly now: () => Date },
  { tenantId, id: effectId }: ClaimedEffect,
): Promise<WhyNotSent | undefined> {
  const { textCooldownMs: defaultCooldownMs } = defaultPerimeter;
  const facts = await readFactsForText(db, { tenantId, effectId, defaultCooldownMs });
  if (facts === null) return tenantGone;
  if (facts.isOverRemovedLine) return lineRemoved;
  if (facts.isAnswered) return wasAnswered;
  if (facts.withdrawn) return facts.withdrawn;
  if (!facts.byPolicy) return undefined;
  const { killSwitch, textCooldownMs, textsPerMinute } = perimeterOf(facts);
  const { lastTextedAt, isAnotherPending, textsLately } = facts;
  return whyHeldBack({
    now: now(),
    killSwitch,
    lastTextedAt,
    // The time does not matter, because a text that is pending now is within every cooldown.
    ...(isAnotherPending && { textPendingSince: now() }),
    cooldownMs: textCooldownMs,
    textsLately,
    textsPerMinute,
  });
}

const tenantGone: WhyNotSent = {
  reason: 'LINE_GONE',
  because: 'the tenant of the line is being erased',
};

const lineRemoved: WhyNotSent = {
  reason: 'LINE_GONE',
  because: 'the line over which it was to be sent had been removed',
};
