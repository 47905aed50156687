import type { Actor } from './actor.ts';
import type { Call } from './call.ts';

/** AUTOMATION_HELD: a limit kept the policies from acting. NOTED: the call's status stays as it is. */
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

/** One change of a call, with a snapshot of the call right after it. */
export interface Entry {
  readonly kind: JournalKind;
  readonly occurredAt: Date;
  readonly actor: Actor;
  readonly cause?: string;
  readonly call: Call;
}
