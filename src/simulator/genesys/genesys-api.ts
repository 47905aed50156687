import type { ApiAnswer, ApiRequest } from '../kit/fake-api.ts';
import type { SimulatedSession, SimulatedSessions } from './genesys-sessions.ts';
import { callShape, deviceShape } from './genesys-shapes.ts';
import type { Switch } from './genesys-switch.ts';

/** What a request asks for. `operationOf` never returns `poll`: the simulator sees polls before they reach the API. */
export type GenesysOperation =
  | 'login'
  | 'start'
  | 'reject'
  | 'calls'
  | 'call'
  | 'devices'
  | 'poll'
  | 'other';

const answers = {
  ok: { status: 200, body: { statusCode: 0 } },
  unauthorized: { status: 401, body: { statusCode: 20, statusMessage: 'Not authenticated' } },
  csrf: { status: 403, body: 'Missing or invalid Csrf token' },
  notFound: { status: 404, body: { statusCode: 6, statusMessage: 'The call was not found' } },
  wrongState: {
    status: 400,
    body: { statusCode: 2, statusMessage: 'Not valid for the current state' },
  },
  wrongRequest: { status: 400, body: { statusCode: 1, statusMessage: 'operationName is missing' } },
} as const satisfies Record<string, ApiAnswer>;

export function operationOf({ method, url }: ApiRequest): GenesysOperation {
  const { pathname, search } = url;
  if (method === 'POST' && pathname === '/api/v2/me') return 'start';
  if (method === 'POST' && callIdIn(url) !== undefined) return 'reject';
  if (method !== 'GET') return 'other';
  if (pathname === '/api/v2/me/calls') return 'calls';
  if (callIdIn(url) !== undefined) return 'call';
  if (pathname !== '/api/v2/me') return 'other';
  // The client reads /me twice: without a query to sign in, and with `subresources=devices`.
  return search === '' ? 'login' : 'devices';
}

export function callIdIn({ pathname }: URL): string | undefined {
  const encoded = /^\/api\/v2\/me\/calls\/([^/]+)$/.exec(pathname)?.[1];
  return encoded === undefined ? undefined : decodeURIComponent(encoded);
}

export function answerOf(
  request: ApiRequest,
  sessions: SimulatedSessions,
  calls: Switch,
): ApiAnswer {
  const asker = sessions.askerOf(request.headers);
  if (asker.is === 'stranger') return answers.unauthorized;
  if (operationOf(request) === 'login') {
    return signedIn(asker.is === 'new' ? sessions.open(asker.agent) : asker.session);
  }
  if (asker.is === 'new') return answers.unauthorized;
  if (request.method !== 'GET' && !asker.hasToken) return answers.csrf;
  return answerKnown(request, asker.session, calls);
}

function signedIn({ id, agent, csrfToken }: SimulatedSession): ApiAnswer {
  return {
    status: 200,
    headers: {
      'set-cookie': [`JSESSIONID=${id}; Path=/api; HttpOnly`, 'BALANCER=node-1; Path=/'],
      'x-csrf-header': 'X-CSRF-TOKEN',
      'x-csrf-token': csrfToken,
    },
    body: { statusCode: 0, user: { userName: agent.username, enabled: true } },
  };
}

function answerKnown(request: ApiRequest, { agent }: SimulatedSession, calls: Switch): ApiAnswer {
  switch (operationOf(request)) {
    case 'start':
      agent.hasStarted = true;
      return answers.ok;
    case 'reject':
      return answerReject(request, agent.username, calls);
    case 'calls': {
      const legs = calls.legsOf(agent.username).map(callShape);
      return { status: 200, body: { statusCode: 0, calls: legs } };
    }
    case 'call': {
      const leg = calls.leg(callIdIn(request.url) ?? '');
      if (leg?.agent !== agent.username || leg.state === 'Released') return answers.notFound;
      return { status: 200, body: { statusCode: 0, call: callShape(leg) } };
    }
    case 'devices':
      return { status: 200, body: { statusCode: 0, user: { devices: [deviceShape(agent)] } } };
    default:
      return answers.notFound;
  }
}

/** The answer for a call of another agent is a guess, because the documentation does not tell its code. */
function answerReject({ url, body }: ApiRequest, agent: string, calls: Switch): ApiAnswer {
  const leg = calls.leg(callIdIn(url) ?? '');
  if (body !== '{"operationName":"Reject"}') return answers.wrongRequest;
  if (leg?.agent !== agent || leg.state === 'Released') return answers.notFound;
  if (leg.state !== 'Ringing' || !leg.isFromQueue) return answers.wrongState;
  calls.reject(leg);
  return answers.ok;
}
