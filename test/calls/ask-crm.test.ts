import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { verdictOn } from '../support/people.ts';
import { setPolicies } from '../support/policies.ts';

let t: TestApp;
let crm: Server | undefined;
beforeAll(async () => {
  t = await startTestApp();
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
});
