import type { RejectOutcome } from '../call/rejection.ts';
import {
  alreadyOver,
  type Failure,
  failureOfStatus,
  notDone,
  notUnderstood,
  type Reply,
  refused,
} from './reply.ts';
import { spokenWords } from './spoken-words.ts';

/**
 * Why WAHA, or what is built on it, did not reject a call. No answer is documented for a call that is over,
 * so that is inferred from 400 and 404: they are also the answers for a session that is gone
 * and for a request that lacks something, and those say so.
 */
export function rejectFailureOf(reply: Reply, credentials: string): RejectOutcome {
  if (reply.status === 503) return notDone(reply, 'UNAVAILABLE', 'is not available now');
  const words = spokenWords(reply);
  const told = failureOfWords(reply, words);
  if (told) return told;
  if (saysThatTheCallIsOver(reply, words)) return alreadyOver(reply, true);
  return failureOf(reply, credentials);
}

export function failureOf(reply: Reply, credentials: string): Failure {
  return (
    failureOfWords(reply, spokenWords(reply)) ??
    failureOfStatus(reply, credentials) ??
    refused(reply, 'BAD_REQUEST', 'finds the request wrong')
  );
}

/** The failures that words tell, and of which no call is the reason. */
function failureOfWords(reply: Reply, words: string): Failure | undefined {
  if (reply.status === 501)
    return refused(reply, 'NOT_SUPPORTED', 'cannot do this with its engine');
  if (![400, 404, 422].includes(reply.status)) return undefined;
  if (/^\s*<(!doctype )?html/i.test(reply.body)) return notUnderstood(reply);
  if (/\bcannot post\b/i.test(words)) {
    const what = 'has no such command: check baseUrl and the version that runs there';
    return refused(reply, 'NOT_SUPPORTED', what);
  }
  if (/\bplus version\b/i.test(words)) {
    return refused(reply, 'NOT_SUPPORTED', 'cannot do this in its edition');
  }
  if (/\b(missing|required)\b/i.test(words)) {
    return refused(reply, 'BAD_REQUEST', 'misses something in the request');
  }
  if (isAboutTheSession(words)) {
    return refused(reply, 'NOT_CONNECTED', 'has no such session, or it is not connected');
  }
  return undefined;
}

/** "Session Does Not Exist" is; "No such call in this session" is not. */
function isAboutTheSession(words: string): boolean {
  if (!/\b(session|instance)\b/i.test(words)) return false;
  if (!/\bcall\b/i.test(words)) return true;
  return /\b(session|instance)\b[^.]*\b(not|stopped|failed|disconnected|expired)\b/i.test(words);
}

function saysThatTheCallIsOver({ status }: Reply, words: string): boolean {
  if (status === 400 || status === 404 || status === 410) return true;
  // The engine WPP throws, and what is thrown is answered with 500.
  return status === 500 && /\bcall\b.*\b(not found|is not incoming ring)\b/i.test(words);
}

/** An event that names only the call can be all we heard of it, and none of its requests goes without the caller. */
export function nobodyToReach(provider: string): Failure {
  const message = `${provider} has not told who the caller is, and wants to know it: nothing was sent.`;
  return { is: 'refused', problem: { kind: 'BAD_REQUEST', message } };
}
