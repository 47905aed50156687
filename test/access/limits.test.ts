import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticate } from '../../src/access/authenticate.ts';
import type { App } from '../../src/app.ts';
import { openSocket, type RawSocket, subscribe } from '../graphql/support/raw-socket.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { counted } from '../support/metrics.ts';
import { until } from '../support/until.ts';

const watch = 'subscription { callEvents { id } }';
const read = '{ callsViewer { name } }';
const reject = 'mutation { rejectCall(id: "call_X") { __typename } }';

describe('the limits', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await startTestApp({
      processesMs: 20,
      config: {
        limits: {
          key: { operations: 3, rejects: 3, sockets: 2, subscriptions: 2, webhooks: 3 },
          tenant: {},
          address: { operations: 3, sockets: 2, webhooks: 1 },
        },
        trustedProxies: ['127.0.0.1'],
      },
    });
  });
  afterAll(() => t.stop());

  /** Each test has a key of its own, so that none meets what another has used up. */
  async function newKey(): Promise<string> {
    const viewer = await createAuthenticate(t.app.db, 0)(t.tenantKey);
    const made = await t.app.keys.create(viewer, 'agent', [t.lineId]);
    if (made.is !== 'made') throw new Error(made.is);
    return made.key;
  }

  interface Asked {
    readonly query: string;
    readonly key: string;
    readonly accept?: string;
    readonly from?: string;
  }

  /** `from` tells the `X-Forwarded-For` of the nth request. */
  type AskedOn = Omit<Asked, 'from'> & { readonly from?: (n: number) => string };

  async function post({ query, key, accept = 'application/json', from }: Asked) {
    const response = await fetch(`${t.url}/graphql`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', accept, 'x-api-key': key },
        ...(from && { 'x-forwarded-for': from }),
      },
      body: JSON.stringify({ query }),
    });
    const { errors } = (await response.json()) as { errors?: { extensions: object }[] };
    const retryAfter = response.headers.get('retry-after');
    return { status: response.status, retryAfter, extensions: errors?.[0]?.extensions };
  }

  const refused = {
    status: 429,
    retryAfter: '1',
    extensions: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) },
  };

  /** Asks until it is refused. Answers how many were served, and how many could have been at most. */
  async function askOn({ from, ...asked }: AskedOn) {
    const startedAt = performance.now();
    for (let served = 0; served < 100; served++) {
      const answer = await post({ ...asked, ...(from && { from: from(served) }) });
      if (answer.status === 200 || answer.status === 401) continue;
      const seconds = (performance.now() - startedAt) / 1000;
      return { answer, served, most: Math.ceil(3 * (2 + seconds)) };
    }
    throw new Error('nothing was refused');
  }

  it('of a key refuse a whole request with 429, and leave other keys and rejections alone', async () => {
    const [key, other] = [await newKey(), await newKey()];
    const { answer, served, most } = await askOn({ query: read, key });
    expect(answer).toEqual(refused);
    expect(served).toBeGreaterThanOrEqual(6);
    expect(served).toBeLessThanOrEqual(most);
    expect((await post({ query: reject, key })).status).toBe(200);
    expect((await post({ query: read, key: other })).status).toBe(200);
    expect((await askOn({ query: reject, key })).answer).toEqual(refused);
  });

  it('of an operation on a WebSocket are its error, and the socket stays', async () => {
    const socket = await welcomed(t.app, await newKey());
    for (let n = 0; n < 20; n++) socket.say(subscribe(`${n}`, read));
    await until(() => socket.messages.some(({ type }) => type === 'error'));
    const { payload } = socket.messages.find(({ type }) => type === 'error') ?? {};
    expect(payload).toMatchObject([{ extensions: refused.extensions }]);
    socket.say({ type: 'ping' });
    await until(() => socket.messages.some(({ type }) => type === 'pong'));
    socket.ws.close();
  });

  it('of subscriptions are an error of the operation, until another ends', async () => {
    const { socket } = await twoSubscriptions();
    socket.say(subscribe('3', watch));
    expect(await socket.nextMessage()).toMatchObject({
      type: 'next',
      id: '3',
      payload: { errors: [{ extensions: refused.extensions }] },
    });
    expect(await socket.nextMessage()).toEqual({ type: 'complete', id: '3' });
    socket.say({ type: 'complete', id: '1' });
    await until(() => t.app.subscriberCount() === 1);
    socket.say(subscribe('4', watch));
    await until(() => t.app.subscriberCount() === 2);
    await leave(socket);
  });

  it('of subscriptions refuse a stream of server-sent events with 429', async () => {
    const { socket, key } = await twoSubscriptions();
    expect(await post({ query: watch, key, accept: 'text/event-stream' })).toMatchObject({
      status: 429,
      extensions: refused.extensions,
    });
    await leave(socket);
  });

  async function twoSubscriptions() {
    const key = await newKey();
    const socket = await welcomed(t.app, key);
    for (const id of ['1', '2']) socket.say(subscribe(id, watch));
    await until(() => t.app.subscriberCount() === 2);
    return { key, socket };
  }

  async function leave(socket: RawSocket): Promise<void> {
    socket.ws.close();
    await until(() => t.app.subscriberCount() === 0);
  }

  it('of sockets close one too many with 1013, until another closes', async () => {
    const key = await newKey();
    const [first] = [await welcomed(t.app, key), await welcomed(t.app, key)];
    const third = await introduced(t.app, key);
    expect(await third.closed).toEqual({
      code: 1013,
      reason: 'Too many sockets of this key or tenant',
    });
    first.ws.close();
    await first.closed;
    await until(async () => {
      const socket = await introduced(t.app, key);
      return (await Promise.race([socket.nextMessage(), socket.closed])).type === 'connection_ack';
    });
  });

  it('of a client address count the client that a trusted proxy names, whatever it claims itself', async () => {
    const from = (n: number) => `6.6.6.${n}, 203.0.113.1`;
    const { answer, served, most } = await askOn({ query: read, key: 'cs_wrong', from });
    expect(answer).toEqual(refused);
    expect(served).toBeLessThanOrEqual(most);
    const key = await newKey();
    const another = await post({ query: read, key, from: '203.0.113.1, 203.0.113.2' });
    expect(another.status).toBe(200);
  });

  it('of a client address refuse a socket too many before it is one', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.3' };
    const socketUrl = `${t.url.replace('http', 'ws')}/graphql`;
    const open = () => openSocket(socketUrl, { headers });
    const sockets = [await open(), await open()];
    await expect(open()).rejects.toThrow('Unexpected server response: 429');
    for (const { ws } of sockets) ws.close();
  });

  it('of a line’s webhooks tell the provider when to send them again', async () => {
    const statuses = new Set<number>();
    for (let n = 0; n < 100 && !statuses.has(429); n++) {
      const event = {
        event: 'call.ringing',
        id: `flood_${n}`,
        direction: 'INBOUND',
        peerNumber: '1',
      };
      const response = await fetch(t.webhookUrl, { method: 'POST', body: JSON.stringify(event) });
      statuses.add(response.status);
      if (response.status === 429) expect(response.headers.get('retry-after')).toBe('1');
      await response.text();
    }
    expect([...statuses]).toEqual([200, 429]);
  });

  it.each([
    ['POST', '203.0.113.4'],
    ['GET', '203.0.113.5'],
  ])(
    'of refused webhooks end the guesses of a client by %s, and let known lines through',
    async (method, address) => {
      const send = async (url: string) => {
        const headers = { 'x-forwarded-for': address };
        const body = method === 'POST' ? '{}' : null;
        return (await fetch(url, { method, body, headers })).status;
      };
      let status = 0;
      for (let n = 0; n < 100 && status !== 429; n++) status = await send(`${t.url}/webhooks/${n}`);
      expect(status).toBe(429);
      expect(await send(t.webhookUrl)).not.toBe(429);
    },
  );

  it('are counted by what was limited, and logged in a line that repeats rarely', async () => {
    const metric = await counted(t.url, 'calls_limited_total');
    expect(Object.keys(metric).sort()).toEqual([
      'by=address,what=operations',
      'by=address,what=sockets',
      'by=address,what=webhooks',
      'by=key,what=operations',
      'by=key,what=rejects',
      'by=key,what=sockets',
      'by=key,what=subscriptions',
      'by=key,what=webhooks',
    ]);
    const lines = t.logged.filter((line) => line.includes('more arrives than a limit allows'));
    expect(lines.length).toBeLessThan(20);
    expect(lines.join()).toMatch(/"what":"operations","by":"key","name":"key_/);
  });

  /** Last, because the second process halves every limit of the first. */
  it('are those of all processes together: each has its share', async () => {
    const key = await newKey();
    const other = await t.another();
    const openUntilRefused = async (app: App) => {
      for (let open = 0; open < 10; open++) {
        const socket = await introduced(app, key);
        const answer = await Promise.race([socket.nextMessage(), socket.closed]);
        if (answer.code === 1013) return open;
      }
      throw new Error('nothing was refused');
    };
    await until(async () => {
      const probe = await newKey();
      const sockets = [await introduced(t.app, probe), await introduced(t.app, probe)];
      const answers = sockets.map((one) => Promise.race([one.nextMessage(), one.closed]));
      return (await Promise.all(answers)).some(({ code }) => code === 1013);
    });
    expect(await openUntilRefused(t.app)).toBe(1);
    expect(await openUntilRefused(other)).toBe(1);
  });

  async function introduced({ url }: Pick<App, 'url'>, key: string): Promise<RawSocket> {
    const socket = await openSocket(`${url.replace('http', 'ws')}/graphql`);
    socket.say({ type: 'connection_init', payload: { token: key } });
    return socket;
  }

  async function welcomed(app: App, key: string): Promise<RawSocket> {
    const socket = await introduced(app, key);
    expect(await socket.nextMessage()).toEqual({ type: 'connection_ack' });
    return socket;
  }
});
