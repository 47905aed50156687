import { randomBytes } from 'node:crypto';
import type { ApiAnswer, ApiRequest } from '../kit/fake-api.ts';
import { objectIn } from '../kit/simulation.ts';

/** `block` is also the operation that ends a block. */
export type WutsOperation = 'reject' | 'send' | 'block' | 'check' | 'other';

export interface SentWutsText {
  readonly to: string;
  readonly text: string;
  /** Both are seconds that WUTS waits before it sends the text. */
  readonly delay?: number;
  readonly typingDuration?: number;
}

/** What the line does for a valid request. */
export interface WutsHandlers {
  reject(callId: string): void;
  send(message: SentWutsText): void;
  block(contact: string): void;
  unblock(contact: string): void;
}

export function operationOf({ method, url }: ApiRequest): WutsOperation {
  switch (`${method} ${url.pathname}`) {
    case 'POST /calls/reject':
      return 'reject';
    case 'POST /send/text':
      return 'send';
    case 'POST /contacts/block':
    case 'POST /contacts/unblock':
      return 'block';
    case 'GET /status':
      return 'check';
    default:
      return 'other';
  }
}

export function answerOf(
  request: ApiRequest,
  line: { readonly token: string; readonly isConnected: boolean },
  handlers: WutsHandlers,
): ApiAnswer {
  if (request.headers.authorization !== `Bearer ${line.token}`) {
    return { status: 401, body: { success: false, error: 'Invalid token' } };
  }
  if (operationOf(request) === 'check') return stateOf(line.isConnected);
  // That the HTTP status is 400 is a guess.
  if (!line.isConnected) {
    return failure(400, 'DEVICE_NOT_READY', 'WhatsApp session is not connected');
  }
  const body = objectIn(request);
  switch (operationOf(request)) {
    case 'reject':
      return answerReject(body, handlers);
    case 'send':
      return answerSend(body, handlers);
    case 'block':
      return answerBlock(body, request.url.pathname.endsWith('/block'), handlers);
    case 'check':
    case 'other':
      return failure(404, 'NOT_FOUND', 'not found');
  }
}

function stateOf(isConnected: boolean): ApiAnswer {
  const status = isConnected ? 'connected' : 'disconnected';
  const data = { connected: isConnected, status, is_logged_in: isConnected };
  return { status: 200, body: { success: true, data } };
}

/** The answer is the same for a call that rings, for a call that is over and for one that never existed. */
function answerReject({ call_id: callId, from }: Body, handlers: WutsHandlers): ApiAnswer {
  if (typeof callId !== 'string' || callId === '') return invalid('call_id');
  if (typeof from !== 'string' || !from.includes('@')) return invalid('from');
  handlers.reject(callId);
  return { status: 200, body: { success: true } };
}

function answerSend(body: Body, handlers: WutsHandlers): ApiAnswer {
  const { number, text, delay, typingDuration } = body;
  if (typeof number !== 'string') return invalid('number');
  const to = number.replace(/[\s+-]/g, '');
  if (!/^\d{10,15}$/.test(to)) return invalid('number');
  if (typeof text !== 'string' || text === '' || text.length > 4096) return invalid('text');
  if (!isSeconds(delay)) return invalid('delay');
  if (!isSeconds(typingDuration)) return invalid('typingDuration');
  handlers.send({ to, text, delay, typingDuration });
  const sent = {
    success: true,
    message_id: `3EB0${randomBytes(9).toString('hex').toUpperCase()}`,
    timestamp: new Date().toISOString(),
    status: 'sent',
    chat_jid: `${to}@s.whatsapp.net`,
  };
  return { status: 200, body: sent };
}

function answerBlock({ jid, number }: Body, isBlocked: boolean, handlers: WutsHandlers): ApiAnswer {
  const contact = jid ?? number;
  if (typeof contact !== 'string' || contact === '') return invalid('jid');
  if (isBlocked) handlers.block(contact);
  else handlers.unblock(contact);
  const action = isBlocked ? 'block' : 'unblock';
  return {
    status: 200,
    body: { success: true, data: { jid: contact, action, blocked: isBlocked } },
  };
}

type Body = Readonly<Record<string, unknown>>;

function isSeconds(value: unknown): value is number | undefined {
  return value === undefined || (typeof value === 'number' && value >= 0);
}

function invalid(field: string): ApiAnswer {
  const answer = failure(400, 'VALIDATION_ERROR', 'validation failed');
  const validation = [{ field, message: `${field} is missing or invalid`, value: null }];
  return { ...answer, body: { ...(answer.body as object), validation } };
}

function failure(status: number, error_code: string, error: string): ApiAnswer {
  const timestamp = new Date().toISOString();
  return { status, body: { success: false, error, error_code, timestamp } };
}
