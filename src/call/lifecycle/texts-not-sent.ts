import type { Call } from '../call.ts';
import type { JournalKind } from '../journal.ts';
import type { FollowUp } from '../rejection.ts';

interface TextNotSent {
  readonly kind: Extract<JournalKind, 'FOLLOW_UP_NOT_SENT' | 'NOTICE_NOT_SENT'>;
  readonly because: string | undefined;
}

/** The texts of a call that have become NOT_SENT since `before`, or whose reason has changed. */
export function textsNotSent(before: Call | null, { rejection, notice }: Call): TextNotSent[] {
  const isSameRejection = before?.rejection?.id === rejection?.id;
  const followUpBefore = isSameRejection ? before?.rejection?.followUp : undefined;
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
  if (before?.state === 'NOT_SENT' && before.notSent?.reason === after.notSent?.reason) return [];
  return [{ kind, because: after.notSent?.because }];
}
