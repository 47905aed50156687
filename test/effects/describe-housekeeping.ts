import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ringOnce } from '../faults/stage.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { setPerimeter } from '../support/perimeter.ts';
import { historyOf } from '../support/picture.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

const rejectCall = `mutation ($id: ID!, $key: String!) { rejectCall(id: $id, idempotencyKey: $key) {
  __typename } }`;

/** A database without a server of its own takes seconds of CPU to start: `test/slow/embedded.test.ts` has it. */
export function describeHousekeeping(database: 'postgres' | 'embedded'): void {
  describe(`what is kept for a time only (${database})`, () => {
    let t: TestApp;
    const run = <Row>(text: string): Promise<Row[]> =>
      database === 'postgres' ? queryOnce<Row>(t.databaseUrl, text) : runInside<Row>(text);
    const runInside = <Row>(text: string) =>
      t.app.db.run<Row>({ name: `test ${text}`, text, parameters: [], writes: true });
    const count = async (table: string, where: string) => {
      const [row] = await run<{ count: string }>(
        `select count(*)::text as count from ${table} where ${where}`,
      );
      return Number(row?.count);
    };

    beforeAll(async () => {
      t = await startTestApp({ database, housekeepingMs: 20 });
      if (database === 'postgres') await t.another();
    });
    afterAll(() => t.stop());

    it('goes when its time is over, however much of it there is, and not before', async () => {
      await run(`insert into inbox (tenant_id, line_id, dedupe_key, what, received_at)
      select 'ten_first', 'line_1', 'old' || n, 'x', now() - interval '7 days 1 second'
      from generate_series(1, 1300) n`);
      await run(`insert into inbox (tenant_id, line_id, dedupe_key, what, received_at)
      select 'ten_first', 'line_1', 'new' || n, 'x', now() - interval '6 days 23 hours'
      from generate_series(1, 5) n`);
      await run(`insert into idempotency_keys (tenant_id, key, call_id, request_hash, created_at)
      select 'ten_first', 'key' || n, 'call_1', 'x', now() - n * interval '1 hour'
      from generate_series(20, 30) n`);
      await run(`insert into bridge_polls (tenant_id, name, url, asked_at)
      select 'ten_first', 'main', 'https://bridge.example/' || n, now() - n * interval '1 day'
      from generate_series(5, 9) n`);
      await until(async () => (await count('inbox', `dedupe_key like 'old%'`)) === 0);
      await until(async () => (await count('bridge_polls', 'true')) <= 2);
      await until(async () => (await count('idempotency_keys', `key like 'key%'`)) <= 4);
      expect(await count('inbox', `dedupe_key like 'new%'`)).toBe(5);
      expect(await count('idempotency_keys', `key like 'key%'`)).toBe(4);
      expect(await count('bridge_polls', 'true')).toBe(2);
    });

    it('is an idempotency key, and after its time it stands for another request', async () => {
      const key = 'once';
      const ask = async () => {
        const { id } = t.simulator.ring();
        await t.simulator.webhooks.settled();
        return get(t.url, t.key, rejectCall, { id, key });
      };
      const is = (__typename: string) => ({ rejectCall: expect.objectContaining({ __typename }) });
      expect(await ask()).toEqual(is('CallRejected'));
      expect(await ask()).toEqual(is('CallIdempotencyConflict'));
      // The stored key begins with the API key that used it.
      const ofKey = `key like '% ${key}'`;
      expect(await count('idempotency_keys', ofKey)).toBe(1);
      await run(`update idempotency_keys set created_at = created_at - interval '25 hours'`);
      await until(async () => (await count('idempotency_keys', ofKey)) === 0);
      expect(await ask()).toEqual(is('CallRejected'));
    });

    it('is not missed: a ring without a time that comes again is noted, and nothing is rejected', async () => {
      const old = 'call_OLD';
      const seen = () => historyOf(t.url, t.key, old);
      const rejected = (id: string) => t.simulator.requests.some(({ callId }) => callId === id);
      // Else the ends of the calls above come into the inbox while it is to be emptied.
      await t.simulator.webhooks.settled();
      expect((await ringOnce(t.webhookUrl, old)).status).toBe(200);
      await run(`update calls set ringing_at = ringing_at - interval '8 days',
      ring_deadline_at = ring_deadline_at - interval '8 days' where provider_call_id = '${old}'`);
      await run(
        `update inbox set received_at = received_at - interval '8 days' where line_id = '${t.lineId}'`,
      );
      await until(async () => (await count('inbox', `line_id = '${t.lineId}'`)) === 0);
      await until(async () => (await seen()).length === 2);

      await setPerimeter(t, t.lineId, { policies: [{ vipPerimeter: { tiers: ['premium'] } }] });
      expect((await ringOnce(t.webhookUrl, old)).status).toBe(200);
      const { id: fresh } = t.simulator.ring();
      await until(() => rejected(fresh));
      expect(await seen()).toEqual([
        'RANG by PILOT_STATUS: RINGING',
        'MISSED by calls subgraph: MISSED',
        'NOTED by PILOT_STATUS: MISSED',
      ]);
      expect(rejected(old)).toBe(false);
    });
  });
}
