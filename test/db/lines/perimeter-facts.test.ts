import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallerAddress } from '../../../src/call/caller-address.ts';
import { newId, type TenantId } from '../../../src/call/ids.ts';
import { noteConversation } from '../../../src/db/callers/conversations.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { probe, setPolicies } from '../../support/policies.ts';
import { until } from '../../support/until.ts';
import { viewerOf } from '../../support/viewer.ts';

let t: TestApp;
let tenantId: TenantId;
beforeAll(async () => {
  t = await startTestApp();
  ({ tenantId } = await viewerOf(t.app, t.tenantKey));
});
afterAll(() => t.stop());

const address = (one: string) => one as CallerAddress;

async function writes(...addresses: [string, ...string[]]): Promise<string> {
  const freshId = newId('clr');
  await noteConversation(t.app.db, {
    tenantId,
    lineId: t.lineId,
    dedupeKey: freshId,
    addresses: addresses.map(address) as [CallerAddress, ...CallerAddress[]],
    phone: undefined,
    displayName: undefined,
    at: new Date(),
    newCallerId: freshId,
  });
  return freshId;
}

it('let a CRM be asked by every address that is known of the caller', async () => {
  await writes('lid:502', 'phone:+447700900502');
  const asked: unknown[] = [];
  const crm = createServer(async (request, response) => {
    asked.push(JSON.parse(await text(request)));
    response.end('{"tier": "gold"}');
  });
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(crm.address() as AddressInfo).port}/tier`;
  const policies = [{ vipPerimeter: { tiers: ['gold'], crm: { url, whenSilent: 'REJECT' } } }];
  await setPolicies(t, t.lineId, { policies });
  const from = { lineId: t.lineId, caller: { address: 'lid:502' } };
  await until(async () => {
    await probe(t, t.tenantKey, from);
    // A CRM that is not reached in time, which is short, is given up.
    return asked.length > 0;
  });
  crm.closeAllConnections();
  crm.close();
  expect(asked[0]).toEqual({ addresses: ['lid:502', 'phone:+447700900502'] });
});
