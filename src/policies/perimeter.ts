import type { LineId } from '../call/ids.ts';
import type { CopySet } from './copy/copy-set.ts';
import { defaultLegCap } from './facts.ts';
import type { Policy } from './policy.ts';

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
