import { stillInQueue } from '../../call/lifecycle/follow-up-steps.ts';
import type { NotSentReason, WhyNotSent } from '../../call/rejection.ts';
import { becauseOfKillSwitch } from '../restrictions.ts';

export interface TextFacts {
  readonly callerIsGroup: boolean;
  readonly providerRepliesByItself: boolean;
  /** What the decision does to the call. */
  readonly fate: 'REJECTED' | 'RETURNED_TO_QUEUE' | 'RINGS';
  /** How a text can reach the caller, or why none can: the constants at the end of this file say what each value means. */
  readonly route: 'AVAILABLE' | 'NO_LINE' | 'NO_PHONE' | 'PHONES_ONLY' | 'NOBODY';
}

/** Why no text is sent, for reasons that hold whatever the copy says and whenever the text is due. */
export function whyNever(facts: TextFacts): WhyNotSent | undefined {
  if (facts.callerIsGroup) return notSent('GROUP', groupReadsAlong);
  if (facts.fate === 'RETURNED_TO_QUEUE') return stillInQueue;
  if (facts.providerRepliesByItself) return notSent('PROVIDER_REPLIES', providerReplies);
  if (facts.route === 'NO_LINE') return notSent('CANNOT_TEXT', noLine);
  if (facts.route === 'NO_PHONE') return notSent('CANNOT_TEXT', noPhone);
  if (facts.route === 'PHONES_ONLY') return phonesOnly;
  if (facts.route === 'NOBODY') return nobodyToText;
  return undefined;
}

/** What limits the number of texts. */
export interface LatelyFacts {
  readonly now: Date;
  readonly lastTextedAt?: Date;
  /** When a text about another call became pending: it is planned, or on its way to the provider. */
  readonly textPendingSince?: Date;
  readonly cooldownMs: number;
  /** The automatic texts of this line within the last minute. */
  readonly textsLately: number;
  readonly textsPerMinute: number;
}

/** Why no text is sent at this moment, although one may be sent later. */
export function whyNotNow(facts: LatelyFacts): WhyNotSent | undefined {
  if (isLately(facts, facts.lastTextedAt)) return notSent('TEXTED_LATELY', textedLately);
  if (isLately(facts, facts.textPendingSince)) return notSent('TEXTED_LATELY', textPending);
  if (facts.textsLately < facts.textsPerMinute) return undefined;
  const because = `the line has reached its cap of ${facts.textsPerMinute} automatic texts within a minute`;
  return notSent('TEXT_CAP', because);
}

/** Why a planned text is held back when it is about to be sent. The kill switch or other texts may have come first. */
export function whyHeldBack(
  facts: LatelyFacts & { readonly killSwitch: boolean },
): WhyNotSent | undefined {
  return facts.killSwitch ? notSent('KILL_SWITCH', becauseOfKillSwitch) : whyNotNow(facts);
}

function isLately({ now, cooldownMs }: LatelyFacts, at: Date | undefined): boolean {
  return at !== undefined && now.getTime() - at.getTime() < cooldownMs;
}

function notSent(reason: NotSentReason, because: string): WhyNotSent {
  return { reason, because };
}

const groupReadsAlong = 'the call came from a group, and all its members would read the text';
const providerReplies = 'the provider texts rejected callers itself';
const noLine = 'the line cannot text, and no other line is set as `textVia`';
const noPhone =
  'the line cannot text, and the phone number that the `textVia` line needs is not known';
const textedLately = 'the caller got a text from this service a short while ago';
const textPending = 'another text to the caller is planned or on its way';

export const phonesOnly: WhyNotSent = {
  reason: 'CANNOT_TEXT',
  because: 'the provider texts phone numbers only, and the number of the caller is not known',
};

export const nobodyToText: WhyNotSent = {
  reason: 'CANNOT_TEXT',
  because: 'the provider names no caller who can be texted',
};
