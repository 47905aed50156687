import { CometD, type Message } from 'cometd';
import type { Problem } from '../../call/problem.ts';
import { provideCometdWindow } from './cometd-window.ts';
import { createPollingTransport, type PollingTransportParts } from './polling-transport.ts';

export interface CometdEvents {
  /** Everything is subscribed, for the first time or again. What happened before may have been missed. */
  onConnected(): void;
  onMessage(channel: string, data: unknown): void;
  onLost(problem: Problem): void;
}

export interface CometdParts extends Omit<PollingTransportParts, 'onTrouble'> {
  readonly notificationsPath: string;
  readonly channels: readonly string[];
}

export interface CometdConnection {
  /** Signs off, within a second. */
  close(): Promise<void>;
}

const graceMs = 5000;
const goodbyeMs = 1000;

const turnedAway: Problem = {
  kind: 'NOT_CONNECTED',
  message: 'The notifications of Genesys turned us away.',
};
const misread: Problem = {
  kind: 'UNAVAILABLE',
  message: 'A notification of Genesys could not be taken in.',
};

/** One connection to the notifications, which for a short while comes back by itself when it breaks. */
export function connectCometd(parts: CometdParts, events: CometdEvents): CometdConnection {
  let isClosed = false;
  let grace: NodeJS.Timeout | undefined;
  let trouble = turnedAway;

  function lose(problem: Problem): void {
    if (!isClosed) events.onLost(problem);
  }

  function recover(): void {
    clearTimeout(grace);
    grace = undefined;
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
    if (!reply.successful) return lose(reasonOf(reply, trouble));
    recover();
    subscribe(client, parts.channels, events, (failed) => lose(reasonOf(failed, trouble)));
  });
  client.addListener('/meta/connect', (reply) => {
    if (isClosed) return;
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
  client.handshake();

  return {
    async close() {
      if (isClosed) return;
      isClosed = true;
      recover();
      await signOff(client);
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

function subscribe(
  client: CometD,
  channels: readonly string[],
  events: CometdEvents,
  onRefused: (reply: Message) => void,
): void {
  let missing = channels.length;
  const onReply = (reply: Message) => {
    missing -= 1;
    if (!reply.successful) onRefused(reply);
    else if (missing === 0) events.onConnected();
  };
  client.batch(() => {
    for (const channel of channels) {
      client.subscribe(channel, ({ data }) => events.onMessage(channel, data), onReply);
    }
  });
}

/** The server's own word, or what befell the request on its way. */
function reasonOf(reply: Message, trouble: Problem): Problem {
  return reply.error === undefined ? trouble : turnedAway;
}

function signOff(client: CometD): Promise<void> {
  if (client.isDisconnected() || client.getClientId() === null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, goodbyeMs);
    client.disconnect(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
