import type { RejectOutcome, SendOutcome } from '../../call/rejection.ts';
import { unansweredQuestion } from '../kit/credentials-verdict.ts';
import { goneOutcomeOf } from '../kit/names-gone-call.ts';
import { type Failure, type Reply, readReply, refused, unanswered, unknown } from '../kit/reply.ts';
import type { HttpAnswer } from '../outgoing/provider-http.ts';
import type { BlockOutcome, CredentialsVerdict } from '../provider.ts';
import { sessionVerdictOf } from '../waha-family/session-verdict.ts';
import { failureOf, rejectFailureOf, type WahaCheck } from '../waha-family/waha-failures.ts';

const name = 'WAHA';
const check: WahaCheck = {
  credentials: 'apiKey',
  request: "baseUrl, session and the caller's address",
  session: 'session',
};

export function credentialsVerdictOf(answer: HttpAnswer): CredentialsVerdict {
  if (answer.is !== 'answered') return unansweredQuestion(name, answer);
  return sessionVerdictOf(readReply(name, answer), check);
}

/**
 * A positive answer means that the engine, the WhatsApp client that WAHA runs, sent the rejection. The event `call.rejected` reports
 * that the call stopped ringing.
 */
export function rejectOutcomeOf(answer: HttpAnswer, providerCallId: string): RejectOutcome {
  if (answer.is !== 'answered') return unanswered(name, answer);
  const reply = readReply(name, answer);
  if (!isGranted(reply)) return rejectFailureOf(reply, check, providerCallId);
  // A 2xx with `success: false` may say that the call is over.
  const gone = goneOutcomeOf(reply, providerCallId);
  return gone ?? failureDespiteYes(reply) ?? { is: 'done', certainty: 'ACCEPTED' };
}

export function sendOutcomeOf(answer: HttpAnswer): SendOutcome {
  if (answer.is !== 'answered') return unanswered(name, answer);
  const reply = readReply(name, answer);
  if (!isGranted(reply)) return failureOf(reply, check);
  return failureDespiteYes(reply) ?? { is: 'sent' };
}

export function blockOutcomeOf(answer: HttpAnswer): BlockOutcome {
  if (answer.is !== 'answered') return unanswered(name, answer);
  const reply = readReply(name, answer);
  if (!isGranted(reply)) return failureOf(reply, check);
  return failureDespiteYes(reply) ?? { is: 'done' };
}

function isGranted({ status }: Reply): boolean {
  return status >= 200 && status < 300;
}

/**
 * Undefined if a 2xx shows no failure. WAHA answers 201 with the result of the engine: an empty body for a reject, the message for a
 * text. `true` and `null` count as an empty result.
 */
function failureDespiteYes(reply: Reply): Failure | undefined {
  if (reply.json?.success === false) {
    return refused(reply, 'BAD_REQUEST', 'says that it was not done');
  }
  if (reply.json || /^\s*(true|null)?\s*$/.test(reply.body)) return undefined;
  return unknown(reply, 'gave an answer that is not understood');
}
