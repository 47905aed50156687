import type { LineId } from '../call/ids.ts';
import type { CopySet } from './copy/copy-set.ts';
import { defaultLegCap } from './facts.ts';
import type { Policy } from './policy.ts';

/** The automatic behaviour of a line, validated when it was saved. */
export interface Perimeter {
  readonly policies: readonly Policy[];
  readonly copy: CopySet;
  /** While it is on, no policy acts: each only observes, and planned texts are held back. */
  readonly killSwitch: boolean;
  /** The caps on automatic rejections and texts of the line. Concurrent rings may exceed them slightly. */
  readonly rejectsPerMinute: number;
  readonly textsPerMinute: number;
  /** The minimum time between two texts to one caller. */
  readonly textCooldownMs: number;
  /**
   * From this leg on, no leg is rejected. A leg is one offer of a customer's call to an agent. The first is 1; a call that returns to
   * its queue is offered again as the next.
   */
  readonly legCap: number;
  /** The line that sends the texts if this one cannot. */
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
