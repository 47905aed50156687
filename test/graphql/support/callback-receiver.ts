import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from './json.ts';

export interface Received {
  readonly action: 'check' | 'next' | 'complete';
  readonly id: string;
  readonly verifier: string;
  readonly payload?: Json;
}

/** A status to answer with, or `hang`: no answer. */
export type Reaction = number | 'hang';

export type CallbackReceiver = Awaited<ReturnType<typeof startCallbackReceiver>>;

/** The part of a router that HTTP callbacks reach, on a port of its own. */
export async function startCallbackReceiver() {
  const received: Received[] = [];
  const protocols = new Set<unknown>();
  let react = (_message: Received): Reaction | Promise<Reaction> => 204;
  let underWay = 0;
  let mostAtOnce = 0;

  const server = createServer(async (request, response) => {
    underWay += 1;
    mostAtOnce = Math.max(mostAtOnce, underWay);
    response.once('close', () => {
      underWay -= 1;
    });
    const message = JSON.parse(await textOf(request)) as Received;
    protocols.add(request.headers['subscription-protocol']);
    received.push(message);
    const reaction = await react(message);
    if (reaction !== 'hang') {
      response.writeHead(reaction, { 'subscription-protocol': 'callback/1.0' }).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}/callback/s1`,
    received,
    protocols,
    mostAtOnce: () => mostAtOnce,
    /** The messages without the checks, each as the part that differs. */
    told: () =>
      received
        .filter(({ action }) => action !== 'check')
        .map(({ action, payload }) => payload ?? action),
    count: (action: Received['action']) => received.filter((one) => one.action === action).length,
    answerWith(next: typeof react) {
      react = next;
    },
    /** What a router puts into the request, to be sent events here. */
    subscription: (heartbeatIntervalMs = 0) => ({
      callbackUrl: `http://127.0.0.1:${port}/callback/s1`,
      subscriptionId: 's1',
      verifier: 'the verifier',
      heartbeatIntervalMs,
    }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Subscribes as a router does. */
export async function subscribeWithCallbacks(
  url: string,
  subscription: unknown,
  request: {
    readonly query: string;
    readonly key?: string;
    readonly variables?: object;
    readonly accept?: string;
  },
) {
  const { query, variables, key = 'line-key' } = request;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      accept: request.accept ?? 'application/json;callbackSpec=1.0',
      'content-type': 'application/json',
      authorization: `Bearer ${key}`,
    },
    body: JSON.stringify({ query, variables, extensions: { subscription } }),
  });
  const { data, errors } = (await response.json()) as Json;
  return {
    status: response.status,
    protocol: response.headers.get('subscription-protocol'),
    ...(data !== undefined && { data }),
    ...(errors && { code: errors[0].extensions.code, message: errors[0].message }),
  };
}
