export const callStatuses = [
  'RINGING',
  // It still rings, and a rejection was decided.
  'REJECTING',
  'REJECTED',
  // The rejection returned it to its queue.
  'REDIRECTED',
  'ANSWERED',
  // It rang and was not answered.
  'MISSED',
  // It is over in another way, such as after it was answered.
  'ENDED',
  // The provider reports that it failed.
  'FAILED',
] as const;

export type CallStatus = (typeof callStatuses)[number];

export type EndReason =
  | 'REJECTED_BY_US'
  /** On a device, or by the provider. */
  | 'REJECTED_ELSEWHERE'
  | 'CALLER_HUNG_UP'
  /** The network or the ring limit ended the ring. */
  | 'RANG_OUT'
  /** It had been answered. */
  | 'COMPLETED'
  | 'RETURNED_TO_QUEUE'
  | 'FAILED'
  | 'UNKNOWN';

const open: ReadonlySet<CallStatus> = new Set(['RINGING', 'REJECTING', 'ANSWERED']);

export function isOver(status: CallStatus): boolean {
  return !open.has(status);
}

export function isRinging(status: CallStatus): status is 'RINGING' | 'REJECTING' {
  return status === 'RINGING' || status === 'REJECTING';
}
