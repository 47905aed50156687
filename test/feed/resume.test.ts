import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { startTestApp, type TestApp, testSealKey } from '../support/app.ts';
import { get, subscribeOverSse, subscribeOverWebSocket } from '../support/client.ts';
import { cursorsOf } from '../support/cursors.ts';
import { until } from '../support/until.ts';
import { createRawWriter, startSequenceReader, writeByWebhook } from './writers.ts';

interface Event {
  cursor: string;
  previousCursor: string | null;
}

interface Found {
  call: { id: string };
  callEventLog: { nodes: { cursor: string }[] };
}

const watch = `subscription ($after: String) { callEvents(after: $after) { cursor previousCursor } }`;

describe('a subscriber that comes back with its last cursor', () => {
  let t: TestApp;
  let other: App;

  beforeAll(async () => {
    t = await startTestApp({ bufferCapacity: 50, rememberMs: 5000, ringLimitMs: 300_000 });
    other = await t.another();
  });
  afterAll(() => t.stop());

  it('has each of 500 events of 8 writers once and in order; a sequence number loses some', async () => {
    const { callId, cursor } = await firstCall();
    const sequenceReader = startSequenceReader(t.databaseUrl);
    const reading = readWithInterruptions(cursor, 500);
    await writeFromEightSides(callId);
    const events = await reading;
    const seenBySequence = await sequenceReader.stop();

    const [, ...written] = await cursorsInOrder();
    expect(written).toHaveLength(500);
    expect(events.map((event) => event.cursor)).toEqual(written);
    expect(events.map((event) => event.previousCursor)).toEqual([cursor, ...written.slice(0, -1)]);
    expect(seenBySequence).toBeLessThan(501);
  }, 60_000);

  async function firstCall(): Promise<{ callId: string; cursor: string }> {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    const query = `query ($id: ID!) { call(id: $id) { id } callEventLog { nodes { cursor } } }`;
    // An entry can be read in the journal once nobody at the whole server is writing who began before it.
    return until(async () => {
      const { call, callEventLog } = await get<Found>(t.url, t.key, query, { id });
      const [event] = callEventLog.nodes;
      return event && { callId: call.id, cursor: event.cursor };
    });
  }

  /** Disconnects after a few events, again and again, and resumes over the other transport at the other process. */
  async function readWithInterruptions(after: string, count: number): Promise<Event[]> {
    const events: Event[] = [];
    let last = after;
    for (let round = 0; events.length < count; round++) {
      const url = round % 2 ? other.url : t.url;
      const subscribe = round % 3 ? subscribeOverSse<Event> : subscribeOverWebSocket<Event>;
      const subscriber = subscribe(url, t.key, watch, { after: last });
      const wanted = Math.min(1 + (round % 7) * 9, count - events.length);
      await subscriber.received(wanted);
      await subscriber.stop();
      events.push(...subscriber.events.slice(0, wanted));
      last = events.at(-1)?.cursor ?? last;
    }
    return events;
  }

  async function writeFromEightSides(callId: string): Promise<void> {
    const otherHook = t.webhookUrl.replace(t.url, other.url);
    const raw = [1000, 2000, 3000, 4000].map((firstRevision) =>
      createRawWriter(t.databaseUrl, callId, firstRevision),
    );
    await Promise.all([
      ...raw.map((writer) => writer.write(60)),
      ...[t.webhookUrl, otherHook, t.webhookUrl, otherHook].map((url, n) =>
        writeByWebhook(url, `SIDE${n}`, 65),
      ),
    ]);
    await Promise.all(raw.map((writer) => writer.close()));
  }

  async function cursorsInOrder(): Promise<string[]> {
    const sql = postgres(t.databaseUrl, { max: 1 });
    const rows = await sql`select epoch, xid::text as xid, id::text as id from journal
      order by epoch, journal.xid, journal.id`;
    await sql.end();
    const toCursor = cursorsOf(testSealKey);
    return rows.map(({ epoch, xid, id }) => toCursor({ epoch, xid: BigInt(xid), id: BigInt(id) }));
  }
});
