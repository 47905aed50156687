import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAppProcess } from '../faults/service-process.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Child } from '../support/child.ts';
import { get } from '../support/client.ts';
import { until } from '../support/until.ts';

const crowd = 1000;

/** What an attacker sends who has no key, or one that may do little. The process must go on, and answer the others. */
describe('a process with a small heap', () => {
  let t: TestApp;
  let child: Child;
  let url: string;
  const sockets: Socket[] = [];
  beforeAll(async () => {
    t = await startTestApp();
    ({ child, url } = await startAppProcess(t.databaseUrl, {
      environment: { NODE_OPTIONS: '--max-old-space-size=64' },
    }));
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await child.kill('SIGKILL');
    await t.stop();
  });

  /** Opens some at a time, because the kernel lets only some hundred wait. */
  async function open(first: string): Promise<Socket[]> {
    const { hostname, port } = new URL(url);
    const opened: Socket[] = [];
    for (let n = 0; n < crowd; n += 100) {
      const some = Array.from({ length: 100 }, () => connect(Number(port), hostname));
      for (const socket of some) socket.on('error', () => {}).on('data', () => {});
      await Promise.all(some.map((socket) => new Promise((done) => socket.once('connect', done))));
      for (const socket of some) socket.write(first);
      opened.push(...some);
    }
    sockets.push(...opened);
    return opened;
  }

  const isServing = async () => {
    expect(await get(url, t.key, '{ callsViewer { name } }')).toEqual({
      callsViewer: { name: 'agent' },
    });
  };
  const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': t.key, ...headers },
      body,
    });

  it.each([
    ['connections that say nothing', ''],
    ['headers that never end', 'GET /graphql HTTP/1.1\r\nhost: x\r\nx-slow: '],
    [
      'bodies that never end',
      `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 200000\r\n\r\n${'x'.repeat(8192)}`,
    ],
  ])(
    'serves others beside a crowd of %s, and closes all of them',
    async (_what, first) => {
      const opened = await open(first);
      await isServing();
      await until(() => opened.every(({ closed }) => closed), 60_000);
      await isServing();
    },
    120_000,
  );

  it('refuses a body that is compressed, before it grows', async () => {
    const bomb = new Uint8Array(gzipSync(Buffer.alloc(64 * 1024 * 1024, ' ')));
    expect((await post(bomb, { 'content-encoding': 'gzip' })).status).toBe(415);
    await isServing();
  });

  it('refuses headers that are too large or too many', async () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, n) => [`x-${n}`, 'y']));
    const all = [{ 'x-large': 'x'.repeat(100_000) }, many];
    const statuses = await Promise.all(
      all.map(async (headers) => (await post('{}', headers)).status),
    );
    expect(statuses).toEqual([431, 431]);
    await isServing();
  });

  it('refuses variables of forty thousand levels', async () => {
    const deep = `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`;
    const query = 'query ($filter: CallFilter) { calls(filter: $filter) { nodes { id } } }';
    const answer = await post(`{"query":${JSON.stringify(query)},"variables":{"filter":${deep}}}`);
    expect(answer.status).toBe(400);
    await isServing();
  });

  it('keeps nothing of operations that all have another name', async () => {
    for (let round = 0; round < 30; round++) {
      const names = Array.from({ length: 20 }, (_, n) => `n${round}_${n}_${'x'.repeat(30_000)}`);
      await Promise.all(
        names.map((name) => post(JSON.stringify({ query: `query ${name} { __typename }` }))),
      );
    }
    await isServing();
  }, 60_000);
});
