import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWahaSimulator, type WahaSimulator } from '../../../src/simulator/waha-family/waha.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { get } from '../../support/client.ts';
import { addLine, type TestLine } from '../../support/lines.ts';
import { callerOf, newPerson, tellOf } from '../../support/people.ts';
import { queryOnce } from '../../support/query-once.ts';
import { until } from '../../support/until.ts';
import { duringErasure, letErasuresWait } from './during-erasure.ts';

const dayMs = 86_400_000;

describe('the retention of a caller who was seen by LID and by phone apart', () => {
  let t: TestApp;
  let waha: WahaSimulator;
  let line: TestLine;
  beforeAll(async () => {
    t = await startTestApp({ housekeepingMs: 50 });
    waha = await startWahaSimulator();
    line = await addLine(t, { waha: { apiKey: waha.apiKey, baseUrl: waha.url } });
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

  const run = (text: string) => queryOnce<{ name: string }>(t.databaseUrl, text);
  const tell = (event: string, names: object, id?: string) =>
    tellOf(line.webhookUrl, event, names, id);
  const callBy = async (names: object) => {
    const id = await tell('call.received', names);
    return tell('call.rejected', names, id);
  };

  /** As if all so far had happened ten days earlier. */
  const tenDaysPass = () =>
    run(`update calls set ringing_at = ringing_at - interval '10 days';
      update callers set last_conversation_at = last_conversation_at - interval '10 days'`);

  /** The tenant keeps data for a day, and all that is due is erased. */
  async function retain(): Promise<void> {
    await get(
      t.url,
      t.tenantKey,
      `mutation { setCallsRetention(keepForMs: ${dayMs}) { keepForMs } }`,
    );
    await run('update tenants set erased_before = null');
    await until(
      async () => (await run('select from tenants where erased_before is null')).length === 0,
    );
  }

  async function tablesWith(...words: string[]): Promise<string[]> {
    const tables = ['callers', 'caller_addresses', 'calls', 'call_aliases', 'journal'];
    const rows = tables.map(
      (name) =>
        `select '${name}' as name from ${name} x where x::text ~ '${words.join('|')}' group by 1`,
    );
    return (await run(rows.join(' union all '))).map(({ name }) => name).sort();
  }

  it('blanks also the one who only wrote, and was merged', async () => {
    await tell('message', { lid, name: 'Ana' });
    await callBy({ phone });
    await tell('message', { lid, phone });
    await tenDaysPass();
    expect(await tablesWith('Ana')).toEqual(['callers']);
    await retain();
    expect(await tablesWith('Ana', phone, lid)).toEqual([]);
  });

  it('blanks also the one who never called, if the merged one did', async () => {
    await tell('message', { phone, name: 'Eva' });
    await callBy({ lid });
    await tell('message', { lid, phone });
    await tenDaysPass();
    await retain();
    expect(await tablesWith('Eva', phone, lid)).toEqual([]);
  });

  it('does not begin while a call of the merged one is kept', async () => {
    await callBy({ phone });
    await tenDaysPass();
    const id = await tell('call.received', { lid });
    await tell('call.accepted', { lid, phone }, id);
    await retain();
    const both = { phone: `+${phone}`, addresses: [`lid:${lid}`, `phone:+${phone}`] };
    expect(await callerOf(t, id)).toMatchObject(both);
  });

  it('does not begin if the two turn out to be one while it erases', async () => {
    await callBy({ phone });
    await tenDaysPass();
    const id = await tell('call.received', { lid });
    await duringErasure(t.databaseUrl, retain, () => tell('call.accepted', { lid, phone }, id));
    const both = { phone: `+${phone}`, addresses: [`lid:${lid}`, `phone:+${phone}`] };
    expect(await callerOf(t, id)).toMatchObject(both);
    expect(t.logged.filter((entry) => entry.includes('housekeeping task failed'))).toEqual([]);
  });
});
