import type { RejectOutcome, SendOutcome } from '../../call/rejection.ts';
import type { SignalKind } from '../../call/signal.ts';
import {
  proven,
  provenBut,
  unansweredQuestion,
  verdictOfFailure,
} from '../kit/credentials-verdict.ts';
import { codeIn, isJsonObject } from '../kit/json.ts';
import { goneOutcomeOf } from '../kit/names-gone-call.ts';
import {
  type Failure,
  notDone,
  type Reply,
  readReply,
  refusalOf,
  refused,
  unanswered,
  unknown,
  type WhatToCheck,
} from '../kit/reply.ts';
import type { HttpAnswer } from '../outgoing/provider-http.ts';
import type { BlockOutcome, CredentialsVerdict } from '../provider.ts';
import { validationNote } from './validation.ts';

const name = 'WUTS';
const check: WhatToCheck = {
  credentials: 'token',
  request: "baseUrl, token and the caller's address",
};

/** A positive answer means that the request was sent. According to WUTS, WhatsApp often ignores a rejection from a linked device. */
export function rejectOutcomeOf(answer: HttpAnswer, providerCallId: string): RejectOutcome {
  if (answer.is !== 'answered') return unanswered(name, answer);
  const reply = readReply(name, answer);
  if (isGranted(reply)) return { is: 'done', certainty: 'BEST_EFFORT' };
  // The answer may say in words that the call is over.
  const gone = goneOutcomeOf(reply, providerCallId);
  if (gone) return gone;
  const explained = failureOfCode(reply);
  if (explained) return explained;
  // A rejection is harmless to repeat, so a 503 counts as not done. For a text it does not: a text must not be sent twice.
  if (reply.status === 503) return notDone(reply, 'UNAVAILABLE', 'is not available now');
  return failureWithoutCode(reply);
}

export function sendOutcomeOf(answer: HttpAnswer): SendOutcome {
  return outcomeOf(answer, { is: 'sent' });
}

export function blockOutcomeOf(answer: HttpAnswer): BlockOutcome {
  return outcomeOf(answer, { is: 'done' });
}

/** The state of the device comes with 200, whether its phone is linked or not. */
export function credentialsVerdictOf(answer: HttpAnswer): CredentialsVerdict {
  if (answer.is !== 'answered') return unansweredQuestion(name, answer);
  const reply = readReply(name, answer);
  if (!isGranted(reply)) {
    return verdictOfFailure(reply, failureOfCode(reply) ?? failureWithoutCode(reply));
  }
  const state = isJsonObject(reply.json?.data) ? reply.json.data : {};
  if (state.connected !== false && state.is_logged_in !== false) return proven;
  const what = 'accepts the token, but its device is not connected: pair it with its phone again';
  return provenBut(reply, 'NOT_CONNECTED', what);
}

function outcomeOf<Good>(answer: HttpAnswer, good: Good): Good | Failure {
  if (answer.is !== 'answered') return unanswered(name, answer);
  const reply = readReply(name, answer);
  if (isGranted(reply)) return good;
  return failureOfCode(reply) ?? failureWithoutCode(reply);
}

function isGranted({ status, json }: Reply): boolean {
  return (status === 200 || status === 201) && json?.success === true;
}

/** The documentation of WUTS tells clients to use the code (`error_code`), not the status. The other spellings are a precaution. */
function failureOfCode(reply: Reply): Failure | undefined {
  switch (reply.json && codeIn(reply.json, 'error_code', 'errorCode', 'code')) {
    case 'VALIDATION_ERROR':
      return refused(
        reply,
        'BAD_REQUEST',
        `finds the request wrong (VALIDATION_ERROR${validationNote(reply.json)})`,
      );
    case 'DEVICE_NOT_READY':
      return refused(reply, 'NOT_CONNECTED', 'has lost this number (DEVICE_NOT_READY)');
    default:
      return undefined;
  }
}

/** The failure for an answer without a code, such as a 401. */
function failureWithoutCode(reply: Reply): Failure {
  if (reply.status >= 300) return refusalOf(reply, check);
  if (reply.json?.success !== false) {
    return unknown(reply, 'gave an answer that is not understood: check baseUrl');
  }
  return refused(reply, 'BAD_REQUEST', `finds the request wrong: check ${check.request}`);
}

export function signalKindOf(event: string, reason: string | undefined): SignalKind {
  switch (event) {
    case 'call.offer':
      return { is: 'ringing' };
    case 'call.accept':
      return { is: 'answered' };
    case 'call.reject':
      return { is: 'rejected' };
    case 'call.terminate':
      return endOf(reason);
    default:
      return { is: 'noted', what: event };
  }
}

function endOf(reason: string | undefined): SignalKind {
  switch (reason) {
    // WhatsApp uses these two words for an action on another device. That WUTS passes them on is inferred.
    case 'accepted_elsewhere':
      return { is: 'answered' };
    case 'rejected_elsewhere':
      return { is: 'rejected' };
    default:
      return { is: 'over', because: reason === 'timeout' ? 'RANG_OUT' : 'UNKNOWN' };
  }
}
