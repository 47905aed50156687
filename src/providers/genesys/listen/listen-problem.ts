import type { Problem, ProblemKind } from '../../../call/problem.ts';
import type { HttpAnswer } from '../../outgoing/provider-http.ts';
import { isSessionLost } from '../renewing-session.ts';
import { statusCodeIn } from '../status-code.ts';

/** The reason for which signing in failed. */
export function signInProblem(answer: HttpAnswer): Problem {
  // There is no session yet, so "not authenticated" is about the credentials.
  if (isSessionLost(answer)) {
    return problem(
      answer,
      'WRONG_CREDENTIALS',
      'does not accept the credentials: check the username and the password',
    );
  }
  return requestProblem(answer);
}

/** The reason for which a request in an open session failed. */
export function requestProblem(answer: HttpAnswer): Problem {
  switch (answer.is) {
    case 'not-sent':
      return problem(answer, 'UNAVAILABLE', `was not reached: ${answer.because}`);
    case 'no-answer':
      return problem(answer, 'NO_ANSWER', `did not answer: ${answer.because}`);
    case 'answered':
      return problemOfAnswer(answer);
  }
}

type Answered = Extract<HttpAnswer, { is: 'answered' }>;

function problemOfAnswer(answer: Answered): Problem {
  const { status } = answer;
  if (isSessionLost(answer)) return problem(answer, 'NOT_CONNECTED', 'has ended the session');
  if (status === 429) return problem(answer, 'RATE_LIMITED', 'asks for fewer requests');
  return problemOfCode(answer) ?? problemOfStatus(answer);
}

/** With these codes Genesys refuses the request itself. A retry fails too, until the agent or the line is changed. */
function problemOfCode(answer: Answered): Problem | undefined {
  switch (statusCodeIn(answer.body)) {
    case 3: // forbidden
    case 5: // no permission
      return notAllowed(answer);
    case 6: // not found
      return problem(answer, 'NOT_SUPPORTED', 'has no voice channel for this agent: give it one');
    case 8: // password change demanded
      return problem(answer, 'WRONG_CREDENTIALS', 'demands a new password for this agent');
    case 1: // required parameter missing
    case 10: // input validation
      return problem(answer, 'BAD_REQUEST', 'finds the request wrong');
    default:
      return undefined;
  }
}

function problemOfStatus(answer: Answered): Problem {
  if (answer.status === 403) return notAllowed(answer);
  return problem(answer, 'UNAVAILABLE', 'gave an answer that is not understood');
}

function notAllowed(answer: Answered): Problem {
  return problem(
    answer,
    'NOT_ALLOWED',
    'does not allow this agent: give the agent the feature api-voice',
  );
}

function problem(answer: HttpAnswer, kind: ProblemKind, what: string): Problem {
  const message = `Genesys ${what}.`;
  return answer.is === 'answered'
    ? { kind, message, httpStatus: answer.status }
    : { kind, message };
}
