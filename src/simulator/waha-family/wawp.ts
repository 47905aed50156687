import { createHmac, randomBytes } from 'node:crypto';
import type { ApiAnswer, ApiRequest } from '../kit/fake-api.ts';
import {
  startWahaLike,
  type WahaLikeOptions,
  type WahaLikeSimulator,
  type WahaOperation,
} from './waha-like.ts';
import type { WahaSession } from './waha-session.ts';

export interface WawpSimulatorOptions extends WahaLikeOptions {
  readonly instanceId?: string;
  readonly accessToken?: string;
  /** The format of errors, of which Wawp uses several. The default is JSON. */
  readonly errorsAs?: 'json' | 'xml' | 'text';
}

export interface WawpSimulator extends WahaLikeSimulator {
  readonly instanceId: string;
  readonly accessToken: string;
}

export async function startWawpSimulator(
  options: WawpSimulatorOptions = {},
): Promise<WawpSimulator> {
  const { instanceId = '123456789', accessToken = 'simulated_access_token' } = options;
  const simulator = await startWahaLike(
    {
      // Events of Wawp have fewer fields than those of WAHA.
      payloads: 'short',
      operationOf,
      callIdIn: (body) => body.callId,
      answerOf(request, body, session) {
        const { searchParams } = request.url;
        const isKnown =
          searchParams.get('instance_id') === instanceId &&
          searchParams.get('access_token') === accessToken;
        const answer = isKnown ? answerOf(request, body, session) : problems.unauthorized;
        return isRefusal(answer) ? inForm(answer, options.errorsAs ?? 'json') : answer;
      },
      signatureOf: signature,
    },
    options,
  );
  return { ...simulator, instanceId, accessToken };
}

/** An error, which is sent in one of several formats. */
interface Refusal {
  readonly status: number;
  readonly message: string;
}

function isRefusal(answer: ApiAnswer | Refusal): answer is Refusal {
  return 'message' in answer;
}

/** The messages are those of the documentation. It has none for a call that is over, so that message is a guess. */
const problems = {
  missing: { status: 400, message: 'Bad Request - Missing Required Parameter(s)' },
  unauthorized: { status: 401, message: 'Unauthorized - Invalid or Missing Access Token' },
  noSession: { status: 404, message: 'Not Found - Session Does Not Exist' },
  noCall: { status: 404, message: 'Not Found - Call Does Not Exist' },
  noRoute: { status: 404, message: 'Cannot POST' },
} as const satisfies Record<string, Refusal>;

const operations: Readonly<Record<string, WahaOperation>> = {
  '/v2/calls/reject': 'reject',
  '/v2/send/text': 'send',
  '/v2/session/info': 'check',
  '/wp-json/awp/v1/contacts/block': 'block',
  '/wp-json/awp/v1/contacts/unblock': 'unblock',
};

function operationOf({ method, url }: ApiRequest): WahaOperation {
  return (method === 'POST' && operations[url.pathname]) || 'other';
}

function answerOf(
  request: ApiRequest,
  body: Record<string, unknown>,
  session: WahaSession,
): ApiAnswer | Refusal {
  const operation = operationOf(request);
  if (!session.isConnected && operation !== 'check') return problems.noSession;
  switch (operation) {
    case 'reject':
      return answerReject(body, session);
    case 'send': {
      const { chatId, message } = body;
      if (!isText(chatId) || !isText(message)) return problems.missing;
      session.messages.push({ to: chatId, text: message });
      return done({ data: { id: `true_${chatId}_${randomBytes(10).toString('hex')}` } });
    }
    case 'block':
    case 'unblock': {
      const contactId = request.url.searchParams.get('contactId');
      if (!isText(contactId)) return problems.missing;
      if (operation === 'block') session.blocked.add(contactId);
      else session.blocked.delete(contactId);
      return done();
    }
    case 'check':
      return sessionInfo(session);
    case 'other':
      return problems.noRoute;
  }
}

/** The answer has no `success`, unlike the others. */
function sessionInfo({ isConnected, options }: WahaSession): ApiAnswer {
  const status = isConnected ? 'WORKING' : 'SCAN_QR_CODE';
  return { status: 200, body: { name: options.session, status, config: { webhooks: {} } } };
}

/** The documentation names 400 and 404 for a call that is over. Which of them Wawp sends is a guess. */
function answerReject(
  { callId, from }: Record<string, unknown>,
  session: WahaSession,
): ApiAnswer | Refusal {
  if (!isText(callId) || !isText(from)) return problems.missing;
  const call = session.find(callId);
  if (call?.status !== 'RINGING' || call.peerNumber !== from) return problems.noCall;
  session.reject(call);
  return done();
}

function done(more: object = {}): ApiAnswer {
  return {
    status: 200,
    body: { success: true, message: 'Operation completed successfully', ...more },
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function inForm({ status, message }: Refusal, form: 'json' | 'xml' | 'text'): ApiAnswer {
  switch (form) {
    case 'json':
      return { status, body: { success: false, message } };
    case 'xml': {
      const body = `<?xml version="1.0"?><response><message>${message}</message></response>`;
      return { status, body, headers: { 'content-type': 'application/xml' } };
    }
    case 'text':
      return { status, body: message, headers: { 'content-type': 'text/plain' } };
  }
}

/** The SDK of Wawp shows the algorithm but not the header, whose name is a guess. */
function signature(secret: string, body: string): Record<string, string> {
  return { 'x-webhook-hmac': createHmac('sha256', secret).update(body).digest('hex') };
}
