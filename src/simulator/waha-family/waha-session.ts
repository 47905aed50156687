import { randomBytes } from 'node:crypto';
import type { WebhookSender } from '../kit/webhook-sender.ts';
import { type CallOptions, createWahaCalls, jidOf, type SimulatedWahaCall } from './waha-calls.ts';

/**
 * The events of a call after its ring depend on the engine. WEBJS reports only rejections through the API, NOWEB reports every change,
 * and WPP reports nothing. A request to reject a call that no longer rings gets an error from WAHA only with WPP (`waha.ts`), and from
 * Wawp with every engine (`wawp.ts`).
 */
export type WahaEngine = 'WEBJS' | 'NOWEB' | 'WPP';

export interface WahaSessionOptions {
  readonly session: string;
  readonly engine: WahaEngine;
  /** After this time a caller hangs up. If left out, callers never hang up by themselves. */
  readonly ringLimitMs?: number;
  /** Whether payloads have the format of WAHA, or that of Wawp, which has fewer fields. */
  readonly payloads: 'full' | 'short';
}

/** The actions of the caller and the agent. An action that comes too late does nothing. */
export interface WahaActions {
  ring(options?: CallOptions & { readonly ringLimitMs?: number }): SimulatedWahaCall;
  answer(callId: string): void;
  hangUp(callId: string): void;
  /** A person writes to the number, or to a group of which it is a member. */
  write(from: string, text: string): void;
}

export interface SentText {
  readonly to: string;
  readonly text: string;
}

/** One WhatsApp number with its calls and texts. */
export interface WahaSession {
  readonly actions: WahaActions;
  readonly options: WahaSessionOptions;
  readonly messages: SentText[];
  readonly blocked: Set<string>;
  isConnected: boolean;
  find(callId: string): SimulatedWahaCall | undefined;
  reject(call: SimulatedWahaCall): void;
  /** After this, no caller hangs up by itself. */
  stop(): void;
}

/** The addresses of the line itself. */
const me = { id: '5511900000000@c.us', lid: '900000000000000@lid', pushName: 'Simulated' };

export function createWahaSession(
  webhooks: WebhookSender,
  options: WahaSessionOptions,
): WahaSession {
  const calls = createWahaCalls();
  const hangUpTimers = new Map<string, NodeJS.Timeout>();
  const tell = (event: string, payload: object, lane: string) =>
    webhooks.send(lane, envelope(options, event, payload));
  const tellOfChange = (event: string, { id, ...call }: SimulatedWahaCall) => {
    const details = { from: call.peerNumber, timestamp: seconds(), isVideo: call.isVideo };
    tell(event, options.payloads === 'full' ? { id, ...details, isGroup: false } : { id }, id);
  };

  /** Changes the state of a call, which then no longer ends by itself. */
  function move(call: SimulatedWahaCall, status: SimulatedWahaCall['status']): void {
    clearTimeout(hangUpTimers.get(call.id));
    hangUpTimers.delete(call.id);
    call.status = status;
  }

  const actions: WahaActions = {
    ring({ ringLimitMs = options.ringLimitMs, ...callOptions } = {}) {
      const call = calls.add(callOptions);
      const { id, peerNumber: from, isVideo } = call;
      if (ringLimitMs !== undefined) {
        hangUpTimers.set(
          id,
          setTimeout(() => actions.hangUp(id), ringLimitMs),
        );
      }
      const more = {
        timestamp: seconds(),
        isGroup: from.endsWith('@g.us'),
        _data: { notifyName: callOptions.name },
      };
      tell('call.received', { id, from, isVideo, ...(options.payloads === 'full' && more) }, id);
      return call;
    },
    answer(callId) {
      const call = calls.find(callId);
      if (call?.status !== 'RINGING') return;
      move(call, 'ANSWERED');
      if (options.engine === 'NOWEB') tellOfChange('call.accepted', call);
    },
    hangUp(callId) {
      const call = calls.find(callId);
      if (call?.status !== 'RINGING' && call?.status !== 'ANSWERED') return;
      move(call, 'OVER');
      // WAHA has no other event for the end of a call.
      if (options.engine === 'NOWEB') tellOfChange('call.rejected', call);
    },
    write: (from, text) => tell('message', messageOf(jidOf(from), text), from),
  };

  return {
    actions,
    options,
    messages: [],
    blocked: new Set(),
    isConnected: true,
    find: (callId) => calls.find(callId),
    reject(call) {
      if (call.status !== 'RINGING') return;
      move(call, 'REJECTED');
      if (options.engine !== 'WPP') tellOfChange('call.rejected', call);
    },
    stop() {
      for (const timer of hangUpTimers.values()) clearTimeout(timer);
    },
  };
}

function envelope({ session, engine }: WahaSessionOptions, event: string, payload: object): object {
  const id = `evt_${randomBytes(13).toString('hex')}`;
  return { id, timestamp: Date.now(), session, metadata: {}, engine, event, payload, me };
}

function messageOf(from: string, body: string): object {
  const id = `false_${from}_${randomBytes(10).toString('hex').toUpperCase()}`;
  return { id, timestamp: seconds(), from, fromMe: false, to: me.id, body, hasMedia: false };
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}
