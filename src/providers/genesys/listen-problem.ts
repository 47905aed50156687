import type { Problem, ProblemKind } from '../../call/problem.ts';
import type { HttpAnswer } from '../provider-http.ts';
import { isSessionLost } from './renewing-session.ts';

/** Why signing in did not work. */
export function signInProblem(answer: HttpAnswer): Problem {
  if (isSessionLost(answer)) {
    return problem(
      answer,
      'WRONG_CREDENTIALS',
      'does not know us: check the username and the password',
    );
  }
  return requestProblem(answer);
}

/** Why a request of a session that was open did not work. */
export function requestProblem(answer: HttpAnswer): Problem {
  switch (answer.is) {
    case 'not-sent':
      return problem(answer, 'UNAVAILABLE', `was not reached: ${answer.because}`);
    case 'no-answer':
      return problem(answer, 'NO_ANSWER', `did not answer: ${answer.because}`);
    case 'answered':
      if (isSessionLost(answer)) return problem(answer, 'NOT_CONNECTED', 'has ended the session');
      if (answer.status === 403) return problem(answer, 'NOT_ALLOWED', 'does not allow this agent');
      if (answer.status === 429) {
        return problem(answer, 'RATE_LIMITED', 'asks for fewer requests');
      }
      return problem(answer, 'UNAVAILABLE', 'gave an answer that is not understood');
  }
}

function problem(answer: HttpAnswer, kind: ProblemKind, what: string): Problem {
  const message = `Genesys ${what}.`;
  return answer.is === 'answered'
    ? { kind, message, httpStatus: answer.status }
    : { kind, message };
}
