import { CometD, type Message } from 'cometd';
import type { Problem } from '../../../call/problem.ts';
import { provideCometdWindow } from './cometd-window.ts';
import { createPollingTransport, type PollingTransportParts } from './polling-transport.ts';
import { watchSilence } from './silence-watch.ts';
import { longestHeldMs } from './timing.ts';

export interface CometdEvents {
  /** Everything is subscribed, for the first time or again. What happened before may have been missed. */
  onConnected(): void;
  onMessage(channel: string, data: unknown): void;
  onLost(problem: Problem): void;
}

export interface Channel {
  readonly name: string;
  /** Not every release has it: the connection is of use without it. */
  readonly isOptional?: boolean;
}

export interface CometdParts extends Omit<PollingTransportParts, 'onTrouble'> {
  readonly notificationsPath: string;
  readonly channels: readonly Channel[];
}

export interface CometdConnection {
  /** Signs off, within a second. What the last answers say is told before it is done. */
  close(): Promise<void>;
}

const goodbyeMs = 1000;
const lastWordsMs = 250;

const turnedAway: Problem = {
  kind: 'NOT_CONNECTED',
  message: 'The notifications of Genesys turned us away.',
};
const misread: Problem = {
  kind: 'UNAVAILABLE',
  message: 'A notification of Genesys could not be taken in.',
};
const silent: Problem = {
  kind: 'NO_ANSWER',
  message: 'The notifications of Genesys have fallen silent.',
};

/** One connection to the notifications, which for a short while comes back by itself when it breaks. */
export function connectCometd(parts: CometdParts, events: CometdEvents): CometdConnection {
  const { messageMs, pollMarginMs, graceMs } = parts.timeouts;
  let isClosed = false;
  let isSubscribed = false;
  let grace: NodeJS.Timeout | undefined;
  let trouble = turnedAway;
  const silence = watchSilence(() => lose(silent));

  function lose(problem: Problem): void {
    if (!isClosed) events.onLost(problem);
  }

  function recover(): void {
    clearTimeout(grace);
    grace = undefined;
  }

  /** From one reply to a poll to the next, whichever way the client goes about it. */
  function expectPoll(): void {
    const { timeout = 0, interval = 0 } = client.getAdvice();
    silence.expect(Math.min(timeout, longestHeldMs) + interval + pollMarginMs + messageMs);
  }

  const transport = createPollingTransport({
    ...parts,
    onTrouble(problem) {
      trouble = problem;
      // Only silence can pass by itself.
      if (problem.kind !== 'UNAVAILABLE' && problem.kind !== 'NO_ANSWER') lose(problem);
    },
  });
  const client = createClient(parts, transport, () => lose(misread));

  client.addListener('/meta/handshake', (reply) => {
    if (isClosed) return;
    if (!reply.successful) return lose(reasonOf(reply, trouble));
    if (reply.advice?.reconnect === 'none') return lose(turnedAway);
    recover();
    isSubscribed = false;
    subscribe(client, parts.channels, {
      ...events,
      onConnected() {
        isSubscribed = true;
        expectPoll();
        events.onConnected();
      },
      onRefused: (failed) => lose(reasonOf(failed, trouble)),
    });
  });
  client.addListener('/meta/connect', (reply) => {
    if (isClosed) return;
    // A connection over which nothing is told is none.
    if (isSubscribed) expectPoll();
    if (reply.advice?.reconnect === 'none') return lose(turnedAway);
    if (!reply.successful) {
      grace ??= setTimeout(() => lose(reasonOf(reply, trouble)), graceMs);
    } else if (grace) {
      // The poll that failed may have had events in its answer.
      recover();
      events.onConnected();
    }
  });
  client.addListener('/meta/disconnect', () => lose(turnedAway));
  silence.expect(messageMs + graceMs);
  client.handshake();

  return {
    async close() {
      if (isClosed) return;
      isClosed = true;
      recover();
      silence.stop();
      await signOff(client);
      // To sign off brings the last poll to its end.
      await Promise.race([transport.idle(), pause(lastWordsMs)]);
      transport.close();
      client.disconnect();
    },
  };
}

function createClient(
  { baseUrl, notificationsPath }: CometdParts,
  transport: ReturnType<typeof createPollingTransport>,
  onDefect: () => void,
): CometD {
  provideCometdWindow();
  const client = new CometD();
  // Without these two the client would swallow what a listener throws.
  Object.assign(client, { onListenerException: onDefect, onCallbackException: onDefect });
  client.unregisterTransports();
  client.registerTransport('long-polling', transport);
  client.configure({
    url: baseUrl + notificationsPath,
    logLevel: 'warn',
    backoffIncrement: 500,
    maxBackoff: 2000,
  });
  return client;
}

interface Subscribing extends Pick<CometdEvents, 'onConnected' | 'onMessage'> {
  onRefused(reply: Message): void;
}

function subscribe(client: CometD, channels: readonly Channel[], on: Subscribing): void {
  let missing = channels.length;
  const answered = (reply: Message, isOptional = false) => {
    missing -= 1;
    if (!reply.successful && !isOptional) on.onRefused(reply);
    else if (missing === 0) on.onConnected();
  };
  client.batch(() => {
    for (const { name, isOptional } of channels) {
      client.subscribe(
        name,
        ({ data }) => on.onMessage(name, data),
        (reply) => answered(reply, isOptional),
      );
    }
  });
}

/** The server's own word, or what befell the request on its way. */
function reasonOf(reply: Message, trouble: Problem): Problem {
  return reply.error === undefined ? trouble : turnedAway;
}

function signOff(client: CometD): Promise<void> {
  if (client.isDisconnected() || client.getClientId() === null) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  client.disconnect(() => resolve());
  return Promise.race([promise, pause(goodbyeMs)]);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
