import type { ProblemKind } from '../../call/problem.ts';
import type { HttpAnswer } from '../outgoing/provider-http.ts';
import type { CredentialsVerdict } from '../provider.ts';
import { type Failure, isWebPage, problemOf, type Reply } from './reply.ts';

export const proven: CredentialsVerdict = { is: 'proven' };

/** The credentials are right, but the line does not work. `what` continues a sentence (`problemOf`): why, and what to do. */
export function provenBut(reply: Reply, kind: ProblemKind, what: string): CredentialsVerdict {
  return { is: 'proven', problem: problemOf(reply, kind, what) };
}

/**
 * A provider reports these kinds of problems only after it has checked the credentials. NOT_ALLOWED and NOT_CONNECTED: the credentials
 * do not give access to this line, such as when its session does not exist.
 */
const kindsOfRefusal: ReadonlySet<ProblemKind> = new Set([
  'WRONG_CREDENTIALS',
  'NOT_ALLOWED',
  'NOT_CONNECTED',
]);

/**
 * `refused` if the provider refused with one of these kinds. Any other failure, such as that of a wrong URL or an overload, does not
 * show whether the credentials are right.
 */
export function verdictOfFailure(reply: Reply, { is, problem }: Failure): CredentialsVerdict {
  // A web page comes from a proxy before the provider.
  const isRefusal = is === 'refused' && kindsOfRefusal.has(problem.kind) && !isWebPage(reply);
  return { is: isRefusal ? 'refused' : 'not-told', problem };
}

/** The verdict if no answer came. */
export function unansweredQuestion(
  provider: string,
  answer: Exclude<HttpAnswer, { is: 'answered' }>,
): CredentialsVerdict {
  if (answer.is === 'not-sent') {
    const message = `${provider} was not reached: ${answer.because}.`;
    return { is: 'not-told', problem: { kind: 'UNAVAILABLE', message } };
  }
  const message = `${provider} gave no answer: ${answer.because}.`;
  return { is: 'not-told', problem: { kind: 'NO_ANSWER', message } };
}
