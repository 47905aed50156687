import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { residentMb } from '../bench/cpu.ts';
import { startAppProcess } from '../faults/service-process.ts';
import { writeByWebhook } from '../feed/writers.ts';
import { openWelcomeSocket, type RawSocket, subscribe } from '../graphql/support/raw-socket.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Child } from '../support/child.ts';
import { metricsText } from '../support/metrics.ts';
import { until } from '../support/until.ts';

const documents = 1000;
const events = 20;
/** All payloads together are 80 MB. */
const causeBytes = 4096;
/** A socket's queue holds 4 MB. The rest is what executing the events takes until it is collected. */
const mostGrowthMb = 50;

let t: TestApp;
let child: Child;
let url: string;

beforeAll(async () => {
  t = await startTestApp();
  // Too long to matter: nothing is to close the socket for being slow.
  const sockets = { slowConsumerMs: 600_000, heartbeatMs: 600_000 };
  ({ child, url } = await startAppProcess(t.databaseUrl, {
    poolSize: 4,
    overrides: { sockets },
    environment: { NODE_OPTIONS: '--max-old-space-size=96' },
  }));
});
afterAll(async () => {
  await child.kill('SIGKILL');
  await t.stop();
});

/** What each subscription has got so far, by its id. */
function collect({ ws }: RawSocket): Map<string, string[]> {
  const got = new Map<string, string[]>();
  ws.removeAllListeners('message');
  ws.on('message', (data: Buffer) => {
    const [, id = '', event = ''] = /"id":"(\d+)".*"event":"([^"]+)"/.exec(String(data)) ?? [];
    got.set(id, [...(got.get(id) ?? []), event]);
  });
  return got;
}

async function writeLarge(): Promise<void> {
  const sql = postgres(t.databaseUrl, { max: 1 });
  await sql`insert into journal (epoch, tenant_id, line_id, call_id, revision, kind, occurred_at, actor, cause, call)
    select epoch, tenant_id, line_id, call_id, 1000 + n, 'NOTED', now(), actor, repeat('x', ${causeBytes}::int), call
    from journal, generate_series(1, ${events}::int) n where kind = 'RANG'`;
  await sql.end();
}

const hasEach = (got: Map<string, string[]>, count: number) =>
  got.size === documents && [...got.values()].every(({ length }) => length === count);

const isEachSubscribed = async () =>
  (await metricsText(url)).includes(`\ncalls_subscribers ${documents + 1}\n`);

/** The most that it took until it has stayed the same for a while. */
async function peakMb(): Promise<number> {
  let peak = 0;
  for (let calmFor = 0; calmFor < 20; calmFor++) {
    const now = residentMb(child.process.pid ?? 0) ?? 0;
    if (now > peak + 1) calmFor = 0;
    peak = Math.max(peak, now);
    await sleep(100);
  }
  return peak;
}

it('a socket with a thousand different documents that is not read takes bounded memory, and gets every event in the end', async () => {
  const socketUrl = `${url.replace('http', 'ws')}/graphql`;
  const socket = await openWelcomeSocket(socketUrl, t.key);
  const got = collect(socket);
  const other = await openWelcomeSocket(socketUrl, t.key);
  const gotOfOther = collect(other);
  other.say(subscribe('0', 'subscription { callEvents { event: id cause } }'));
  for (let n = 0; n < documents; n++) {
    socket.say(subscribe(String(n), `subscription { callEvents { event: id own${n}: cause } }`));
  }
  await until(isEachSubscribed, 120_000);
  await writeByWebhook(t.webhookUrl, 'FIRST', 1);
  await until(() => hasEach(got, 1), 120_000);

  const before = await peakMb();
  socket.ws.pause();
  await writeLarge();
  await until(() => gotOfOther.get('0')?.length === 1 + events, 120_000);
  expect((await peakMb()) - before).toBeLessThan(mostGrowthMb);
  expect((await fetch(`${url}/livez`)).status).toBe(200);

  socket.ws.resume();
  await until(() => hasEach(got, 1 + events), 200_000);
  const [first] = got.values();
  expect(new Set(first).size).toBe(1 + events);
  expect([...got.values()]).toEqual(Array.from({ length: documents }, () => first));
  for (const one of [socket, other]) one.ws.close();
}, 400_000);
