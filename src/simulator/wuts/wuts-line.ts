import { randomBytes } from 'node:crypto';
import type { WebhookSender } from '../kit/webhook-sender.ts';

export interface SimulatedWutsCall {
  readonly id: string;
  /** The caller's JID. */
  readonly peerNumber: string;
  status: 'RINGING' | 'ANSWERED' | 'REJECTED' | 'OVER';
}

export interface WutsRingWish {
  readonly id?: string;
  /** A phone's digits, or any JID. */
  readonly from?: string;
  /** What the caller is called. */
  readonly name?: string;
  /** The second identity of a caller whose JID hides the phone. */
  readonly fromAlt?: string;
  readonly ringLimitMs?: number;
}

/** What people at either end do; what comes too late does nothing. */
export interface WutsHappenings {
  ring(wish?: WutsRingWish): SimulatedWutsCall;
  /** On another device: a linked one such as WUTS cannot. */
  answer(callId: string): void;
  /** On another device. */
  decline(callId: string): void;
  hangUp(callId: string): void;
  /** The ring ends unanswered, and the caller has not hung up. */
  ringOut(callId: string): void;
  write(from: string, text: string): void;
}

export interface SimulatedWutsLine {
  readonly happenings: WutsHappenings;
  call(callId: string): SimulatedWutsCall | undefined;
  /** No caller hangs up by itself any more. */
  stop(): void;
}

const kept = 10_000;

export function createWutsLine(
  webhooks: WebhookSender,
  ringLimitMs: number | undefined,
): SimulatedWutsLine {
  const calls = new Map<string, SimulatedWutsCall & { readonly fromAlt?: string }>();
  const hangUpTimers = new Map<string, NodeJS.Timeout>();

  /** Moves a call that is in one of these states, and tells of it. */
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
    clearTimeout(hangUpTimers.get(callId));
    hangUpTimers.delete(callId);
    webhooks.send(callId, callEvent(event, call, more));
  }

  const happenings: WutsHappenings = {
    ring({ id, from, fromAlt, name, ringLimitMs: ownLimitMs } = {}) {
      const callId = id ?? `3EB0${randomBytes(8).toString('hex').toUpperCase()}`;
      const peerNumber = jidOf(from ?? randomPhone());
      const call = { id: callId, peerNumber, fromAlt, status: 'RINGING' as const };
      calls.set(callId, call);
      if (calls.size > kept) calls.delete(calls.keys().next().value ?? '');
      webhooks.send(callId, callEvent('call.offer', call, { CallerName: name }));
      const limitMs = ownLimitMs ?? ringLimitMs;
      if (limitMs !== undefined) {
        hangUpTimers.set(
          callId,
          setTimeout(() => happenings.ringOut(callId), limitMs),
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
    happenings,
    call: (callId) => calls.get(callId),
    stop() {
      for (const timer of hangUpTimers.values()) clearTimeout(timer);
    },
  };
}

/** What WUTS sends is not documented: a guess, after whatsmeow, whose events carry the same names. */
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
