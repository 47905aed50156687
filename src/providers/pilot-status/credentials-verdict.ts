import { proven, unansweredQuestion, verdictOfFailure } from '../kit/credentials-verdict.ts';
import { isJsonArray } from '../kit/json.ts';
import { type Reply, readReply, refusalOf } from '../kit/reply.ts';
import type { HttpAnswer } from '../outgoing/provider-http.ts';
import type { CredentialsVerdict } from '../provider.ts';
import { check, explainedOutcome, name } from './wire.ts';

/** Only a key of the number can list the calls. */
export function credentialsVerdictOf(answer: HttpAnswer): CredentialsVerdict {
  if (answer.is !== 'answered') return unansweredQuestion(name, answer);
  const reply = readReply(name, answer);
  if (reply.status === 200 && isList(reply)) return proven;
  // This request is about no call, so nothing else of `check.request` applies.
  const asked = { ...check, request: 'baseUrl' };
  return verdictOfFailure(reply, explainedOutcome(reply) ?? refusalOf(reply, asked));
}

/** The documentation does not show whether the list has a wrapper, so any JSON object that reports no failure counts as one. */
function isList({ json, body }: Reply): boolean {
  if (json) return json.success !== false;
  return isJsonArray(body);
}
