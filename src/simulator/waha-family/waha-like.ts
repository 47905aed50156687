import { type ApiAnswer, type ApiRequest, startFakeApi } from '../kit/fake-api.ts';
import type { Fault } from '../kit/fault.ts';
import {
  createWebhookSender,
  type WebhookManner,
  type WebhookSender,
} from '../kit/webhook-sender.ts';
import type { SimulatedWahaCall } from './waha-calls.ts';
import {
  createWahaSession,
  type SentText,
  type WahaEngine,
  type WahaHappenings,
  type WahaSession,
  type WahaSessionOptions,
} from './waha-session.ts';

export type WahaOperation = 'reject' | 'send' | 'block' | 'unblock' | 'other';

export interface WahaLikeOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly session?: string;
  /** What their documentation shows, WEBJS, unless told otherwise. */
  readonly engine?: WahaEngine;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  /** After which callers give up; without it they wait for ever. */
  readonly ringLimitMs?: number;
}

/** What tells WAHA and Wawp apart, over the same session. */
export interface WahaLikeApi {
  readonly payloads: WahaSessionOptions['payloads'];
  operationOf(request: ApiRequest): WahaOperation;
  callIdIn(body: Record<string, unknown>): unknown;
  answerOf(request: ApiRequest, body: Record<string, unknown>, session: WahaSession): ApiAnswer;
  signatureOf(secret: string, body: string): Record<string, string>;
}

export interface WahaSeenRequest {
  readonly operation: WahaOperation;
  readonly method: string;
  readonly path: string;
  readonly callId?: string;
  /** Where it stands in the query. */
  readonly contactId?: string;
  readonly body: string;
  readonly at: Date;
}

export interface WahaLikeSimulator extends WahaHappenings {
  readonly url: string;
  /** Oldest first; the last 100,000. */
  readonly requests: readonly WahaSeenRequest[];
  readonly messages: readonly SentText[];
  readonly blocked: ReadonlySet<string>;
  readonly webhooks: WebhookSender;
  /** Where and how events are told from now on. */
  tell(manner: { url?: string; secret?: string; copies?: number; delayMs?: number }): void;
  /** Whether the session is there to act; the calls it has keep ringing. */
  connect(isConnected: boolean): void;
  call(callId: string): SimulatedWahaCall | undefined;
  fault(operation: WahaOperation, fault: Fault, times?: number | 'always'): void;
  clearFaults(): void;
  close(): Promise<void>;
}

export async function startWahaLike(
  api: WahaLikeApi,
  options: WahaLikeOptions,
): Promise<WahaLikeSimulator> {
  const { session: name = 'default', engine = 'WEBJS', ringLimitMs, port = 0 } = options;
  const manner: WebhookManner = {};
  const webhooks = createWebhookSender(manner);
  const session = createWahaSession(webhooks, {
    session: name,
    engine,
    ringLimitMs,
    payloads: api.payloads,
  });
  const requests: WahaSeenRequest[] = [];
  tell({ url: options.webhookUrl, secret: options.webhookSecret });

  function tell({ secret, ...change }: Parameters<WahaLikeSimulator['tell']>[0]): void {
    Object.assign(manner, change);
    if (secret !== undefined) manner.headersFor = (body) => api.signatureOf(secret, body);
  }

  const fake = await startFakeApi<WahaOperation>(
    {
      operationOf: api.operationOf,
      see: (request) => remember(requests, seen(api, request)),
      process: (request) => api.answerOf(request, objectIn(request), session),
    },
    port,
  );

  return {
    url: fake.url,
    requests,
    messages: session.messages,
    blocked: session.blocked,
    webhooks,
    tell,
    connect: (isConnected) => {
      session.isConnected = isConnected;
    },
    ...session.happenings,
    call: (callId) => session.find(callId),
    fault: (operation, fault, times = 1) => fake.faults.order(operation, fault, times),
    clearFaults: () => fake.faults.clear(),
    async close() {
      session.stop();
      await webhooks.close();
      await fake.close();
    },
  };
}

/** Without the query, where Wawp has its credentials. */
function seen(api: WahaLikeApi, request: ApiRequest): WahaSeenRequest {
  const { method, url, body } = request;
  const operation = api.operationOf(request);
  const callId = operation === 'reject' ? api.callIdIn(objectIn(request)) : undefined;
  const contactId = url.searchParams.get('contactId');
  return {
    operation,
    method,
    path: url.pathname,
    ...(contactId !== null && { contactId }),
    ...(typeof callId === 'string' && { callId }),
    body,
    at: new Date(),
  };
}

function objectIn({ body }: ApiRequest): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function remember(requests: WahaSeenRequest[], request: WahaSeenRequest): void {
  if (requests.push(request) > 100_000) requests.shift();
}
