import { createHmac } from 'node:crypto';
import { type ApiRequest, startFakeApi } from '../kit/fake-api.ts';
import type { Fault } from '../kit/fault.ts';
import {
  createWebhookSender,
  type WebhookManner,
  type WebhookSender,
} from '../kit/webhook-sender.ts';
import {
  answerOf,
  keyIn,
  operationOf,
  type PilotStatusKeys,
  type PilotStatusOperation,
  rejectedIdIn,
  type SimulatedMessage,
} from './pilot-status-api.ts';
import { createSimulatedCalls, type SimulatedCall } from './pilot-status-calls.ts';
import { createSimulatedLine, type Happenings } from './pilot-status-line.ts';

export interface PilotStatusSimulatorOptions extends Partial<PilotStatusKeys> {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  /** After which callers give up; without it they wait for ever. */
  readonly ringLimitMs?: number;
}

export interface SeenRequest {
  readonly operation: PilotStatusOperation;
  readonly method: string;
  readonly path: string;
  /** As named by the request: either id. */
  readonly callId?: string;
  readonly key?: string;
  readonly body: string;
  readonly at: Date;
  /** It has its whole answer, or its connection is gone. */
  readonly endedAt?: Date;
}

export interface WebhookWish {
  readonly url?: string;
  readonly secret?: string;
  readonly signatureHeader?: string;
  readonly copies?: number;
  readonly delayMs?: number;
}

export interface PilotStatusSimulator extends Happenings {
  readonly url: string;
  readonly apiKey: string;
  /** Oldest first; the last 100,000. */
  readonly requests: readonly SeenRequest[];
  /** The texts it took to send; the last 10,000. */
  readonly messages: readonly SimulatedMessage[];
  readonly webhooks: WebhookSender;
  /** Where and how events are told from now on. */
  tell(manner: WebhookWish): void;
  call(callId: string): SimulatedCall | undefined;
  fault(operation: PilotStatusOperation, fault: Fault, times?: number | 'always'): void;
  clearFaults(): void;
  close(): Promise<void>;
}

export async function startPilotStatusSimulator(
  options: PilotStatusSimulatorOptions = {},
): Promise<PilotStatusSimulator> {
  const keys = { ...options, apiKey: options.apiKey ?? 'ps_simulated_key_of_the_number' };
  const calls = createSimulatedCalls();
  const requests: SeenRequest[] = [];
  const messages: SimulatedMessage[] = [];
  const manner: WebhookManner = {};
  const webhooks = createWebhookSender(manner);
  const line = createSimulatedLine(calls, webhooks, options.ringLimitMs);
  tell({ url: options.webhookUrl, secret: options.webhookSecret });

  function tell({ secret, signatureHeader, ...change }: WebhookWish): void {
    Object.assign(manner, change);
    if (secret !== undefined) {
      manner.headersFor = (body) => signature(secret, body, signatureHeader);
    }
  }

  const api = await startFakeApi<PilotStatusOperation>(
    {
      operationOf,
      see: (request, ended) => remember(requests, seen(request, ended), 100_000),
      process: (request) =>
        answerOf(request, keys, calls, {
          reject: (call) => line.reject(call),
          send: (message) => remember(messages, message, 10_000),
        }),
    },
    options.port ?? 0,
  );

  return {
    url: api.url,
    apiKey: keys.apiKey,
    requests,
    messages,
    webhooks,
    tell,
    ...line.happenings,
    call: (callId) => calls.find(callId),
    fault: (operation, fault, times = 1) => api.faults.order(operation, fault, times),
    clearFaults: () => api.faults.clear(),
    async close() {
      line.stop();
      await webhooks.close();
      await api.close();
    },
  };
}

function seen(request: ApiRequest, ended: Promise<void>): SeenRequest {
  const one: SeenRequest & { endedAt?: Date } = {
    operation: operationOf(request),
    method: request.method,
    path: request.url.pathname,
    callId: rejectedIdIn(request.url),
    key: keyIn(request),
    body: request.body,
    at: new Date(),
  };
  void ended.then(() => {
    one.endedAt = new Date();
  });
  return one;
}

function remember<T>(list: T[], item: T, limit: number): void {
  if (list.push(item) > limit) list.shift();
}

/** How Pilot Status signs is not documented: this is what our side expects. */
function signature(
  secret: string,
  body: string,
  header = 'x-pilot-status-signature',
): Record<string, string> {
  const hex = createHmac('sha256', secret).update(body).digest('hex');
  return { [header]: `sha256=${hex}` };
}
