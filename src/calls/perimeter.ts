import type { LineId } from '../call/ids.ts';
import type { StoredLine } from '../db/lines.ts';
import type { CopySet } from '../policies/copy/copy-set.ts';
import { defaultLegCap } from '../policies/facts.ts';
import { type FactsNeeded, factsNeeded } from '../policies/facts-needed.ts';
import type { Policy } from '../policies/policy.ts';

/** What a line keeps of its perimeter: checked when it was saved. */
export interface Perimeter {
  readonly policies: readonly Policy[];
  readonly copy: CopySet;
  readonly killSwitch: boolean;
  /** What automation may do on this line within a minute. */
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

/** Null: the line has no policies, so nothing needs to be known. */
export function needsOf(line: StoredLine): FactsNeeded | null {
  const { policies } = perimeterOf(line);
  return policies.length > 0 ? factsNeeded(policies) : null;
}
