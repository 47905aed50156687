import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startAppProcess } from '../faults/service-process.ts';
import { writeByWebhook } from '../feed/writers.ts';
import {
  openSocket,
  openWelcomeSocket,
  type RawSocket,
  subscribe,
} from '../graphql/support/raw-socket.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Child } from '../support/child.ts';
import { get } from '../support/client.ts';
import { until } from '../support/until.ts';

/** 192 MB of requests. The kernel may buffer some 37 MB in each direction, and a queue holds 4 MB. */
const mostHundreds = 60;

/** Some 700 tokens, which take longer to keep than to validate. */
const manyTokens = Array.from(
  { length: 50 },
  (_, n) => `a${n}: cause @include(if: true) @skip(if: false)`,
).join(' ');

const largeDocument = (n: number) =>
  `query q${n} { __typename calls(filter: { lineIds: [${'1 '.repeat(1900)}] }) @skip(if: true) { nodes { id } } }`;
const longDocument = (n: number) => `query q${n} { __typename } # ${'x'.repeat(15_000)}`;

const aliases = Array.from({ length: 50 }, (_, n) => `a${n}: cause`).join(' ');

/** How much memory a client can make the process use must not depend on how long the client goes on. */
describe('a process with a small heap', () => {
  let t: TestApp;
  let child: Child;
  let url: string;

  beforeEach(async () => {
    t = await startTestApp();
    // Too long to matter: no time limit is to close a socket or end a subscription here, only the bound of its queue.
    const never = 600_000;
    const sockets = { connectionInitMs: never, slowConsumerMs: never, heartbeatMs: never };
    const limits = { statementTimeoutMs: never };
    ({ child, url } = await startAppProcess(t.databaseUrl, {
      poolSize: 4,
      overrides: { sockets, limits },
      environment: { NODE_OPTIONS: '--max-old-space-size=64' },
    }));
  });
  afterEach(async () => {
    await child.kill('SIGKILL');
    await t.stop();
  });
  const socketUrl = () => `${url.replace('http', 'ws')}/graphql`;
  const isAlive = async () => (await fetch(`${url}/livez`)).status;

  it.each([
    ['before it has authenticated', () => openSocket(socketUrl())],
    ['with a key', () => openWelcomeSocket(socketUrl(), t.key)],
  ])(
    'closes a socket that asks and never reads, %s',
    async (_which, open) => {
      const socket = await open();
      socket.ws.on('error', () => {});
      socket.ws.pause();
      const ping = JSON.stringify({ type: 'ping', payload: { padding: 'x'.repeat(32 * 1024) } });
      let sentHundreds = 0;
      for (; sentHundreds < mostHundreds; sentHundreds++) {
        for (let n = 0; n < 100; n++) socket.ws.send(ping);
        if (!(await drains(socket))) break;
      }
      expect(sentHundreds).toBeLessThan(mostHundreds);
      socket.ws.resume();
      expect([1006, 1013]).toContain((await socket.closed).code);
      expect(await isAlive()).toBe(200);
    },
    120_000,
  );

  /** Whether the server still reads what it is sent. */
  async function drains({ ws }: RawSocket): Promise<boolean> {
    const isDrained = () => ws.bufferedAmount < 1024 * 1024;
    const isOver = () => ws.readyState !== ws.OPEN || child.process.exitCode !== null;
    while (!isDrained() && !isOver()) await sleep(10);
    return !isOver();
  }

  it('keeps no payloads of large events for subscribers that share them with no other', async () => {
    await writeByWebhook(t.webhookUrl, 'LARGE', 1);
    const { id, after } = await makeLarge(300);
    const sockets = await Promise.all(
      Array.from({ length: 5 }, async (_, n) => {
        const socket = await openWelcomeSocket(socketUrl(), t.key);
        const counted = countOnly(socket);
        const query = `subscription ($after: String, $id: ID) {
          callEvents(after: $after, filter: { callId: $id }) { own${n}: id ${aliases} } }`;
        socket.say(subscribe('1', query, { after, id }));
        return counted;
      }),
    );
    await until(() => sockets.every(({ count }) => count >= 300), 120_000);
    expect(await isAlive()).toBe(200);
  }, 150_000);

  it('refuses different documents beyond what a key may hold, and pushes to the others', async () => {
    const different = 300;
    const socket = await openWelcomeSocket(socketUrl(), t.key);
    socket.ws.pause();
    for (let n = 0; n < different; n++) {
      const document = `subscription { callEvents { own${n}: id ${manyTokens} } }`;
      socket.say(subscribe(String(n), document));
    }
    socket.say({ type: 'ping' });
    socket.ws.resume();
    await until(() => socket.messages.some(({ type }) => type === 'pong'), 120_000);
    await writeByWebhook(t.webhookUrl, 'MANY', 1);
    const results = () => socket.messages.filter(({ type }) => type === 'next');
    await until(() => results().length >= different, 60_000);
    const refusals = results().filter(({ payload }) => payload.errors);
    const codes = refusals.flatMap(({ payload }) => payload.errors.map(codeOfError));
    expect(new Set(codes)).toEqual(new Set(['RATE_LIMITED']));
    expect(refusals.length).toBeLessThan(different);
    expect(results().length).toBe(different);
    expect(await isAlive()).toBe(200);
  }, 200_000);

  it.each([
    ['large documents over HTTP', (query: string) => get(url, t.key, query), 400, largeDocument],
    ['long documents over a websocket', askOverSocket(), 3000, longDocument],
  ])(
    'keeps a part of many different %s',
    async (_what, ask, count, documentOf) => {
      for (let n = 0; n < count; n++) await ask(documentOf(n));
      expect(await isAlive()).toBe(200);
    },
    600_000,
  );

  // Takes 20 times as much memory as it has characters.
  const fat = `[${'{},'.repeat(20_000)}{}]`;

  it('keeps nothing of what many sockets say beside their key', async () => {
    for (let n = 0; n < 150; n++) {
      const socket = await openSocket(socketUrl());
      const payload = `{"Authorization":"Bearer ${t.key}","fat":${fat}}`;
      socket.say(`{"type":"connection_init","payload":${payload}}`);
      expect(await socket.nextMessage()).toEqual({ type: 'connection_ack' });
    }
    expect(await isAlive()).toBe(200);
  }, 120_000);

  const operation = '"query":"subscription { callEvents { id } }"';

  it.each([
    ['variables', `"payload":{${operation},"variables":{"fat":${fat}}}`],
    ['extensions', `"payload":{${operation},"extensions":{"fat":${fat}}}`],
    ['further fields of the payload', `"payload":{${operation},"fat":${fat}}`],
    ['further fields of the message', `"payload":{${operation}},"fat":${fat}`],
  ])(
    'keeps nothing of %s that no subscription needs',
    async (_what, fields) => {
      const socket = await openWelcomeSocket(socketUrl(), t.key);
      for (let n = 0; n < 150; n++) {
        socket.say(`{"type":"subscribe","id":"${n}",${fields}}`);
        socket.say({ type: 'ping' });
        expect(await socket.nextMessage()).toMatchObject({ type: 'pong' });
      }
      expect(await isAlive()).toBe(200);
    },
    120_000,
  );

  /** Asks one operation after the other over the same socket. */
  function askOverSocket() {
    let opened: Promise<RawSocket> | undefined;
    return async (query: string) => {
      opened ??= openWelcomeSocket(socketUrl(), t.key);
      const socket = await opened;
      socket.say(subscribe('1', query));
      while ((await socket.nextMessage()).type !== 'complete');
    };
  }

  const codeOfError = ({ extensions }: { extensions: { code: string } }) => extensions.code;

  it('answers RESPONSE_TOO_LARGE to a short query for long texts', async () => {
    await writeByWebhook(t.webhookUrl, 'LARGE', 1);
    const { id } = await makeLarge(300);
    const query = `query ($id: ID!) { callEventLog(filter: { callId: $id }, first: 300) { nodes { ${aliases} } } }`;
    const asked = Array.from({ length: 20 }, () => get(url, t.key, query, { id }));
    const answers = await Promise.allSettled(asked);
    expect(answers.map((answer) => codeOf(answer))).toEqual(asked.map(() => 'RESPONSE_TOO_LARGE'));
    expect(await isAlive()).toBe(200);
  }, 90_000);

  const codeOf = (answer: PromiseSettledResult<unknown>) =>
    answer.status === 'rejected' && /"code":"(\w+)"/.exec(String(answer.reason))?.[1];

  /** Events with a long cause, which a query with 50 aliases asks for 50 times. */
  async function makeLarge(count: number) {
    const { calls, callEventHead: after } = await get<{
      calls: { nodes: { id: string }[] };
      callEventHead: string;
    }>(url, t.key, '{ callEventHead calls { nodes { id } } }');
    const id = calls.nodes[0]?.id ?? '';
    const sql = postgres(t.databaseUrl, { max: 1 });
    await sql`insert into journal (epoch, tenant_id, line_id, call_id, revision, kind, occurred_at, actor, cause, call)
      select epoch, tenant_id, line_id, call_id, 1000 + n, 'NOTED', now(), actor, repeat('x', 4096), call
      from journal, generate_series(1, ${count}::int) n where call_id = ${id} and revision = 1`;
    await sql.end();
    return { id, after };
  }

  function countOnly({ ws }: RawSocket) {
    const seen = { count: 0 };
    ws.removeAllListeners('message');
    ws.on('message', () => {
      seen.count += 1;
    });
    return seen;
  }
});
