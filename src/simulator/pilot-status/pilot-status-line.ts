import { randomBytes } from 'node:crypto';
import type { WebhookSender } from '../kit/webhook-sender.ts';
import type { SimulatedCall, SimulatedCalls } from './pilot-status-calls.ts';

export interface RingOptions {
  readonly from?: string;
  /** The caller's display name. */
  readonly name?: string;
  readonly id?: string;
  readonly externalCallId?: string;
  readonly direction?: 'INBOUND' | 'OUTBOUND';
  readonly ringLimitMs?: number;
}

/** The actions of the caller and the agent. A call can be named by either id. An action that comes too late does nothing. */
export interface Actions {
  ring(options?: RingOptions): SimulatedCall;
  answer(callId: string): void;
  /** The agent rejects the call on the phone itself. */
  decline(callId: string): void;
  hangUp(callId: string): void;
  fail(callId: string): void;
  /** A person writes to the number. */
  write(from: string, text: string): void;
  /** Reports an accepted text as not delivered. */
  undelivered(messageId: string, code: string): void;
}

export interface SimulatedLine {
  readonly actions: Actions;
  /** Ends a ringing call: whoever calls this has checked that it rings. */
  reject(call: SimulatedCall): void;
  /** After this, no caller hangs up by itself. */
  stop(): void;
}

export function createSimulatedLine(
  calls: SimulatedCalls,
  webhooks: WebhookSender,
  ringLimitMs: number | undefined,
): SimulatedLine {
  const hangUpTimers = new Map<string, NodeJS.Timeout>();

  function move(call: SimulatedCall, change: Partial<SimulatedCall>): void {
    clearTimeout(hangUpTimers.get(call.id));
    hangUpTimers.delete(call.id);
    Object.assign(call, change);
  }

  function end(call: SimulatedCall, status: 'REJECTED' | 'MISSED' | 'COMPLETED' | 'FAILED'): void {
    move(call, { status, endedAt: new Date().toISOString() });
    tellOf(webhooks, call, status === 'MISSED' ? 'call.missed' : 'call.ended');
  }

  const actions: Actions = {
    ring({ from, ringLimitMs: ownLimitMs, name: peerName, ...named } = {}) {
      const call = calls.add({
        ...named,
        ...(peerName !== undefined && { peerName }),
        ...(from !== undefined && { peerNumber: from }),
      });
      const limitMs = ownLimitMs ?? ringLimitMs;
      if (limitMs !== undefined) {
        hangUpTimers.set(
          call.id,
          setTimeout(() => actions.hangUp(call.id), limitMs),
        );
      }
      tellOf(webhooks, call, 'call.ringing');
      return call;
    },
    answer(callId) {
      const call = calls.find(callId);
      if (call?.status !== 'RINGING') return;
      move(call, { status: 'ACCEPTED', connectedAt: new Date().toISOString() });
      tellOf(webhooks, call, 'call.connected');
    },
    decline(callId) {
      const call = calls.find(callId);
      if (call?.status === 'RINGING') end(call, 'REJECTED');
    },
    hangUp(callId) {
      const call = calls.find(callId);
      if (call?.status === 'RINGING') end(call, 'MISSED');
      else if (call?.status === 'ACCEPTED') end(call, 'COMPLETED');
    },
    fail(callId) {
      const call = calls.find(callId);
      if (call?.status === 'RINGING' || call?.status === 'ACCEPTED') end(call, 'FAILED');
    },
    // The first argument of `send` is the lane, within which webhooks keep their order.
    write: (from, text) => webhooks.send(from, messageReceived(from, text)),
    undelivered: (messageId, code) => webhooks.send(messageId, messageFailed(messageId, code)),
  };

  return {
    actions,
    reject: (call) => end(call, 'REJECTED'),
    stop() {
      for (const timer of hangUpTimers.values()) clearTimeout(timer);
    },
  };
}

/** As documented, call events have their fields at the top level, others in `data`. Guess: a call event has the fields of a call. */
function tellOf(webhooks: WebhookSender, call: SimulatedCall, event: string): void {
  const { id, externalCallId, direction, status, connectedAt, endedAt } = call;
  const duration =
    connectedAt && endedAt ? (Date.parse(endedAt) - Date.parse(connectedAt)) / 1000 : undefined;
  webhooks.send(id, {
    event,
    id,
    externalCallId,
    direction,
    status,
    peerNumber: call.peerNumber,
    peerName: call.peerName,
    duration: duration === undefined ? undefined : Math.round(duration),
    numberId: 'num_simulated',
    createdAt: new Date().toISOString(),
  });
}

/** Guess: the documentation does not show the field of the code. */
function messageFailed(id: string, code: string): object {
  const error = { code, message: 'The message could not be delivered' };
  const data = { id, status: 'FAILED', error, createdAt: new Date().toISOString() };
  return { event: 'message.failed', data };
}

function messageReceived(from: string, text: string): object {
  const id = `in_${randomBytes(10).toString('hex')}`;
  const createdAt = new Date().toISOString();
  const data = { id, messageId: id, from, type: 'text', fromMe: false, content: text, createdAt };
  return { event: 'message.received', data };
}
