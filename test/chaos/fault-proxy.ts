import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a client and a server and treats their connections as a bad network does. */
export interface FaultProxy {
  readonly port: number;
  /** By these of its ports the server knows its connections. */
  serverSidePorts(): number[];
  /** Everything that passes takes so much longer. */
  delay(ms: number): void;
  /** RST to both sides of every connection. */
  reset(): void;
  /** A clean FIN to the client of every connection, whatever it is waiting for. */
  finish(): void;
  /** Nothing passes, and nobody is told; it goes on after `calm`. */
  swallow(): void;
  /** As `swallow`, but only what the server says: it is asked, and not heard. */
  swallowAnswers(): void;
  /** New connections are taken and closed at once. */
  refuse(): void;
  /** What the server says from now on is lost, and then the connections are. */
  loseAnswers(): void;
  calm(): void;
  close(): Promise<void>;
}

interface Weather {
  delayMs: number;
  isBlackHole: boolean;
  swallowsAnswers: boolean;
  refuses: boolean;
}

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  readonly ways: readonly [Way, Way];
  losesAnswers: boolean;
}

/** One direction of a connection. */
interface Way {
  /** Goes on with what waits, as the weather now allows. */
  pump(): void;
}

const calm: Weather = {
  delayMs: 0,
  isBlackHole: false,
  swallowsAnswers: false,
  refuses: false,
};
const queueLimitBytes = 1024 * 1024;

export async function startFaultProxy(target: {
  readonly host: string;
  readonly port: number;
}): Promise<FaultProxy> {
  const weather: Weather = { ...calm };
  const links = new Set<Link>();

  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    client.on('error', () => client.destroy());
    if (weather.refuses) {
      client.end();
      client.resume();
      return;
    }
    const server = connect({ ...target, allowHalfOpen: true, noDelay: true });
    const link: Link = {
      client,
      server,
      ways: [
        way(client, server, weather, { isHeld: () => weather.isBlackHole, isLost: () => false }),
        way(server, client, weather, {
          isHeld: () => weather.isBlackHole || weather.swallowsAnswers,
          isLost: () => link.losesAnswers,
        }),
      ],
      losesAnswers: false,
    };
    links.add(link);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => other.resetAndDestroy());
      one.on('close', () => {
        links.delete(link);
        other.destroySoon();
      });
    }
  });
  listener.listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => listener.once('listening', resolve).once('error', reject));

  const resetAll = () => {
    for (const { client, server } of links) {
      client.resetAndDestroy();
      server.resetAndDestroy();
    }
  };
  return {
    port: (listener.address() as AddressInfo).port,
    serverSidePorts: () => [...links].flatMap(({ server }) => server.localPort ?? []),
    delay: (ms) => {
      weather.delayMs = ms;
    },
    reset: resetAll,
    finish() {
      for (const { client, server } of links) {
        client.end();
        server.destroy();
      }
    },
    swallow: () => {
      weather.isBlackHole = true;
    },
    swallowAnswers: () => {
      weather.swallowsAnswers = true;
    },
    refuse: () => {
      weather.refuses = true;
    },
    loseAnswers() {
      for (const link of links) link.losesAnswers = true;
    },
    calm() {
      Object.assign(weather, calm);
      for (const link of links) {
        if (link.losesAnswers) link.client.resetAndDestroy();
        else for (const each of link.ways) each.pump();
      }
    },
    close() {
      resetAll();
      return new Promise((resolve) => listener.close(() => resolve()));
    },
  };
}

/** What the weather does to one direction at this moment. */
interface Fate {
  isHeld(): boolean;
  isLost(): boolean;
}

/** Bytes wait in line, so that a change of the weather never lets one overtake another. */
function way(from: Socket, to: Socket, weather: Weather, { isHeld, isLost }: Fate): Way {
  const waiting: { readonly bytes: Buffer | 'end'; readonly dueAt: number }[] = [];
  let queuedBytes = 0;
  let timer: NodeJS.Timeout | undefined;

  function pump(): void {
    clearTimeout(timer);
    while (waiting[0] && !isHeld()) {
      const waitMs = waiting[0].dueAt - performance.now();
      if (waitMs > 0 && weather.delayMs > 0) {
        timer = setTimeout(pump, waitMs);
        return;
      }
      pass(waiting.shift()?.bytes ?? 'end');
    }
  }

  function pass(bytes: Buffer | 'end'): void {
    if (to.destroyed) return;
    if (bytes === 'end') {
      to.end();
      return;
    }
    queuedBytes -= bytes.length;
    if (!isLost()) to.write(bytes);
    if (queuedBytes < queueLimitBytes && to.writableLength < queueLimitBytes) from.resume();
  }

  function queue(bytes: Buffer | 'end'): void {
    waiting.push({ bytes, dueAt: performance.now() + weather.delayMs });
    if (bytes !== 'end') queuedBytes += bytes.length;
    if (queuedBytes >= queueLimitBytes || to.writableLength >= queueLimitBytes) from.pause();
    pump();
  }

  from.on('data', queue);
  from.on('end', () => queue('end'));
  from.on('close', () => clearTimeout(timer));
  to.on('drain', () => from.resume());
  return { pump };
}
