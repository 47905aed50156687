import { expect, it } from 'vitest';
import { type Housekeeping, startHousekeeping } from '../../src/effects/housekeeping.ts';
import { createLog } from '../../src/log.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { queryOnce } from '../support/query-once.ts';
import { addTenant } from '../support/tenant.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';
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

it('numbers of calls are erased for all tenants in one round, also if most have no old calls', async () => {
  /** For each round, how many tenants were served. */
  const turns: number[] = [];
  const t = await startTestApp({
    housekeepingMs: 50,
    observeStatement({ name }) {
      // The first and the fifth task of a round.
      if (name === 'forget_received') turns.push(0);
      if (name === 'erase_past_calls') turns.push((turns.pop() ?? 0) + 1);
    },
  });
  const run = (text: string) => queryOnce<{ number: string }>(t.databaseUrl, text);
  const lines = [t, await addTenant(t.app, t.databaseUrl), await addTenant(t.app, t.databaseUrl)];
  const occurredAt = new Date(Date.now() - 300 * 86_400_000).toISOString();
  for (const { webhookUrl } of lines) {
    const old = { id: 'call_OLD', peerNumber: '447700900123', occurredAt };
    await postEvent(webhookUrl, { event: 'call.ringing', direction: 'INBOUND', ...old });
  }
  await run(
    `insert into tenants (id, name) select 'ten_' || n, 'quiet' from generate_series(1, 60) n`,
  );
  const numbers = () => run(`select distinct caller_at_provider as number from calls`);
  expect(await numbers()).toEqual([{ number: '447700900123' }]);
  await run('update tenants set keep_personal_ms = 86400000');
  await until(
    async () => (await run('select 1 from tenants where erased_before is null')).length === 0,
  );
  expect(await numbers()).toEqual([{ number: '' }]);
  await until(() => (turns.at(-1) ?? 0) < 60);
  expect(Math.max(...turns)).toBe(60 + lines.length);
  await t.stop();
});

/** For a housekeeping beside that of the app. */
const dependenciesOf = (t: TestApp) => ({
  db: t.app.db,
  log: createLog('debug', (line) => t.logged.push(line)),
  erasureKeys: { current: () => 'key', all: ['key'] },
});

it('a tenant whose calls cannot be erased holds up no other, and is tried once in a round', async () => {
  let rounds = 0;
  const t = await startTestApp({
    housekeepingMs: 50,
    observeStatement({ name }) {
      if (name === 'forget_received') rounds++;
    },
  });
  const run = (text: string) => queryOnce<{ id: string }>(t.databaseUrl, text);
  const lines = [t, await addTenant(t.app, t.databaseUrl)];
  const occurredAt = new Date(Date.now() - 300 * 86_400_000).toISOString();
  for (const { webhookUrl } of lines) {
    const old = { id: 'call_OLD', peerNumber: '447700900123', occurredAt };
    await postEvent(webhookUrl, { event: 'call.ringing', direction: 'INBOUND', ...old });
  }
  const roundsBefore = rounds;
  // More than five batches serve. The tenant that fails is the furthest behind.
  await run(`create function refuse() returns trigger language plpgsql as $$ begin raise 'not today'; end $$;
    create trigger refuse before update on calls for each row when (old.tenant_id = 'ten_first') execute function refuse();
    insert into tenants (id, name, erased_before) select 'ten_' || n, 'quiet', '2000-01-01' from generate_series(1, 130) n;
    update tenants set keep_personal_ms = 86400000,
      erased_before = case when id <> 'ten_first' then timestamptz '2000-01-01' end`);
  const late = () =>
    run(`select id from tenants where erased_before is null or erased_before < '2001-01-01'`);
  await until(async () => (await late()).length === 1);
  expect(await late()).toEqual([{ id: 'ten_first' }]);
  expect(await run(`select tenant_id as id from calls where caller_at_provider <> ''`)).toEqual([
    { id: 'ten_first' },
  ]);
  const failed = t.logged.filter((line) => line.includes('not today'));
  expect(failed[0]).toContain('"tenantId":"ten_first"');
  expect(failed.length).toBeLessThanOrEqual(rounds - roundsBefore + 1);
  await t.stop();
});

it('tenants whose rows cannot be deleted hold up no other erasure, and are tried once in a round', async () => {
  let rounds = 0;
  const t = await startTestApp({
    housekeepingMs: 50,
    observeStatement({ name }) {
      if (name === 'forget_received') rounds++;
    },
  });
  const run = (text: string) => queryOnce<{ id: string }>(t.databaseUrl, text);
  const roundsBefore = rounds;
  // More than one batch serves. The tenants that fail began first.
  await run(`create function refuse() returns trigger language plpgsql as $$ begin raise 'not today'; end $$;
    create trigger refuse before delete on idempotency_keys for each row when (old.tenant_id <> 'ten_last') execute function refuse();
    insert into tenants (id, name, erasing_since) select 'ten_' || n, 'stuck', now() - interval '1 hour' from generate_series(1, 30) n;
    insert into tenants (id, name, erasing_since) values ('ten_last', 'gone', now());
    insert into idempotency_keys (tenant_id, key, call_id, request_hash)
      select id, 'key', 'call_1', 'x' from tenants where erasing_since is not null`);
  await until(
    async () => (await run('select id from tenants where erased_at is not null')).length > 0,
  );
  expect(await run('select id from tenants where erased_at is not null')).toEqual([
    { id: 'ten_last' },
  ]);
  const left = await run('select distinct tenant_id as id from idempotency_keys');
  expect(left).toHaveLength(30);
  expect(left).not.toContainEqual({ id: 'ten_last' });
  const failed = t.logged.filter((line) => line.includes('"tenantId":"ten_1"'));
  expect(failed[0]).toContain('not today');
  expect(failed.length).toBeLessThanOrEqual(rounds - roundsBefore + 1);
  await t.stop();
});

it.each([
  {
    others: 'other tables',
    due: `insert into tenants (id, name, erasing_since) values ('ten_1', 'gone', now())`,
    isCounted: (name: string) => name.startsWith('erase_tenant_'),
    carriedOut: 'erase_tenant_effect_attempts',
  },
  {
    others: 'other tenants',
    due: `insert into tenants (id, name, keep_personal_ms) select 'ten_' || n, 'late', 86400000 from generate_series(1, 5) n`,
    isCounted: (name: string) => name === 'erase_past_calls',
    carriedOut: 'erase_past_calls',
  },
])(
  'a stop waits for the statement that is being carried out, and not for those of $others',
  async ({ due, isCounted, carriedOut }) => {
    const seen: string[] = [];
    let stopped: Promise<void> | undefined;
    let housekeeping: Housekeeping | undefined;
    const t = await startTestApp({
      // No round of the app itself.
      housekeepingMs: 3_600_000,
      observeStatement({ name }) {
        if (!isCounted(name)) return;
        seen.push(name);
        stopped ??= housekeeping?.stop();
      },
    });
    await queryOnce(t.databaseUrl, due);
    housekeeping = startHousekeeping(dependenciesOf(t), { everyMs: 1, batch: 500, batches: 20 });
    await until(async () => stopped !== undefined);
    await stopped;
    expect(seen).toEqual([carriedOut]);
    await t.stop();
  },
);
