import type { Problem } from '../../../call/problem.ts';
import { isJsonObject } from '../../kit/json.ts';
import type { ProviderHttp } from '../../outgoing/provider-http.ts';
import type { GenesysAccount } from '../account.ts';
import type { Desk } from '../call-wire.ts';
import type { Session } from '../session.ts';
import { type Channel, connectCometd } from './cometd-connection.ts';
import type { HeardQueue } from './heard-queue.ts';
import {
  callIdIn,
  callsChannel,
  devicesChannel,
  readNotification,
  servicesChannel,
} from './notification.ts';
import { readVoiceService } from './service-wire.ts';
import { type StockParts, takeStock } from './take-stock.ts';
import type { ListenTimeouts } from './timing.ts';

export interface HearingParts {
  readonly polls: ProviderHttp;
  readonly account: GenesysAccount;
  readonly session: Session;
  readonly desk: Desk;
  readonly queue: HeardQueue;
  readonly timeouts: ListenTimeouts;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

export interface Hearing {
  /** Waits for the answers that are under way: their events are in the queue afterwards. */
  stop(): Promise<void>;
}

const heldLimit = 1000;
const tooMany: Problem = {
  kind: 'UNAVAILABLE',
  message: 'Too many events of Genesys came before the calls that stand were read.',
};
const channels: readonly Channel[] = [
  { name: callsChannel },
  { name: devicesChannel },
  { name: servicesChannel, isOptional: true },
];

type Message = readonly [channel: string, data: unknown];

/** What comes before stock is taken waits for it: the stock is older than that, or no newer. */
export function startHearing(parts: HearingParts): Hearing {
  const { account, desk, queue } = parts;
  let held: Message[] | undefined = [];
  let isOver = false;
  let isWanted = false;
  let taking: Promise<void> | undefined;
  let hasHeardOfAgent = false;

  function lose(problem: Problem): void {
    isOver = true;
    queue.finish(problem);
  }

  function catchUp(): void {
    if (isOver) return;
    isWanted = true;
    hasHeardOfAgent = false;
    held ??= [];
    taking ??= takeAll();
  }

  /** One stock after another: each says more than the one before, and nothing that one of them said is dropped. */
  async function takeAll(): Promise<void> {
    while (isWanted && !isOver) {
      isWanted = false;
      const problem = await takeStock(stock);
      if (problem) lose(problem);
    }
    taking = undefined;
    if (isOver) release();
  }

  const stock: StockParts = {
    ...parts,
    isOver: () => isOver,
    isNamedSince: (id) => held?.some((message) => callIdIn(message) === id) === true,
    tellCalls(signals) {
      if (!isOver) queue.push({ is: 'connected' });
      queue.push(...signals.map((signal) => ({ is: 'signal', signal }) as const));
      if (!isWanted) release();
    },
    tellPresence(presence) {
      if (!hasHeardOfAgent) queue.push({ is: 'presence', presence });
    },
  };

  function release(): void {
    const waiting = held ?? [];
    held = undefined;
    for (const [channel, data] of waiting) tell(channel, data);
  }

  function tell(channel: string, data: unknown): void {
    if (channel === servicesChannel) {
      hearOfServices(data);
      return;
    }
    const heard = readNotification(channel, data, desk);
    if (heard?.is === 'presence') hasHeardOfAgent = true;
    if (heard) queue.push(heard);
  }

  /** A service that is back may have lost events, and says so itself no more than a connection does. */
  function hearOfServices(data: unknown): void {
    const voice = isJsonObject(data) ? readVoiceService(data) : undefined;
    if (voice?.is === 'not-there') queue.push({ is: 'impaired', problem: voice.problem });
    if (voice?.is === 'there') catchUp();
  }

  function hold(channel: string, data: unknown): void {
    if (!held || isOver) tell(channel, data);
    else if (held.push([channel, data]) > heldLimit) lose(tooMany);
  }

  const { baseUrl, notificationsPath } = account;
  const connection = connectCometd(
    { ...parts, baseUrl, notificationsPath, channels },
    { onConnected: catchUp, onMessage: hold, onLost: lose },
  );

  return {
    async stop() {
      isOver = true;
      await Promise.all([connection.close(), taking]);
    },
  };
}
