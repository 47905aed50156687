import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWawpSimulator, type WawpSimulator } from '../../src/simulator/waha-family/wawp.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine } from '../support/lines.ts';
import { setPerimeter } from '../support/perimeter.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';

const dayMs = 86_400_000;

describe('the personal data of a call that could not be erased in its time', () => {
  let t: TestApp;
  let wawp: WawpSimulator;
  beforeAll(async () => {
    t = await startTestApp({ housekeepingMs: 50 });
    wawp = await startWawpSimulator();
  });
  afterAll(async () => {
    await wawp.close();
    await t.stop();
  });

  const run = (text: string) => queryOnce<{ name: string }>(t.databaseUrl, text);

  async function placesOf(word: string): Promise<string[]> {
    const tables = await run(`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`);
    const parts = tables.map(
      ({ name }) =>
        `select '${name}' as name where exists (select 1 from "${name}" x where x::text like '%${word}%')`,
    );
    return (await run(parts.join(' union all '))).map(({ name }) => name).sort();
  }

  /** Calls are erased at most once a minute, so this is as if minutes went by. */
  const isErased = async (word: string) => {
    await run(`update tenants set erased_before = erased_before - interval '1 minute'`);
    return (await placesOf(word)).length === 0;
  };

  /** So that a call is still in clear when it is looked for. */
  const erasedJustNow = () =>
    run(`update tenants set erased_before = now() - keep_personal_ms * interval '1 millisecond'`);

  const ring = (id: string, peerNumber: string, more: object = {}) =>
    postEvent(t.webhookUrl, {
      ...{ event: 'call.ringing', direction: 'INBOUND', id, peerNumber },
      ...more,
    });
  const end = (id: string) =>
    postEvent(t.webhookUrl, { event: 'call.ended', id, status: 'COMPLETED' });

  it('is erased as soon as a block at the provider, which needs the number, has ended', async () => {
    const blocked = '447700900107';
    const { instanceId, accessToken, url: baseUrl } = wawp;
    const line = await addLine(t, { wawp: { instanceId, accessToken, baseUrl } });
    wawp.tell({ url: line.webhookUrl });
    const throttle = { calls: 1, withinMs: 60_000, blockForMs: 20 * dayMs };
    await setPerimeter(t, line.lineId, { policies: [{ frequencyThrottle: throttle }] });
    wawp.ring({ from: `${blocked}@c.us` });
    wawp.ring({ from: `${blocked}@c.us` });
    await wawp.webhooks.settled();
    await until(() => wawp.blocked.size > 0);
    const other = '5511987650102';
    await ring('call_OTHER', other);
    await end('call_OTHER');
    const pending = `select kind as name from effects where state <> 'SETTLED'`;
    await until(async () => (await run(pending)).map(({ name }) => name).join() === 'unblock');

    await run(`update calls set ringing_at = ringing_at - interval '10 days'`);
    await get(
      t.url,
      t.tenantKey,
      `mutation { setCallsRetention(keepForMs: ${dayMs}) { keepForMs } }`,
    );
    await until(() => isErased(other));
    expect(await placesOf(blocked)).toEqual(
      expect.arrayContaining(['callers', 'calls', 'effects', 'journal']),
    );
    // As if 20 days had passed.
    await run('update callers set blocked_until = now() where blocked_until is not null');
    await run(`update effects set not_before = now() where kind = 'unblock'`);
    await until(() => isErased(blocked));
    expect([...wawp.blocked]).toEqual([]);
  });

  it('is erased although the call was reported only after its time, also while it is open', async () => {
    const [first, second] = ['5511987650103', '5511987650104'] as const;
    const occurredAt = new Date(Date.now() - 300 * dayMs).toISOString();
    await erasedJustNow();
    await ring('call_LATE', first, { occurredAt });
    const connected = { event: 'call.connected', id: 'call_OPEN', peerNumber: second };
    await postEvent(t.webhookUrl, { ...connected, connectedAt: occurredAt });
    expect(await placesOf(second)).toContain('calls');
    await until(() => isErased(first));
    await until(() => isErased(second));
    const { calls } = await get<{ calls: { nodes: { status: string }[] } }>(
      t.url,
      t.tenantKey,
      '{ calls { nodes { status ringingAt } } }',
    );
    const late = calls.nodes.slice(-2);
    expect(late).toContainEqual({ status: 'ANSWERED', ringingAt: occurredAt });
    expect(late).toContainEqual({ status: 'MISSED', ringingAt: occurredAt });
  });

  it('is erased although no event named the caller, or an earlier release erased the number alone', async () => {
    const [unnamed, halfErased] = ['5511987650105', '5511987650106'] as const;
    const occurredAt = new Date(Date.now() - 300 * dayMs).toISOString();
    const encoded = `wacid.${Buffer.from(unnamed).toString('base64')}`;
    await erasedJustNow();
    await postEvent(t.webhookUrl, {
      ...{ event: 'call.ringing', direction: 'INBOUND', occurredAt },
      ...{ id: encoded, externalCallId: unnamed },
    });
    expect(await placesOf(encoded)).toContain('calls');
    await until(() => isErased(encoded));
    await until(() => isErased(unnamed));

    await ring(halfErased, halfErased);
    await end(halfErased);
    const erasureOfBefore = [
      `update calls set caller_at_provider = '', ringing_at = ringing_at - interval '300 days' where provider_call_id = '${halfErased}'`,
      `update journal set call = call || '{"caller_at_provider": ""}'`,
      'delete from caller_addresses',
      'update callers set phone = null, display_name = null',
    ];
    await run(erasureOfBefore.join(';'));
    await until(() => isErased(halfErased));
  });

  it('leaves as little of a caller who was blocked as an erasure on request', async () => {
    const [onRequest, inTime] = ['5511987650108', '5511987650109'] as const;
    for (const number of [onRequest, inTime]) {
      await ring(`call_${number}`, number);
      await end(`call_${number}`);
      const caller = `caller: { phone: "+${number}" }`;
      await get(
        t.url,
        t.tenantKey,
        `mutation { blockCaller(${caller}, reason: "shouts") { __typename } unblockCaller(${caller}) { __typename } }`,
      );
    }
    const callerOf = async (number: string) => {
      const [row] = await run(`select id as name from callers where phone = '+${number}'`);
      return row?.name;
    };
    const ids = [await callerOf(onRequest), await callerOf(inTime)];
    await get(
      t.url,
      t.tenantKey,
      `mutation { eraseCaller(caller: { id: "${ids[0]}" }) { __typename } setCallsRetention(keepForMs: ${dayMs}) { keepForMs } }`,
    );
    await run(
      `update calls set ringing_at = ringing_at - interval '300 days' where caller_id = '${ids[1]}'`,
    );
    await until(() => isErased(inTime));
    const left = ids.map((id) =>
      run(`select (jsonb_strip_nulls(to_jsonb(c)) - '{id,first_seen_at}'::text[])::text as name
        from callers c where id = '${id}'`),
    );
    const [first, second] = (await Promise.all(left)).flat().map(({ name }) => JSON.parse(name));
    expect(first).toEqual({ tenant_id: 'ten_first', version: expect.any(Number) });
    expect(second).toEqual(first);
  });
});
