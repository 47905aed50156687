import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get, type Subscriber, subscribeOverWebSocket } from '../support/client.ts';
import { until } from '../support/until.ts';

interface Event {
  kind: string;
  call: { providerCallId: string; revision: number };
  snapshot: { revision: number };
}

const watch = `subscription ($after: String, $ids: Boolean = false) { callEvents(after: $after) { kind
  call { id providerCallId ...Now @skip(if: $ids) } snapshot { revision } } }
  fragment Now on Call { revision status }`;
const watchIds = `subscription ($after: String) { callEvents(after: $after) { kind call { id ...Names } } }
  fragment Names on Call { providerCallId line { id } }`;
const logOf = (call: string) =>
  `query ($after: String) { callEventLog(after: $after) { nodes { call { ${call} } } } }`;

describe('the call of an event', () => {
  let t: TestApp;
  let statements: string[] = [];
  const open: Subscriber<Event>[] = [];
  const holds: Hold[] = [];
  let rung = 0;

  beforeAll(async () => {
    t = await startTestApp({
      bufferCapacity: 50,
      rememberMs: 60_000,
      // No ring of an earlier test ends by itself among the events that a later one counts.
      ringLimitMs: 300_000,
      observeStatement({ name }) {
        if (/^journal_(end|entries|of)|^current_calls|^calls_by_(refs|ids)/.test(name))
          statements.push(name);
      },
    });
  });
  afterAll(async () => {
    await Promise.all(open.map((one) => one.stop()));
    await Promise.all(holds.map((hold) => hold.release()));
    await t.stop();
  });
  beforeEach(() => {
    statements = [];
  });

  const post = async (event: object) => {
    const response = await fetch(t.webhookUrl, { method: 'POST', body: JSON.stringify(event) });
    expect(response.status).toBe(200);
    await response.text();
  };
  const ring = (id: string) =>
    post({ event: 'call.ringing', id, direction: 'INBOUND', peerNumber: '5511999990000' });
  const end = (id: string, status: string) => post({ event: 'call.ended', id, status });
  const head = async () =>
    (await get<{ callEventHead: string }>(t.url, t.key, '{ callEventHead }')).callEventHead;
  function subscribe(after: string, query = watch) {
    const subscriber = subscribeOverWebSocket<Event>(t.url, t.key, query, { after });
    open.push(subscriber);
    return subscriber;
  }
  const revisions = (events: readonly Event[]) =>
    events.map(({ snapshot, call }) => `${snapshot.revision} shows ${call.revision}`);

  it('never goes back where open transactions let its events appear one by one', async () => {
    const id = `call_HELD_${++rung}`;
    const after = await head();
    const attentive = subscribe(after);
    await until(() => statements.includes('journal_end'));
    const first = await hold();
    statements = [];
    await ring(id);
    const second = await hold();
    const resumed = subscribe(after);
    await until(() => statements.includes('journal_end'));
    await end(id, 'COMPLETED');
    const third = await hold();
    await end(id, 'MISSED');

    await first.release();
    await resumed.received(1);
    await second.release();
    await resumed.received(2);
    await third.release();
    expect(revisions(await resumed.received(3))).toEqual(['1 shows 3', '2 shows 3', '3 shows 3']);
    expect(revisions(await attentive.received(3))).toEqual(['1 shows 1', '2 shows 2', '3 shows 3']);
  });

  it('is read once for everything that a subscriber has missed, and not at all at the tail', async () => {
    const after = await head();
    for (let n = 0; n < 20; n++) await ring(`call_MISSED_${++rung}`);
    await untilReadable(after, 20);
    statements = [];
    const subscriber = subscribe(after);
    await subscriber.received(20);
    expect(statements).toEqual(['journal_end', 'current_calls']);

    statements = [];
    await ring(`call_TAIL_${++rung}`);
    const events = await subscriber.received(21);
    expect(events[20]).toMatchObject({ call: { revision: 1 }, snapshot: { revision: 1 } });
    expect(statements).toEqual([]);
  });

  it('is read once for a page from the database and once for the rest in memory', async () => {
    const after = await head();
    // At most as many at once as are admitted without a wait, after which a ring is refused.
    for (let n = 0; n < 250; n += 50) {
      await Promise.all(Array.from({ length: 50 }, () => ring(`call_PAGES_${++rung}`)));
    }
    await untilReadable(after, 250);
    statements = [];
    await subscribe(after).received(250);
    expect(statements).toEqual([
      'journal_end',
      'journal_of_lines',
      'current_calls',
      'current_calls',
    ]);
  });

  it('is not read where only what never changes of it is asked for', async () => {
    const after = await head();
    for (let n = 0; n < 3; n++) await ring(`call_NAMED_${++rung}`);
    await untilReadable(after, 3);
    statements = [];
    await subscribe(after, watchIds).received(3);
    await get(t.url, t.key, logOf('id providerCallId line { id }'), { after });
    expect(statements).toEqual(['journal_end', 'journal_end', 'journal_of_lines']);
  });

  it('is read once for a page of the log', async () => {
    const after = await head();
    for (let n = 0; n < 3; n++) await ring(`call_LOGGED_${++rung}`);
    await untilReadable(after, 3);
    statements = [];
    await get(t.url, t.key, logOf('id status'), { after });
    expect(statements).toEqual(['journal_end', 'journal_of_lines', 'calls_by_ids']);
  });

  /** An entry can be read once nobody at the whole server is writing who began before it. */
  async function untilReadable(after: string, count: number) {
    await until(async () => {
      const { callEventLog } = await get<{ callEventLog: { nodes: { cursor: string }[] } }>(
        t.url,
        t.key,
        `query ($after: String) { callEventLog(after: $after, first: 500) { nodes { cursor } } }`,
        { after },
      );
      const cursors = callEventLog.nodes.map(({ cursor }) => cursor);
      return cursors.length === count && cursors.at(-1) === (await head());
    });
  }

  interface Hold {
    release(): Promise<void>;
  }

  /** A transaction that has its number and stays open: nothing written after it can be read in order. */
  async function hold(): Promise<Hold> {
    const sql = postgres(t.databaseUrl, { max: 1, onnotice: () => {} });
    const connection = await sql.reserve();
    await connection`begin`;
    await connection`select pg_current_xact_id()`;
    let isHeld = true;
    const held = {
      async release() {
        if (!isHeld) return;
        isHeld = false;
        await connection`commit`;
        connection.release();
        await sql.end();
      },
    };
    holds.push(held);
    return held;
  }
});
