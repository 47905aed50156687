import type { WishedText } from '../call/rejection.ts';
import type { PerimeterFacts } from '../db/perimeter-facts.ts';
import { callerGone } from '../policies/copy/copy-set.ts';
import { mayText } from '../policies/copy/may-text.ts';
import { type Occasion, type Rendered, renderCopy } from '../policies/copy/render-copy.ts';
import type { Decision } from '../policies/decision.ts';
import type { CallFacts, Facts } from '../policies/facts.ts';
import { nextOpening } from '../policies/opening-hours.ts';
import type { OpenLine } from './line-book.ts';
import type { Perimeter } from './perimeter.ts';

/** What to text to a caller because of a decision; nothing, where nothing is written or allowed. */
export function textFor(
  perimeter: Perimeter,
  open: OpenLine,
  call: CallFacts,
  facts: Facts,
  known: PerimeterFacts,
  decision: Decision,
): WishedText | undefined {
  const via = viaOf(perimeter, open, facts);
  if (decision.verdict === 'ring' || via === 'nowhere') return undefined;
  const allowed = mayText({
    now: facts.now,
    killSwitch: perimeter.killSwitch,
    callerIsGroup: call.callerIsGroup,
    providerRepliesByItself: open.provider.repliesByItself === true,
    fate: fateOf(facts, decision),
    alreadyTexted: false,
    lastTextedAt: known.lastTextedAt,
    cooldownMs: perimeter.textCooldownMs,
    copyKey: decision.copyKey,
  });
  if (allowed.is === 'no') return undefined;
  const occasion = occasionOf(perimeter, open, facts, decision);
  const text = renderCopy(perimeter.copy, { ...occasion, copyKey: allowed.copyKey });
  const isRejected = decision.verdict === 'reject';
  const gone = isRejected
    ? renderCopy(perimeter.copy, { ...occasion, copyKey: callerGone })
    : undefined;
  const wished = wishedText(text, gone);
  return wished && { ...wished, ...(via !== 'itself' && { via }) };
}

function wishedText(text: Rendered, gone: Rendered | undefined): WishedText | undefined {
  const whenGone = gone?.is === 'text' && {
    textWhenGone: gone.text,
    variantWhenGone: variantOf(gone),
    localeWhenGone: gone.locale,
  };
  if (text.is === 'text') {
    return { text: text.text, variant: variantOf(text), locale: text.locale, ...whenGone };
  }
  return whenGone ? { text: whenGone.textWhenGone, ...whenGone, onlyWhenGone: true } : undefined;
}

function variantOf({ copyKey, variant }: Extract<Rendered, { is: 'text' }>): string {
  return `${copyKey}/${variant}`;
}

function viaOf(
  { textVia }: Perimeter,
  open: OpenLine,
  { caller }: Facts,
): WishedText['via'] | 'itself' | 'nowhere' {
  if (open.provider.sendText !== undefined) return 'itself';
  if (textVia === undefined || caller.phone === undefined) return 'nowhere';
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
  return {
    reason: decision.reason,
    caller: facts.caller,
    line: { name, timeZone },
    now: facts.now,
    nextOpening: opensNext(perimeter, facts.now, timeZone),
  };
}

const mostRounds = 100;

/** When all opening hours that are enforced let it ring, whichever policy decided. */
function opensNext({ policies }: Perimeter, now: Date, timeZone: string): Date | null {
  const hours = policies.flatMap((policy) =>
    policy.is === 'quiet-hours' && policy.mode === 'ENFORCE' ? [policy.hours] : [],
  );
  if (hours.length === 0) return null;
  let opening = now;
  for (let round = 0; round < mostRounds; round++) {
    let latest = opening;
    for (const one of hours) {
      const next = nextOpening(one, latest, timeZone);
      if (next === null) return null;
      latest = next;
    }
    // Open at this moment, there is no next opening to tell.
    if (latest.getTime() === opening.getTime()) return opening === now ? null : opening;
    opening = latest;
  }
  return null;
}
