import { expect, it } from 'vitest';
import { erasePastCalls } from '../../src/db/housekeeping/erase-personal-data.ts';
import { openGrowingDatabase } from '../support/growing-database.ts';

it('what is left to erase is found without reading the calls that were erased', async () => {
  const { db, client, rowsReadBy, close } = await openGrowingDatabase(['calls']);
  await client`insert into tenants (id, name, keep_personal_ms) values ('ten_1', 'us', 86400000)`;
  const makeCalls = (name: string, count: number, caller: string) => client`
    insert into calls (tenant_id, id, line_id, provider_call_id, caller_id, caller_at_provider, direction, media,
      status, inferred, provider_forbids_reject, refined, revision, ringing_at)
    select 'ten_1', ${name} || n, 'line_1', ${name} || n, 'clr_1', ${caller}, 'INBOUND', 'VOICE', 'ENDED', false, false,
      false, 1, now() - interval '90 days' + n * interval '1 minute' from generate_series(1, ${count}::int) n`;
  await makeCalls('erased:', 20_000, '');
  await makeCalls('late', 10, '447700900123');
  await client`analyze calls`;

  const keyOfIds = 'x'.repeat(64);
  const erase = async () => {
    await client`update tenants set erased_before = erased_before - interval '1 hour'`;
    const erased = await erasePastCalls(db, keyOfIds, 1000);
    return erased.is === 'erased' ? erased.calls : erased.is;
  };
  const counts: (number | string)[] = [];
  const read = await rowsReadBy(async () => {
    for (let n = 0; n < 8; n++) counts.push(await erase());
  });
  expect(counts).toEqual([10, 0, 0, 0, 0, 0, 0, 0]);
  expect(read).toBeLessThan(2000);
  await close();
});
