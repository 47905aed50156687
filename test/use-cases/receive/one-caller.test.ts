import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWahaSimulator, type WahaSimulator } from '../../../src/simulator/waha-family/waha.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { get } from '../../support/client.ts';
import { addLine, type TestLine } from '../../support/lines.ts';
import { callerById, callerOf, type Names, tellOf, verdictOn } from '../../support/people.ts';
import { setPolicies } from '../../support/policies.ts';
import { until } from '../../support/until.ts';

let t: TestApp;
let waha: WahaSimulator;
let line: TestLine;
beforeAll(async () => {
  t = await startTestApp();
  waha = await startWahaSimulator();
});
afterAll(async () => {
  await waha.close();
  await t.stop();
});

beforeEach(async () => {
  line = await addLine(t, { waha: { apiKey: waha.apiKey, baseUrl: waha.url } });
});

let people = 0;
/** Somebody whom nobody has seen yet. */
function somebody(): { lid: string; phone: string } {
  const number = String(++people).padStart(4, '0');
  return { lid: `99900000${number}`, phone: `44770091${number}` };
}

const ring = (names: Names, url = line.webhookUrl) => tellOf(url, 'call.received', names);
const write = (names: Names) => tellOf(line.webhookUrl, 'message', names);
const ringerOf = async (names: Names) => callerOf(t, await ring(names));

async function change(mutation: string, id: string): Promise<string> {
  const query = `mutation ($id: ID!) { changed: ${mutation.replace('ID', '{ id: $id }')} { __typename } }`;
  return (await get<{ changed: { __typename: string } }>(t.url, t.tenantKey, query, { id })).changed
    .__typename;
}
const block = (id: string) => change('blockCaller(caller: ID, forMs: null, reason: "insults")', id);
const tag = (id: string, tier: string) => change(`tagCaller(caller: ID, tier: "${tier}")`, id);

/** The same webhook at another process. */
async function elsewhere(): Promise<string> {
  return line.webhookUrl.replace(t.url, (await t.another()).url);
}

describe('a person who was seen by LID and by phone apart', () => {
  it('is one caller from the ring that names both', async () => {
    const { lid, phone } = somebody();
    const calls = [await ring({ lid }), await ring({ phone })];
    const [byLid, byPhone] = await Promise.all(calls.map((id) => callerOf(t, id)));
    expect(byLid?.id).not.toBe(byPhone?.id);

    calls.push(await ring({ lid, phone }));
    const one = await callerById(t, byPhone?.id ?? '');
    expect(one).toMatchObject({
      id: byPhone?.id,
      phone: `+${phone}`,
      addresses: [`lid:${lid}`, `phone:+${phone}`],
    });
    for (const id of calls) expect(await callerOf(t, id)).toEqual(one);
    expect(await ringerOf({ lid })).toEqual(one);
    expect(await ringerOf({ phone })).toEqual(one);
  });

  it('is found by the id that they had before, in every way there is', async () => {
    const { lid, phone } = somebody();
    const former = await ringerOf({ lid });
    await ring({ phone });
    const one = await ringerOf({ lid, phone });
    const query = `query ($id: ID!, $list: [_Any!]!) {
      caller(id: $id) { id }
      _entities(representations: $list) { ... on Caller { id phone } }
      calls(filter: { callerId: $id }) { nodes { caller { id } } } }`;
    for (const key of [t.tenantKey, line.key]) {
      const list = [{ __typename: 'Caller', id: former.id }];
      expect(await get<object>(t.url, key, query, { id: former.id, list })).toEqual({
        caller: { id: one.id },
        _entities: [{ id: one.id, phone: `+${phone}` }],
        calls: { nodes: [1, 2, 3].map(() => ({ caller: { id: one.id } })) },
      });
    }
    expect(await tag(former.id, 'gold')).toBe('CallerChanged');
    expect(await callerById(t, one.id)).toMatchObject({ tier: 'gold' });
  });

  it('is seen with the key of a line that they have called by one of the names only', async () => {
    const { lid, phone } = somebody();
    const former = await ringerOf({ lid });
    const { key } = line;
    line = await addLine(t, { waha: { apiKey: waha.apiKey, baseUrl: waha.url } });
    await ring({ phone });
    const one = await ringerOf({ lid, phone });
    const query = 'query ($id: ID!) { caller(id: $id) { id } }';
    for (const { id } of [former, one]) {
      expect(await get(t.url, key, query, { id })).toEqual({ caller: { id: one.id } });
    }
  });

  it('is listed page by page with the calls under both', async () => {
    const { lid, phone } = somebody();
    const rung: string[] = [];
    for (const names of [{ lid }, { phone }, { lid }, { phone }, { lid, phone }]) {
      rung.unshift(await ring(names));
    }
    const { id } = await callerOf(t, rung[0] ?? '');
    const query = `query ($id: ID!, $after: String) { calls(filter: { callerId: $id }, first: 2, after: $after) {
      nodes { providerCallId } pageInfo { endCursor } } }`;
    const seen: string[] = [];
    for (let after: string | null = null; seen.length < 5; ) {
      const { calls }: { calls: Page } = await get(t.url, line.key, query, { id, after });
      if (calls.nodes.length === 0) break;
      seen.push(...calls.nodes.map(({ providerCallId }) => providerCallId));
      after = calls.pageInfo.endCursor;
    }
    expect(seen).toEqual(rung);
  });

  it('stays blocked who was blocked by either name, at that very ring', async () => {
    await setPolicies(t, line.lineId, { policies: [{ blockedCaller: {} }] });
    for (const name of ['lid', 'phone'] as const) {
      const { lid, phone } = somebody();
      const apart = { lid: await ringerOf({ lid }), phone: await ringerOf({ phone }) };
      await block(apart[name].id);
      const both = await ring({ lid, phone });
      expect(await verdictOn(t, both)).toBe('REJECT BLOCKED_CALLER');
      expect(await verdictOn(t, await ring({ phone }))).toBe('REJECT BLOCKED_CALLER');
      expect(await verdictOn(t, await ring({ lid }))).toBe('REJECT BLOCKED_CALLER');
    }
  });

  it('has the tier that was set last under either name', async () => {
    const { lid, phone } = somebody();
    const apart = { lid: await ringerOf({ lid }), phone: await ringerOf({ phone }) };
    await tag(apart.phone.id, 'gold');
    await tag(apart.lid.id, 'silver');
    const one = await ringerOf({ lid, phone });
    expect(one).toMatchObject({ id: apart.phone.id, tier: 'silver' });
  });

  it('has no tier when the tier of the phone was cleared last, before the phone had ever called', async () => {
    const { lid, phone } = somebody();
    await tag((await ringerOf({ lid })).id, 'gold');
    const clear = `mutation ($phone: String!) { tagCaller(caller: { phone: $phone }, tier: null) { __typename } }`;
    expect(await get(t.url, t.tenantKey, clear, { phone: `+${phone}` })).toEqual({
      tagCaller: { __typename: 'CallerChanged' },
    });
    expect(await ringerOf({ lid, phone })).toMatchObject({ phone: `+${phone}`, tier: null });
  });

  it('is counted by a throttle under both names', async () => {
    const policies = [{ frequencyThrottle: { calls: 4, withinMs: 60_000 } }];
    await setPolicies(t, line.lineId, { policies });
    const { lid, phone } = somebody();
    const verdicts: string[] = [];
    for (const names of [{ lid }, { phone }, { lid }, { lid, phone }, { phone }]) {
      verdicts.push(await verdictOn(t, await ring(names)));
    }
    expect(verdicts).toEqual([
      ...['RING', 'RING', 'RING'],
      ...['REJECT FREQUENCY_THROTTLE', 'REJECT FREQUENCY_THROTTLE'],
    ]);
  });

  it('keeps the tier of the phone, or else that of the LID, and the last word of both', async () => {
    const tiers: (string | null)[] = [];
    for (const [ofLid, ofPhone] of [
      ['gold', 'silver'],
      ['gold', null],
      [null, 'silver'],
    ] as const) {
      const { lid, phone } = somebody();
      const byLid = await ringerOf({ lid });
      const byPhone = await ringerOf({ phone });
      if (ofLid) await tag(byLid.id, ofLid);
      if (ofPhone) await tag(byPhone.id, ofPhone);
      await write({ lid });
      const one = await ringerOf({ lid, phone });
      tiers.push(one.tier);
      expect(one.lastConversationAt).not.toBeNull();
    }
    expect(tiers).toEqual(['silver', 'gold', 'silver']);
  });

  it('is still let through by a bypass of the id they had before', async () => {
    const { lid, phone } = somebody();
    const former = await ringerOf({ lid });
    await ring({ phone });
    const policies = [{ bypass: { callers: [former.id] } }, { vipPerimeter: { tiers: ['gold'] } }];
    await setPolicies(t, line.lineId, { policies });
    expect(await verdictOn(t, await ring({ lid, phone }))).toBe('RING BYPASS');
    expect(await verdictOn(t, await ring({ phone }))).toBe('RING BYPASS');
  });

  it('is one caller from the message that names both', async () => {
    const { lid, phone } = somebody();
    const byLid = await ringerOf({ lid });
    await ring({ phone });
    await block(byLid.id);
    await write({ lid, phone });
    expect(await callerById(t, byLid.id)).toMatchObject({
      phone: `+${phone}`,
      block: { until: null, reason: 'insults' },
      lastConversationAt: expect.any(String),
    });
    expect((await ringerOf({ phone })).addresses.length).toBe(2);
  });

  it('is one caller from a later event of a call, too', async () => {
    const { lid, phone } = somebody();
    const call = await ring({ lid });
    const byPhone = await ringerOf({ phone });
    await tellOf(line.webhookUrl, 'call.accepted', { lid, phone }, call);
    expect((await callerOf(t, call)).id).toBe(byPhone.id);
  });

  it('is one caller on a line of Wawp as well', async () => {
    const account = { instanceId: '1', accessToken: 'token', baseUrl: waha.url };
    line = await addLine(t, { wawp: account });
    const { lid, phone } = somebody();
    const byLid = await ringerOf({ lid });
    const byPhone = await ringerOf({ phone });
    expect((await ringerOf({ lid, phone })).id).toBe(byPhone.id);
    expect((await callerById(t, byLid.id))?.id).toBe(byPhone.id);
  });
});

interface Page {
  readonly nodes: readonly { readonly providerCallId: string }[];
  readonly pageInfo: { readonly endCursor: string | null };
}

describe('a second name', () => {
  it('that was never seen belongs to whom the first one names, from a ring or a message', async () => {
    for (const told of [ring, write]) {
      const { lid, phone } = somebody();
      const { id } = await ringerOf({ lid });
      await told({ lid, phone });
      const one = await ringerOf({ phone });
      expect(one).toMatchObject({ id, phone: `+${phone}` });
    }
  });

  it('is never that of a group, by which everybody in it calls', async () => {
    const { lid: group, phone } = somebody();
    const inGroup = () =>
      fetch(line.webhookUrl, {
        method: 'POST',
        body: JSON.stringify({
          id: `evt_${++people}`,
          event: 'call.received',
          payload: {
            ...{ id: `call_group_${people}`, from: `${group}@g.us` },
            _data: { callerPn: `${phone}@c.us` },
          },
        }),
      });
    const byPhone = await ringerOf({ phone });
    await inGroup();
    const ofGroup = await callerOf(t, `call_group_${people}`);
    await inGroup();
    expect(await callerOf(t, `call_group_${people}`)).toEqual(ofGroup);
    expect(ofGroup.id).not.toBe(byPhone.id);
    expect(ofGroup.addresses).toEqual([`group:${group}`]);
  });

  it('leads along a chain to the one who was seen first', async () => {
    const [first, second] = [somebody(), somebody()];
    const oldest = await ringerOf({ phone: first.phone });
    const later = await ringerOf({ phone: second.phone });
    const byLid = await ringerOf({ lid: second.lid });
    expect((await ringerOf(second)).id).toBe(later.id);
    expect((await ringerOf({ lid: second.lid, phone: first.phone })).id).toBe(oldest.id);
    for (const { id } of [oldest, later, byLid]) {
      expect(await callerById(t, id)).toMatchObject({ id: oldest.id, phone: `+${first.phone}` });
    }
  });
});

describe('several processes at once', () => {
  it('make one caller of two, whether or not the line has policies', async () => {
    const there = await elsewhere();
    for (const policies of [[], [{ blockedCaller: {} }]]) {
      await setPolicies(t, line.lineId, { policies });
      for (let n = 0; n < 3; n++) {
        const names = somebody();
        const byLid = await ringerOf({ lid: names.lid });
        const byPhone = await ringerOf({ phone: names.phone });
        const urls = [line.webhookUrl, there, line.webhookUrl, there];
        const calls = await Promise.all(urls.map((url) => ring(names, url)));
        const callers = await Promise.all(calls.map((id) => callerOf(t, id)));
        expect(new Set(callers.map(({ id }) => id))).toEqual(new Set([byPhone.id]));
        expect((await callerById(t, byLid.id))?.id).toBe(byPhone.id);
      }
    }
  });

  it('make one caller of a chain of them', async () => {
    const there = await elsewhere();
    for (let n = 0; n < 3; n++) {
      const [a, b, c] = [somebody(), somebody(), somebody()];
      const apart = [a, b, c].flatMap(({ lid, phone }) => [{ phone }, { lid }]);
      const ids: string[] = [];
      for (const names of apart) ids.push((await ringerOf(names)).id);
      const links = [a, b, c, { lid: a.lid, phone: b.phone }, { lid: b.lid, phone: c.phone }];
      const urls = [line.webhookUrl, there];
      await Promise.all(links.map((names, at) => ring(names, urls[at % 2])));
      const ends = await Promise.all(ids.map((id) => callerById(t, id)));
      expect(ends.map((end) => end?.id)).toEqual(ids.map(() => ids[0]));
      expect(ends[0]?.addresses.length).toBe(6);
    }
  });

  it('lose no block and no message that comes while two become one', async () => {
    const { lid, phone } = somebody();
    const byLid = await ringerOf({ lid });
    const byPhone = await ringerOf({ phone });
    const sql = postgres(t.databaseUrl, { max: 2 });
    const told = await sql.begin(async (merging) => {
      const into = { merged_into: byPhone.id };
      await merging`update callers set ${merging(into)}, version = version + 1 where id = ${byLid.id}`;
      await merging`update caller_addresses set caller_id = ${byPhone.id} where caller_id = ${byLid.id}`;
      const both = [block(byLid.id), write({ lid })];
      await until(async () => {
        const [waiting] = await sql`select count(*)::int as count from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        return waiting?.count === 2;
      });
      return both;
    });
    await Promise.all(told);
    await sql.end();
    expect(await callerById(t, byPhone.id)).toMatchObject({
      block: { until: null },
      lastConversationAt: expect.any(String),
    });
  });
});
