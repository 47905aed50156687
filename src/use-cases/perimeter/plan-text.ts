import type { NotSent, WishedText } from '../../call/rejection.ts';
import type { PerimeterFacts } from '../../db/lines/perimeter-facts.ts';
import { callerGone } from '../../policies/copy/copy-set.ts';
import { whyNever, whyNotNow } from '../../policies/copy/may-text.ts';
import { type Occasion, type Rendered, renderCopy } from '../../policies/copy/render-copy.ts';
import type { Decision, Held } from '../../policies/decision.ts';
import type { CallFacts, Facts } from '../../policies/facts.ts';
import { hoursOf, opensNext } from '../../policies/opens-next.ts';
import type { Perimeter } from '../../policies/perimeter.ts';
import type { OpenLine } from '../loaded-line.ts';

/** What to text to a caller because of a decision, or why nothing. Undefined: it asks for no text. */
export function textFor(
  perimeter: Perimeter,
  open: OpenLine,
  call: CallFacts,
  facts: Facts,
  known: PerimeterFacts,
  decision: Decision,
): WishedText | undefined {
  if (decision.verdict === 'ring') return decision.held && { noText: whyHeld(decision.held) };
  const via = viaOf(perimeter, open, facts);
  const never = whyNever({
    callerIsGroup: call.callerIsGroup,
    providerRepliesByItself: open.provider.repliesByItself === true,
    fate: fateOf(facts, decision),
    way: typeof via === 'string' ? via : 'OPEN',
  });
  if (never) return nothing(decision, never);
  const written = writtenFor(perimeter, open, facts, decision);
  if (written.text === undefined && written.textWhenGone === undefined) return written;
  const notNow = whyNotNow({
    now: facts.now,
    lastTextedAt: known.lastTextedAt,
    cooldownMs: perimeter.textCooldownMs,
    textsLately: known.textsLately,
    textsPerMinute: perimeter.textsPerMinute,
  });
  if (notNow) return nothing(decision, notNow);
  return { ...written, ...(typeof via === 'object' && { via }) };
}

function whyHeld({ by, because }: Held): NotSent {
  return { reason: by === 'kill-switch' ? 'KILL_SWITCH' : 'NOT_REJECTED', because };
}

function nothing({ verdict }: Decision, why: NotSent): WishedText {
  return { noText: why, ...(verdict === 'reject' && { noTextWhenGone: why }) };
}

function writtenFor(
  perimeter: Perimeter,
  open: OpenLine,
  facts: Facts,
  decision: Decision,
): WishedText {
  const occasion = occasionOf(perimeter, open, facts, decision);
  const text = renderCopy(perimeter.copy, { ...occasion, copyKey: decision.copyKey });
  if (decision.verdict !== 'reject') return whenRejected(text);
  const gone = renderCopy(perimeter.copy, { ...occasion, copyKey: callerGone });
  return { ...whenRejected(text), ...whenGone(gone) };
}

function whenRejected(rendered: Rendered): WishedText {
  if (rendered.is === 'nothing') return { noText: rendered.why };
  return { text: rendered.text, variant: variantOf(rendered), locale: rendered.locale };
}

function whenGone(rendered: Rendered): WishedText {
  if (rendered.is === 'nothing') return { noTextWhenGone: rendered.why };
  const { text, locale } = rendered;
  return { textWhenGone: text, variantWhenGone: variantOf(rendered), localeWhenGone: locale };
}

function variantOf({ copyKey, variant }: Extract<Rendered, { is: 'text' }>): string {
  return `${copyKey}/${variant}`;
}

function viaOf(
  { textVia }: Perimeter,
  open: OpenLine,
  { caller }: Facts,
): WishedText['via'] | 'OPEN' | 'NO_LINE' | 'NO_PHONE' {
  if (open.provider.sendText !== undefined) return 'OPEN';
  if (textVia === undefined) return 'NO_LINE';
  if (caller.phone === undefined) return 'NO_PHONE';
  return { lineId: textVia, phone: caller.phone };
}

function fateOf({ line }: Facts, { verdict }: Decision) {
  if (verdict !== 'reject') return 'RINGS';
  return line.returnsToQueue ? 'RETURNED_TO_QUEUE' : 'REJECTED';
}

function occasionOf(
  perimeter: Perimeter,
  open: OpenLine,
  facts: Facts,
  decision: Decision,
): Occasion {
  const { timeZone, name } = open.line;
  const opening = opensNext(hoursOf(perimeter.policies), facts.now, timeZone);
  return {
    reason: decision.reason,
    caller: facts.caller,
    line: { name, timeZone },
    now: facts.now,
    nextOpening: opening.is === 'at' ? opening.at : null,
  };
}
