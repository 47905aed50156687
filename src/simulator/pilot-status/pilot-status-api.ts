import { randomBytes } from 'node:crypto';
import type { ApiAnswer, ApiRequest } from '../kit/fake-api.ts';
import type { SimulatedCall, SimulatedCalls } from './pilot-status-calls.ts';

/** `read`: one call. `check`: the list of calls, by which credentials are checked. */
export type PilotStatusOperation = 'reject' | 'send' | 'read' | 'check' | 'other';

export interface PilotStatusKeys {
  /** Keys of the number. */
  readonly apiKey: string;
  readonly apiKeyId?: string;
  /** A key of the tenant, which may not act on calls. */
  readonly tenantKey?: string;
}

export interface SimulatedMessage {
  readonly id: string;
  readonly to: string;
  /** Empty if the text was sent as a template. */
  readonly text: string;
  readonly templateId?: string;
  readonly variables?: unknown;
}

/** The effects of accepted requests. */
export interface PilotStatusHandlers {
  reject(call: SimulatedCall): void;
  send(message: SimulatedMessage): void;
}

/** The error answers. Some are used only in tests. */
export const problems = {
  validation: { status: 400, body: { error: 'Validation error' } },
  unauthorized: { status: 401, body: { error: 'Unauthorized' } },
  tenantScope: {
    status: 403,
    body: {
      error: 'Tenant-scoped keys cannot call number endpoints',
      code: 'TENANT_SCOPE_NOT_ALLOWED',
    },
  },
  rateLimited: {
    status: 429,
    body: { error: 'Too many requests' },
    headers: { 'retry-after': '2' },
  },
  notSupported: {
    status: 400,
    body: {
      error: 'Calling is only supported for Meta Cloud API and Pilot Status (web) numbers.',
      code: 'FEATURE_NOT_SUPPORTED',
    },
  },
  notConnected: {
    status: 409,
    body: { error: 'WhatsApp is not connected', code: 'WHATSAPP_INSTANCE_NOT_CONNECTED' },
  },
  notFound: { status: 404, body: { error: 'Not found' } },
  noCall: { status: 404, body: { error: 'Call not found', code: 'CALL_NOT_FOUND' } },
  notRinging: { status: 409, body: { error: 'Call is not ringing', code: 'CALL_NOT_RINGING' } },
} as const satisfies Record<string, ApiAnswer>;

export function operationOf({ method, url }: ApiRequest): PilotStatusOperation {
  if (method === 'POST' && rejectedIdIn(url) !== undefined) return 'reject';
  if (method === 'POST' && url.pathname === '/v1/messages/send') return 'send';
  if (method === 'GET' && url.pathname === '/v1/calls') return 'check';
  if (method === 'GET' && /^\/v1\/calls\/[^/]+$/.test(url.pathname)) return 'read';
  return 'other';
}

export function rejectedIdIn(url: URL): string | undefined {
  const encoded = /^\/v1\/calls\/([^/]+)\/reject$/.exec(url.pathname)?.[1];
  return encoded === undefined ? undefined : decodeURIComponent(encoded);
}

export function keyIn({ headers }: ApiRequest): string | undefined {
  const key = headers['x-api-key'] ?? headers['x-api-key-id'];
  return typeof key === 'string' ? key : undefined;
}

export function answerOf(
  request: ApiRequest,
  keys: PilotStatusKeys,
  calls: SimulatedCalls,
  handlers: PilotStatusHandlers,
): ApiAnswer {
  const { headers } = request;
  if (keys.tenantKey !== undefined && headers['x-api-key'] === keys.tenantKey) {
    return problems.tenantScope;
  }
  const isKnown =
    headers['x-api-key'] === keys.apiKey ||
    (keys.apiKeyId !== undefined && headers['x-api-key-id'] === keys.apiKeyId);
  if (!isKnown) return problems.unauthorized;

  switch (operationOf(request)) {
    case 'reject':
      return answerReject(request, calls, handlers);
    case 'send':
      return answerSend(request, handlers);
    case 'read':
    case 'check':
      return answerRead(request.url, calls);
    case 'other':
      return problems.notFound;
  }
}

/**
 * Only the answer for a ringing call is documented. Guess: a request with a body, or for an outbound call, is not valid; a call that is
 * over is not found, one that was answered is a conflict, and one that was already rejected gets the same answer again.
 */
function answerReject(
  request: ApiRequest,
  calls: SimulatedCalls,
  handlers: PilotStatusHandlers,
): ApiAnswer {
  const call = calls.find(rejectedIdIn(request.url) ?? '');
  if (!call) return problems.noCall;
  if (request.body !== '' || call.direction === 'OUTBOUND') return problems.validation;
  switch (call.status) {
    case 'RINGING':
      handlers.reject(call);
      return { status: 200, body: { success: true, id: call.id, status: 'REJECTED' } };
    case 'REJECTED':
      return { status: 200, body: { success: true, id: call.id, status: 'REJECTED' } };
    case 'ACCEPTED':
      return problems.notRinging;
    case 'COMPLETED':
    case 'FAILED':
    case 'MISSED':
      return problems.noCall;
  }
}

function answerSend(request: ApiRequest, handlers: PilotStatusHandlers): ApiAnswer {
  const body = readObject(request.body);
  const { text = '', templateId, variables, destinationNumber: to } = body;
  if (typeof text !== 'string' || typeof to !== 'string') return problems.validation;
  // Exactly one of the two must be given: the documentation says that they exclude each other.
  const isTemplate = typeof templateId === 'string' && templateId !== '';
  if (isTemplate === (text !== '')) return problems.validation;
  // A number, or the id by which Pilot Status reports a caller whose number is not known, such as `BR.1349071234567890`.
  if (!/^\+\d{8,15}$/.test(to) && !/^[A-Z]{2}\.\d+$/.test(to)) return problems.validation;
  const id = `msg_${randomBytes(12).toString('hex')}`;
  handlers.send({ id, to, text, ...(isTemplate && { templateId, variables }) });
  const createdAt = new Date().toISOString();
  return { status: 200, body: { id, correlationId: `corr_${id}`, status: 'QUEUED', createdAt } };
}

/** Guess: the documentation does not show the wrapper of the list. */
function answerRead(url: URL, calls: SimulatedCalls): ApiAnswer {
  const id = url.pathname.split('/')[3];
  if (id !== undefined) {
    const call = calls.find(decodeURIComponent(id));
    return call ? { status: 200, body: call } : problems.notFound;
  }
  const limit = Number(url.searchParams.get('limit') ?? 25);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) return problems.validation;
  // The default sorts after every time.
  const before = url.searchParams.get('before') ?? '9999';
  const page = calls.newestFirst().filter((call) => call.createdAt < before);
  return { status: 200, body: { calls: page.slice(0, limit) } };
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
