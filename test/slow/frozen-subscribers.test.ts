import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAppProcess } from '../faults/service-process.ts';
import { openWelcomeSocket, type RawSocket, subscribe } from '../graphql/support/raw-socket.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import type { Child } from '../support/child.ts';
import { get } from '../support/client.ts';
import { metricsText } from '../support/metrics.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

const frozenCount = 1000;
const healthyCount = 100;
/** Of the frozen ones that are looked at when they thaw. */
const thawedCount = 40;

const text = 'x'.repeat(4096);
const timesInMessage = 20;
const messageBytes = text.length * timesInMessage;
const texts = Array.from(
  { length: timesInMessage },
  (_, n) => `t${n}: rejection { followUp { text } }`,
);
const watch = `subscription ($after: String) { callEvents(after: $after) {
  cursor previousCursor call { ${texts.join(' ')} } } }`;
const rejectCall = `mutation ($id: ID!, $text: String!) {
  rejectCall(id: $id, followUp: { text: $text }) { __typename } }`;
const log = '{ callEventLog(first: 500) { nodes { cursor } } }';

describe('a thousand frozen subscribers beside a hundred healthy ones', () => {
  let t: TestApp;
  let child: Child;
  let url: string;

  beforeAll(async () => {
    t = await startTestApp();
    // The frozen answer no ping either: only their slowness is to be what ends them. And they are to hear of it.
    const patience = { heartbeatMs: 120_000, thawMs: 60_000 };
    const sockets = { slowConsumerMs: 2000, sweepMs: 200, ...patience };
    ({ child, url } = await startAppProcess(t.databaseUrl, {
      poolSize: 4,
      overrides: { sockets },
    }));
    t.simulator.tell({ url: t.webhookUrl.replace(t.url, url) });
  });
  afterAll(async () => {
    await child.kill('SIGKILL');
    await t.stop();
  });

  async function open(count: number, variables = {}): Promise<RawSocket[]> {
    const before = await metric('calls_subscribers');
    const sockets = await Promise.all(
      Array.from({ length: count }, () =>
        openWelcomeSocket(`${url.replace('http', 'ws')}/graphql`, t.key),
      ),
    );
    for (const socket of sockets) socket.say(subscribe('1', watch, variables));
    await until(async () => (await metric('calls_subscribers')) === before + count);
    return sockets;
  }

  async function metric(name: string): Promise<number> {
    const text = await metricsText(url);
    return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  }

  /** Each is four events that are large for whoever asks for the text so often. */
  async function rejectOne(): Promise<void> {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    await get(url, t.key, rejectCall, { id, text });
  }

  /** The text of the last rejection, and the provider's event about it, come after its answer. */
  async function untilAllIsTold(): Promise<void> {
    await t.simulator.webhooks.settled();
    const left = `select 1 from effects where state <> 'SETTLED'`;
    await until(async () => (await queryOnce(t.databaseUrl, left)).length === 0);
  }

  /** Of the events alone: a client that is cut off is also told why. */
  const cursorsOf = (socket: RawSocket) =>
    socket.messages.flatMap(({ payload }) =>
      payload?.data ? [payload.data.callEvents.cursor as string] : [],
    );

  it('are cut and can resume, the healthy lose nothing, and memory stays within bounds', async () => {
    const frozen = await open(frozenCount);
    const healthy = await open(healthyCount);
    for (const { ws } of frozen) ws.pause();
    const before = await metric('process_resident_memory_bytes');
    let most = 0;
    while ((await metric('calls_subscribers')) > healthyCount) {
      await rejectOne();
      most = Math.max(most, await metric('process_resident_memory_bytes'));
    }
    await untilAllIsTold();
    const thawed = frozen.slice(0, thawedCount);
    for (const { ws } of thawed) ws.resume();
    const codes = await Promise.all(thawed.map(async ({ closed }) => (await closed).code));
    expect(codes).toEqual(codes.map(() => 1013));

    const { callEventLog } = await get<{ callEventLog: { nodes: { cursor: string }[] } }>(
      url,
      t.key,
      log,
    );
    const all = callEventLog.nodes.map(({ cursor }) => cursor);
    await until(() => healthy.every((one) => one.messages.length >= all.length));
    for (const one of healthy) expect(cursorsOf(one)).toEqual(all);
    for (const one of thawed) {
      const seen = cursorsOf(one);
      expect(seen).toEqual(all.slice(0, seen.length));
    }

    const [first] = thawed;
    const seen = first ? cursorsOf(first) : [];
    const [again] = await open(1, { after: seen.at(-1) });
    await until(() => again && seen.length + again.messages.length >= all.length);
    expect([...seen, ...(again ? cursorsOf(again) : [])]).toEqual(all);
    for (const { ws } of [...frozen, ...healthy]) ws.terminate();
    // Nobody has queued for the frozen what they do not take: it would be all of this.
    const queue = frozenCount * all.length * messageBytes;
    expect(most - before).toBeLessThan(queue / 3);
  }, 240_000);
});
