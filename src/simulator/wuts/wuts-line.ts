import { randomBytes } from 'node:crypto';
import type { WebhookSender } from '../kit/webhook-sender.ts';

export interface SimulatedWutsCall {
  readonly id: string;
  /** The caller's WhatsApp address (JID). */
  readonly peerNumber: string;
  status: 'RINGING' | 'ANSWERED' | 'REJECTED' | 'OVER';
}

export interface WutsRingOptions {
  readonly id?: string;
  /** The digits of a phone number, or any JID. */
  readonly from?: string;
  /** The caller's display name. */
  readonly name?: string;
  /** The second identity of a caller whose JID hides the phone. */
  readonly fromAlt?: string;
  readonly ringLimitMs?: number;
}

/** The actions of the caller and the agent. An action that comes too late does nothing. */
export interface WutsActions {
  ring(options?: WutsRingOptions): SimulatedWutsCall;
  /** Answers on another device, because a linked device such as WUTS cannot answer. */
  answer(callId: string): void;
  /** Rejects on another device. */
  decline(callId: string): void;
  hangUp(callId: string): void;
  /** The ring ends unanswered, although the caller has not hung up. */
  ringOut(callId: string): void;
  write(from: string, text: string): void;
}

export interface SimulatedWutsLine {
  readonly actions: WutsActions;
  call(callId: string): SimulatedWutsCall | undefined;
  /** After this, no ring ends by itself. */
  stop(): void;
}

/** The calls that are remembered; beyond that, the oldest is forgotten. */
const kept = 10_000;

export function createWutsLine(
  webhooks: WebhookSender,
  ringLimitMs: number | undefined,
): SimulatedWutsLine {
  const calls = new Map<string, SimulatedWutsCall & { readonly fromAlt?: string }>();
  const ringTimers = new Map<string, NodeJS.Timeout>();

  /** Changes the state of a call that is in one of these states, and sends the event. */
  function move(
    callId: string,
    from: readonly SimulatedWutsCall['status'][],
    to: SimulatedWutsCall['status'],
    event: string,
    more: object = {},
  ): void {
    const call = calls.get(callId);
    if (!call || !from.includes(call.status)) return;
    call.status = to;
    clearTimeout(ringTimers.get(callId));
    ringTimers.delete(callId);
    webhooks.send(callId, callEvent(event, call, more));
  }

  const actions: WutsActions = {
    ring({ id, from, fromAlt, name, ringLimitMs: ownLimitMs } = {}) {
      const callId = id ?? `3EB0${randomBytes(8).toString('hex').toUpperCase()}`;
      const peerNumber = jidOf(from ?? randomPhone());
      const call = { id: callId, peerNumber, fromAlt, status: 'RINGING' as const };
      calls.set(callId, call);
      if (calls.size > kept) calls.delete(calls.keys().next().value ?? '');
      webhooks.send(callId, callEvent('call.offer', call, { CallerName: name }));
      const limitMs = ownLimitMs ?? ringLimitMs;
      if (limitMs !== undefined) {
        ringTimers.set(
          callId,
          setTimeout(() => actions.ringOut(callId), limitMs),
        );
      }
      return call;
    },
    answer: (callId) => move(callId, ['RINGING'], 'ANSWERED', 'call.accept'),
    decline: (callId) => move(callId, ['RINGING'], 'REJECTED', 'call.reject'),
    hangUp: (callId) => move(callId, ['RINGING', 'ANSWERED'], 'OVER', 'call.terminate'),
    ringOut: (callId) => move(callId, ['RINGING'], 'OVER', 'call.terminate', { Reason: 'timeout' }),
    write: (from, text) => webhooks.send(from, messageReceived(jidOf(from), text)),
  };

  return {
    actions,
    call: (callId) => calls.get(callId),
    stop() {
      for (const timer of ringTimers.values()) clearTimeout(timer);
    },
  };
}

/** Guess: WUTS does not document its events, so these follow whatsmeow, whose events have the same names. */
function callEvent(
  event: string,
  { id, peerNumber, fromAlt = '' }: SimulatedWutsCall & { fromAlt?: string },
  more: object,
): object {
  const data = {
    From: peerNumber,
    Timestamp: new Date().toISOString(),
    CallCreator: peerNumber,
    CallCreatorAlt: fromAlt,
    CallID: id,
    GroupJID: '',
    ...more,
  };
  return { event, data };
}

function messageReceived(sender: string, text: string): object {
  const Info = {
    Chat: sender,
    Sender: sender,
    IsFromMe: false,
    IsGroup: false,
    ID: `3EB0${randomBytes(9).toString('hex').toUpperCase()}`,
    Timestamp: new Date().toISOString(),
  };
  return { event: 'message.received', data: { Info, Message: { conversation: text } } };
}

function jidOf(from: string): string {
  return from.includes('@') ? from : `${from.replace(/\D/g, '')}@s.whatsapp.net`;
}

function randomPhone(): string {
  return `5511${[...randomBytes(9)].map((byte) => byte % 10).join('')}`;
}
