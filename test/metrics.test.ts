import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import type { App } from '../src/app.ts';
import { journalKinds } from '../src/call/journal.ts';
import { openSocket } from './graphql/support/raw-socket.ts';
import { startTestApp, type TestApp } from './support/app.ts';
import { get, subscribeOverSse } from './support/client.ts';
import { generatedParts, readPart } from './support/generated-docs.ts';
import { counted, readMetrics } from './support/metrics.ts';
import { setPolicies } from './support/policies.ts';
import { until } from './support/until.ts';

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  __typename ... on CallRejected { rejection { state } } } }`;

let t: TestApp;
let other: App;
let rung = 0;

beforeAll(async () => {
  t = await startTestApp();
  other = await another();
});
afterAll(() => t.stop());

const processes: App[] = [];

async function another(): Promise<App> {
  const process = await t.another();
  processes.push(process);
  return process;
}

async function ring(): Promise<string> {
  const { id } = t.simulator.ring({ id: `call_METRIC_${++rung}` });
  await t.simulator.webhooks.settled();
  return id;
}

describe('before anything has happened', () => {
  it('every kind of entry and every outcome at a provider has a series at 0', async () => {
    const { series } = await readMetrics(other.url);
    for (const kind of journalKinds) {
      expect([kind, series.get(`calls_journal_entries_total{kind="${kind}"}`)]).toEqual([kind, 0]);
    }
    const unknown = 'calls_provider_requests_total{action="reject",outcome="UNKNOWN"';
    expect(series.get(`${unknown},provider="GENESYS"}`)).toBe(0);
    const requests = 'calls_http_request_duration_seconds_count';
    for (const status of ['403', '503']) {
      expect(series.get(`${requests}{route="webhooks",status="${status}"}`)).toBe(0);
    }
  });

  it('the release and its runtime are told', async () => {
    const { node } = process.versions;
    expect(await counted(other.url, 'calls_build_info')).toEqual({
      [`node=${node},version=${packageJson.version}`]: 1,
    });
  });
});

describe('the table in docs/metrics.md', () => {
  it('names exactly the metrics that are exported, with their types, labels and meanings', async () => {
    const { described, series } = await readMetrics(t.url);
    const labelsOf = (name: string) => {
      const one = [...series.keys()].find((key) => /^\w+/.exec(key)?.[0] === name) ?? '';
      return [...one.matchAll(/(\w+)="/g)].map(([, label]) => label).sort();
    };
    const part = generatedParts.find(({ name }) => name === 'metrics');
    const rows = part ? readPart(part).split('\n').slice(2) : [];
    const documented = rows.map((row) => {
      const [, name = '', type = '', labels = '', meaning] = row.split(' | ').join('|').split('|');
      return {
        name: name.replaceAll(/[ `]/g, ''),
        type: type.trim(),
        labels: [...labels.matchAll(/\w+/g)].map(([label]) => label).sort(),
        meaning: meaning?.trim(),
      };
    });
    // It has a series only for a line in trouble.
    const labelsOfTrouble = ['line', 'operation', 'provider'];
    const exported = [...described].map(([name, { type, help }]) => ({
      name,
      type,
      labels:
        name === 'calls_line_failures'
          ? labelsOfTrouble
          : labelsOf(type === 'histogram' ? `${name}_count` : name),
      meaning: help,
    }));
    expect(documented.toSorted(byName)).toEqual(exported.toSorted(byName));
    expect(documented.length).toBeGreaterThan(10);
  });

  it('keeps to the names and units of Prometheus', async () => {
    const { described } = await readMetrics(t.url);
    const strange = [...described].filter(([name, { type }]) => {
      if (type === 'counter') return !name.endsWith('_total');
      return /_(ms|millis|milliseconds|minutes|total|count)$/.test(name);
    });
    expect(strange).toEqual([]);
    for (const [name, { type }] of described) {
      if (type === 'histogram') expect(name).toMatch(/_seconds$/);
    }
  });
});

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);

describe('a call that rings at one process and is rejected at another', () => {
  it('is counted once in the sum over both, entry by entry, by the process that recorded it', async () => {
    await watchBoth();
    const before = await both('calls_journal_entries_total');
    const fedBefore = await both('calls_feed_delay_seconds_count');
    const id = await ring();
    // The event that tells of the rejection comes to the first process, too.
    t.simulator.tell({ url: `${other.url}/nowhere` });
    await get(other.url, t.key, rejectCall, { id });
    await t.simulator.webhooks.settled();
    t.simulator.tell({ url: t.webhookUrl });
    const after = await both('calls_journal_entries_total');
    expect(after.map((one, n) => difference(one, before[n]))).toEqual([
      { 'kind=RANG': 1 },
      { 'kind=REJECT_REQUESTED': 1, 'kind=REJECTED': 1 },
    ]);
    // While all three reach the feeds of both.
    await until(async () => {
      const fed = await both('calls_feed_delay_seconds_count');
      return fed.every((one, n) => difference(one, fedBefore[n])[''] === 3);
    });
  });

  /** A feed counts what it reads, in order, and reads for subscribers only. */
  async function watchBoth(): Promise<void> {
    const watch = 'subscription { callEvents { call { providerCallId } } }';
    const watchers = [t.url, other.url].map((url) =>
      subscribeOverSse<{ call: { providerCallId: string } }>(url, t.key, watch),
    );
    await until(async () => {
      const subscribers = await both('calls_subscribers');
      return subscribers.every((one) => one[''] === 1);
    });
    const last = await ring();
    const isLast = ({ call }: { call: { providerCallId: string } }) => call.providerCallId === last;
    await until(() => watchers.every(({ events }) => events.some(isLast)));
  }

  const both = (name: string) => Promise.all([t.url, other.url].map((url) => counted(url, name)));

  function difference(after: Record<string, number>, before: Record<string, number> = {}) {
    return Object.fromEntries(
      Object.entries(after)
        .map(([key, value]) => [key, value - (before[key] ?? 0)] as const)
        .filter(([, value]) => value !== 0),
    );
  }
});

describe('requests', () => {
  it('to a provider are counted by action and outcome', async () => {
    const fresh = await another();
    t.simulator.fault('reject', { is: 'process-then-reset' }, 1);
    await get(fresh.url, t.key, rejectCall, { id: await ring() });
    // The request is repeated by this process or by the other one.
    const unknown = 'action=reject,outcome=UNKNOWN,provider=PILOT_STATUS';
    await until(
      async () => (await counted(fresh.url, 'calls_provider_requests_total'))[unknown] === 1,
    );
    const timed = 'calls_provider_request_duration_seconds_count';
    const inAll = (counts: Record<string, number>) =>
      Object.values(counts).reduce((sum, count) => sum + count, 0);
    await until(async () => {
      const requests = inAll(await counted(fresh.url, 'calls_provider_requests_total'));
      return (await counted(fresh.url, timed))['action=reject,provider=PILOT_STATUS'] === requests;
    });
  });

  it('of providers and clients are counted by route and status, event streams apart', async () => {
    const fresh = await another();
    const stream = subscribeOverSse(fresh.url, t.key, 'subscription { callEvents { id } }');
    await until(() => fresh.subscriberCount() === 1);
    const post = (path: string, body: string) =>
      fetch(`${fresh.url}${path}`, { method: 'POST', body }).then((response) => response.text());
    await post('/webhooks/nobody', '{}');
    await post('/webhooks/nobody', '{}');
    await post(new URL(t.webhookUrl).pathname, 'not JSON');
    await post('/nothing/here', '');
    await askForPath(fresh.url, '/webhooks/../metrics');
    await leaveBeforeTheAnswer(fresh.url);
    await stream.stop();
    await until(() => fresh.subscriberCount() === 0);
    const expected = {
      'route=webhooks,status=404': 2,
      'route=webhooks,status=400': 1,
      'route=webhooks,status=ABORTED': 1,
      'route=other,status=404': 1,
      'route=other,status=400': 1,
    };
    await until(async () => Object.keys(await requests(fresh.url)).length === 5);
    expect(await requests(fresh.url)).toEqual(expected);
  });

  /** Those for the metrics themselves are no news. */
  async function requests(url: string): Promise<Record<string, number>> {
    const all = await counted(url, 'calls_http_request_duration_seconds_count');
    return Object.fromEntries(
      Object.entries(all).filter(([labels]) => !labels.startsWith('route=metrics')),
    );
  }

  /** `fetch` would resolve the path. */
  async function askForPath(url: string, path: string): Promise<void> {
    const [answer] = await once(request(url, { path }).end(), 'response');
    await once(answer.resume(), 'end');
  }

  /** Its body never comes to its end. */
  async function leaveBeforeTheAnswer(url: string): Promise<void> {
    const headers = { 'content-length': '1000', expect: '100-continue' };
    const sent = request(`${url}/webhooks/nobody`, { method: 'POST', headers });
    const isHeard = once(sent, 'continue');
    sent.on('error', () => {});
    sent.write('{');
    await isHeard;
    sent.destroy();
  }
});

describe('a provider that is down', () => {
  it('shows by line while its first rejection is being sent, and no longer once it answers', async () => {
    const fresh = await another();
    t.simulator.fault('reject', { is: 'reset-before-processing' }, 'always');
    const answer = await get(fresh.url, t.key, rejectCall, { id: await ring() });
    expect(answer).toMatchObject({ rejectCall: { rejection: { state: 'SENDING' } } });
    const trouble = `line=${t.lineId},operation=reject,provider=PILOT_STATUS`;
    expect(await counted(fresh.url, 'calls_line_failures')).toEqual({
      [trouble]: expect.any(Number),
    });
    expect(await counted(fresh.url, 'calls_lines_in_trouble')).toEqual({
      'provider=PILOT_STATUS': 1,
    });
    t.simulator.clearFaults();
    await until(async () => {
      await get(fresh.url, t.key, rejectCall, { id: await ring() });
      return (await troubles(fresh)).length === 0;
    });
  });

  it('shows as well when it is one that is listened to', async () => {
    const account = { baseUrl: 'http://127.0.0.1:9', username: 'agent', password: 'secret' };
    expect(await get(t.url, t.tenantKey, registerGenesys, { account })).toEqual({
      registerPhoneLine: { __typename: 'PhoneLineRegistered' },
    });
    const listened = await until(async () => {
      const all = (await Promise.all([t.app, ...processes].map(troubles))).flat();
      return all.find((labels) => labels.includes('operation=listen'));
    });
    expect(listened).toMatch(/^line=line_\w+,operation=listen,provider=GENESYS$/);
  });

  const troubles = async ({ url }: { url: string }) =>
    Object.keys(await counted(url, 'calls_line_failures'));

  const registerGenesys = `mutation ($account: GenesysAccountInput!) {
    registerPhoneLine(input: { name: "agent", genesys: $account }) { __typename } }`;
});

describe('a websocket', () => {
  it('is counted by its close code when it ends, and under `other` by a code of the client’s own', async () => {
    const fresh = await another();
    const socketUrl = `${fresh.url.replace('http', 'ws')}/graphql`;
    await openSocket(socketUrl, { protocols: [] });
    for (const code of [1000, 4999]) (await openSocket(socketUrl)).ws.close(code);
    const closed = () => counted(fresh.url, 'calls_websockets_closed_total');
    const count = async () => Object.values(await closed()).reduce((sum, one) => sum + one, 0);
    await until(async () => (await count()) === 3);
    expect(await closed()).toEqual({ 'code=1000': 1, 'code=4406': 1, 'code=other': 1 });
  });
});

describe('statements', () => {
  it('are counted by outcome and timed by name', async () => {
    await ring();
    const outcomes = await counted(t.url, 'calls_statements_total');
    expect(outcomes).toEqual({ 'outcome=done': expect.any(Number) });
    const timed = await counted(t.url, 'calls_statement_duration_seconds_count');
    expect(timed['name=record']).toBeGreaterThan(0);
    const sum = Object.values(timed).reduce((all, one) => all + one, 0);
    expect(sum).toBeGreaterThanOrEqual(outcomes['outcome=done'] ?? 0);
  });
});

describe('the policies of a line', () => {
  it('are counted by what they find, those that only observe apart', async () => {
    const tiers = { vipPerimeter: { tiers: ['gold'] } };
    await setPolicies(t, t.lineId, { policies: [{ mode: 'OBSERVE', ...tiers }] });
    await ring();
    await setPolicies(t, t.lineId, { policies: [tiers] });
    await ring();
    await ring();
    expect(await counted(t.url, 'calls_policy_findings_total')).toEqual({
      'mode=OBSERVE,policy=VIP_PERIMETER,verdict=REJECTS': 1,
      'mode=ENFORCE,policy=VIP_PERIMETER,verdict=REJECTS': 2,
    });
  });
});
