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
  operationOf,
  readBody,
  type SentWutsText,
  type WutsOperation,
} from './wuts-api.ts';
import {
  createWutsLine,
  type SimulatedWutsCall,
  type SimulatedWutsLine,
  type WutsHappenings,
} from './wuts-line.ts';

export interface WutsSimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly token?: string;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  /** After which callers give up; without it they wait for ever. */
  readonly ringLimitMs?: number;
  /** Whether WhatsApp ends the call that a linked device rejects. It mostly does not. */
  readonly honoursRejects?: boolean;
  /** What WUTS itself texts to whom it was asked to reject. */
  readonly autoReply?: string;
}

export interface WutsSeenRequest {
  readonly operation: WutsOperation;
  readonly method: string;
  readonly path: string;
  readonly callId?: string;
  readonly body: string;
  readonly at: Date;
}

export interface WutsSimulator extends WutsHappenings {
  readonly url: string;
  readonly token: string;
  /** Oldest first; the last 100,000. */
  readonly requests: readonly WutsSeenRequest[];
  /** The texts it took to send; the last 10,000. */
  readonly messages: readonly SentWutsText[];
  /** The texts it sent by itself; the last 10,000. */
  readonly autoReplies: readonly SentWutsText[];
  /** As they were named. */
  readonly blocked: ReadonlySet<string>;
  readonly webhooks: WebhookSender;
  /** Where and how events are told from now on. */
  tell(manner: { url?: string; secret?: string; copies?: number; delayMs?: number }): void;
  /** Whether the number is linked; the calls it has keep ringing. */
  connect(isConnected: boolean): void;
  call(callId: string): SimulatedWutsCall | undefined;
  fault(operation: WutsOperation, fault: Fault, times?: number | 'always'): void;
  clearFaults(): void;
  close(): Promise<void>;
}

export async function startWutsSimulator(
  options: WutsSimulatorOptions = {},
): Promise<WutsSimulator> {
  const { token = 'b1f6a3de-5a0c-4a52-9f0e-6d2f5f1c7e10', port = 0 } = options;
  const manner: WebhookManner = {};
  const webhooks = createWebhookSender(manner);
  const line = createWutsLine(webhooks, options.ringLimitMs);
  const requests: WutsSeenRequest[] = [];
  const messages: SentWutsText[] = [];
  const autoReplies: SentWutsText[] = [];
  const blocked = new Set<string>();
  let isConnected = true;
  tell({ url: options.webhookUrl, secret: options.webhookSecret });

  function tell({ secret, ...change }: Parameters<WutsSimulator['tell']>[0]): void {
    Object.assign(manner, change);
    if (secret !== undefined) manner.headersFor = (body) => signature(secret, body);
  }

  const deeds = {
    reject: (callId: string) => rejectPerhaps(line, callId, options, autoReplies),
    send: (message: SentWutsText) => remember(messages, message, 10_000),
    block: (contact: string) => void blocked.add(contact),
    unblock: (contact: string) => void blocked.delete(contact),
  };
  const api = await startFakeApi<WutsOperation>(
    {
      operationOf,
      see: (request) => remember(requests, seen(request), 100_000),
      process: (request) => answerOf(request, { token, isConnected }, deeds),
    },
    port,
  );

  return {
    url: api.url,
    token,
    requests,
    messages,
    autoReplies,
    blocked,
    webhooks,
    tell,
    connect: (connected) => {
      isConnected = connected;
    },
    ...line.happenings,
    call: line.call,
    fault: (operation, fault, times = 1) => api.faults.order(operation, fault, times),
    clearFaults: () => api.faults.clear(),
    async close() {
      line.stop();
      await webhooks.close();
      await api.close();
    },
  };
}

/** The call rings on, mostly. */
function rejectPerhaps(
  line: SimulatedWutsLine,
  callId: string,
  { autoReply, honoursRejects = false }: WutsSimulatorOptions,
  autoReplies: SentWutsText[],
): void {
  const call = line.call(callId);
  if (call?.status !== 'RINGING') return;
  if (autoReply !== undefined) {
    remember(autoReplies, { to: call.peerNumber, text: autoReply }, 10_000);
  }
  if (honoursRejects) line.happenings.decline(callId);
}

function seen(request: ApiRequest): WutsSeenRequest {
  const { call_id: callId } = readBody(request);
  return {
    operation: operationOf(request),
    method: request.method,
    path: request.url.pathname,
    ...(typeof callId === 'string' && { callId }),
    body: request.body,
    at: new Date(),
  };
}

function remember<T>(list: T[], item: T, limit: number): void {
  if (list.push(item) > limit) list.shift();
}

/** How WUTS signs is not documented: this is what our side expects unless told of another header. */
function signature(secret: string, body: string): Record<string, string> {
  return { 'x-webhook-signature': createHmac('sha256', secret).update(body).digest('hex') };
}
