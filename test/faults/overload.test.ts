import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { counted } from '../support/metrics.ts';
import { until } from '../support/until.ts';

const forever = 60_000;
const places = {
  reject: { atOnce: 4, waiting: 4, waitMs: forever },
  ring: { atOnce: 4, waiting: 4, waitMs: forever },
  query: { atOnce: 2, waiting: 2, waitMs: forever },
};
/** What a process has under way by itself: the feed, the clock, due work. */
const ownStatements = 10;

const list = '{ calls(first: 1) { nodes { id } } }';
const reject = `mutation ($id: ID!) { rejectCall(id: $id) {
  __typename ... on CallRejected { rejection { state } } } }`;

describe('ten times as much as the database takes', () => {
  let t: TestApp;
  let sql: postgres.Sql;
  let rung = 0;

  beforeAll(async () => {
    t = await startTestApp({
      ...{ places, limits: { statementTimeoutMs: 30_000 }, poolSize: 20 },
      // What says who asks is in memory: nothing that this test does not flood waits for the database.
      rememberMs: forever,
    });
    sql = postgres(t.databaseUrl, { max: 1 });
  });
  afterAll(async () => {
    await sql.end();
    await t.stop();
  });

  const post = (url: string, body: object) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${t.key}` },
      body: JSON.stringify(body),
    });

  async function ring(): Promise<string> {
    const event = { event: 'call.ringing', id: `call_OVER_${++rung}`, direction: 'INBOUND' };
    return toldBy(await post(t.webhookUrl, event));
  }
  const ask = async (query: string, variables = {}) =>
    toldBy(await post(`${t.url}/graphql`, { query, variables }));
  const askFor = async (id: string) => ask(reject, { id });

  /** The status, with what tells a client when to come again, or what it has got. */
  async function toldBy(response: Response): Promise<string> {
    const { data } = (await response.json()) as { data?: { rejectCall?: object } };
    const got = data?.rejectCall ? ` ${JSON.stringify(data.rejectCall)}` : '';
    const again = response.headers.get('retry-after');
    return `${response.status}${again === null ? '' : `, again in ${again} s`}${got}`;
  }

  async function ringing(count: number): Promise<string[]> {
    const ids = Array.from({ length: count }, () => t.simulator.ring().id);
    await t.simulator.webhooks.settled();
    return ids;
  }

  /** Nothing of it is answered while `calls` is locked, except what is refused. */
  function flood(ids: readonly string[]) {
    const answers = { rings: [] as string[], queries: [] as string[], rejects: [] as string[] };
    const into = (list: string[], asked: Promise<string>) => asked.then((told) => list.push(told));
    const all = [
      ...Array.from({ length: 80 }, () => into(answers.rings, ring())),
      ...Array.from({ length: 40 }, () => into(answers.queries, ask(list))),
      ...ids.map((id) => into(answers.rejects, askFor(id))),
    ];
    return { answers, ended: Promise.all(all) };
  }

  it('is refused at once with the time to come again, rejects last; and all that was let in is answered', async () => {
    const ids = await ringing(8);
    expect([await ring(), await ask(list)]).toEqual(['200', '200']);
    const lock = await sql.reserve();
    await lock`begin`;
    await lock`lock table calls`;
    const { answers, ended } = flood(ids);
    await until(() => answers.rings.length === 72 && answers.queries.length === 36);
    expect(answers.rejects).toEqual([]);
    expect(t.app.db.waiting()).toBeLessThanOrEqual(4 + 4 + 2 + ownStatements);
    await lock`commit`;
    lock.release();
    await ended;
    expect({
      rings: countsOf(answers.rings),
      queries: countsOf(answers.queries),
      rejects: countsOf(answers.rejects),
    }).toEqual({
      rings: { 200: 8, '503, again in 1 s': 72 },
      queries: { 200: 4, '503, again in 1 s': 36 },
      rejects: { '200 {"__typename":"CallRejected","rejection":{"state":"CONFIRMED"}}': 8 },
    });
  });

  it('is over at once: the next of each kind is answered', async () => {
    const [id = ''] = await ringing(1);
    expect([await ring(), await ask(list), (await askFor(id)).slice(0, 3)]).toEqual([
      ...['200', '200', '200'],
    ]);
  });

  it('is counted by what it was for', async () => {
    const { 'urgency=ring': rings, ...others } = await counted(t.url, 'calls_shed_total');
    // The events of the rejected calls may be refused as well: the provider delivers them again.
    expect(rings).toBeGreaterThanOrEqual(72);
    expect(others).toEqual({ 'urgency=query': 36 });
  });
});

function countsOf(answers: readonly string[]): Record<string, number> {
  const groups = Object.entries(Object.groupBy(answers, (told) => told));
  return Object.fromEntries(groups.map(([told, all = []]) => [told, all.length]));
}
