import type { RejectOutcome } from '../../call/rejection.ts';
import { proven, unansweredQuestion, verdictOfFailure } from '../kit/credentials-verdict.ts';
import { isJsonObject, textIn } from '../kit/json.ts';
import { goneOutcomeOf } from '../kit/names-gone-call.ts';
import {
  alreadyOver,
  type Failure,
  failureOf,
  notDone,
  notUnderstood,
  type Reply,
  readReply,
  refused,
  unanswered,
  unknown,
} from '../kit/reply.ts';
import type { HttpAnswer } from '../outgoing/provider-http.ts';
import type { CredentialsVerdict, StateAtProvider } from '../provider.ts';
import { signalKindOf } from './call-wire.ts';
import type { SessionAnswer } from './renewing-session.ts';
import { statusCodeIn } from './status-code.ts';

const name = 'Genesys';
const credentials = 'username and password';
/** For `alreadyOver`: no statusCode tells how a call ended. */
const isInferred = true;

// Besides the HTTP status (`reply.status`), the body of an answer has Genesys's own `statusCode`, from 0 (done) to 20. `outcomeOfCode` says
// what each means.

/** With `no-session` signing in failed, and with `session-lost` Genesys no longer knew the session: the call was not rejected. */
export function rejectOutcomeOf(answer: SessionAnswer, providerCallId: string): RejectOutcome {
  if (answer.is === 'no-session') return noSession(answer.answer);
  if (answer.is === 'session-lost') return sessionLost(answer.answer);
  if (answer.is !== 'answered') return unanswered(name, answer);
  const reply = readReply(name, answer);
  // With these two HTTP statuses nothing was done, even if the body has a `statusCode` that leaves it open, such as 4 (internal).
  if (reply.status === 429) return failureOf(reply, credentials);
  if (reply.status === 503) return notDone(reply, 'UNAVAILABLE', 'is not available now');
  return outcomeOfCode(reply) ?? outcomeOfStatus(reply, providerCallId);
}

/** Reads the state of a call. Genesys does not document the field `call`, so the answer itself may also be the call. */
export function stateIn(answer: SessionAnswer): StateAtProvider {
  if (answer.is !== 'answered') return { is: 'not-told' };
  const reply = readReply(name, answer);
  // A state counts without a statusCode too.
  const code = statusCodeIn(reply.body) ?? 0;
  // 6: not found.
  if (code === 6) return { is: 'gone', problem: alreadyOver(reply, isInferred).problem };
  if (reply.status !== 200 || code !== 0) return { is: 'not-told' };
  const { json } = reply;
  const call = isJsonObject(json?.call) ? json.call : json;
  const kind = call && signalKindOf(textIn(call, 'state') ?? '');
  return kind && kind.is !== 'noted' ? { is: 'told', kind } : { is: 'not-told' };
}

/** Only an agent who is signed in can read its own account. */
export function credentialsVerdictOf(answer: SessionAnswer): CredentialsVerdict {
  const isOfSession = answer.is === 'no-session' || answer.is === 'session-lost';
  const given = isOfSession ? answer.answer : answer;
  if (given.is !== 'answered') return unansweredQuestion(name, given);
  const reply = readReply(name, given);
  if (answer.is === 'session-lost') {
    const what = 'signed the agent in, and then did not know the session: check baseUrl';
    return verdictOfFailure(reply, notDone(reply, 'UNAVAILABLE', what));
  }
  const code = statusCodeIn(reply.body);
  if (reply.status === 200 && code === 0) return proven;
  return verdictOfFailure(reply, failureToSignIn(reply, code));
}

function failureToSignIn(reply: Reply, code: number | undefined): Failure {
  // 3: forbidden, 5: no permission.
  if (code === 3 || code === 5) return refused(reply, 'NOT_ALLOWED', 'does not let this agent in');
  const outcome = outcomeOfCode(reply) ?? failureOf(reply, credentials);
  // The other outcomes tell about a call, so as an answer to signing in they are not understood.
  const isFailure =
    outcome.is === 'refused' || outcome.is === 'not-done' || outcome.is === 'unknown';
  return isFailure ? outcome : notUnderstood(reply);
}

/** The codes are documented for all operations. What some of them mean for a reject is inferred. */
function outcomeOfCode(reply: Reply): RejectOutcome | undefined {
  const code = statusCodeIn(reply.body);
  switch (code) {
    case undefined:
      return undefined;
    case 0:
      // The request was handed to another server, which reports the result as an event.
      return reply.status < 300 ? { is: 'under-way' } : undefined;
    case 2: // not valid for the current state
    case 6: // not found
      return alreadyOver(reply, isInferred);
    case 3: // forbidden
    case 5: // no permission
      return refused(reply, 'NOT_ALLOWED', 'does not allow this agent to reject the call');
    case 8: // password change demanded
      return refused(reply, 'WRONG_CREDENTIALS', 'demands a new password for this agent');
    case 20: // not authenticated
      return refused(reply, 'WRONG_CREDENTIALS', 'does not know us: check username and password');
    case 4: // internal
    case 7: // partial success
    case 9: // processing incomplete
      return unknown(reply, `did not finish (statusCode ${code})`);
    default:
      if (code > 0 && code < 20) return badRequest(reply, code);
      return unknown(reply, 'gave a statusCode that is not documented');
  }
}

function badRequest(reply: Reply, code: number): Failure {
  return refused(reply, 'BAD_REQUEST', `finds the request wrong (statusCode ${code})`);
}

/** An answer without a statusCode need not be about the call, so a 404 says that the call is over only if its words name the call. */
function outcomeOfStatus(reply: Reply, providerCallId: string): RejectOutcome {
  const gone = goneOutcomeOf(reply, providerCallId);
  if (gone) return gone;
  // JSON counts as the service's own answer. A 404 without it may be a proxy's: `failureOf` leaves open whether the call was rejected.
  if (reply.json && (reply.status === 404 || reply.status === 410)) {
    return refused(reply, 'BAD_REQUEST', 'did not find what was asked for: check baseUrl');
  }
  return failureOf(reply, credentials);
}

function sessionLost(answer: HttpAnswer): RejectOutcome {
  const message =
    'Genesys had ended the session, so nothing was done. The request is repeated in a new session.';
  const httpStatus = answer.is === 'answered' ? { httpStatus: answer.status } : {};
  return { is: 'not-done', problem: { kind: 'NOT_CONNECTED', message, ...httpStatus } };
}

/** Signing in failed before the reject was sent, so the call was certainly not rejected. */
function noSession(answer: HttpAnswer): RejectOutcome {
  if (answer.is !== 'answered') {
    const message = `Genesys could not be signed in to: ${answer.because}.`;
    return { is: 'not-done', problem: { kind: 'UNAVAILABLE', message } };
  }
  const reply = readReply(name, answer);
  const verdict = failureToSignIn(reply, statusCodeIn(reply.body));
  if (verdict.is === 'refused' || verdict.is === 'not-done') return verdict;
  return notDone(reply, 'UNAVAILABLE', 'could not be signed in to: check baseUrl');
}
