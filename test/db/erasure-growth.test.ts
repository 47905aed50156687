import { expect, it } from 'vitest';
import type { TenantId } from '../../src/call/ids.ts';
import { erasePastCalls, readLateTenants } from '../../src/db/housekeeping/erase-personal-data.ts';
import { openGrowingDatabase } from '../support/growing-database.ts';

const keyOfIds = 'x'.repeat(64);

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

  const us = 'ten_1' as TenantId;
  const erase = async () => {
    await client`update tenants set erased_before = erased_before - interval '1 hour'`;
    const erased = await erasePastCalls(db, us, keyOfIds, 1000);
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

it('the callers of what is erased are found without reading others, or the calls of others', async () => {
  const tables = ['calls', 'callers', 'caller_addresses'];
  const { db, client, rowsReadBy, close } = await openGrowingDatabase(tables);
  await client`insert into tenants (id, name, keep_personal_ms) values ('ten_1', 'us', 86400000)`;
  // Every tenth caller was merged into the one before.
  await client`insert into callers (tenant_id, id, phone, merged_into)
    select 'ten_1', 'clr_' || n, '+' || n, case when n % 10 = 1 then 'clr_' || n - 1 end from generate_series(1, 20000) n`;
  await client`insert into caller_addresses (tenant_id, address, caller_id)
    select 'ten_1', 'phone:+' || n, 'clr_' || n - case when n % 10 = 1 then 1 else 0 end from generate_series(1, 20000) n`;
  const makeCalls = (name: string, first: number, last: number, age: string) => client`
    insert into calls (tenant_id, id, line_id, provider_call_id, caller_id, caller_at_provider, direction, media,
      status, inferred, provider_forbids_reject, refined, revision, ringing_at)
    select 'ten_1', ${name} || n, 'line_1', ${name} || n, 'clr_' || n, '', 'INBOUND', 'VOICE', 'ENDED', false, false,
      false, 1, now() - ${age}::interval from generate_series(${first}::int, ${last}::int) n`;
  await makeCalls('new', 1, 20_000, '1 hour');
  await client`delete from calls where id in ('new10', 'new11', 'new15', 'new20')`;
  await makeCalls('old', 11, 21, '90 days');
  const read: number[] = [];
  // The tables may just have been filled.
  for (const step of ['select', 'analyze calls, callers, caller_addresses', 'select']) {
    await client.unsafe(step);
    await client`update tenants set erased_before = null`;
    await client`update calls set provider_call_id = id where id like 'old%'`;
    read.push(await rowsReadBy(() => erasePastCalls(db, 'ten_1' as TenantId, keyOfIds, 500)));
  }
  const erased = await client`select id from callers where phone is null order by id`;
  expect(erased.map(({ id }) => id)).toEqual(['clr_10', 'clr_11', 'clr_15']);
  const left =
    await client`select address from caller_addresses where address in ('phone:+10', 'phone:+11', 'phone:+20')`;
  expect(left).toEqual([{ address: 'phone:+20' }]);
  expect(Math.max(...read)).toBeLessThan(300);
  await close();
});

it('the tenants that are the furthest behind come first, however long they keep calls', async () => {
  const { db, client, close } = await openGrowingDatabase([]);
  const tenant = (id: string, keptDays: number | null, minutesBehind: number | null) => client`
    insert into tenants (id, name, keep_personal_ms, erased_before) values (${id}, 'x', ${keptDays}::int * 86400000::bigint,
      now() - ${keptDays ?? 0}::int * interval '1 day' - ${minutesBehind}::int * interval '1 minute')`;
  await tenant('long and late', 3000, 2);
  await tenant('short and later', 1, 60);
  await tenant('never', 30, null);
  await tenant('not late', 3000, 0);
  await tenant('keeps all', null, null);
  expect(await readLateTenants(db, 9)).toEqual(['never', 'short and later', 'long and late']);
  expect(await readLateTenants(db, 2)).toEqual(['never', 'short and later']);
  const erase = (id: string) => erasePastCalls(db, id as TenantId, keyOfIds, 9);
  expect(await erase('short and later')).toEqual({ is: 'erased', calls: 0 });
  expect(await erase('not late')).toEqual({ is: 'not-late' });
  expect(await readLateTenants(db, 9)).toEqual(['never', 'long and late']);
  await close();
});
