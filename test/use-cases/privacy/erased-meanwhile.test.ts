import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWahaSimulator, type WahaSimulator } from '../../../src/simulator/waha-family/waha.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { get } from '../../support/client.ts';
import { addLine, type TestLine } from '../../support/lines.ts';
import { callerOf, newPerson, tellOf } from '../../support/people.ts';
import { setPolicies } from '../../support/policies.ts';
import { queryOnce } from '../../support/query-once.ts';
import { whileFirstWaits } from '../../support/while-locked.ts';
import { duringErasure, letErasuresWait } from './during-erasure.ts';

describe('what arrives while its caller is erased', () => {
  let t: TestApp;
  let waha: WahaSimulator;
  let line: TestLine;
  let decidingLine: TestLine;
  beforeAll(async () => {
    t = await startTestApp({ poolSize: 8 });
    waha = await startWahaSimulator();
    const account = { waha: { apiKey: waha.apiKey, baseUrl: waha.url } };
    [line, decidingLine] = [await addLine(t, account), await addLine(t, account)];
    await setPolicies(t, decidingLine.lineId, { policies: [{ blockedCaller: {} }] });
    await letErasuresWait(t.databaseUrl);
  });
  afterAll(async () => {
    await waha.close();
    await t.stop();
  });

  let lid = '';
  let phone = '';
  beforeEach(() => {
    ({ lid, phone } = newPerson());
  });

  const ring = ({ webhookUrl } = line) => tellOf(webhookUrl, 'call.received', { phone });
  const erase = () =>
    get(
      t.url,
      t.tenantKey,
      `mutation { eraseCaller(caller: { phone: "+${phone}" }) { __typename } }`,
    );
  const isErased = { eraseCaller: { __typename: 'CallerErased' } };

  /** A caller with a call that is over. */
  async function someCaller(): Promise<string> {
    const id = await ring();
    await tellOf(line.webhookUrl, 'call.rejected', { phone }, id);
    return (await callerOf(t, id)).id;
  }

  async function rowsWith(word: string): Promise<string[]> {
    const tables = ['callers', 'caller_addresses', 'calls', 'call_aliases', 'journal', 'effects'];
    const rows = tables.map(
      (name) => `select '${name}' as name from ${name} x where x::text like '%${word}%' group by 1`,
    );
    const found = await queryOnce<{ name: string }>(t.databaseUrl, rows.join(' union all '));
    return found.map(({ name }) => name).sort();
  }

  it.each([
    ['without policies', () => line],
    ['with policies', () => decidingLine],
  ])(
    'is a ring of a new caller on a line %s, if it is read before and recorded after',
    async (_what, at) => {
      const former = await someCaller();
      // The ring is read and decided, but cannot be noted in the inbox yet.
      const [id, erased] = await whileFirstWaits(
        t.databaseUrl,
        'lock table inbox in share mode',
        () => ring(at()),
        erase,
      );
      expect(erased).toEqual(isErased);
      const caller = await callerOf(t, id);
      expect(caller).toMatchObject({ phone: `+${phone}`, addresses: [`phone:+${phone}`] });
      expect(caller.id).not.toBe(former);
      const ofFormer = `select caller_at_provider from calls where caller_id = '${former}'`;
      expect(await queryOnce(t.databaseUrl, ofFormer)).toEqual([{ caller_at_provider: '' }]);
    },
  );

  it('is erased too, if it is a message that adds an address to the caller', async () => {
    await someCaller();
    const [erased] = await duringErasure(t.databaseUrl, erase, () =>
      tellOf(line.webhookUrl, 'message', { lid, phone, name: 'Ana' }),
    );
    expect(erased).toEqual(isErased);
    expect([await rowsWith(phone), await rowsWith(lid), await rowsWith('Ana')]).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('keeps the caller from being erased, if it is a ring on which policies decide', async () => {
    const former = await someCaller();
    const [erased, id] = await duringErasure(t.databaseUrl, erase, () => ring(decidingLine));
    expect(erased).toEqual({ eraseCaller: { __typename: 'CallerInACall' } });
    expect(await callerOf(t, String(id))).toMatchObject({ id: former, phone: `+${phone}` });
  });

  it('is no block of the erased caller', async () => {
    const former = await someCaller();
    const change = `mutation ($caller: CallerRefInput!) {
      blockCaller(caller: $caller, forMs: null, reason: "shouts") { __typename }
      tagCaller(caller: $caller, tier: "gold") { __typename }
      unblockCaller(caller: $caller) { __typename } }`;
    const byId = () => get(t.url, t.tenantKey, change, { caller: { id: former } });
    const notFound = { __typename: 'CallerNotFound' };
    const [erased, changed] = [await erase(), await byId()];
    expect(erased).toEqual(isErased);
    expect(changed).toEqual({
      blockCaller: notFound,
      tagCaller: notFound,
      unblockCaller: notFound,
    });
  });
});
