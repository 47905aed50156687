import type { RejectOutcome } from '../../call/rejection.ts';
import { goneOutcomeOf, namesGoneCall } from '../kit/names-gone-call.ts';
import {
  alreadyOver,
  type Failure,
  isWebPage,
  notDone,
  type Reply,
  refusalOf,
  refused,
  type WhatToCheck,
} from '../kit/reply.ts';
import { messageWords } from '../kit/spoken-words.ts';

export interface WahaCheck extends WhatToCheck {
  /** The name of the account's field that selects the session. */
  readonly session: string;
}

/**
 * The reason for which WAHA, or a service built on it, did not reject a call. WAHA documents no answer for a call that is over, and
 * 400 and 404 may also mean a missing session, an incomplete request or a wrong URL, so the words of the answer decide.
 */
export function rejectFailureOf(
  reply: Reply,
  check: WahaCheck,
  providerCallId: string,
): RejectOutcome {
  // A reject is harmless to repeat, so a 503 counts as not done.
  if (reply.status === 503) return notDone(reply, 'UNAVAILABLE', 'is not available now');
  const words = messageWords(reply);
  const failure = failureOfWords(reply, words, check);
  if (failure) return failure;
  // WPP, one of the WhatsApp clients (engines) that WAHA can run, throws an error for a call that is over, and WAHA answers thrown
  // errors with 500. Such an error does not say how the call ended.
  const isGone = reply.status === 500 && namesGoneCall(words, providerCallId);
  const isEndInferred = true;
  if (isGone) return alreadyOver(reply, isEndInferred);
  return goneOutcomeOf(reply, providerCallId) ?? failureOf(reply, check);
}

/** The reason for which a request that concerns no call, such as one to send a text, was not carried out. */
export function failureOf(reply: Reply, check: WahaCheck): Failure {
  return failureOfWords(reply, messageWords(reply), check) ?? refusalOf(reply, check);
}

/** The failures that do not depend on the call: a 501, and those that the words of a refusal show. */
function failureOfWords(reply: Reply, words: string, check: WahaCheck): Failure | undefined {
  if (reply.status === 501)
    return refused(reply, 'NOT_SUPPORTED', 'cannot do this with its engine');
  if (![400, 404, 422].includes(reply.status)) return undefined;
  // A web page comes from a proxy, so its words are not WAHA's.
  if (isWebPage(reply)) return undefined;
  if (/\bcannot post\b/i.test(words)) {
    const what = 'has no such command: check baseUrl and the version that runs there';
    return refused(reply, 'NOT_SUPPORTED', what);
  }
  if (/\bplus version\b/i.test(words)) {
    return refused(reply, 'NOT_SUPPORTED', 'cannot do this in its edition');
  }
  if (/\b(missing|required)\b/i.test(words)) {
    return refused(reply, 'BAD_REQUEST', `misses something in the request: check ${check.request}`);
  }
  if (isAboutTheSession(words)) {
    const what = `has no such session, or it is not connected: check ${check.session} and its phone`;
    return refused(reply, 'NOT_CONNECTED', what);
  }
  return undefined;
}

/** Whether the session is the problem. True for "Session Does Not Exist", false for "No such call in this session". */
function isAboutTheSession(words: string): boolean {
  if (!/\b(session|instance|sess[aã]o|inst[aâ]ncia)\b/i.test(words)) return false;
  if (!/\b(call|chamada)\b/i.test(words)) return true;
  // Of a text that names both, the session is the problem if its sentence says so before it names the call.
  // Only English sentences are read so closely.
  return /\b(session|instance)\b((?!\bcall\b)[^.])*\b(not|stopped|failed|disconnected|expired)\b/i.test(
    words,
  );
}
