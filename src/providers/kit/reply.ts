import type { Problem, ProblemKind } from '../../call/problem.ts';
import type { AlreadyOver, SendOutcome } from '../../call/rejection.ts';
import type { HttpAnswer } from '../outgoing/provider-http.ts';
import { retryAfterMs } from '../outgoing/retry-after.ts';
import { type JsonObject, readJsonObject } from './json.ts';

/** A provider's answer with its parsed body. */
export interface Reply {
  /** The provider's name for messages. */
  readonly provider: string;
  readonly status: number;
  /** In lower case, without parameters; empty if the header is absent. */
  readonly contentType: string;
  /** The text. Only for matching: it may quote a credential, so it must never be logged or shown. */
  readonly body: string;
  /** The body if it is a JSON object. If it is not, the answer may come from a proxy instead of the provider. */
  readonly json?: JsonObject;
  readonly retryAfterMs?: number;
}

/**
 * The outcomes of a failed request. They are the same for rejects, texts and blocks. `refused`: the provider will not do it.
 * `not-done`: it was certainly not done, and may be tried again. `unknown`: it may have been done.
 */
export type Failure = Exclude<SendOutcome, { is: 'sent' }>;

export function readReply(
  provider: string,
  answer: Extract<HttpAnswer, { is: 'answered' }>,
): Reply {
  const { status, contentType, body, headers } = answer;
  const json = readJsonObject(body);
  return { provider, status, contentType, body, json, retryAfterMs: retryAfterMs(headers) };
}

/** The failure if no answer came. */
export function unanswered(
  provider: string,
  answer: Exclude<HttpAnswer, { is: 'answered' }>,
): Failure {
  if (answer.is === 'not-sent') {
    const message = `${provider} was not reached: ${answer.because}.`;
    return { is: 'not-done', problem: { kind: 'UNAVAILABLE', message } };
  }
  const message = `${provider} may have done it, but ${answer.because}.`;
  return { is: 'unknown', problem: { kind: 'NO_ANSWER', message } };
}

/**
 * The failure that the status alone shows; undefined for a 4xx with which the provider may have refused the request itself.
 * `credentials` names the fields to check after a 401.
 */
export function failureOfStatus(reply: Reply, credentials: string): Failure | undefined {
  const { status } = reply;
  if (status === 401) {
    return refused(reply, 'WRONG_CREDENTIALS', `does not know us: check ${credentials}`);
  }
  if (status === 403) return refused(reply, 'NOT_ALLOWED', 'does not allow this');
  if (status === 429) return notDone(reply, 'RATE_LIMITED', 'asks for fewer requests');
  // Also a 503, because a text must not be sent twice. For a reject, which is harmless to repeat, a 503 counts as not done: the
  // provider's function for rejects says so before it comes to this one.
  if (status >= 500 || status === 408) return unknown(reply, 'failed to answer');
  // A redirect comes from a proxy before the provider. A 2xx gets here only if its body does not show success.
  return status < 400 ? notUnderstood(reply) : undefined;
}

/** The failure for an answer whose body gives no reason. */
export function failureOf(reply: Reply, credentials: string): Failure {
  const failure = failureOfStatus(reply, credentials);
  if (failure) return failure;
  // A 404 without JSON may come from a proxy before the provider.
  if (reply.status === 404 && !reply.json) return notUnderstood(reply);
  return refused(reply, 'BAD_REQUEST', 'finds the request wrong');
}

/** What an operator should check, as the end of a sentence that begins with "check". */
export interface WhatToCheck {
  readonly credentials: string;
  readonly request: string;
}

/** Like `failureOf`, for providers where any other 4xx, even from a proxy, means that nothing was done. The problem says what to check. */
export function refusalOf(reply: Reply, check: WhatToCheck): Failure {
  const failure = failureOfStatus(reply, check.credentials);
  if (failure) return failure;
  if (isWebPage(reply)) {
    return refused(
      reply,
      'BAD_REQUEST',
      'was not reached, because a web page answered: check baseUrl',
    );
  }
  const isNotFound = reply.status === 404 || reply.status === 405;
  const what = isNotFound ? 'did not find what was asked for' : 'finds the request wrong';
  return refused(reply, 'BAD_REQUEST', `${what}: check ${check.request}`);
}

export function isWebPage({ body, contentType }: Reply): boolean {
  return contentType === 'text/html' || /^\s*<(!doctype html|html\b)/i.test(body);
}

export function notUnderstood(reply: Reply): Failure {
  return unknown(reply, 'gave an answer that is not understood: check baseUrl');
}

export function refused(reply: Reply, kind: ProblemKind, what: string): Failure {
  return { is: 'refused', problem: problemOf(reply, kind, what) };
}

export function notDone(reply: Reply, kind: ProblemKind, what: string): Failure {
  const { retryAfterMs } = reply;
  const problem = problemOf(reply, kind, what);
  if (retryAfterMs === undefined) return { is: 'not-done', problem };
  return { is: 'not-done', problem, retryAfterMs };
}

export function unknown(reply: Reply, what: string): Failure {
  return { is: 'unknown', problem: problemOf(reply, 'UNAVAILABLE', what) };
}

/** `inferred` is true if the answer does not show how the call ended. */
export function alreadyOver(reply: Reply, inferred: boolean): AlreadyOver {
  const problem = problemOf(reply, 'CALL_NOT_FOUND', 'no longer has this call ringing');
  return { is: 'already-over', inferred, problem };
}

/**
 * `what` continues a sentence that begins with the provider's name. The message never quotes the provider's answer, which may contain
 * a credential.
 */
export function problemOf({ provider, status }: Reply, kind: ProblemKind, what: string): Problem {
  return { kind, message: `${provider} ${what}.`, httpStatus: status };
}
