import { type ApiAnswer, type ApiRequest, startFakeApi } from './fake-api.ts';
import type { Fault } from './fault.ts';
import { ringsOnRequest, type Telephone } from './ring-door.ts';
import { createWebhookSender, type WebhookManner, type WebhookSender } from './webhook-sender.ts';

/** The options of every simulator of a provider that sends webhooks. */
export interface SimulationOptions {
  /** The default 0 takes any free port. */
  readonly port?: number;
  readonly webhookUrl?: string;
  readonly webhookSecret?: string;
  /** After this time a ring ends unanswered. If left out, no ring ends by itself. */
  readonly ringLimitMs?: number;
}

export interface SeenRequest<Operation extends string> {
  readonly operation: Operation;
  readonly method: string;
  /** The URL without its query, which has the credentials at some providers. */
  readonly path: string;
  /** The call that a request to reject names. */
  readonly callId?: string;
  readonly body: string;
  readonly at: Date;
  /** When the request had its complete answer or its connection was closed; missing until then. */
  readonly endedAt?: Date;
}

/** Where and how events are sent. A setting that is left out stays as it is. */
export interface WebhookSettings {
  readonly url?: string;
  readonly secret?: string;
  /** Counts only together with a secret. */
  readonly signatureHeader?: string;
  readonly copies?: number;
  readonly delayMs?: number;
}

/** What tests and the demo can observe and order in any simulator. */
export interface Simulation<Operation extends string, More = object> {
  readonly url: string;
  /** Oldest first; the last 100,000. */
  readonly requests: readonly (SeenRequest<Operation> & More)[];
  readonly webhooks: WebhookSender;
  /** Sets where and how events are sent from now on. */
  tell(options: WebhookSettings): void;
  fault(operation: Operation, fault: Fault, times?: number | 'always'): void;
  clearFaults(): void;
  close(): Promise<void>;
}

/** What distinguishes the simulator of one provider from the others. */
export interface SimulatedProvider<Operation extends string, Line, More> {
  /** The line at which calls ring. After `stop`, no caller hangs up by itself. */
  line(webhooks: WebhookSender): Line;
  operationOf(request: ApiRequest): Operation;
  /** The id of the call that a request to reject names. */
  callIdIn(request: ApiRequest): unknown;
  answerOf(request: ApiRequest, line: Line): ApiAnswer;
  /** The headers with the signature of a webhook's body. */
  sign(secret: string, body: string, header?: string): Readonly<Record<string, string>>;
  /** Further data of a request to record. */
  more?(request: ApiRequest): More;
}

/** A provider's API on a socket of its own, and the webhooks that it sends. */
export async function startSimulation<
  Operation extends string,
  Line extends { readonly actions: Telephone; stop(): void },
  More = object,
>(
  options: SimulationOptions,
  simulated: SimulatedProvider<Operation, Line, More>,
): Promise<{ readonly line: Line; readonly simulation: Simulation<Operation, More> }> {
  const manner: WebhookManner = {};
  const webhooks = createWebhookSender(manner);
  const line = simulated.line(webhooks);
  const requests: (SeenRequest<Operation> & More)[] = [];
  tell({ url: options.webhookUrl, secret: options.webhookSecret });

  function tell({ secret, signatureHeader, ...change }: WebhookSettings): void {
    Object.assign(manner, change);
    if (secret === undefined) return;
    manner.headersFor = (body) => simulated.sign(secret, body, signatureHeader);
  }

  const api = await startFakeApi<Operation>(
    {
      operationOf: simulated.operationOf,
      // A person lets a caller ring by a request that is not of the provider's API.
      takesOver: ringsOnRequest(line.actions),
      see: (request, ended) => remember(requests, seen(simulated, request, ended), 100_000),
      process: (request) => simulated.answerOf(request, line),
    },
    options.port ?? 0,
  );

  const simulation: Simulation<Operation, More> = {
    url: api.url,
    requests,
    webhooks,
    tell,
    fault: (operation, fault, times = 1) => api.faults.order(operation, fault, times),
    clearFaults: () => api.faults.clear(),
    async close() {
      line.stop();
      await webhooks.close();
      await api.close();
    },
  };
  return { line, simulation };
}

/** The record of a request, to which the time of its end is added later. */
function seen<Operation extends string, Line, More>(
  { operationOf, callIdIn, more }: SimulatedProvider<Operation, Line, More>,
  request: ApiRequest,
  ended: Promise<void>,
): SeenRequest<Operation> & More {
  const callId = callIdIn(request);
  const seenRequest: SeenRequest<Operation> & { endedAt?: Date } = {
    operation: operationOf(request),
    method: request.method,
    path: request.url.pathname,
    ...(typeof callId === 'string' && { callId }),
    body: request.body,
    at: new Date(),
  };
  void ended.then(() => {
    seenRequest.endedAt = new Date();
  });
  return Object.assign(seenRequest, more?.(request)) as typeof seenRequest & More;
}

/** The body of a request if it is a JSON object; otherwise an empty object. */
export function objectIn({ body }: ApiRequest): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** A list that keeps only its last items. */
export function remember<T>(list: T[], item: T, limit = 10_000): void {
  if (list.push(item) > limit) list.shift();
}
