import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/access/viewer.ts';
import type { App } from '../../src/app.ts';
import type { TenantId } from '../../src/call/ids.ts';
import type { CallEvent, EventFilter } from '../../src/use-cases/calls.ts';
import { startTestApp, type TestApp, testSealKey } from '../support/app.ts';
import { cursorsOf } from '../support/cursors.ts';
import { addLine, type TestLine, unreachable } from '../support/lines.ts';
import { addTenant, type OtherTenant } from '../support/tenant.ts';
import { viewerOf } from '../support/viewer.ts';
import { writeByWebhook } from './writers.ts';

describe('a subscriber', () => {
  let t: TestApp;
  let other: App;
  let otherLine: TestLine;
  let stranger: OtherTenant;
  let agent: Viewer;
  let boss: Viewer;
  let round = 0;
  const open: AbortController[] = [];

  beforeAll(async () => {
    t = await startTestApp({ bufferCapacity: 50, rememberMs: 5000, ringLimitMs: 300_000 });
    other = await t.another();
    otherLine = await addLine(t, unreachable());
    stranger = await addTenant(t.app, t.databaseUrl);
    agent = await viewerOf(t.app, t.key);
    boss = await viewerOf(t.app, t.tenantKey);
  });
  afterAll(async () => {
    for (const one of open) one.abort();
    await t.stop();
  });
  beforeEach(() => {
    round++;
  });

  function watch(
    viewer: Viewer,
    filter: EventFilter = {},
    after: string | null = null,
    app: App = t.app,
  ) {
    const abort = new AbortController();
    open.push(abort);
    return app.calls.events(viewer, { filter, after, showsCalls: true }, abort.signal);
  }

  async function take(
    events: AsyncIterableIterator<CallEvent>,
    count: number,
    isWanted: (event: CallEvent) => boolean = () => true,
  ): Promise<CallEvent[]> {
    const taken: CallEvent[] = [];
    while (taken.length < count) {
      const { value, done } = await events.next();
      if (done) throw new Error(`it ended after ${taken.length} events`);
      if (isWanted(value)) taken.push(value);
    }
    return taken;
  }

  /** What was recorded just before may still come to whoever watches from now on: only this test's calls count. */
  const takeOurs = (events: AsyncIterableIterator<CallEvent>, count: number) =>
    take(
      events,
      count,
      ({ snapshot }) => /^call_[A-Z]+(\d+)_/.exec(snapshot.providerCallId)?.[1] === `${round}`,
    );

  const ring = (count: number, url = t.webhookUrl, name = `R${round}`) =>
    writeByWebhook(url, name, count);
  const names = (events: readonly CallEvent[]) =>
    events.map(({ snapshot }) => snapshot.providerCallId);
  const expected = (count: number, from = 0, name = `R${round}`) =>
    Array.from({ length: count - from }, (_, n) => `call_${name}_${n + from}`);

  it('that is so slow that the ring has moved on gets everything from the database', async () => {
    const events = watch(agent);
    const first = takeOurs(events, 1);
    await ring(300);
    expect(names([...(await first), ...(await takeOurs(events, 299))])).toEqual(expected(300));
  });

  it('that comes back with a cursor of long ago gets everything since, then what comes', async () => {
    const [begin] = await take(watch(agent, {}, toStart), 1);
    const log = await t.app.calls.eventLog(agent, {}, { first: 1000, after: begin?.cursor });
    const events = watch(agent, {}, begin?.cursor ?? null);
    const caughtUp = await take(events, log.edges.length);
    expect(caughtUp.map(({ cursor }) => cursor)).toEqual(log.edges.map(({ cursor }) => cursor));
    await ring(3);
    expect(names(await takeOurs(events, 3))).toEqual(expected(3));
  });

  it('of one kind is not held up by the others, in the ring or before it', async () => {
    const late = watch(agent, { kinds: ['ENDED'] }, toStart);
    const live = watch(agent, { kinds: ['ENDED'] });
    await ring(150);
    await end(`call_R${round}_7`);
    await end(`call_R${round}_9`);
    const wanted = [`call_R${round}_7`, `call_R${round}_9`];
    expect(names(await takeOurs(live, 2))).toEqual(wanted);
    expect(names(await takeOurs(late, 2))).toEqual(wanted);
  });

  it('of one call sees that call only', async () => {
    await ring(5);
    const call = await t.app.calls.find(agent, `call_R${round}_3`);
    const events = watch(agent, { callId: call?.id }, toStart);
    await end(`call_R${round}_3`);
    expect(
      (await takeOurs(events, 2)).map(({ kind, snapshot: { providerCallId } }) => [
        kind,
        providerCallId,
      ]),
    ).toEqual([
      ['RANG', `call_R${round}_3`],
      ['ENDED', `call_R${round}_3`],
    ]);
  });

  it('of one line sees that line only, and a key of a line sees no other', async () => {
    const ofBoth = watch(boss);
    const ofOther = watch(boss, { lineIds: [otherLine.lineId] });
    const ofAgent = watch(agent);
    const asksForMore = watch(agent, { lineIds: [otherLine.lineId, t.lineId] });
    await ring(2, otherLine.webhookUrl, `OTHER${round}`);
    await ring(2);
    await ring(1, otherLine.webhookUrl, `LAST${round}`);
    const others = expected(2, 0, `OTHER${round}`);
    const ours = expected(2);
    expect(names(await takeOurs(ofBoth, 5))).toEqual([...others, ...ours, `call_LAST${round}_0`]);
    expect(names(await takeOurs(ofOther, 3))).toEqual([...others, `call_LAST${round}_0`]);
    expect(names(await takeOurs(ofAgent, 2))).toEqual(ours);
    expect(names(await takeOurs(asksForMore, 2))).toEqual(ours);
  });

  it('of another tenant sees nothing of it, live or from the beginning', async () => {
    const theirs = await viewerOf(t.app, stranger.tenantKey);
    const live = watch(theirs);
    const late = watch(theirs, {}, startOf(theirs.tenantId));
    await ring(3);
    await ring(1, stranger.webhookUrl, `THEIRS${round}`);
    expect(names(await takeOurs(live, 1))).toEqual([`call_THEIRS${round}_0`]);
    expect(names(await takeOurs(late, 1))).toEqual([`call_THEIRS${round}_0`]);
  });

  it('at one process sees what another one records', async () => {
    const events = watch(agent, {}, null, other);
    await ring(20);
    expect(names(await takeOurs(events, 20))).toEqual(expected(20));
  });

  it('that leaves while it waits is told that it is over', async () => {
    const abort = new AbortController();
    const events = t.app.calls.events(
      agent,
      { filter: {}, after: null, showsCalls: true },
      abort.signal,
    );
    const waiting = events.next();
    abort.abort();
    expect((await waiting).done).toBe(true);
    expect((await events.next()).done).toBe(true);
  });

  async function end(id: string): Promise<void> {
    const body = JSON.stringify({ event: 'call.ended', id, status: 'COMPLETED' });
    const response = await fetch(t.webhookUrl, { method: 'POST', body });
    expect(response.status).toBe(200);
    await response.text();
  }
});

/** Before everything. */
const startOf = (tenantId?: TenantId) =>
  cursorsOf(testSealKey, tenantId)({ epoch: 0, xid: 0n, id: 0n });
const toStart = startOf();
