import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { residentMb } from '../bench/cpu.ts';
import { startAppProcess } from '../faults/service-process.ts';
import { openSocket } from '../graphql/support/raw-socket.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Child } from '../support/child.ts';
import { get } from '../support/client.ts';
import { metricsText } from '../support/metrics.ts';
import { until } from '../support/until.ts';

/** The bodies that are read take 32 MB, and up to as much for their growth. The rest is the connections and what is not collected yet. */
const mostGrowthMb = 200;

const maxConnections = 1600;

/** Attacks of a client that has no key, on a process that has little memory. */
describe('a process with a small heap', () => {
  let t: TestApp;
  let child: Child;
  let url: string;
  const opened: Socket[] = [];
  beforeEach(async () => {
    t = await startTestApp();
    // Too long to matter: no deadline is to help, only the bounds.
    const sockets = { connectionInitMs: 600_000, bodyMs: 600_000 };
    ({ child, url } = await startAppProcess(t.databaseUrl, {
      overrides: { sockets },
      config: { maxConnections },
      environment: { NODE_OPTIONS: '--max-old-space-size=64' },
    }));
  });
  afterEach(async () => {
    for (const socket of opened.splice(0)) socket.destroy();
    await child.kill('SIGKILL');
    await t.stop();
  });

  async function open(count: number): Promise<Socket[]> {
    const { hostname, port } = new URL(url);
    const all: Socket[] = [];
    for (let n = 0; n < count; n += 100) {
      const some = Array.from({ length: 100 }, () => connect(Number(port), hostname));
      for (const socket of some) socket.on('error', () => {}).resume();
      await Promise.all(some.map((socket) => new Promise((done) => socket.once('connect', done))));
      all.push(...some);
      opened.push(...some);
    }
    return all;
  }

  const isServing = async () => {
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect(await get(url, t.key, '{ callsViewer { name } }')).toEqual({
      callsViewer: { name: 'agent' },
    });
  };

  const gauge = async (name: string) =>
    Number((await metricsText(url)).split(`\n${name} `)[1]?.split('\n')[0]);

  it('answers its health check beside more silent connections than it keeps', async () => {
    const crowd = await open(3 * maxConnections);
    await isServing();
    const closed = await gauge('calls_refused_total{reason="connection"}');
    expect(closed).toBeGreaterThan(0);
    expect(await gauge('calls_connections')).toBeLessThanOrEqual(maxConnections);
    await until(() => crowd.filter(({ closed }) => closed).length >= closed);
  }, 120_000);

  const upload = (path: string, coding: string) =>
    `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${coding}\r\n\r\n`;

  it.each(['/graphql', '/webhooks/x'])(
    'gives up the oldest of many bodies to %s that do not end',
    async (path) => {
      const before = residentMb(child.process.pid ?? 0) ?? 0;
      const crowd = await open(1500);
      const most = 250 * 1024;
      for (const socket of crowd) {
        socket.write(upload(path, `content-length: ${most + 1}`));
        socket.write('x'.repeat(most));
      }
      await until(() => crowd.every(({ bytesWritten }) => bytesWritten > most), 60_000);
      await isServing();
      const after = residentMb(child.process.pid ?? 0) ?? 0;
      // All of them have 370 MB.
      expect(after - before).toBeLessThan(mostGrowthMb);
    },
    120_000,
  );

  it('cuts off a client whose body comes in tiny chunks', async () => {
    const crowd = await open(100);
    const chunks = '1\r\nx\r\n'.repeat(10_000);
    for (const socket of crowd) {
      socket.write(upload('/graphql', 'transfer-encoding: chunked'));
      socket.write(chunks);
      socket.write(chunks);
    }
    await until(() => crowd.every(({ closed }) => closed), 60_000);
    await isServing();
  }, 120_000);

  it('closes a websocket whose message comes in tiny parts', async () => {
    const part = Buffer.from([0x00, 0x81, 0, 0, 0, 0, 0x20]);
    const first = Buffer.from([0x01, 0x81, 0, 0, 0, 0, 0x20]);
    const parts = Buffer.concat([first, ...Array.from({ length: 16_000 }, () => part)]);
    const sockets = await Promise.all(
      Array.from({ length: 100 }, () => openSocket(`${url.replace('http', 'ws')}/graphql`)),
    );
    for (const { ws } of sockets) {
      ws.on('error', () => {});
      (ws as unknown as { _socket: Socket })._socket.write(parts);
    }
    await until(() => sockets.every(({ ws }) => ws.readyState !== ws.OPEN), 60_000);
    await isServing();
  }, 120_000);
});
