import type { CallerId } from '../../call/ids.ts';
import type { NotSentReason, RejectReason, WhyNotSent } from '../../call/rejection.ts';
import { assignVariant } from './assign-variant.ts';
import { type CallerOfCopy, chooseLocale } from './choose-locale.ts';
import { type Copy, type CopySet, callerGone, maxTextLength } from './copy-set.ts';
import { fillIn } from './placeholders.ts';
import { sayOpening } from './say-opening.ts';

/** Why, to whom and when a text is sent. */
export interface Occasion {
  /** The copy to use. If it is left out or not written, the copy of `reason` is used, but nothing replaces `caller-gone`. */
  readonly copyKey?: string;
  readonly reason?: RejectReason;
  readonly caller: CallerOfCopy & { readonly id: CallerId };
  readonly line: { readonly name: string; readonly timeZone: string };
  readonly now: Date;
  /** Null if the line is open, never opens or has no opening hours. */
  readonly nextOpening: Date | null;
  /** True if the line is open, so that a text cannot tell when it opens. */
  readonly isOpen?: boolean;
}

export type Rendered =
  | {
      readonly is: 'text';
      readonly text: string;
      readonly copyKey: string;
      readonly variant: string;
      readonly locale: string;
    }
  | { readonly is: 'nothing'; readonly why: WhyNotSent };

/** Returns the text for this caller on this occasion, or why there is none. */
export function renderCopy(set: CopySet, occasion: Occasion): Rendered {
  const copy = copyFor(set, occasion);
  if (!copy) return nothing('NO_COPY', `no copy ${keysFor(occasion)} is written`);
  const variant = assignVariant(copy, occasion.caller.id);
  const locales = variant?.texts.map(({ locale }) => locale) ?? [];
  const { textLocale, timeLocale } = chooseLocale(occasion.caller, locales, set.fallbackLocale);
  const chosen = variant?.texts.find(({ locale }) => locale === textLocale);
  if (!variant || !chosen)
    return nothing('NO_COPY', `the copy "${copy.key}" is not written in ${textLocale}`);
  const text = fillIn(chosen.text, {
    lineName: occasion.line.name,
    nextOpening: sayNextOpening(occasion, timeLocale),
    linkTo: (name) => set.links.find((link) => link.name === name)?.url,
  });
  // Only the next opening may be missing: a saved text names no unknown link.
  if (text === null) {
    const opening = occasion.isOpen ? 'it is open now' : 'no next opening is known';
    const because = `the copy "${copy.key}" tells when the line opens, and ${opening}`;
    return nothing('NOT_FILLABLE', because);
  }
  if (text.length > maxTextLength) {
    return nothing('TOO_LONG', `the copy "${copy.key}" is too long when filled in`);
  }
  return { is: 'text', text, copyKey: copy.key, variant: variant.name, locale: textLocale };
}

/**
 * A caller who hung up first was not rejected. So if the copy for that case is not written, the copy of the reason does not
 * replace it.
 */
function copyFor({ copies }: CopySet, { copyKey, reason }: Occasion): Copy | undefined {
  const named = copies.find(({ key }) => key === copyKey);
  if (named || copyKey === callerGone) return named;
  return copies.find(({ key }) => key === reason);
}

function keysFor({ copyKey, reason }: Occasion): string {
  const keys = copyKey === callerGone ? [copyKey] : [copyKey, reason];
  return keys.flatMap((key) => (key === undefined ? [] : [`"${key}"`])).join(' or ');
}

function sayNextOpening({ nextOpening, now, line }: Occasion, locale: string): string | null {
  return nextOpening && sayOpening(nextOpening, now, line.timeZone, locale);
}

function nothing(reason: NotSentReason, because: string): Rendered {
  return { is: 'nothing', why: { reason, because } };
}
