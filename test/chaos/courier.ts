import { Agent, createServer, type IncomingMessage, request as open } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Note } from './history.ts';
import type { Random } from './random.ts';

/** Takes what providers tell, and delivers it as a bad network does: late, twice, out of order, and again until it is taken. */
export interface Courier {
  /** Where a provider is to post the webhooks of a line. */
  urlOf(line: string): string;
  serve(line: string, path: string, read: ReadWebhook): void;
  /** Resolves when somebody said yes to the webhook; undefined when nobody did in time. */
  acknowledged(call: string, what: string, patienceMs: number): Promise<boolean>;
  readonly pending: number;
  /** Nothing is delayed on purpose any more. */
  hurry(): void;
  close(): Promise<void>;
}

export type ReadWebhook = (body: string) => { readonly call: string; readonly what: string };

export interface CourierParts {
  readonly replicas: readonly { readonly name: string; readonly url: string }[];
  readonly note: Note;
  readonly random: Random;
  /** A ring that comes later than this is no news. */
  readonly ringLimitMs: number;
}

const maxTries = 25;
const patienceMs = 2000;

export async function startCourier(parts: CourierParts): Promise<Courier> {
  const { random, note } = parts;
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const served = new Map<string, { readonly path: string; readonly read: ReadWebhook }>();
  const taken = new Map<string, PromiseWithResolvers<void>>();
  const hurrying = new AbortController();
  const closing = new AbortController();
  let pending = 0;

  const server = createServer((incoming, response) => {
    void readAll(incoming)
      .then((body) => {
        response.end('{}');
        accept(decodeURIComponent(incoming.url?.slice(1) ?? ''), {
          body,
          signature: signatureOf(incoming),
        });
      })
      .catch(() => response.destroy());
  });

  function accept(line: string, event: Delivery): void {
    const copies = random.chance(0.08) ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      pending++;
      void deliver(line, event, delayMs()).finally(() => {
        pending--;
      });
    }
  }

  function delayMs(): number {
    const luck = random.next();
    if (luck < 0.7) return 0;
    if (luck < 0.9) return random.between(1, 300);
    if (luck < 0.99) return random.between(300, 2000);
    return parts.ringLimitMs + random.between(0, 2000);
  }

  async function deliver(line: string, event: Delivery, waitMs: number): Promise<void> {
    const to = served.get(line);
    if (!to) return;
    const { call, what } = to.read(event.body);
    if (waitMs > 0) await pause(waitMs, hurrying.signal);
    for (let tried = 0; tried < maxTries && !closing.signal.aborted; tried++) {
      if (tried > 0) await pause(Math.min(100 * tried, 1000), closing.signal);
      const { name: replica, url } = random.pick(parts.replicas);
      const status = await post(agent, url + to.path, event, closing.signal);
      note({ is: 'webhook', line, call, what, replica, status });
      if (status === null || status < 200 || status > 299) continue;
      takenOf(call, what).resolve();
      return;
    }
  }

  function takenOf(call: string, what: string): PromiseWithResolvers<void> {
    const key = `${call} ${what}`;
    const known = taken.get(key) ?? Promise.withResolvers<void>();
    taken.set(key, known);
    return known;
  }

  server.listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (line) => `http://127.0.0.1:${port}/${encodeURIComponent(line)}`,
    serve: (line, path, read) => void served.set(line, { path, read }),
    acknowledged(call, what, waitMs) {
      const yes = takenOf(call, what).promise.then(() => true);
      return Promise.race([yes, sleep(waitMs, false, { ref: false })]);
    },
    get pending() {
      return pending;
    },
    hurry: () => hurrying.abort(),
    close() {
      hurrying.abort();
      closing.abort();
      agent.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Delivery {
  readonly body: string;
  /** The headers by which it proves where it comes from. */
  readonly signature: Record<string, string>;
}

function signatureOf({ headers }: IncomingMessage): Record<string, string> {
  const signing = Object.entries(headers).filter(([name]) => name.startsWith('telnyx-'));
  return Object.fromEntries(signing.map(([name, value]) => [name, String(value)]));
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await sleep(ms, undefined, { signal }).catch(() => undefined);
}

/** The status, or null when no whole answer came in time. */
function post(
  agent: Agent,
  url: string,
  { body, signature }: Delivery,
  closing: AbortSignal,
): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<number | null>();
  const signal = AbortSignal.any([closing, AbortSignal.timeout(patienceMs)]);
  const headers = { 'content-type': 'application/json', ...signature };
  open(url, { agent, method: 'POST', headers, signal })
    .on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? null));
      response.on('error', () => resolve(null));
    })
    .on('error', () => resolve(null))
    .on('close', () => resolve(null))
    .end(body);
  return promise;
}

async function readAll(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
