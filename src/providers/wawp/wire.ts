import type { RejectOutcome, SendOutcome } from '../../call/rejection.ts';
import { unansweredQuestion } from '../kit/credentials-verdict.ts';
import { isJsonObject, type JsonObject, textIn } from '../kit/json.ts';
import { goneOutcomeOf } from '../kit/names-gone-call.ts';
import { type Failure, type Reply, readReply, refused, unanswered, unknown } from '../kit/reply.ts';
import type { HttpAnswer } from '../outgoing/provider-http.ts';
import type { BlockOutcome, CredentialsVerdict } from '../provider.ts';
import { sessionVerdictOf } from '../waha-family/session-verdict.ts';
import { failureOf, rejectFailureOf, type WahaCheck } from '../waha-family/waha-failures.ts';

const name = 'Wawp';
/** What the message about a failure tells people to check. */
const check: WahaCheck = {
  credentials: 'instanceId and accessToken',
  request: "baseUrl, instanceId and the caller's address",
  session: 'instanceId',
};

export function credentialsVerdictOf(answer: HttpAnswer): CredentialsVerdict {
  if (answer.is !== 'answered') return unansweredQuestion(name, answer);
  return sessionVerdictOf(readReply(name, answer), check);
}

/** A positive answer does not show that the call stopped ringing. The event `call.rejected` reports that. */
export function rejectOutcomeOf(answer: HttpAnswer, providerCallId: string): RejectOutcome {
  if (answer.is !== 'answered') return unanswered(name, answer);
  const reply = readReply(name, answer);
  if (!isGranted(reply)) return rejectFailureOf(reply, check, providerCallId);
  if (reply.json?.success === true) return { is: 'done', certainty: 'ACCEPTED' };
  // A 2xx without `success: true` may say in words that the call is over.
  return goneOutcomeOf(reply, providerCallId) ?? failureDespiteYes(reply);
}

/** Wawp does not document the answer to a sent text. An id of the message counts as sent, like `success: true`. */
export function sendOutcomeOf(answer: HttpAnswer): SendOutcome {
  if (answer.is !== 'answered') return unanswered(name, answer);
  const reply = readReply(name, answer);
  if (!isGranted(reply)) return failureOf(reply, check);
  const { json } = reply;
  if (json?.success === true) return { is: 'sent' };
  if (json && json.success === undefined && namesMessage(json)) return { is: 'sent' };
  return failureDespiteYes(reply);
}

function namesMessage(json: JsonObject): boolean {
  const places = [json, json.data, json.key].filter(isJsonObject);
  return places.some((place) => textIn(place, 'id', 'messageId', 'message_id') !== undefined);
}

export function blockOutcomeOf(answer: HttpAnswer): BlockOutcome {
  if (answer.is !== 'answered') return unanswered(name, answer);
  const reply = readReply(name, answer);
  if (!isGranted(reply)) return failureOf(reply, check);
  return reply.json?.success === true ? { is: 'done' } : failureDespiteYes(reply);
}

function isGranted({ status }: Reply): boolean {
  return status >= 200 && status < 300;
}

/** The failure for a 2xx that does not say `success: true`. */
function failureDespiteYes(reply: Reply): Failure {
  if (reply.json?.success !== false) {
    return unknown(reply, 'gave an answer that is not understood');
  }
  return refused(reply, 'BAD_REQUEST', 'says that it was not done');
}
