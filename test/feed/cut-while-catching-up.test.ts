import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Viewer } from '../../src/access/viewer.ts';
import { epochTexts } from '../../src/db/epoch.ts';
import type { CallEvent } from '../../src/use-cases/calls.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { viewerOf } from '../support/viewer.ts';
import { writeByWebhook } from './writers.ts';

let t: TestApp;
let agent: Viewer;

beforeAll(async () => {
  t = await startTestApp({ bufferCapacity: 50, ringLimitMs: 300_000 });
  agent = await viewerOf(t.app, t.key);
});
afterAll(() => t.stop());

async function namesAfter(after: string | null): Promise<string[]> {
  const { edges } = await t.app.calls.eventLog(agent, {}, { first: 1000, after });
  return edges.map(({ node }) => node.snapshot.providerCallId);
}

/** The log shows an entry only when no open transaction of the server could still write an earlier one. */
const untilLogHas = (count: number, after: string | null) =>
  until(async () => (await namesAfter(after)).length >= count);

/** What a restore to an earlier state leaves behind, under a process that runs on. */
async function loseAllOf(name: string): Promise<void> {
  await queryOnce(
    t.databaseUrl,
    `delete from journal where call_id in
       (select id from calls where provider_call_id like 'call\\_${name}\\_%')`,
  );
  await queryOnce(t.databaseUrl, epochTexts.begin);
  await until(() => t.logged.some((line) => line.includes('events that were delivered are gone')));
}

it('a subscriber amid a page of what a restore loses is told so, before anything that comes after', async () => {
  await writeByWebhook(t.webhookUrl, 'KEPT', 5);
  await untilLogHas(5, null);
  const kept = await t.app.calls.eventLog(agent, {}, { first: 100, after: null });
  const live = t.app.calls.events(
    agent,
    { filter: {}, after: kept.edges.at(-1)?.cursor ?? null, showsCalls: true },
    new AbortController().signal,
  );
  await writeByWebhook(t.webhookUrl, 'LOST', 260);
  const first = await live.next();
  await loseAllOf('LOST');
  await writeByWebhook(t.webhookUrl, 'NEW', 3);

  const got = [nameOf(first)];
  const told = await (async () => {
    while (!got.at(-1)?.startsWith('call_NEW_')) got.push(nameOf(await live.next()));
  })().catch((error: unknown) => error);
  expect(got).toEqual(got.filter((name) => name.startsWith('call_LOST_')));
  expect(told).toMatchObject({ code: 'CURSOR_EXPIRED' });
  const { continueAfter } = (told as { details: { continueAfter: string } }).details;
  await untilLogHas(3, continueAfter);
  expect(await namesAfter(continueAfter)).toEqual(['call_NEW_0', 'call_NEW_1', 'call_NEW_2']);
  await live.return?.();
});

function nameOf({ value, done }: IteratorResult<CallEvent, undefined>): string {
  if (done) throw new Error('the stream ended without an error');
  return value.snapshot.providerCallId;
}
