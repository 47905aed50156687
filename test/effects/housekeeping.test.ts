import { expect, it } from 'vitest';
import { startTestApp } from '../support/app.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';
import { describeHousekeeping } from './describe-housekeeping.ts';

// `test/slow/embedded.test.ts` does the same on the embedded database.
describeHousekeeping('postgres');

it('what one table keeps too long, because it cannot be removed, stops none of the others', async () => {
  const t = await startTestApp({ housekeepingMs: 20 });
  const run = (text: string) => queryOnce<{ what: string }>(t.databaseUrl, text);
  const past = `now() - interval '8 days'`;
  await run(`create function refuse() returns trigger language plpgsql as $$ begin raise 'not today'; end $$;
    create trigger refuse before delete on inbox for each row execute function refuse();
    insert into inbox (tenant_id, line_id, dedupe_key, what, received_at) values ('ten_first', 'line_1', 'old', 'inbox', ${past});
    insert into idempotency_keys (tenant_id, key, call_id, request_hash, created_at) values ('ten_first', 'old', 'call_1', 'x', ${past})`);
  const left = () =>
    run(`select what from inbox union all select 'idempotency_keys' from idempotency_keys`);
  await until(async () => (await left()).length === 1);
  expect(await left()).toEqual([{ what: 'inbox' }]);
  const failed = t.logged.filter((line) => line.includes('not today'));
  expect(failed[0]).toContain('"what":"dedupe keys"');
  await t.stop();
});
