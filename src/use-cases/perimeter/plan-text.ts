import { isReachable } from '../../call/caller-address.ts';
import type { TextPlan, WhyNotSent } from '../../call/rejection.ts';
import type { PerimeterFacts } from '../../db/lines/perimeter-facts.ts';
import { callerGone } from '../../policies/copy/copy-set.ts';
import { type TextFacts, whyNever, whyNotNow } from '../../policies/copy/may-text.ts';
import { type Occasion, type Rendered, renderCopy } from '../../policies/copy/render-copy.ts';
import type { Decision, Held } from '../../policies/decision.ts';
import type { CallFacts, Facts } from '../../policies/facts.ts';
import { hoursOf, opensNext } from '../../policies/opens-next.ts';
import type { Perimeter } from '../../policies/perimeter.ts';
import type { LoadedLine } from '../loaded-line.ts';

export interface TextContext {
  readonly perimeter: Perimeter;
  readonly loaded: LoadedLine;
  readonly call: CallFacts;
  readonly facts: Facts;
  /** As read from the database. It also says when the caller was texted, which `facts` leave out. */
  readonly stored: PerimeterFacts;
  readonly decision: Decision;
}

/**
 * Plans the text to the caller, or tells why no text is sent. Returns undefined if the call rings and no rule prevented the
 * policies from rejecting it or from texting.
 */
export function planText(context: TextContext): TextPlan | undefined {
  const { perimeter, loaded, call, facts, stored, decision } = context;
  if (decision.verdict === 'ring') return decision.held && { noText: whyHeld(decision.held) };
  const route = routeOf(context);
  const neverSent = whyNever({
    callerIsGroup: call.callerIsGroup,
    providerRepliesByItself: loaded.provider.repliesByItself === true,
    fate: fateOf(facts, decision),
    route: typeof route === 'string' ? route : 'AVAILABLE',
  });
  if (neverSent) return noText(decision, neverSent);
  const rendered = renderTexts(context);
  // If the copy yields no text, `rendered` says why.
  if (rendered.text === undefined && rendered.textWhenGone === undefined) return rendered;
  const notNow = whyNotNow({
    now: facts.now,
    lastTextedAt: stored.lastTextedAt,
    textPendingSince: stored.textPendingSince,
    cooldownMs: perimeter.textCooldownMs,
    textsLately: stored.textsLately,
    textsPerMinute: perimeter.textsPerMinute,
  });
  if (notNow) return noText(decision, notNow);
  return { ...rendered, ...(typeof route === 'object' && { via: route }) };
}

/** NOT_REJECTED also stands for a held text to a caller who was to ring on: no reason of its own exists for that. */
function whyHeld({ by, because }: Held): WhyNotSent {
  return { reason: by === 'kill-switch' ? 'KILL_SWITCH' : 'NOT_REJECTED', because };
}

function noText({ verdict }: Decision, why: WhyNotSent): TextPlan {
  return { noText: why, ...(verdict === 'reject' && { noTextWhenGone: why }) };
}

function renderTexts(context: TextContext): TextPlan {
  const { perimeter, decision } = context;
  const occasion = occasionOf(context);
  const text = renderCopy(perimeter.copy, { ...occasion, copyKey: decision.copyKey });
  if (decision.verdict !== 'reject') return textPlan(text);
  // The caller may hang up before the rejection, so both texts are planned.
  const textWhenGone = renderCopy(perimeter.copy, { ...occasion, copyKey: callerGone });
  return { ...textPlan(text), ...textWhenGonePlan(textWhenGone) };
}

function textPlan(rendered: Rendered): TextPlan {
  if (rendered.is === 'nothing') return { noText: rendered.why };
  return { text: rendered.text, variant: variantOf(rendered), locale: rendered.locale };
}

function textWhenGonePlan(rendered: Rendered): TextPlan {
  if (rendered.is === 'nothing') return { noTextWhenGone: rendered.why };
  const { text, locale } = rendered;
  return { textWhenGone: text, variantWhenGone: variantOf(rendered), localeWhenGone: locale };
}

function variantOf({ copyKey, variant }: Extract<Rendered, { is: 'text' }>): string {
  return `${copyKey}/${variant}`;
}

/**
 * Returns AVAILABLE if the line itself can text the caller, the other line that is to send the text if it cannot, or else why no
 * text can be sent. NOBODY: the provider has named no caller who can be texted. PHONES_ONLY, NO_PHONE: the number of the caller, which
 * the line or the other line needs, is not known. NO_LINE: no other line is set.
 */
function routeOf({
  perimeter: { textVia },
  loaded,
  facts: { caller },
}: TextContext): TextPlan['via'] | TextFacts['route'] {
  if (loaded.provider.sendText !== undefined) {
    if (caller.phone !== undefined) return 'AVAILABLE';
    if (!caller.addresses.some(isReachable)) return 'NOBODY';
    return loaded.provider.textsPhonesOnly ? 'PHONES_ONLY' : 'AVAILABLE';
  }
  if (textVia === undefined) return 'NO_LINE';
  if (caller.phone === undefined) return 'NO_PHONE';
  return { lineId: textVia, phone: caller.phone };
}

/** What happens to the call, as far as it matters for a text. */
function fateOf({ line }: Facts, { verdict }: Decision) {
  if (verdict !== 'reject') return 'RINGS';
  return line.returnsToQueue ? 'RETURNED_TO_QUEUE' : 'REJECTED';
}

function occasionOf({ perimeter, loaded, facts, decision }: TextContext): Occasion {
  const { timeZone, name } = loaded.line;
  const opening = opensNext(hoursOf(perimeter.policies), facts.now, timeZone);
  return {
    reason: decision.reason,
    caller: facts.caller,
    line: { name, timeZone },
    now: facts.now,
    nextOpening: opening.is === 'opens-at' ? opening.at : null,
    isOpen: opening.is === 'open-now',
  };
}
