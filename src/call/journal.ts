import type { Actor } from './actor.ts';
import type { Call } from './call.ts';
import type { CallStatus } from './status.ts';

/**
 * What can happen to a call. The schema's journal kinds describe each; these are easily confused:
 * - REJECT_ACCEPTED: the provider said yes, and the call's own end is awaited. REJECTED: the call was rejected.
 *   REJECT_CONFIRMED: an event of the provider confirmed a rejection.
 * - REJECT_FOUND_CALL_OVER: the call was over or answered before the rejection. REJECT_REFUSED: the provider will not reject.
 *   REJECT_EXPIRED: nothing more is tried. REJECT_INEFFECTIVE: the provider had said yes, and the call rang on.
 * - AUTOMATION_HELD: a limit kept the policies from acting. NOTED: the call's status stays as it is.
 */
export const journalKinds = [
  'RANG',
  'ANSWERED',
  'REJECT_REQUESTED',
  'REJECT_ACCEPTED',
  'REJECTED',
  'REJECT_CONFIRMED',
  'REDIRECTED',
  'REJECT_FOUND_CALL_OVER',
  'REJECT_REFUSED',
  'REJECT_EXPIRED',
  'REJECT_INEFFECTIVE',
  'MISSED',
  'ENDED',
  'FAILED',
  'AUTOMATION_HELD',
  'NOTICE_SENT',
  'NOTICE_NOT_SENT',
  'FOLLOW_UP_SENT',
  'FOLLOW_UP_NOT_SENT',
  'NOTED',
] as const;

export type JournalKind = (typeof journalKinds)[number];

/** The kind of the entry by which a call gets this status. */
export function journalKindOf(status: CallStatus): JournalKind {
  switch (status) {
    case 'RINGING':
      return 'RANG';
    case 'REJECTING':
      return 'REJECT_REQUESTED';
    default:
      return status;
  }
}

/** One change of a call, with a snapshot of the call right after it. */
export interface Entry {
  readonly kind: JournalKind;
  readonly occurredAt: Date;
  readonly actor: Actor;
  /** The reason, in words for people. */
  readonly cause?: string;
  readonly call: Call;
}
