import type { LineId } from '../../call/ids.ts';
import type { StoredLine } from '../../db/lines/lines.ts';
import type { PerimeterQuestion } from '../../db/lines/perimeter-facts.ts';
import type { CopySet } from '../../policies/copy/copy-set.ts';
import { defaultLegCap } from '../../policies/facts.ts';
import { factsNeeded } from '../../policies/facts-needed.ts';
import type { Policy } from '../../policies/policy.ts';

/** What a line keeps of its perimeter: checked when it was saved. */
export interface Perimeter {
  readonly policies: readonly Policy[];
  readonly copy: CopySet;
  readonly killSwitch: boolean;
  /** What automation may do on this line within a minute. Rings that come at once may each pass as the last one. */
  readonly rejectsPerMinute: number;
  readonly textsPerMinute: number;
  /** A caller gets no second text within this time. */
  readonly textCooldownMs: number;
  readonly legCap: number;
  /** The line over which callers are texted where this one cannot. */
  readonly textVia?: LineId;
}

export const defaultPerimeter: Perimeter = {
  policies: [],
  copy: { fallbackLocale: 'en', links: [], copies: [] },
  killSwitch: false,
  rejectsPerMinute: 60,
  textsPerMinute: 60,
  textCooldownMs: 5 * 60_000,
  legCap: defaultLegCap,
};

export function perimeterOf(line: StoredLine): Perimeter {
  return { ...defaultPerimeter, ...line.perimeter };
}

/** A text comes while its call rings, or right after: within 5 minutes of the ring, or little more. */
const textComesWithinMs = 10 * 60_000;

/** What is to be known of a ring at this time. Null: the line has no policies, so nothing is. */
export function perimeterQuestion(line: StoredLine, at: Date): PerimeterQuestion | null {
  const { policies, textCooldownMs } = perimeterOf(line);
  if (policies.length === 0) return null;
  const { recentCallsWithinMs, conversationWithLine } = factsNeeded(policies);
  const ago = (ms: number) => new Date(at.getTime() - ms);
  return {
    recentSince: ago(recentCallsWithinMs),
    textedSince: ago(textCooldownMs + textComesWithinMs),
    conversationWithLine,
  };
}
