import { afterAll, beforeAll, expect, it } from 'vitest';
import { follow, overEventStream, StreamFailure, type Transport } from '../../src/client/client.ts';
import { type ServiceProcess, startService } from '../faults/service-process.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { until } from '../support/until.ts';
import { CallEventsDocument } from './examples/texts.generated.ts';

/** Each is told to leave at a random time of the drain. One alone could be told at its end. */
const followers = 5;
let t: TestApp;
let draining: ServiceProcess;
const ended = new AbortController();

beforeAll(async () => {
  t = await startTestApp({ ringLimitMs: 300_000 });
  draining = await startService(t.databaseUrl, 1500);
});
afterAll(async () => {
  ended.abort();
  await draining.child.kill('SIGKILL');
  await t.stop();
});

it('clients of a process that drains are refused by it, try again, and miss nothing at the next one', async () => {
  let url = draining.url;
  const transport: Transport = (...operation) =>
    overEventStream({ url: `${url}/graphql`, headers: { authorization: `Bearer ${t.key}` } })(
      ...operation,
    );
  const refusals: string[] = [];
  const onInterrupted = (failure: unknown) => {
    if (failure instanceof StreamFailure && failure.status !== undefined)
      refusals.push(`${failure.status} ${failure.code}`);
  };
  const failures: unknown[] = [];
  const seen = Array.from({ length: followers }, () => [] as string[]);
  const retry = { attempts: 1000, firstMs: 10, longestMs: 50 };
  for (const ids of seen) {
    const options = { transport, query: CallEventsDocument, signal: ended.signal, retry };
    void (async () => {
      for await (const item of follow({ ...options, onInterrupted }))
        ids.push(item.is === 'event' ? item.event.id : item.is);
    })().catch((error: unknown) => failures.push(error));
  }
  // Until all have shown an event, it is not known that they follow.
  let rung = 0;
  const ring = async () => {
    rung++;
    t.simulator.ring();
    await t.simulator.webhooks.settled();
  };
  await until(async () => {
    await ring();
    return seen.every((ids) => ids.length > 0);
  });

  const stopped = draining.child.kill('SIGTERM');
  await until(() => refusals.length > 0 || failures.length > 0);
  await ring();
  url = t.url;
  await stopped;
  expect(failures).toEqual([]);
  expect([...new Set(refusals)]).toEqual(['503 UNAVAILABLE']);

  const journal = await until(async () => {
    const query = '{ callEventLog(first: 500) { nodes { id } } }';
    const { callEventLog } = await get<{ callEventLog: Log }>(t.url, t.key, query);
    return callEventLog.nodes.length === rung && callEventLog.nodes.map(({ id }) => id);
  });
  await until(() => seen.every((ids) => ids.at(-1) === journal.at(-1)));
  for (const ids of seen) expect(ids).toEqual(journal.slice(-ids.length));
});

interface Log {
  readonly nodes: readonly { readonly id: string }[];
}
