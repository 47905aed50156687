import type { Server } from 'node:http';
import type { Config } from '../config.ts';
import { closeServer, createHttpServer, listen, type Route, sendText } from '../http-server.ts';
import type { Log } from '../log.ts';

/** Answers probes and refuses requests while the start waits for the database. Opens when the first reason to wait is known. */
export interface WaitingDoor {
  /** Opens PORT and METRICS_PORT, if they are not open, and answers with this reason from now on. */
  because(reason: string): void;
  close(): Promise<void>;
}

export function createWaitingDoor({ host, port, metrics }: Config, log: Log): WaitingDoor {
  let reason: string | undefined;
  const opened: Server[] = [];
  let opening: Promise<void> | undefined;

  const refuse: Route = (_, response) => {
    response.setHeader('retry-after', '2');
    sendText(response, 503, `starting: ${reason}`);
  };
  const probes: Record<string, Route> = {
    livez: (_, response) => sendText(response, 200, 'alive'),
    readyz: refuse,
    metrics: refuse,
  };

  async function open(at: number, setting: string, routes: Record<string, Route>): Promise<void> {
    const server = createHttpServer({
      routes: new Map(Object.entries(routes)),
      upgrade: (_, socket) => socket.destroy(),
      onError: (error) => log.error('a request failed', { error }),
    });
    // The start itself fails later if the port stays in use; until then the other port may listen.
    await listen(server, host, at, setting).then(
      () => opened.push(server),
      (error) => log.warn('a port is not open while the start waits', { error }),
    );
  }

  async function openAll(): Promise<void> {
    await Promise.all([
      open(port, 'PORT', { ...probes, graphql: refuse, 'webhooks/': refuse }),
      metrics.port !== null && open(metrics.port, 'METRICS_PORT', probes),
    ]);
  }

  return {
    because(why) {
      if (why !== reason) log.warn('the start waits', { because: why });
      reason = why;
      opening ??= openAll();
    },
    async close() {
      await opening;
      await Promise.all(opened.map(closeServer));
    },
  };
}
