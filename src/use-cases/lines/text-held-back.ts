import { namesSomebody } from '../../call/caller-address.ts';
import type { TextEffect } from '../../call/lifecycle/change.ts';
import { wasAnswered } from '../../call/lifecycle/follow-up-steps.ts';
import type { NotSent } from '../../call/rejection.ts';
import type { Database } from '../../db/connection/database.ts';
import type { ClaimedEffect } from '../../db/effects/claim-effects.ts';
import { readTextStanding } from '../../db/lines/text-standing.ts';
import { nobodyToText, phonesOnly, whyHeldBack } from '../../policies/copy/may-text.ts';
import { defaultPerimeter } from '../../policies/perimeter.ts';
import type { ProviderLine } from '../../providers/provider.ts';
import { perimeterOf } from './line-perimeter.ts';

/** Nothing is sent to a caller without a number or id, also when a client asked for the text. */
export function whyNobody(
  { callerPhone }: ClaimedEffect,
  { callerAtProvider, phone = callerPhone }: TextEffect,
  { textsPhonesOnly }: ProviderLine,
): NotSent | undefined {
  if (phone !== undefined) return undefined;
  if (!namesSomebody(callerAtProvider)) return nobodyToText;
  return textsPhonesOnly ? phonesOnly : undefined;
}

/**
 * Checks a policy's text again right before it is sent: since the decision the kill switch may have been turned on, or
 * other texts sent. Texts that a client asked for are held back only if the call was answered after all.
 */
export async function heldBackNow(
  { db, now }: { readonly db: Database; readonly now: () => Date },
  { tenantId, id: effectId }: ClaimedEffect,
): Promise<NotSent | undefined> {
  const { textCooldownMs: defaultCooldownMs } = defaultPerimeter;
  const standing = await readTextStanding(db, { tenantId, effectId, defaultCooldownMs });
  if (standing?.isAnswered) return wasAnswered;
  if (!standing?.byPolicy) return undefined;
  const { killSwitch, textCooldownMs, textsPerMinute } = perimeterOf(standing);
  const { lastTextedAt, isAnotherPending, textsLately } = standing;
  return whyHeldBack({
    now: now(),
    killSwitch,
    lastTextedAt,
    ...(isAnotherPending && { textPendingSince: now() }),
    cooldownMs: textCooldownMs,
    textsLately,
    textsPerMinute,
  });
}
