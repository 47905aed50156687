import type { Problem } from '../../../call/problem.ts';
import { isJsonObject } from '../../kit/json.ts';
import type { ProviderHttp } from '../../outgoing/provider-http.ts';
import type { GenesysAccount } from '../account.ts';
import type { AgentState } from '../call-wire.ts';
import type { Session } from '../session.ts';
import { type Channel, connectCometd } from './cometd-connection.ts';
import type { HeardQueue } from './heard-queue.ts';
import {
  callIdIn,
  callsChannel,
  devicesChannel,
  ownNumbersIn,
  readNotification,
  servicesChannel,
} from './notification.ts';
import { type CurrentStateParts, readCurrentState } from './read-current-state.ts';
import { readVoiceService } from './service-wire.ts';
import type { ListenTimeouts } from './timing.ts';

export interface HearingParts {
  readonly polls: ProviderHttp;
  readonly account: GenesysAccount;
  readonly session: Session;
  readonly agentState: AgentState;
  readonly queue: HeardQueue;
  readonly timeouts: ListenTimeouts;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

export interface Hearing {
  /** Waits for the answers to open requests, so that their events are in the queue afterwards. */
  stop(): Promise<void>;
}

const maxHeldBack = 1000;
const tooMany: Problem = {
  kind: 'UNAVAILABLE',
  message: 'Too many events of Genesys came before the current calls were read.',
};
const channels: readonly Channel[] = [
  { name: callsChannel },
  { name: devicesChannel },
  // Not every release of Genesys has it.
  { name: servicesChannel, isOptional: true },
];

type Message = readonly [channel: string, data: unknown];

/**
 * Receives the notifications of one agent and puts them into the queue. Notifications that arrive while the current calls are
 * read are held back and put after them, because they are at least as new.
 */
export function startHearing(parts: HearingParts): Hearing {
  const { account, agentState, queue } = parts;
  /** Undefined while nothing must be held back. At first the current calls are still to be read. */
  let heldBack: Message[] | undefined = [];
  /** The connection is lost or was stopped. */
  let isOver = false;
  /** The connection was made or restored since the last reading of the current calls began. */
  let mustReadState = false;
  let reading: Promise<void> | undefined;
  /** Whether an event has told the presence since the last connect. Then the presence that is read, which may be older, is ignored. */
  let hasHeardOfAgent = false;

  function lose(problem: Problem): void {
    isOver = true;
    queue.finish(problem);
  }

  function catchUp(): void {
    if (isOver) return;
    mustReadState = true;
    hasHeardOfAgent = false;
    heldBack ??= [];
    reading ??= readUntilCurrent();
  }

  /** Reads the state again if the connection was restored meanwhile. The results of all readings are used. */
  async function readUntilCurrent(): Promise<void> {
    while (mustReadState && !isOver) {
      mustReadState = false;
      const problem = await readCurrentState(stateParts);
      if (problem) lose(problem);
    }
    reading = undefined;
    // Notifications that arrived before the end still count: the queue takes them even after `finish`.
    if (isOver) release();
  }

  const stateParts: CurrentStateParts = {
    ...parts,
    isOver: () => isOver,
    heldBackNumbers: (callId) => numbersAbout(callId, heldBack ?? []),
    tellCalls(signals) {
      // `connected` announces the missed events, which are read from the current calls.
      if (!isOver) queue.push({ is: 'connected' });
      queue.push(...signals.map((signal) => ({ is: 'signal', signal }) as const));
      // If the state must be read once more, the events stay held back until then.
      if (!mustReadState) release();
    },
    tellPresence(presence) {
      if (!hasHeardOfAgent) queue.push({ is: 'presence', presence });
    },
  };

  function release(): void {
    const waiting = heldBack ?? [];
    heldBack = undefined;
    for (const [channel, data] of waiting) tell(channel, data);
  }

  function tell(channel: string, data: unknown): void {
    if (channel === servicesChannel) {
      hearOfServices(data);
      return;
    }
    const heard = readNotification(channel, data, agentState);
    if (heard?.is === 'presence') hasHeardOfAgent = true;
    if (heard) queue.push(heard);
  }

  /** A voice service that is available again may have lost events while it was away, so the current calls are read again. */
  function hearOfServices(data: unknown): void {
    const voice = isJsonObject(data) ? readVoiceService(data) : undefined;
    if (voice?.is === 'not-there') queue.push({ is: 'impaired', problem: voice.problem });
    if (voice?.is === 'there') catchUp();
  }

  function tellOrHoldBack(channel: string, data: unknown): void {
    if (!heldBack) tell(channel, data);
    // Dropped, because nothing newer may be told before what is held back. The next connection reads the current calls.
    else if (heldBack.length === maxHeldBack) lose(tooMany);
    else heldBack.push([channel, data]);
  }

  const { baseUrl, notificationsPath } = account;
  const connection = connectCometd(
    { ...parts, baseUrl, notificationsPath, channels },
    { onConnected: catchUp, onMessage: tellOrHoldBack, onLost: lose },
  );

  return {
    async stop() {
      isOver = true;
      await Promise.all([connection.close(), reading]);
      // If no reading ever began, everything that was heard is still held back.
      release();
    },
  };
}

/**
 * The agent's own numbers in notifications about the call, which tell which participant is the caller. Undefined if no notification is
 * about the call: if it is not listed either, it has vanished.
 */
function numbersAbout(callId: string, messages: readonly Message[]): readonly string[] | undefined {
  const about = messages.filter((message) => callIdIn(message) === callId);
  return about.length === 0 ? undefined : about.flatMap(([, data]) => ownNumbersIn(data));
}
