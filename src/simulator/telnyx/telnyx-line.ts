import { randomInt, randomUUID } from 'node:crypto';
import { remember } from '../kit/simulation.ts';
import type { WebhookSender } from '../kit/webhook-sender.ts';

export interface SimulatedTelnyxCall {
  /** The `call_control_id`. */
  readonly id: string;
  readonly legId: string;
  /** The caller in the format of `from`. */
  readonly peerNumber: string;
  readonly name?: string;
  status: 'RINGING' | 'ANSWERED' | 'REJECTED' | 'OVER';
}

export interface TelnyxRingOptions {
  readonly id?: string;
  /** A number in +E.164, the address of a SIP user, or a word for a withheld number. */
  readonly from?: string;
  /** The caller's display name, as the network sends it. */
  readonly name?: string;
  readonly ringLimitMs?: number;
}

export interface SentTelnyxText {
  readonly id: string;
  readonly to: string;
  readonly text: string;
}

/** The actions of the caller and the agent. An action that comes too late does nothing. */
export interface TelnyxActions {
  ring(options?: TelnyxRingOptions): SimulatedTelnyxCall;
  answer(callId: string): void;
  hangUp(callId: string): void;
  /** To the number of the line, unless other recipients are given. */
  write(from: string, text: string, to?: readonly string[]): void;
  /** Reports an accepted text as not delivered. */
  failText(id: string): void;
}

export interface SimulatedTelnyxLine {
  readonly actions: TelnyxActions;
  readonly messages: SentTelnyxText[];
  call(callId: string): SimulatedTelnyxCall | undefined;
  /** Returns whether the call was ringing and could be rejected. */
  reject(callId: string, cause: 'call_rejected' | 'user_busy'): boolean;
  send(to: string, text: string): SentTelnyxText;
  stop(): void;
}

type Status = SimulatedTelnyxCall['status'];

interface Switch {
  readonly calls: ReadonlyMap<string, SimulatedTelnyxCall>;
  /** Events of one lane are delivered in their order. */
  tell(event: string, lane: string, payload: object): void;
  /** Adds a call and sends its first event. Runs `then` after `afterMs`, unless the call changes before. */
  add(call: SimulatedTelnyxCall, afterMs: number | undefined, then: () => void): void;
  /** Changes the state of a call that is in one of these states, and sends the event. */
  move(
    callId: string,
    from: readonly Status[],
    to: Status,
    event: string,
    payload?: object,
  ): boolean;
  stop(): void;
}

export function createTelnyxLine(
  webhooks: WebhookSender,
  { ownNumber, ringLimitMs }: { ownNumber: string; ringLimitMs?: number },
): SimulatedTelnyxLine {
  const messages: SentTelnyxText[] = [];
  const { calls, move, tell, add, stop } = createSwitch(webhooks, ownNumber);

  const actions: TelnyxActions = {
    ring({ id = `v3:${randomUUID()}`, from = randomNumber(), name, ringLimitMs: own } = {}) {
      const call: SimulatedTelnyxCall = {
        id,
        legId: randomUUID(),
        peerNumber: from,
        ...(name !== undefined && { name }),
        status: 'RINGING',
      };
      add(call, own ?? ringLimitMs, () => actions.hangUp(id));
      return call;
    },
    answer: (callId) => void move(callId, ['RINGING'], 'ANSWERED', 'call.answered'),
    hangUp(callId) {
      const wasRinging = calls.get(callId)?.status === 'RINGING';
      move(callId, ['RINGING', 'ANSWERED'], 'OVER', 'call.hangup', {
        state: 'hangup',
        hangup_cause: wasRinging ? 'originator_cancel' : 'normal_clearing',
        hangup_source: 'caller',
      });
    },
    write(from, text, recipients = [ownNumber]) {
      const to = recipients.map((phone_number) => ({ phone_number }));
      const names = { from: { phone_number: from }, to };
      tell('message.received', from, { direction: 'inbound', ...names, text });
    },
    failText(id) {
      const to = messages.find((message) => message.id === id)?.to;
      if (to === undefined) return;
      const recipient = { phone_number: to, status: 'delivery_failed' };
      tell('message.finalized', id, { id, direction: 'outbound', to: [recipient] });
    },
  };

  return {
    actions,
    messages,
    call: (callId) => calls.get(callId),
    reject: (callId, hangup_cause) =>
      move(callId, ['RINGING'], 'REJECTED', 'call.hangup', {
        state: 'hangup',
        hangup_cause,
        hangup_source: 'callee',
      }),
    send(to, text) {
      const message = { id: randomUUID(), to, text };
      remember(messages, message);
      return message;
    },
    stop,
  };
}

/** Keeps the calls, and sends an event whenever one begins or changes. */
function createSwitch(webhooks: WebhookSender, ownNumber: string): Switch {
  const calls = new Map<string, SimulatedTelnyxCall>();
  const timers = new Map<string, NodeJS.Timeout>();

  function tell(event_type: string, lane: string, payload: object): void {
    const occurred_at = new Date().toISOString();
    const data = { record_type: 'event', event_type, id: randomUUID(), occurred_at, payload };
    webhooks.send(lane, { data, meta: { attempt: 1, delivered_to: 'https://calls.example' } });
  }

  return {
    calls,
    tell,
    add(call, afterMs, then) {
      calls.set(call.id, call);
      if (afterMs !== undefined) timers.set(call.id, setTimeout(then, afterMs));
      const more = { direction: 'incoming', state: 'parked' };
      tell('call.initiated', call.id, { ...namesOf(call, ownNumber), ...more });
    },
    move(callId, from, to, event, payload = {}) {
      const call = calls.get(callId);
      if (!call || !from.includes(call.status)) return false;
      call.status = to;
      clearTimeout(timers.get(callId));
      timers.delete(callId);
      tell(event, callId, { ...namesOf(call, ownNumber), ...payload });
      return true;
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

function namesOf(call: SimulatedTelnyxCall, ownNumber: string): object {
  const { id, legId, peerNumber, name } = call;
  return {
    call_control_id: id,
    connection_id: '7267000000000000',
    call_leg_id: legId,
    call_session_id: `session-of-${legId}`,
    from: peerNumber,
    caller_id_name: name,
    to: ownNumber,
  };
}

function randomNumber(): string {
  return `+1202555${randomInt(1000, 9999)}`;
}
