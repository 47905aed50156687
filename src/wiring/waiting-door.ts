import type { Server } from 'node:http';
import type { Config } from '../config.ts';
import { closeServer, createHttpServer, listen, type Route, sendText } from '../http-server.ts';
import type { Log } from '../log.ts';

/** Answers probes and refuses requests while the start waits for the database. Opens when the first reason to wait is known. */
export interface WaitingDoor {
  /** Opens the port, if it is not open, and answers with this reason from now on. */
  because(reason: string): void;
  close(): Promise<void>;
}

export function createWaitingDoor({ host, port }: Config, log: Log): WaitingDoor {
  let reason: string | undefined;
  let opening: Promise<Server> | undefined;

  const refuse: Route = (_, response) => {
    response.setHeader('retry-after', '2');
    sendText(response, 503, `starting: ${reason}`);
  };
  const routes: Record<string, Route> = {
    livez: (_, response) => sendText(response, 200, 'alive'),
    readyz: refuse,
    graphql: refuse,
    'webhooks/': refuse,
    metrics: refuse,
  };

  async function open(): Promise<Server> {
    const server = createHttpServer({
      routes: new Map(Object.entries(routes)),
      upgrade: (_, socket) => socket.destroy(),
      onError: (error) => log.error('a request failed', { error }),
    });
    await listen(server, host, port);
    return server;
  }

  return {
    because(why) {
      if (why !== reason) log.warn('the start waits', { because: why });
      reason = why;
      opening ??= open();
      opening.catch((error) => log.warn('nothing listens while the start waits', { error }));
    },
    async close() {
      const server = await opening?.catch(() => undefined);
      if (server) await closeServer(server);
    },
  };
}
