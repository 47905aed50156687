import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSocket } from './graphql/support/raw-socket.ts';
import { startTestApp, type TestApp } from './support/app.ts';
import { counted } from './support/metrics.ts';
import { until } from './support/until.ts';

const most = 10;

describe('a process whose connections are bounded', () => {
  let t: TestApp;
  beforeAll(async () => {
    const metrics = { port: 0, token: null };
    const limits = { key: {}, tenant: {}, address: { connections: 3 } };
    const trustedProxies = ['127.0.0.1'];
    const config = { maxConnections: most, metrics, limits, trustedProxies };
    t = await startTestApp({ config });
  });
  afterAll(() => t.stop());

  /** Each is open before the next, so that the server has them in this order. */
  async function open(count: number, localAddress = '127.0.0.1'): Promise<Socket[]> {
    const { hostname: host, port } = new URL(t.url);
    const all: Socket[] = [];
    for (let n = 0; n < count; n++) {
      const socket = connect({ host, port: Number(port), localAddress });
      socket.on('error', () => {}).resume();
      await once(socket, 'connect');
      all.push(socket);
    }
    return all;
  }

  const isOpen = ({ closed }: Socket) => !closed;

  async function leave(sockets: readonly Socket[]): Promise<void> {
    for (const socket of sockets) socket.destroy();
    await until(async () => (await counts('calls_connections')) === undefined);
  }

  const counts = async (metric: string, labels = '') =>
    (await counted(t.app.metricsUrl ?? '', metric))[labels];

  const isAlive = () => fetch(`${t.url}/livez`, { headers: { connection: 'close' } });

  async function ask(socket: Socket): Promise<void> {
    socket.write('GET /livez HTTP/1.1\r\nhost: x\r\n\r\n');
    await once(socket, 'data');
  }

  it('closes the oldest that says nothing for each new one, and answers its health check', async () => {
    const idle = await open(3 * most);
    expect((await isAlive()).status).toBe(200);
    await until(() => idle.filter(isOpen).length < most);
    expect(idle.filter(isOpen)).toEqual(idle.slice(-most + 1));
    await leave(idle);
  });

  it('keeps a client that rests between two requests rather than one that never asked', async () => {
    const [client, ...idle] = await open(most - 1);
    if (!client) throw new Error('nothing is open');
    await ask(client);
    const more = await open(2 * most);
    await ask(client);
    await until(() => idle.every(({ closed }) => closed));
    expect(isOpen(client)).toBe(true);
    await leave([client, ...more]);
  });

  it('closes the one that rests the longest when all have asked', async () => {
    const clients = await open(most);
    for (const client of clients) await ask(client);
    const [first, second] = clients;
    if (!first || !second) throw new Error('nothing is open');
    await ask(first);
    const more = await open(1);
    await until(() => !isOpen(second));
    expect([...clients, ...more].filter(isOpen)).toHaveLength(most);
    expect(isOpen(first)).toBe(true);
    await leave([...clients, ...more]);
  });

  it('refuses a new one when every other is a websocket or has a request under way', async () => {
    const socketUrl = `${t.url.replace('http', 'ws')}/graphql`;
    const sockets = await Promise.all(Array.from({ length: 4 }, () => openSocket(socketUrl)));
    const asking = await open(most - sockets.length);
    for (const socket of asking) {
      socket.write(`${head}content-length: 3\r\n\r\n`);
      // The answer `100 Continue` shows that the request is under way.
      await once(socket, 'data');
    }
    const tooMany = await open(5);
    await until(() => tooMany.every(({ closed }) => closed));
    for (const socket of asking) {
      socket.write('"x"');
      await once(socket, 'data');
    }
    expect((await isAlive()).status).toBe(200);
    for (const { ws } of sockets) ws.close();
    await leave(asking);
  });

  const head =
    'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nexpect: 100-continue\r\n';

  it('never closes a websocket, also not one whose handshake came before the answer to an earlier request', async () => {
    const [websocket, ...clients] = await open(most);
    if (!websocket) throw new Error('nothing is open');
    websocket.setEncoding('utf8');
    const answers = received(websocket, ['HTTP/1.1 200', 'HTTP/1.1 101']);
    websocket.write(`GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n${handshake}`);
    await answers;
    for (const client of clients) await ask(client);
    const [another] = await open(1);
    if (!another) throw new Error('nothing is open');
    await ask(another);
    const all = [websocket, ...clients];
    await until(() => !all.every(isOpen));
    expect(all.map(isOpen).slice(0, 3)).toEqual([true, false, true]);
    await leave([...all, another]);
  });

  async function received(socket: Socket, parts: readonly string[]): Promise<void> {
    let text = '';
    socket.on('data', (data) => {
      text += data;
    });
    while (!parts.every((part) => text.includes(part))) await once(socket, 'data');
  }

  const handshake = [
    'GET /graphql HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket',
    'sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
    'sec-websocket-protocol: graphql-transport-ws\r\n\r\n',
  ].join('\r\n');

  it('refuses those beyond the limit of an address, until another closes, and knows no limit of a proxy', async () => {
    const attacker = '127.0.0.2';
    const idle = await open(5, attacker);
    await until(() => idle.filter(isOpen).length === 3);
    const others = [...(await open(3, '127.0.0.3')), ...(await open(4))];
    expect([...idle.slice(0, 3), ...others].filter(isOpen)).toHaveLength(most);
    expect(await counts('calls_limited_total', 'by=address,what=connections')).toBe(2);
    expect(t.logged.join()).toContain(`"what":"connections","by":"address","name":"${attacker}"`);
    idle[0]?.destroy();
    await until(async () => {
      const [another] = await open(1, attacker);
      if (!another) return false;
      others.push(another);
      const answered = ask(another).then(() => true);
      return Promise.race([answered, once(another, 'close').then(() => false)]);
    });
    await leave([...idle, ...others]);
  });

  it('counts and logs what it closes', async () => {
    expect(await counts('calls_refused_total', 'reason=connection')).toBeGreaterThan(20);
    const lines = t.logged.filter((line) => line.includes('there are too many'));
    expect(lines.join()).toContain('"from":"127.0.0.1"');
  });
});
