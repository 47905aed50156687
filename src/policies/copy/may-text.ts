export interface TextFacts {
  readonly now: Date;
  readonly killSwitch: boolean;
  readonly callerIsGroup: boolean;
  readonly providerRepliesByItself: boolean;
  /** What the decision does to the call. */
  readonly fate: 'REJECTED' | 'RETURNED_TO_QUEUE' | 'RINGS';
  /** Whether this call has had its text. */
  readonly alreadyTexted: boolean;
  readonly lastTextedAt?: Date;
  readonly cooldownMs: number;
  /** The copy that the decision asks for. */
  readonly copyKey?: string;
}

export const noTextReasons = [
  'KILL_SWITCH',
  'GROUP',
  'ALREADY_TEXTED',
  'STILL_IN_QUEUE',
  'PROVIDER_REPLIES',
  'TEXTED_LATELY',
] as const;
export type NoTextReason = (typeof noTextReasons)[number];

export type MayText =
  | { readonly is: 'yes'; readonly copyKey?: string }
  | { readonly is: 'no'; readonly reason: NoTextReason; readonly because: string };

/** Whether a caller may be texted, and with which copy. */
export function mayText(facts: TextFacts): MayText {
  const reason = reasonAgainst(facts);
  if (reason) return { is: 'no', reason, because: says[reason] };
  const { copyKey } = facts;
  return { is: 'yes', ...(copyKey !== undefined && { copyKey }) };
}

function reasonAgainst(facts: TextFacts): NoTextReason | undefined {
  if (facts.killSwitch) return 'KILL_SWITCH';
  if (facts.callerIsGroup) return 'GROUP';
  if (facts.alreadyTexted) return 'ALREADY_TEXTED';
  if (facts.fate === 'RETURNED_TO_QUEUE') return 'STILL_IN_QUEUE';
  if (facts.providerRepliesByItself) return 'PROVIDER_REPLIES';
  if (wasTextedLately(facts)) return 'TEXTED_LATELY';
  return undefined;
}

function wasTextedLately({ now, lastTextedAt, cooldownMs }: TextFacts): boolean {
  return lastTextedAt !== undefined && now.getTime() - lastTextedAt.getTime() < cooldownMs;
}

const says: Readonly<Record<NoTextReason, string>> = {
  KILL_SWITCH: "the line's kill switch is on",
  GROUP: 'the call came from a group, and everybody in it would read the text',
  ALREADY_TEXTED: 'the caller has had a text for this call',
  STILL_IN_QUEUE: 'the caller is back in the queue and still being served',
  PROVIDER_REPLIES: 'the provider answers rejected callers by itself',
  TEXTED_LATELY: 'the caller had a text from us a short while ago',
};
