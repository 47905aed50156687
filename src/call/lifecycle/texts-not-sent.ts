import type { Call } from '../call.ts';
import type { JournalKind } from '../journal.ts';
import type { FollowUp } from '../rejection.ts';

interface TextNotSent {
  readonly kind: Extract<JournalKind, 'FOLLOW_UP_NOT_SENT' | 'NOTICE_NOT_SENT'>;
  readonly because: string | undefined;
}

/** The texts of a call that have become NOT_SENT since `before`, or are so for another reason. */
export function textsNotSent(before: Call | null, { rejection, notice }: Call): TextNotSent[] {
  const isSameWish = before?.rejection?.id === rejection?.id;
  const followUpBefore = isSameWish ? before?.rejection?.followUp : undefined;
  return [
    ...newlyNotSent('FOLLOW_UP_NOT_SENT', followUpBefore, rejection?.followUp),
    ...newlyNotSent('NOTICE_NOT_SENT', before?.notice, notice),
  ];
}

function newlyNotSent(
  kind: TextNotSent['kind'],
  before: FollowUp | undefined,
  after: FollowUp | undefined,
): TextNotSent[] {
  if (after?.state !== 'NOT_SENT') return [];
  const isKnown = before?.state === 'NOT_SENT' && before.notSent?.reason === after.notSent?.reason;
  if (isKnown) return [];
  return [{ kind, because: after.notSent?.because }];
}
