import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get, subscribeOverWebSocket } from '../support/client.ts';
import { addLine } from '../support/lines.ts';
import { setPolicies } from '../support/policies.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';

/** What runs by itself, now and then. */
const background: ReadonlySet<string> = new Set([
  'journal_tail',
  'journal_head',
  'schema_difference',
  'claim_due_effects',
  'shorten_leases_of_dead_owners',
  'calls_past_ring_limit',
  'claim_listener_leases',
  'bridge_polls',
  'forget_bridge_polls',
  'late_tenants',
  'erase_past_calls',
  'note_key_uses',
  'note_process',
  'forget_received',
  'forget_idempotency_keys',
  'database_time',
  'live_processes',
  'tenants_to_erase',
  'grown_tables',
  'analyze',
]);

describe('the number of statements', () => {
  let t: TestApp;
  let statements: string[] = [];
  let first = '';

  beforeAll(async () => {
    t = await startTestApp({
      // What is remembered, and rings that come to their limit, shall not end while this file runs.
      rememberMs: 3_600_000,
      ringLimitMs: 300_000,
      observeStatement({ name, writes }) {
        if (!background.has(name)) statements.push(`${writes ? 'write' : 'read'} ${name}`);
      },
    });
    // The line and the keys are remembered from here on.
    first = t.simulator.ring().id;
    await t.simulator.webhooks.settled();
    await reject(first);
    await t.simulator.webhooks.settled();
    await ring('call_RINGS');
  });
  afterAll(() => t.stop());
  beforeEach(() => {
    statements = [];
  });

  const post = (event: object) => postEvent(t.webhookUrl, event);
  const ring = (id: string) =>
    post({ event: 'call.ringing', id, direction: 'INBOUND', peerNumber: '5511999990000' });
  const reject = (id: string) =>
    get(t.url, t.key, `mutation { rejectCall(id: "${id}") { __typename } }`);

  it('of rejectCall is two writes and one read', async () => {
    const { id } = t.simulator.ring();
    await t.simulator.webhooks.settled();
    t.simulator.webhooks.hold();
    statements = [];
    await reject(id);
    expect(statements).toEqual(['read call_by_any_id', 'write record', 'write record']);
    t.simulator.webhooks.release('as-sent');
    await t.simulator.webhooks.settled();
  });

  it('of rejectCall with an idempotency key is no more', async () => {
    await ring('call_KEYED');
    statements = [];
    await get(
      t.url,
      t.key,
      'mutation { rejectCall(id: "call_KEYED", idempotencyKey: "k") { __typename } }',
    );
    expect(statements).toEqual(['read call_by_any_id', 'write record', 'write record']);
  });

  it('of rejectCall repeated is one read', async () => {
    await reject(first);
    expect(statements).toEqual(['read call_by_any_id']);
  });

  it('of a call that rings is one write and one read', async () => {
    await ring('call_NEW');
    expect(statements).toEqual(['read signal_facts', 'write record']);
  });

  it('of a call that rings under a new name of its caller is no more', async () => {
    const named = { event: 'call.ringing', direction: 'INBOUND', peerNumber: '5511999990000' };
    await post({ ...named, id: 'call_NAMED', peerName: 'Ana' });
    statements = [];
    await post({ ...named, id: 'call_RENAMED', peerName: 'Ana Souza' });
    expect(statements).toEqual(['read signal_facts', 'write record']);
  });

  it('of a ring is one read and one write until its rejection by policy leaves', async () => {
    const { apiKey, url: baseUrl } = t.simulator;
    const line = await addLine(t, { pilotStatus: { apiKey, baseUrl } });
    await setPolicies(t, line.lineId, {
      policies: [
        { vipPerimeter: { tiers: ['gold'] } },
        { frequencyThrottle: { calls: 3, withinMs: 60_000 } },
        { presence: { whenBusy: 'RING', whenUnknown: 'RING' } },
      ],
    });
    const rings = async (id: string) => {
      const event = {
        event: 'call.ringing',
        id,
        direction: 'INBOUND',
        peerNumber: '5511999990001',
      };
      await fetch(line.webhookUrl, { method: 'POST', body: JSON.stringify(event) });
    };
    const asked = () => t.simulator.requests.length;
    const before = asked();
    await rings('call_BEFORE');
    await until(async () => asked() > before && t.app.background.size === 0);
    const counted = Promise.withResolvers<void>();
    t.simulator.fault('reject', { is: 'held', until: counted.promise });
    statements = [];
    await rings('call_POLICY');
    await until(async () => asked() > before + 1);
    expect(statements).toEqual(['read signal_facts_with_perimeter', 'write record']);
    counted.resolve();
    await until(async () => t.app.background.size === 0);
  });

  it('of a signal about a known call is one write and one read', async () => {
    await post({ event: 'call.ended', id: 'call_RINGS', status: 'COMPLETED' });
    expect(statements).toEqual(['read signal_facts', 'write record']);
  });

  it('of a duplicate is one read', async () => {
    await ring('call_TWICE');
    statements = [];
    await ring('call_TWICE');
    expect(statements).toEqual(['read signal_facts']);
  });

  it('of fifty calls as entities is one read, whichever key they are named by', async () => {
    for (let n = 0; n < 50; n++) await ring(`call_ENTITY_${n}`);
    const { calls } = await get<{ calls: { nodes: { id: string }[] } }>(
      t.url,
      t.key,
      '{ calls(first: 50) { nodes { id } } }',
    );
    const byOurs = calls.nodes.map(({ id }) => ({ __typename: 'Call', id }));
    const byTheirs = byOurs.map((_, n) => ({
      __typename: 'Call',
      line: { id: t.lineId },
      providerCallId: `call_ENTITY_${n}`,
    }));
    for (const list of [byOurs, byTheirs, [...byOurs.slice(25), ...byTheirs.slice(25)]]) {
      statements = [];
      const { _entities } = await get<{ _entities: { status: string }[] }>(
        t.url,
        t.key,
        'query ($list: [_Any!]!) { _entities(representations: $list) { ... on Call { status } } }',
        { list },
      );
      expect(_entities.map(({ status }) => status)).toEqual(list.map(() => 'RINGING'));
      expect(statements).toEqual([`read calls_by_${list === byOurs ? 'ids' : 'refs'}`]);
    }
  });

  it('of fifty callers, lines and rejections in a list is one read for each kind', async () => {
    await get(
      t.url,
      t.key,
      '{ calls(first: 50) { nodes { caller { phone } line { name } rejection { attempts { number } } } } }',
    );
    expect(statements.filter((name) => name.startsWith('write'))).toEqual([]);
    expect(new Set(statements).size).toBe(statements.length);
    expect(statements.length).toBeLessThanOrEqual(4);
  });

  it('of the histories of fifty calls in a list is one read, each with its own page', async () => {
    for (let n = 0; n < 50; n++) await ring(`call_TOLD_${n}`);
    await post({ event: 'call.ended', id: 'call_TOLD_0', status: 'COMPLETED' });
    const [last] = await cursorsOfCalls();
    statements = [];
    const { calls } = await get<{ calls: { nodes: object[] } }>(
      t.url,
      t.key,
      `query ($after: String) { calls(first: 50) { nodes { providerCallId
        first: history(first: 1) { nodes { kind call { providerCallId } } pageInfo { hasNextPage } }
        rest: history(after: $after) { nodes { kind } } } } }`,
      { after: last },
    );
    expect(statements).toEqual([
      'read calls_newest_of_lines_lineIds',
      'read journal_end',
      'read journal_of_calls',
    ]);
    const told = Array.from({ length: 50 }, (_, n) => toldCall(`call_TOLD_${n}`, n === 0));
    expect(calls.nodes).toHaveLength(50);
    expect(calls.nodes).toEqual(expect.arrayContaining(told));
  });

  it('of an event that many watch is none for any of them', async () => {
    const watchers = Array.from({ length: 10 }, () =>
      subscribeOverWebSocket<Watched>(
        t.url,
        t.key,
        'subscription { callEvents { call { providerCallId } } }',
      ),
    );
    // A subscription does not say when it has begun: it has when it sees a ring.
    let rings = 0;
    await until(async () => {
      await ring(`call_AGAIN_${++rings}`);
      return watchers.every(({ events }) => events.length > 0);
    });
    statements = [];
    await ring('call_WATCHED');
    await until(() =>
      watchers.every(({ events }) =>
        events.some(({ call }) => call.providerCallId === 'call_WATCHED'),
      ),
    );
    expect(statements).toEqual(['read signal_facts', 'write record']);
    await Promise.all(watchers.map((watcher) => watcher.stop()));
  });

  /** Of how each began, the newest first. */
  async function cursorsOfCalls(): Promise<string[]> {
    const { calls } = await get<{
      calls: { nodes: { history: { nodes: { cursor: string }[] } }[] };
    }>(t.url, t.key, '{ calls(first: 50) { nodes { history(first: 1) { nodes { cursor } } } } }');
    return calls.nodes.flatMap(({ history }) => history.nodes.map(({ cursor }) => cursor));
  }
});

interface Watched {
  readonly call: { readonly providerCallId: string };
}

function toldCall(providerCallId: string, hasEnded: boolean) {
  return {
    providerCallId,
    first: {
      nodes: [{ kind: 'RANG', call: { providerCallId } }],
      pageInfo: { hasNextPage: hasEnded },
    },
    rest: { nodes: hasEnded ? [{ kind: 'ENDED' }] : [] },
  };
}
