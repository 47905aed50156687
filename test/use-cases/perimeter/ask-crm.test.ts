import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { get } from '../../support/client.ts';
import { verdictOn } from '../../support/people.ts';
import { probe, setPolicies } from '../../support/policies.ts';

/** Long, so that every answer counts, however busy the machine is. */
const crmDeadlineMs = 20_000;
let t: TestApp;
let crm: Server | undefined;
beforeAll(async () => {
  t = await startTestApp({ crmDeadlineMs });
});
afterEach(() => {
  crm?.closeAllConnections();
  crm?.close();
});
afterAll(() => t.stop());

/** Fails, once so many have asked; how many did. */
async function startFailingCrm(together: number) {
  const waiting: ServerResponse[] = [];
  let asked = 0;
  crm = createServer((request, response) => {
    request.resume();
    waiting.push(response);
    if (++asked < together) return;
    for (const one of waiting.splice(0)) one.writeHead(500).end();
  });
  await new Promise<void>((resolve) => crm?.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(crm.address() as AddressInfo).port}/tier`;
  return { url, asked: () => asked };
}

/** Says one tier, which can be changed; how often it was asked. */
async function startCrm(said: { tier: string | null }, onAsked = () => {}) {
  let asked = 0;
  crm = createServer((request, response) => {
    request.resume();
    asked++;
    onAsked();
    response.end(JSON.stringify(said));
  });
  await new Promise<void>((resolve) => crm?.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(crm.address() as AddressInfo).port}/tier`;
  return { url, asked: () => asked };
}

const goldOnly = (url: string, more: object = {}) => [
  { vipPerimeter: { tiers: ['gold'], crm: { url, whenSilent: 'REJECT', ...more } } },
];

async function tag(phone: string, tier: string | null): Promise<void> {
  const query = `mutation ($phone: String, $tier: String) {
    tagCaller(caller: { phone: $phone }, tier: $tier) { __typename } }`;
  await get(t.url, t.tenantKey, query, { phone, tier });
}

async function rings(from: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => t.simulator.ring({ from }).id);
  await t.simulator.webhooks.settled();
  return ids;
}

describe('a CRM', () => {
  it('that fails is asked once for each ring, however often the ring has to be decided', async () => {
    const from = '447700930001';
    await rings(from, 1);
    const { url, asked } = await startFailingCrm(4);
    const policies = [
      { vipPerimeter: { tiers: ['gold'], crm: { url, whenSilent: 'RING' } } },
      { frequencyThrottle: { calls: 4, withinMs: 60_000 } },
    ];
    await setPolicies(t, t.lineId, { policies });
    const ids = await rings(from, 4);
    const verdicts = await Promise.all(ids.map((id) => verdictOn(t, id)));
    expect(verdicts.toSorted()).toEqual([
      ...['REJECT FREQUENCY_THROTTLE', 'REJECT FREQUENCY_THROTTLE', 'RING', 'RING'],
    ]);
    expect(asked()).toBe(4);
  });

  it('is not asked about whom a bypass lets ring in any case, but about all others', async () => {
    const { url, asked } = await startFailingCrm(1);
    const vip = { vipPerimeter: { tiers: ['gold'], crm: { url, whenSilent: 'REJECT' } } };
    const bypass = { bypass: { callers: ['+447700930002'] } };
    const verdictOf = async (from: string) => verdictOn(t, (await rings(from, 1))[0] ?? '');
    await setPolicies(t, t.lineId, { policies: [vip, bypass] });
    expect([await verdictOf('447700930002'), asked()]).toEqual(['RING BYPASS', 0]);
    expect([await verdictOf('447700930003'), asked()]).toEqual(['REJECT VIP_PERIMETER', 1]);

    await setPolicies(t, t.lineId, { policies: [vip, { ...bypass, mode: 'OBSERVE' }] });
    expect([await verdictOf('447700930002'), asked()]).toEqual(['REJECT VIP_PERIMETER', 2]);
  });

  it('is asked by a line’s key about callers who rang the line, and about no stranger', async () => {
    const known = '447700930021';
    await rings(known, 1);
    const { url, asked } = await startCrm({ tier: 'gold' });
    const policies = [...goldOnly(url, { rememberMs: 0 }), { quietHours: { open: [] } }];
    await setPolicies(t, t.lineId, { policies });
    const probeWith = async (key: string, phone: string) => {
      const { causes } = await probe(t, key, { lineId: t.lineId, caller: { phone } });
      return [causes[0]?.because, asked()];
    };
    const isGold = "the caller's tier in the CRM is gold, which may ring";
    expect([
      await probeWith(t.key, '+447700930022'),
      await probeWith(t.key, `+${known}`),
      await probeWith(t.tenantKey, '+447700930022'),
    ]).toEqual([
      ['this key may not ask the CRM about a caller who never rang its lines', 0],
      [isGold, 1],
      [isGold, 2],
    ]);
  });

  it('is asked again once its answer is older than it may be', async () => {
    const { url, asked } = await startCrm({ tier: 'gold' });
    const from = '447700930004';
    await setPolicies(t, t.lineId, { policies: goldOnly(url) });
    await rings(from, 1);
    await rings(from, 1);
    expect(asked()).toBe(1);

    await setPolicies(t, t.lineId, { policies: goldOnly(url, { rememberMs: 0 }) });
    await rings(from, 1);
    await rings(from, 1);
    expect(asked()).toBe(3);
  });

  it('gives way to a tag at once, and is asked anew when the tag is taken away', async () => {
    const said = { tier: 'gold' };
    const { url, asked } = await startCrm(said);
    const from = '447700930005';
    const verdict = async () => verdictOn(t, (await rings(from, 1))[0] ?? '');
    await setPolicies(t, t.lineId, { policies: goldOnly(url) });
    const seen = [await verdict()];
    await tag(`+${from}`, 'silver');
    seen.push(await verdict());
    said.tier = 'bronze';
    await tag(`+${from}`, null);
    seen.push(await verdict());
    expect([seen, asked()]).toEqual([['RING', 'REJECT VIP_PERIMETER', 'REJECT VIP_PERIMETER'], 2]);
  });

  it('that never answers holds up no ring: it is silent after its deadline', async () => {
    const hasty = await startTestApp({ crmDeadlineMs: 50, attemptTimeoutMs: 60_000 });
    const { url } = await startFailingCrm(1_000);
    await setPolicies(hasty, hasty.lineId, { policies: goldOnly(url) });
    const { id } = hasty.simulator.ring({ from: '447700930007' });
    await hasty.simulator.webhooks.settled();
    const verdict = await verdictOn(hasty, id);
    await hasty.stop();
    expect(verdict).toBe('REJECT VIP_PERIMETER');
  });

  it('is waited for in the time that a decision took', async () => {
    let aheadMs = 0;
    const slow = await startTestApp({ crmDeadlineMs, now: () => new Date(Date.now() + aheadMs) });
    const { url } = await startCrm({ tier: 'silver' }, () => {
      aheadMs += 5000;
    });
    await setPolicies(slow, slow.lineId, { policies: goldOnly(url) });
    const { id } = slow.simulator.ring({ from: '447700930006' });
    await slow.simulator.webhooks.settled();
    const { call } = await get<{ call: { rejection: { decidedInMs: number } } }>(
      slow.url,
      slow.key,
      'query ($id: ID!) { call(id: $id) { rejection { decidedInMs } } }',
      { id },
    );
    await slow.stop();
    expect(call.rejection.decidedInMs).toBeGreaterThanOrEqual(5000);
  });
});
