import { startPilotStatusSimulator } from '../../src/simulator/pilot-status/pilot-status.ts';
import { startWahaSimulator } from '../../src/simulator/waha-family/waha.ts';
import { startWawpSimulator } from '../../src/simulator/waha-family/wawp.ts';
import { startWutsSimulator } from '../../src/simulator/wuts/wuts.ts';
import type { Arrived } from './gate-http.ts';
import type { Listening, Understood } from './provider-gate.ts';
import type { Holds, Truth } from './records.ts';

/** A simulated provider with one line, in words that do for all providers. */
export interface ProviderLine {
  readonly name: string;
  readonly provider: string;
  readonly url: string;
  /** What may be true of a call whose rejection is said to be confirmed. */
  readonly confirmedMeans: readonly Truth[];
  /** What `registerPhoneLine` takes; the requests come to `baseUrl`. */
  account(baseUrl: string): Record<string, unknown>;
  understand(request: Arrived): Understood;
  /** Our word for what one of its webhooks says, and about which call. */
  readWebhook(body: string): { readonly call: string; readonly what: string };
  /** Tells its webhooks to this URL. */
  tell(url: string): void;
  ring(from?: string): string;
  answer(call: string): void;
  hangUp(call: string): void;
  truth(call: string): Truth;
  /** What it does by itself. */
  readonly policies?: LinePolicies;
  /** Absent: it calls us. */
  readonly listening?: Listening;
  close(): Promise<void>;
}

export interface LinePolicies {
  /** They reject everybody but these. */
  readonly bypassed?: readonly string[];
  /** Those who call, again and again. Absent: whoever is not bypassed calls once. */
  readonly callers?: readonly string[];
  readonly holds?: Holds;
  /** What `setPhoneLinePolicies` takes. */
  readonly input: Record<string, unknown>;
}

export async function startPilotStatusLine(name: string): Promise<ProviderLine> {
  const apiKey = `ps_chaos_${name}`;
  const simulator = await startPilotStatusSimulator({ apiKey });
  return {
    name,
    provider: 'PILOT_STATUS',
    url: simulator.url,
    confirmedMeans: ['REJECTED'],
    account: (baseUrl) => ({ pilotStatus: { apiKey, baseUrl } }),
    understand({ method, url, body }) {
      if (method === 'GET' && /^\/v1\/calls\/[^/]+$/.test(url.pathname))
        return { operation: 'look' };
      const call = /^\/v1\/calls\/([^/]+)\/reject$/.exec(url.pathname)?.[1];
      if (call !== undefined) return { operation: 'reject', call };
      if (url.pathname !== '/v1/messages/send') return { operation: 'other' };
      return {
        operation: 'text',
        text: textIn(body, 'text'),
        to: textIn(body, 'destinationNumber'),
      };
    },
    readWebhook(body) {
      const { event, id, status } = JSON.parse(body);
      return { call: id, what: pilotStatusWords[event] ?? endings[status] ?? 'ended' };
    },
    tell: (url) => simulator.tell({ url }),
    ring: (from) => simulator.ring({ from }).id,
    answer: simulator.answer,
    hangUp: simulator.hangUp,
    truth: (call) => pilotStatusTruth[simulator.call(call)?.status ?? 'FAILED'],
    close: simulator.close,
  };
}

const pilotStatusWords: Readonly<Record<string, string>> = {
  'call.ringing': 'ringing',
  'call.connected': 'answered',
  'call.missed': 'missed',
};

const endings: Readonly<Record<string, string>> = { REJECTED: 'rejected', FAILED: 'failed' };

const pilotStatusTruth = {
  RINGING: 'RINGING',
  ACCEPTED: 'ANSWERED',
  REJECTED: 'REJECTED',
  COMPLETED: 'OVER',
  FAILED: 'OVER',
  MISSED: 'OVER',
} as const satisfies Record<string, Truth>;

export async function startWawpLine(name: string): Promise<ProviderLine> {
  const accessToken = `chaos_${name}`;
  const simulator = await startWawpSimulator({ accessToken, engine: 'NOWEB' });
  const { instanceId } = simulator;
  return {
    name,
    provider: 'WAWP',
    account: (baseUrl) => ({ wawp: { instanceId, accessToken, baseUrl } }),
    understand: ({ url, body }) =>
      understandWaha(url.pathname, body, {
        reject: /\/calls\/reject$/,
        text: /\/send\/text$/,
        callField: 'callId',
        textField: 'message',
      }),
    ...overWaha(simulator),
  };
}

export async function startWahaLine(name: string): Promise<ProviderLine> {
  const apiKey = `chaos_${name}`;
  const simulator = await startWahaSimulator({ apiKey, engine: 'NOWEB' });
  return {
    name,
    provider: 'WAHA',
    account: (baseUrl) => ({ waha: { apiKey, baseUrl } }),
    understand: ({ url, body }) =>
      understandWaha(url.pathname, body, {
        reject: /\/calls\/reject$/,
        text: /\/sendText$/,
        callField: 'id',
        textField: 'text',
      }),
    ...overWaha(simulator),
  };
}

function overWaha(simulator: Awaited<ReturnType<typeof startWawpSimulator>> | WahaSimulator) {
  return {
    url: simulator.url,
    // One event tells of both.
    confirmedMeans: ['REJECTED', 'OVER'] as const,
    readWebhook(body: string) {
      const { event, payload } = JSON.parse(body);
      return { call: payload.id, what: wahaWords[event] ?? 'noted' };
    },
    tell: (url: string) => simulator.tell({ url }),
    ring: () => simulator.ring().id,
    answer: simulator.answer,
    hangUp: simulator.hangUp,
    truth: (call: string) => simulator.call(call)?.status ?? 'OVER',
    close: simulator.close,
  };
}

type WahaSimulator = Awaited<ReturnType<typeof startWahaSimulator>>;

const wahaWords: Readonly<Record<string, string>> = {
  'call.received': 'ringing',
  'call.accepted': 'answered',
  'call.rejected': 'rejected-or-over',
};

function understandWaha(
  path: string,
  body: string,
  words: { reject: RegExp; text: RegExp; callField: string; textField: string },
): Understood {
  if (words.reject.test(path)) return { operation: 'reject', call: textIn(body, words.callField) };
  if (words.text.test(path)) return { operation: 'text', text: textIn(body, words.textField) };
  return { operation: 'other' };
}

/** It says yes and mostly does nothing: the call rings on. */
export async function startWutsLine(name: string): Promise<ProviderLine> {
  const simulator = await startWutsSimulator();
  return {
    name,
    provider: 'WUTS',
    url: simulator.url,
    confirmedMeans: ['REJECTED'],
    account: (baseUrl) => ({ wuts: { token: simulator.token, baseUrl } }),
    understand({ url, body }) {
      const call = textIn(body, 'call_id');
      if (call !== undefined && /reject/.test(url.pathname)) return { operation: 'reject', call };
      const text = textIn(body, 'message', 'text', 'body');
      return text === undefined ? { operation: 'other' } : { operation: 'text', text };
    },
    readWebhook(body) {
      const { event, data } = JSON.parse(body);
      return { call: data.CallID, what: wutsWords[event] ?? 'noted' };
    },
    tell: (url) => simulator.tell({ url }),
    ring: () => simulator.ring().id,
    answer: simulator.answer,
    hangUp: simulator.hangUp,
    truth: (call) => simulator.call(call)?.status ?? 'OVER',
    close: simulator.close,
  };
}

const wutsWords: Readonly<Record<string, string>> = {
  'call.offer': 'ringing',
  'call.accept': 'answered',
  'call.reject': 'rejected',
  'call.terminate': 'over',
};

function textIn(body: string, ...names: string[]): string | undefined {
  try {
    const fields = JSON.parse(body);
    return names.map((name) => fields[name]).find((value) => typeof value === 'string');
  } catch {
    return undefined;
  }
}
