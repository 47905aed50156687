import { CometD, type Message } from 'cometd';
import type { Problem } from '../../../call/problem.ts';
import { provideCometdWindow } from './cometd-window.ts';
import { createPollingTransport, type PollingTransportParts } from './polling-transport.ts';
import { watchSilence } from './silence-watch.ts';
import { maxHeldMs } from './timing.ts';

export interface CometdEvents {
  /** All channels were subscribed, or a poll has succeeded after a failed one. Earlier events may have been missed. */
  onConnected(): void;
  onMessage(channel: string, data: unknown): void;
  /** The connection is not restored any more, and is to be closed. May be called again until then. */
  onLost(problem: Problem): void;
}

export interface Channel {
  readonly name: string;
  /** Not every release of Genesys has the channel, and the connection works without it. */
  readonly isOptional?: boolean;
}

export interface CometdParts extends Omit<PollingTransportParts, 'onTrouble'> {
  readonly notificationsPath: string;
  readonly channels: readonly Channel[];
}

export interface CometdConnection {
  /** Disconnects within about a second. Events in the last answers are still delivered before it resolves. */
  close(): Promise<void>;
}

/** How long `close` waits for the answer to the disconnect, and then for the answers to other open requests. */
const disconnectMs = 1000;
const lastAnswersMs = 250;

const connectionRefused: Problem = {
  kind: 'NOT_CONNECTED',
  message: 'The notification service of Genesys refused the connection.',
};
const notProcessed: Problem = {
  kind: 'UNAVAILABLE',
  message: 'A notification of Genesys could not be processed.',
};
const silent: Problem = {
  kind: 'NO_ANSWER',
  message: 'The notification service of Genesys does not answer any more.',
};

/** One connection to the notifications. When it breaks, the client tries to restore it for a short time. */
export function connectCometd(parts: CometdParts, events: CometdEvents): CometdConnection {
  const { messageMs, pollMarginMs, graceMs } = parts.timeouts;
  let isClosed = false;
  let isSubscribed = false;
  /** Runs from a failed poll until a poll or a handshake succeeds. The connection is lost if neither does in time. */
  let grace: NodeJS.Timeout | undefined;
  let lastProblem = connectionRefused;
  const silence = watchSilence(() => lose(silent));

  function lose(problem: Problem): void {
    if (!isClosed) events.onLost(problem);
  }

  function recover(): void {
    clearTimeout(grace);
    grace = undefined;
  }

  /**
   * Sets how long the next reply to a poll may take. The server announces how long it holds a poll, of which at most `maxHeldMs` count.
   * `messageMs` is for a handshake, which may come in between.
   */
  function expectPoll(): void {
    const { timeout = 0, interval = 0 } = client.getAdvice();
    silence.expect(Math.min(timeout, maxHeldMs) + interval + pollMarginMs + messageMs);
  }

  const transport = createPollingTransport({
    ...parts,
    onTrouble(problem) {
      lastProblem = problem;
      // The client retries only these two; the connection does not recover from other problems.
      if (problem.kind !== 'UNAVAILABLE' && problem.kind !== 'NO_ANSWER') lose(problem);
    },
  });
  const client = createClient(parts, transport, () => lose(notProcessed));

  client.addListener('/meta/handshake', (reply) => {
    if (isClosed) return;
    if (!reply.successful) return lose(reasonOf(reply, lastProblem));
    if (reply.advice?.reconnect === 'none') return lose(connectionRefused);
    recover();
    isSubscribed = false;
    subscribe(client, parts.channels, {
      ...events,
      onConnected() {
        isSubscribed = true;
        expectPoll();
        events.onConnected();
      },
      onRefused: (failed) => lose(reasonOf(failed, lastProblem)),
    });
  });
  client.addListener('/meta/connect', (reply) => {
    if (isClosed) return;
    // Before the channels are subscribed, polls do not count as a sign of life, because no events come.
    if (isSubscribed) expectPoll();
    if (reply.advice?.reconnect === 'none') return lose(connectionRefused);
    if (!reply.successful) {
      grace ??= setTimeout(() => lose(reasonOf(reply, lastProblem)), graceMs);
    } else if (grace) {
      // The lost answer to the failed poll may have had events.
      recover();
      events.onConnected();
    }
  });
  client.addListener('/meta/disconnect', () => lose(connectionRefused));
  // The channels must be subscribed within this time.
  silence.expect(messageMs + graceMs);
  client.handshake();

  return {
    async close() {
      if (isClosed) return;
      isClosed = true;
      recover();
      silence.stop();
      await disconnect(client);
      // The server answers the last poll when the client disconnects.
      await Promise.race([transport.idle(), pause(lastAnswersMs)]);
      transport.close();
      // Stops a client that has never been connected, which would otherwise repeat its handshake.
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
  // Without these two the client would ignore errors that a listener throws.
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

/**
 * `subscribe` calls `onRefused` for each refused channel that is not optional, and `onConnected` at the last reply unless that is such a
 * refusal. After the refusal of an earlier channel the connection is lost already, so `onConnected` does not matter then.
 */
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

/** A reply with an error comes from the server; one without it was made by the client when the request failed. */
function reasonOf(reply: Message, lastProblem: Problem): Problem {
  return reply.error === undefined ? lastProblem : connectionRefused;
}

function disconnect(client: CometD): Promise<void> {
  if (client.isDisconnected() || client.getClientId() === null) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  client.disconnect(() => resolve());
  return Promise.race([promise, pause(disconnectMs)]);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
