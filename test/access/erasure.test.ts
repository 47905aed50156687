import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quotesNumber } from '../../src/call/quotes-number.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { queryOnce } from '../support/query-once.ts';
import { addTenant, type OtherTenant } from '../support/tenant.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';

const digits = '5511987650001';

describe('personal data', () => {
  let t: TestApp;
  let other: OtherTenant;
  beforeAll(async () => {
    // When a key was last used is not written between two looks at all rows.
    t = await startTestApp({ housekeepingMs: 50, keyUsesMs: 3_600_000 });
    other = await addTenant(t.app, t.databaseUrl);
  });
  afterAll(() => t.stop());

  const ring = (id: string, peerNumber = digits, webhookUrl = t.webhookUrl) =>
    postEvent(webhookUrl, { event: 'call.ringing', direction: 'INBOUND', id, peerNumber });
  const end = (id: string) =>
    postEvent(t.webhookUrl, { event: 'call.ended', id, status: 'COMPLETED' });
  const erase = (caller: string) =>
    get<{ eraseCaller: object }>(
      t.url,
      t.tenantKey,
      `mutation { eraseCaller(caller: { ${caller} }) {
        __typename ... on CallerErased { calls } ... on CallsUserError { code } } }`,
    );
  const reject = (id: string) =>
    get(
      t.url,
      t.key,
      `mutation { rejectCall(id: "${id}", followUp: { text: "CANARY text" }) { __typename } }`,
    );

  /** As if the line had called the customer. */
  async function dial(id: string): Promise<void> {
    const dialled = `'{"direction": "OUTBOUND", "dialled": "+${digits}"}'`;
    const where = `where call->>'provider_call_id' = '${id}'`;
    await queryOnce(t.databaseUrl, `update journal set call = call || ${dialled} ${where}`);
    await queryOnce(
      t.databaseUrl,
      `update calls set direction = 'OUTBOUND', dialled = '+${digits}' where provider_call_id = '${id}'`,
    );
  }

  interface Log {
    readonly callEventLog: {
      nodes: { id: string; kind: string }[];
      pageInfo: { endCursor: string };
    };
  }
  const log = (after?: string) =>
    get<Log>(
      t.url,
      t.key,
      'query ($after: String) { callEventLog(first: 500, after: $after) { nodes { id kind } pageInfo { endCursor } } }',
      { after },
    );

  const kinds = async () => (await log()).callEventLog.nodes.map(({ kind }) => kind);

  /** Wherever a word is stored for the tenant of this app. */
  async function placesOf(word: string): Promise<string[]> {
    const tables = await queryOnce<{ name: string }>(
      t.databaseUrl,
      `select table_name as name from information_schema.columns
       where column_name = 'tenant_id' and table_schema = 'public' order by 1`,
    );
    const parts = tables.map(
      ({ name }) => `select '${name}' as name, count(*)::int as count from "${name}" x
        where tenant_id = 'ten_first' and x::text like '%${word}%'`,
    );
    const found = await queryOnce<{ name: string; count: number }>(
      t.databaseUrl,
      parts.join(' union all '),
    );
    return found.filter(({ count }) => count > 0).map(({ name }) => name);
  }

  const callsOf = (key: string) =>
    get<{ calls: { nodes: { id: string }[] } }>(t.url, key, '{ calls { nodes { id } } }');

  /** Every row of the tenant of this app, except those of some tables. */
  async function dump(...without: string[]): Promise<string[]> {
    const tables = await queryOnce<{ name: string }>(
      t.databaseUrl,
      `select table_name as name from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    );
    const rows = tables
      .filter(({ name }) => !without.includes(name))
      .map(({ name }) =>
        queryOnce<{ row: string }>(
          t.databaseUrl,
          `select '${name} ' || to_jsonb(x)::text as row from "${name}" x where to_jsonb(x)->>'tenant_id' = 'ten_first'`,
        ),
      );
    return (await Promise.all(rows))
      .flat()
      .map(({ row }) => row)
      .sort();
  }

  /** The rows that have the number, in clear or encoded. */
  const quoting = (rows: readonly string[], number: string) =>
    rows.filter((row) => row.match(/[^"\s]+/g)?.some((word) => quotesNumber(word, [number])));

  it('of a caller who is in a call is not erased, and of nobody neither', async () => {
    await ring('call_ONE');
    expect(await erase(`phone: "+${digits}"`)).toEqual({
      eraseCaller: { __typename: 'CallerInACall', code: 'CALLER_IN_A_CALL' },
    });
    expect(await erase('id: "clr_none"')).toEqual({
      eraseCaller: { __typename: 'CallerNotFound', code: 'CALLER_NOT_FOUND' },
    });
    expect(await placesOf(digits)).toContain('calls');
  });

  it('is erased from every table, and counts, order and cursors stay', async () => {
    const { id } = t.simulator.ring({ from: digits });
    await t.simulator.webhooks.settled();
    await reject(id);
    await t.simulator.webhooks.settled();
    await until(async () => t.app.background.size === 0);
    await end('call_ONE');
    await ring('call_THEIRS', digits, other.webhookUrl);
    const pending = `select 1 from effects where state in ('PENDING', 'IN_FLIGHT')`;
    await until(async () => (await queryOnce(t.databaseUrl, pending)).length === 0);
    await until(async () => (await kinds()).filter((kind) => kind === 'ENDED').length === 1);
    const before = (await log()).callEventLog;
    const half = before.nodes[1]?.id ?? '';
    expect(await placesOf('CANARY')).toContain('journal');
    await dial('call_ONE');

    expect(await erase(`phone: "+${digits}"`)).toEqual({
      eraseCaller: { __typename: 'CallerErased', calls: 2 },
    });
    expect(await placesOf(digits)).toEqual([]);
    expect(await placesOf('CANARY')).toEqual([]);
    expect((await log()).callEventLog).toEqual(before);
    expect((await log(half)).callEventLog.nodes).toEqual(before.nodes.slice(2));
    const calls = '{ calls { nodes { status caller { phone addresses } } } }';
    const { calls: left } = await get<{ calls: { nodes: { caller: object }[] } }>(
      t.url,
      t.key,
      calls,
    );
    expect(left.nodes.map(({ caller }) => caller)).toEqual([
      { phone: null, addresses: [] },
      { phone: null, addresses: [] },
    ]);
    const theirs = '{ calls { nodes { caller { phone } } } }';
    expect(await get(t.url, other.key, theirs)).toEqual({
      calls: { nodes: [{ caller: { phone: `+${digits}` } }] },
    });
  });

  it('stays erased when a provider’s event comes late, whose id holds the number, and begins no call', async () => {
    const caller = '5511987650077';
    const from = 'call_LATE';
    const encoded = Buffer.from(`\n\r${caller}\u0015`).toString('base64');
    const externalCallId = `wacid.${encoded}AB12`;
    const told = (event: string, more: object = {}) =>
      postEvent(t.webhookUrl, { event, id: from, externalCallId, peerNumber: caller, ...more });
    await told('call.ringing', { direction: 'INBOUND', eventId: `evt ${caller} 1` });
    const tags = `mutation { tagCaller(caller: { phone: "+${caller}" }, tier: "gold") { __typename }
      blockCaller(caller: { phone: "+${caller}" }) { __typename }
      unblockCaller(caller: { phone: "+${caller}" }) { __typename } }`;
    await get(t.url, t.tenantKey, tags);
    await told('call.missed', { eventId: `evt ${caller} 2` });
    const message = { id: `wamid.${encoded}`, from: caller, type: 'text', fromMe: false };
    await postEvent(t.webhookUrl, { event: 'message.received', data: message });
    expect(quoting(await dump(), caller)).not.toEqual([]);
    const { calls: before } = await callsOf(t.key);

    expect(await erase(`phone: "+${caller}"`)).toMatchObject({ eraseCaller: { calls: 1 } });
    expect(quoting(await dump(), caller)).toEqual([]);
    const erased = await dump('inbox');
    // Again, and late ones, of which some name the call by one of its ids alone. Each is answered 200.
    await told('call.missed', { eventId: `evt ${caller} 2` });
    await told('call.ended', { status: 'COMPLETED', eventId: `evt ${caller} 3` });
    await told('call.ringing', { direction: 'INBOUND' });
    await postEvent(t.webhookUrl, { event: 'call.ended', externalCallId, peerNumber: caller });
    await postEvent(t.webhookUrl, { event: 'call.connected', id: from, externalCallId: 'new' });
    expect(quoting(await dump(), caller)).toEqual([]);
    expect(await dump('inbox')).toEqual(erased);
    expect((await callsOf(t.key)).calls.nodes.map(({ id }) => id)).toEqual(
      before.nodes.map(({ id }) => id),
    );
  });

  it('stays erased when an event that was read before the erasure is recorded after it', async () => {
    const caller = '5511987650088';
    await ring('call_AT_ONCE', caller);
    await end('call_AT_ONCE');
    const sql = postgres(t.databaseUrl, { max: 2 });
    const waiting = (count: number) =>
      until(async () => {
        const [row] = await sql`select count(*)::int as count from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        return row?.count === count;
      });
    const both = await sql.begin(async (holding) => {
      await holding`select 1 from calls where provider_call_id = 'call_AT_ONCE' for update`;
      const erasing = erase(`phone: "+${caller}"`);
      await waiting(1);
      const late = { event: 'call.missed', id: 'call_AT_ONCE', peerNumber: caller };
      const telling = postEvent(t.webhookUrl, late);
      await waiting(2);
      return [erasing, telling];
    });
    expect((await Promise.all(both))[0]).toMatchObject({ eraseCaller: { calls: 1 } });
    await sql.end();
    expect(quoting(await dump(), caller)).toEqual([]);
  });

  it('is of a new caller when the same number rings again', async () => {
    await ring('call_AGAIN');
    await end('call_AGAIN');
    const { calls } = await get<{ calls: { nodes: { caller: { id: string; phone: string } }[] } }>(
      t.url,
      t.key,
      '{ calls { nodes { caller { id phone } } } }',
    );
    const [newest, ...others] = calls.nodes.map(({ caller }) => caller);
    expect(newest?.phone).toBe(`+${digits}`);
    expect(others.map(({ id }) => id)).not.toContain(newest?.id);
  });

  it('is erased when its time is over, except of callers with a tier', async () => {
    const tagged = '5511987650009';
    await ring('call_OLD', '5511987650002');
    await end('call_OLD');
    await ring('call_TAGGED', tagged);
    await end('call_TAGGED');
    await get(
      t.url,
      t.tenantKey,
      `mutation { tagCaller(caller: { phone: "+${tagged}" }, tier: "gold") { __typename } }`,
    );
    const neverEnded = '5511987650004';
    await ring('call_NEVER_ENDED', neverEnded);
    const answer = `update calls set status = 'ANSWERED' where provider_call_id = 'call_NEVER_ENDED'`;
    await queryOnce(t.databaseUrl, answer);
    await queryOnce(t.databaseUrl, `update calls set ringing_at = ringing_at - interval '40 days'`);
    await ring('call_NEW', '5511987650003');
    await end('call_NEW');
    const days30 = 30 * 24 * 3_600_000;
    const set = `mutation { setCallsRetention(keepForMs: ${days30}) { keepForMs } }`;
    expect(await get(t.url, t.tenantKey, set)).toEqual({
      setCallsRetention: { keepForMs: days30 },
    });
    expect(await get(t.url, t.tenantKey, '{ callsRetention { keepForMs } }')).toEqual({
      callsRetention: { keepForMs: days30 },
    });
    await until(async () => (await placesOf('5511987650002')).length === 0);
    await until(async () => (await placesOf(neverEnded)).length === 0);
    const statuses =
      '{ calls(first: 50) { nodes { status caller { phone } history { nodes { kind } } } } }';
    const history = { nodes: [{ kind: 'RANG' }, { kind: 'ENDED' }] };
    const ended = { event: 'call.ended', id: 'call_NEVER_ENDED', status: 'COMPLETED' };
    await postEvent(t.webhookUrl, { ...ended, peerNumber: neverEnded });
    const { calls } = await get<{ calls: { nodes: object[] } }>(t.url, t.key, statuses);
    expect(calls.nodes).toContainEqual({ status: 'ENDED', caller: { phone: null }, history });
    expect(await placesOf(neverEnded)).toEqual([]);
    expect(await placesOf('5511987650003')).toContain('journal');
    expect(await placesOf(tagged)).toEqual(['caller_addresses', 'callers']);
    const theirs = '{ calls { nodes { caller { phone } } } }';
    expect(await get(t.url, other.key, theirs)).toEqual({
      calls: { nodes: [{ caller: { phone: `+${digits}` } }] },
    });
  });
});
