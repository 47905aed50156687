/** The schema's `CallStatus` describes each. */
export const callStatuses = [
  'RINGING',
  'REJECTING',
  'REJECTED',
  'REDIRECTED',
  'ANSWERED',
  'MISSED',
  'ENDED',
  'FAILED',
] as const;

export type CallStatus = (typeof callStatuses)[number];

/** The schema's `CallEndReason` describes each. */
export type EndReason =
  | 'REJECTED_BY_US'
  | 'REJECTED_ELSEWHERE'
  | 'CALLER_HUNG_UP'
  | 'RANG_OUT'
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
