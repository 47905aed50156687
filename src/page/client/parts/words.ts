import type {
  Call,
  Caller,
  CallLine,
  CallStatus,
  RejectionState,
  Signature,
  Text,
} from '../service/calls.ts';

const providers: Readonly<Record<string, string>> = {
  PILOT_STATUS: 'Pilot Status',
  WAWP: 'Wawp',
  WUTS: 'WUTS',
  GENESYS: 'Genesys',
  WAHA: 'WAHA',
  TELNYX: 'Telnyx',
};

export const providerName = (provider: string): string => providers[provider] ?? provider;

export const lineName = ({ name, id }: CallLine): string => name ?? id;

const statuses: Readonly<Record<CallStatus, string>> = {
  RINGING: 'Ringing',
  REJECTING: 'Rejecting',
  REJECTED: 'Rejected',
  REDIRECTED: 'Back in the queue',
  ANSWERED: 'In a call',
  MISSED: 'Missed',
  ENDED: 'Over',
  FAILED: 'Failed',
};

export const rejectionStates: Readonly<Record<RejectionState, string>> = {
  SENDING: 'Being sent',
  ACCEPTED: 'Accepted',
  CONFIRMED: 'Confirmed',
  BEST_EFFORT: 'Best effort',
  REDIRECTED: 'Back in the queue',
  ALREADY_OVER: 'Was already over',
  REFUSED: 'Refused',
  EXPIRED: 'Given up',
};

/** What each state means to a user who has just rejected a call. */
export const rejectionMeanings: Readonly<Record<RejectionState, string>> = {
  SENDING: 'The provider is being asked.',
  ACCEPTED: 'The provider accepted the request. No event has confirmed it.',
  CONFIRMED: 'The provider says that the call was rejected.',
  BEST_EFFORT: 'The provider tries, and cannot promise it.',
  REDIRECTED: 'The call returned to the queue it came from.',
  ALREADY_OVER: 'The call had ended or was answered first.',
  REFUSED: 'The provider will not reject this call.',
  EXPIRED: 'No time was left to ask the provider again.',
};

export const reasons = { DECLINED: 'Declined', BUSY: 'Busy', UNWANTED: 'Unwanted' } as const;

export const textStates: Readonly<Record<Text['state'], string>> = {
  WAITING: 'Text waits',
  SENDING: 'Text is being sent',
  SENT: 'Text sent',
  NOT_SENT: 'No text',
  UNKNOWN: 'Text may not have arrived',
};

/** Turns `ALREADY_IN_A_CALL` into `already in a call`. */
export function inWords(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ');
}

/** Like `inWords`, with a capital letter, for the beginning of a sentence. */
export function titled(name: string): string {
  const words = inWords(name);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The operator's name for a policy, unchanged, or else its kind. */
export const policyName = ({ name, kind }: Signature): string => name ?? titled(kind);

export function callerName({ displayName, phone, addresses }: Caller): string {
  return displayName ?? phone ?? nameOfAddress(addresses[0]) ?? 'Unknown caller';
}

/** The text below the caller's name. */
export function callerNumber({ displayName, phone, addresses }: Caller): string {
  if (displayName !== null) return phone ?? nameOfAddress(addresses[0]) ?? 'Number not known';
  if (phone === null) return 'Number not known';
  return isMasked(phone) ? 'Number and name are masked' : 'No name';
}

/** What a key without the scope `pii:read` sees of a number. */
const isMasked = (phone: string) => phone.startsWith('…');

/**
 * A LID is the id under which WhatsApp hides a caller's number. Undefined for a caller whom the provider did not identify: the address
 * then is the id of the call.
 */
function nameOfAddress(address: string | undefined): string | undefined {
  if (address?.startsWith('other:caller-of:')) return undefined;
  return address
    ?.replace(/^lid:/, 'LID ')
    .replace(/^group:/, 'Group ')
    .replace(/^phone:|^other:([a-z-]+:)?/, '');
}

/** What became of the call, in a few words. */
export function outcomeOf(call: Call): string {
  const { status, rejection, endReason } = call;
  if (status === 'REJECTED' && rejection)
    return `Rejected, ${inWords(rejectionStates[rejection.state])}`;
  if (status === 'REJECTED' && endReason === 'REJECTED_ELSEWHERE') return 'Rejected elsewhere';
  if (status === 'ENDED' && endReason === 'CALLER_HUNG_UP') return 'Caller hung up';
  if (status === 'ENDED' && wasAnswered(call)) return 'Answered';
  return statuses[status];
}

/** Not every provider tells why a call ended, or that it was answered before. */
export const wasAnswered = ({ endReason, answeredAt }: Call): boolean =>
  endReason === 'COMPLETED' || answeredAt !== null;

type Tone = 'live' | 'good' | 'bad' | 'busy' | 'calm';

export function toneOf(call: Call): Tone {
  switch (call.status) {
    case 'RINGING':
      return 'live';
    case 'REJECTING':
      return 'busy';
    case 'REJECTED':
    case 'FAILED':
      return 'bad';
    case 'REDIRECTED':
      return 'busy';
    case 'ANSWERED':
      return 'good';
    case 'ENDED':
      return wasAnswered(call) ? 'good' : 'calm';
    case 'MISSED':
      return 'calm';
  }
}

const clockFormat = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const dayFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

export function timeOf(at: string): string {
  return clockFormat.format(new Date(at));
}

/** The day of a time; empty for today. */
export function dayOf(at: string): string {
  const date = new Date(at);
  return date.toDateString() === new Date().toDateString() ? '' : dayFormat.format(date);
}

export function ago(at: string, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - Date.parse(at)) / 1000));
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

export function milliseconds(ms: number): string {
  if (ms >= 1000) return `${shortest(ms / 1000)} s`;
  return `${ms < 10 ? shortest(ms) : Math.round(ms)} ms`;
}

/** With one decimal place at most: 5, or 5.3. */
const shortest = (value: number) => `${Math.round(value * 10) / 10}`;
