import type { IncomingMessage, ServerResponse } from 'node:http';
import cometd from 'cometd-nodejs-server';
import type { SimulatedSessions } from './genesys-sessions.ts';

type CometdSession = ReturnType<ReturnType<typeof cometd.createCometDServer>['getServerSession']>;

export interface EventGate {
  hold(): void;
  release(): void;
}

export interface Notifications {
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** Sends to the clients that listen as this agent. The message is lost if there is none. */
  publish(agent: string, channel: string, data: object): void;
  /** What is published after `hold` is sent after `release`, in order. */
  readonly events: EventGate;
  listenersOf(agent: string): number;
  /** Disconnects all clients. */
  dismissClients(): void;
  close(): void;
}

/** A CometD server for clients with a session. All agents use the same channel names, but each gets only its own messages. */
export function createNotifications(
  sessions: SimulatedSessions,
  { pollMs, maxIntervalMs }: { readonly pollMs: number; readonly maxIntervalMs: number },
): Notifications {
  const server = cometd.createCometDServer({
    timeout: pollMs,
    maxInterval: maxIntervalMs,
    sweepPeriod: 100,
  });
  /** The user name of the agent of each client. */
  const clients = new Map<CometdSession, string>();

  server.policy = {
    canHandshake(client, _message, decide) {
      const asker = sessions.askerOf(server.context.request.headers);
      if (asker.is === 'known') clients.set(client, asker.session.agent.username);
      // The first argument would be an error.
      decide(undefined, asker.is === 'known');
    },
  };
  server.addListener('sessionRemoved', (client: CometdSession) => clients.delete(client));

  /** Undefined while messages are not held back. */
  let held: (() => void)[] | undefined;

  const clientsOf = (agent: string) => [...clients].filter(([, name]) => name === agent);

  function deliver(agent: string, channel: string, data: object): void {
    for (const [client] of clientsOf(agent)) {
      const isSubscribed = client.subscriptions.some(({ name }) => name === channel);
      if (isSubscribed) client.deliver(null, channel, data);
    }
  }

  return {
    handle(request, response) {
      const asker = sessions.askerOf(request.headers);
      if (asker.is !== 'known') response.writeHead(401).end();
      else if (!asker.hasToken) response.writeHead(403).end('Missing or invalid Csrf token');
      else server.handle(request, response);
    },
    publish(agent, channel, data) {
      if (held) held.push(() => deliver(agent, channel, data));
      else deliver(agent, channel, data);
    },
    events: {
      hold() {
        held ??= [];
      },
      release() {
        const kept = held ?? [];
        held = undefined;
        for (const send of kept) send();
      },
    },
    listenersOf: (agent) =>
      clientsOf(agent).filter(([client]) => client.subscriptions.length > 0).length,
    dismissClients() {
      for (const client of clients.keys()) client.disconnect();
    },
    close: () => server.close(),
  };
}
