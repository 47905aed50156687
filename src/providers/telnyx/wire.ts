import type { Problem } from '../../call/problem.ts';
import type { RejectOutcome, RejectReason, SendOutcome } from '../../call/rejection.ts';
import type { SignalKind } from '../../call/signal.ts';
import {
  proven,
  provenBut,
  unansweredQuestion,
  verdictOfFailure,
} from '../kit/credentials-verdict.ts';
import { codeIn, isJsonObject, type JsonObject, objectsIn, textIn } from '../kit/json.ts';
import { goneOutcomeOf } from '../kit/names-gone-call.ts';
import {
  alreadyOver,
  notDone,
  notUnderstood,
  readReply,
  refusalOf,
  unanswered,
  type WhatToCheck,
} from '../kit/reply.ts';
import type { HttpAnswer } from '../outgoing/provider-http.ts';
import type { CredentialsVerdict } from '../provider.ts';

export const name = 'Telnyx';
const check: WhatToCheck = {
  credentials: 'apiKey',
  request: 'baseUrl, phoneNumber, and that apiKey belongs to the account that has the number',
};

/** The code for "Call has already ended". That a reject is answered with it too is not documented. */
const callHasEnded = '90018';
/** That code does not say how the call ended, so the end is inferred. */
const isInferred = true;

export function causeOf(reason: RejectReason): 'USER_BUSY' | 'CALL_REJECTED' {
  return reason === 'BUSY' ? 'USER_BUSY' : 'CALL_REJECTED';
}

/** A positive answer means that the command was accepted. The event `call.hangup` reports how the call ended. */
export function rejectOutcomeOf(answer: HttpAnswer, providerCallId: string): RejectOutcome {
  if (answer.is !== 'answered') return unanswered(name, answer);
  const reply = readReply(name, answer);
  const { status, json } = reply;
  if (status >= 200 && status < 300) {
    const isAccepted = isJsonObject(json?.data) && json.data.result === 'ok';
    return isAccepted ? { is: 'done', certainty: 'ACCEPTED' } : notUnderstood(reply);
  }
  // A reject is harmless to repeat, so a 503 counts as not done.
  if (status === 503) return notDone(reply, 'UNAVAILABLE', 'is not available now');
  // A 5xx does not show what the server did, whatever its code.
  if (json && status < 500 && codeIn(json, 'code') === callHasEnded)
    return alreadyOver(reply, isInferred);
  // The words of a refusal may say that the call is over.
  return goneOutcomeOf(reply, providerCallId) ?? refusalOf(reply, check);
}

export function sendOutcomeOf(answer: HttpAnswer): SendOutcome {
  if (answer.is !== 'answered') return unanswered(name, answer);
  const reply = readReply(name, answer);
  const { status, json } = reply;
  if (status < 200 || status >= 300) return refusalOf(reply, check);
  const id = isJsonObject(json?.data) ? textIn(json.data, 'id') : undefined;
  return id === undefined ? notUnderstood(reply) : { is: 'sent', messageIds: [id] };
}

/** The answer lists the numbers of the account to which the key belongs. */
export function credentialsVerdictOf(answer: HttpAnswer, phoneNumber: string): CredentialsVerdict {
  if (answer.is !== 'answered') return unansweredQuestion(name, answer);
  const reply = readReply(name, answer);
  const { status, json } = reply;
  if (status !== 200) {
    // A wrong phoneNumber is only missing from the list, so after a refusal `baseUrl` is left to check.
    return verdictOfFailure(reply, refusalOf(reply, { ...check, request: 'baseUrl' }));
  }
  if (!Array.isArray(json?.data)) return verdictOfFailure(reply, notUnderstood(reply));
  const numbers = objectsIn(json, 'data').map((number) => textIn(number, 'phone_number'));
  if (numbers.includes(phoneNumber)) return proven;
  const what = 'accepts apiKey, but its account does not list phoneNumber: check both';
  return provenBut(reply, 'NOT_ALLOWED', what);
}

export function signalKindOf(event: string, payload: JsonObject): SignalKind {
  switch (event) {
    case 'call.initiated':
      return { is: 'ringing' };
    case 'call.answered':
      return { is: 'answered' };
    case 'call.hangup':
      return endOf(textIn(payload, 'hangup_cause'), textIn(payload, 'hangup_source'));
    default:
      return { is: 'noted', what: event };
  }
}

/** The cause decides before the source. Telnyx does not document that a rejected call ends with the cause of our command (`causeOf`). */
function endOf(cause: string | undefined, source: string | undefined): SignalKind {
  switch (cause) {
    case 'call_rejected':
    case 'user_busy':
      return { is: 'rejected' };
    case 'originator_cancel':
      return { is: 'over', because: 'CALLER_HUNG_UP' };
    case 'timeout':
    case 'no_answer':
      return { is: 'over', because: 'RANG_OUT' };
    default:
      return { is: 'over', because: source === 'caller' ? 'CALLER_HUNG_UP' : 'UNKNOWN' };
  }
}

const undelivered = new Set(['sending_failed', 'delivery_failed']);

/** Why an accepted text was not delivered; undefined if it was, or may have been, delivered. */
export function undeliveredProblem(status: string | undefined): Problem | undefined {
  if (status === undefined || !undelivered.has(status)) return undefined;
  return { kind: 'NOT_ALLOWED', message: `${name} could not deliver the text (${status}).` };
}
