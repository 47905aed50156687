import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { ApiAnswer, ApiRequest } from '../kit/fake-api.ts';
import {
  startWahaLike,
  type WahaLikeOptions,
  type WahaLikeSimulator,
  type WahaOperation,
} from './waha-like.ts';
import type { WahaSession } from './waha-session.ts';

export interface WahaSimulatorOptions extends WahaLikeOptions {
  readonly apiKey?: string;
}

export interface WahaSimulator extends WahaLikeSimulator {
  readonly apiKey: string;
}

export async function startWahaSimulator(
  options: WahaSimulatorOptions = {},
): Promise<WahaSimulator> {
  const { apiKey = 'simulated_api_key' } = options;
  const simulator = await startWahaLike(
    {
      // Events of Wawp have fewer fields than those of WAHA.
      payloads: 'full',
      operationOf,
      callIdIn: (body) => body.id,
      answerOf(request, body, session) {
        if (request.headers['x-api-key'] !== apiKey) return unauthorized;
        return answerOf(request, body, session);
      },
      signatureOf: signature,
    },
    options,
  );
  return { ...simulator, apiKey };
}

const unauthorized: ApiAnswer = {
  status: 401,
  body: { message: 'Unauthorized', statusCode: 401 },
};

function operationOf({ method, url }: ApiRequest): WahaOperation {
  if (method === 'GET' && sessionNamedIn(url) !== undefined) return 'check';
  if (method !== 'POST') return 'other';
  if (/^\/api\/[^/]+\/calls\/reject$/.test(url.pathname)) return 'reject';
  if (url.pathname === '/api/sendText') return 'send';
  if (url.pathname === '/api/contacts/block') return 'block';
  if (url.pathname === '/api/contacts/unblock') return 'unblock';
  return 'other';
}

function sessionNamedIn({ pathname }: URL): string | undefined {
  return /^\/api\/sessions\/([^/]+)$/.exec(pathname)?.[1];
}

function answerOf(
  request: ApiRequest,
  body: Record<string, unknown>,
  session: WahaSession,
): ApiAnswer {
  const operation = operationOf(request);
  if (operation === 'other') return noRoute(request);
  if (operation === 'check') return answerCheck(sessionNamedIn(request.url) ?? '', session);
  // A reject names its session in the path `/api/{session}/calls/reject`, and the other requests in the body.
  const named = operation === 'reject' ? request.url.pathname.split('/')[2] : body.session;
  if (named !== session.options.session) return noSession(String(named));
  if (!session.isConnected) return stopped(session.options.session);

  switch (operation) {
    case 'reject':
      return answerReject(body, session);
    case 'send': {
      const to = String(body.chatId);
      session.messages.push({ to, text: String(body.text) });
      const id = `true_${to}_${randomBytes(10).toString('hex').toUpperCase()}`;
      return { status: 201, body: { id, fromMe: true, to, body: body.text } };
    }
    case 'block':
    case 'unblock':
      if (operation === 'block') session.blocked.add(String(body.contactId));
      else session.blocked.delete(String(body.contactId));
      return done;
    default:
      return operation satisfies never;
  }
}

/** A session that is not connected is described as well. */
function answerCheck(named: string, { options, isConnected }: WahaSession): ApiAnswer {
  if (named !== options.session) {
    const message = `We didn't find a session with name '${named}'.`;
    return { status: 404, body: { statusCode: 404, message, error: 'Not Found' } };
  }
  const status = isConnected ? 'WORKING' : 'STOPPED';
  return {
    status: 200,
    body: { name: named, status, config: {}, engine: { engine: options.engine } },
  };
}

/**
 * WPP finds the call by its id alone. All other engines answer `done` without a check, but the rejection takes effect only if
 * `id` and `from` are those of a ringing call.
 */
function answerReject({ id, from }: Record<string, unknown>, session: WahaSession): ApiAnswer {
  const call = session.find(String(id));
  if (
    call?.status === 'RINGING' &&
    (session.options.engine === 'WPP' || call.peerNumber === from)
  ) {
    session.reject(call);
    return done;
  }
  if (session.options.engine !== 'WPP') return done;
  const message = call ? `Call ${id} is not incoming ring` : `Call ${id} not found`;
  return { status: 500, body: { statusCode: 500, exception: { name: 'WPPError', message } } };
}

const done: ApiAnswer = { status: 201, body: '' };

function noRoute({ method, url }: ApiRequest): ApiAnswer {
  const message = `Cannot ${method} ${url.pathname}`;
  return { status: 404, body: { message, error: 'Not Found', statusCode: 404 } };
}

function noSession(session: string): ApiAnswer {
  return { status: 422, body: { error: `Session "${session}" does not exist`, session } };
}

function stopped(session: string): ApiAnswer {
  const error = 'Session status is not as expected. Try again later or restart the session';
  return { status: 422, body: { error, session, status: 'STOPPED', expected: ['WORKING'] } };
}

function signature(secret: string, body: string): Record<string, string> {
  return {
    'x-webhook-request-id': randomUUID(),
    'x-webhook-timestamp': String(Date.now()),
    'x-webhook-hmac': createHmac('sha512', secret).update(body).digest('hex'),
    'x-webhook-hmac-algorithm': 'sha512',
  };
}
