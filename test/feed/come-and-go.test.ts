import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get, subscribeOverSse, subscribeOverWebSocket } from '../support/client.ts';
import { writeByWebhook } from './writers.ts';

interface Event {
  cursor: string;
  previousCursor: string | null;
}

const watch = `subscription ($after: String) { callEvents(after: $after) { cursor previousCursor } }`;
const eventCount = 100;
const subscriberCount = 8;

let t: TestApp;

beforeAll(async () => {
  // Small, so that who is away for a while finds the next events in the database and not in memory.
  t = await startTestApp({ bufferCapacity: 10, rememberMs: 5000, ringLimitMs: 300_000 });
});
afterAll(() => t.stop());

/** Leaves after a few events, again and again, and resumes beside those who have stayed. */
async function comeAndGo(start: string, nth: number): Promise<Event[]> {
  const events: Event[] = [];
  for (let round = nth; events.length < eventCount; round++) {
    const subscribe = round % 3 ? subscribeOverWebSocket<Event> : subscribeOverSse<Event>;
    const after = events.at(-1)?.cursor ?? start;
    const subscriber = subscribe(t.url, t.key, watch, { after });
    const wanted = Math.min(1 + ((round * 5) % 17), eventCount - events.length);
    await subscriber.received(wanted);
    await subscriber.stop();
    events.push(...subscriber.events.slice(0, wanted));
  }
  return events;
}

it('subscribers of the same events who join and leave while these flow have each of them once and in order', async () => {
  const { callEventHead } = await get<{ callEventHead: string }>(t.url, t.key, '{ callEventHead }');
  const coming = Array.from({ length: subscriberCount }, (_, n) => comeAndGo(callEventHead, n));
  const staying = subscribeOverWebSocket<Event>(t.url, t.key, watch, { after: callEventHead });
  const sides = [0, 1, 2, 3];
  await Promise.all(
    sides.map((n) => writeByWebhook(t.webhookUrl, `SIDE${n}`, eventCount / sides.length)),
  );
  await staying.received(eventCount);
  await staying.stop();
  const cursors = staying.events.map(({ cursor }) => cursor);
  expect(new Set(cursors).size).toBe(eventCount);
  expect(staying.events.map(({ previousCursor }) => previousCursor)).toEqual([
    callEventHead,
    ...cursors.slice(0, -1),
  ]);
  for (const events of await Promise.all(coming)) expect(events).toEqual(staying.events);
}, 60_000);
