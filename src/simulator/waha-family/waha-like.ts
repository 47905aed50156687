import type { ApiAnswer, ApiRequest } from '../kit/fake-api.ts';
import {
  objectIn,
  type Simulation,
  type SimulationOptions,
  startSimulation,
} from '../kit/simulation.ts';
import type { SimulatedWahaCall } from './waha-calls.ts';
import {
  createWahaSession,
  type SentText,
  type WahaActions,
  type WahaEngine,
  type WahaSession,
  type WahaSessionOptions,
} from './waha-session.ts';

export type WahaOperation = 'reject' | 'send' | 'block' | 'unblock' | 'check' | 'other';

export interface WahaLikeOptions extends SimulationOptions {
  readonly session?: string;
  /** The default is WEBJS, which the documentation shows. */
  readonly engine?: WahaEngine;
}

/** The differences between WAHA and Wawp, which use the same simulated session. */
export interface WahaLikeApi {
  /** `short` has fewer fields than `full`. */
  readonly payloads: WahaSessionOptions['payloads'];
  operationOf(request: ApiRequest): WahaOperation;
  /** The id of the call that a request to reject names, for the record of requests. */
  callIdIn(body: Record<string, unknown>): unknown;
  answerOf(request: ApiRequest, body: Record<string, unknown>, session: WahaSession): ApiAnswer;
  signatureOf(secret: string, body: string): Record<string, string>;
}

interface Contact {
  /** The contact that the query of a request to block or unblock names. */
  readonly contactId?: string;
}

export interface WahaLikeSimulator extends WahaActions, Simulation<WahaOperation, Contact> {
  readonly messages: readonly SentText[];
  readonly blocked: ReadonlySet<string>;
  /** Connects or disconnects the session. Existing calls keep ringing in either case. */
  connect(isConnected: boolean): void;
  call(callId: string): SimulatedWahaCall | undefined;
}

export async function startWahaLike(
  api: WahaLikeApi,
  options: WahaLikeOptions,
): Promise<WahaLikeSimulator> {
  const { session: name = 'default', engine = 'WEBJS', ringLimitMs } = options;
  const { payloads } = api;
  const { line: session, simulation } = await startSimulation(options, {
    line: (webhooks) =>
      createWahaSession(webhooks, { session: name, engine, ringLimitMs, payloads }),
    operationOf: api.operationOf,
    callIdIn: (request) =>
      api.operationOf(request) === 'reject' ? api.callIdIn(objectIn(request)) : undefined,
    answerOf: (request, session) => api.answerOf(request, objectIn(request), session),
    sign: api.signatureOf,
    more: contactIn,
  });
  return {
    ...simulation,
    ...session.actions,
    messages: session.messages,
    blocked: session.blocked,
    connect: (isConnected) => {
      session.isConnected = isConnected;
    },
    call: (callId) => session.find(callId),
  };
}

function contactIn({ url }: ApiRequest): Contact {
  const contactId = url.searchParams.get('contactId');
  return contactId === null ? {} : { contactId };
}
