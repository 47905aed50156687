import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseApiKey } from '../../src/access/keys/api-key.ts';
import { type App, createApp } from '../../src/app.ts';
import { startTestApp, type TestApp, testConfig, testSealKey } from '../support/app.ts';
import { type Answer, ask, get } from '../support/client.ts';
import { addLine, unreachable } from '../support/lines.ts';
import { queryOnce } from '../support/query-once.ts';
import { silentLog } from '../support/silent-log.ts';
import { until } from '../support/until.ts';

const nextSealKey = 'the next secret only for tests and long enough';

/** What a mutation answered: its secret, or why there is none. */
interface Told {
  readonly id?: string;
  readonly secret?: string | null;
  readonly replayed?: boolean;
  readonly refused?: string;
}

interface Payload {
  readonly id?: string;
  readonly line?: { readonly id: string };
  readonly key?: string;
  readonly webhookUrl?: string | null;
  readonly replayed?: boolean;
  readonly code?: string;
}

const errors = '... on CallsUserError { code } ... on CallsSecretLost { id }';
const mutations = {
  createCallsApiKey: `mutation ($key: String, $name: String!, $line: ID!) {
    did: createCallsApiKey(idempotencyKey: $key, input: { name: $name, lineIds: [$line] }) {
      ... on CallsApiKeyCreated { id key replayed } ${errors} } }`,
  registerPhoneLine: `mutation ($key: String, $name: String!) {
    did: registerPhoneLine(idempotencyKey: $key, input: { name: $name,
      pilotStatus: { apiKey: "ps_PASSWORD", baseUrl: "http://127.0.0.1:9" } }) {
      ... on PhoneLineRegistered { line { id } webhookUrl replayed } ${errors} } }`,
  updatePhoneLine: `mutation ($key: String, $name: String!, $line: ID!) {
    did: updatePhoneLine(idempotencyKey: $key, id: $line, input: { name: $name, renewWebhook: true }) {
      ... on PhoneLineUpdated { line { id } webhookUrl replayed } ${errors} } }`,
  createCallsTenant: `mutation ($key: String, $name: String!) {
    did: createCallsTenant(idempotencyKey: $key, name: $name) { id key replayed } }`,
};
type Mutation = keyof typeof mutations;

describe('with an idempotency key', () => {
  let t: TestApp;
  let other: App;
  let line = '';
  let secondLine = '';
  let otherOperator = '';
  beforeAll(async () => {
    t = await startTestApp();
    other = await t.another();
    line = (await addLine(t, unreachable('first'))).lineId;
    secondLine = (await addLine(t, unreachable('second'))).lineId;
    const scopes = ['keys:write', 'lines:read', 'lines:write', 'operator'];
    const make = `mutation ($scopes: [String!]) { did: createCallsApiKey(input: { name: "o", scopes: $scopes }) {
      ... on CallsApiKeyCreated { key } } }`;
    const made = await get<{ did: { key: string } }>(t.url, t.tenantKey, make, { scopes });
    otherOperator = made.did.key;
  });
  afterAll(() => t.stop());

  interface Wish {
    readonly key?: string | null;
    readonly name?: string;
    readonly lineId?: string;
    readonly url?: string;
    readonly by?: string;
  }
  const send = async (mutation: Mutation, wish: Wish = {}): Promise<Told> => {
    const { key, name = 'a name', lineId = line, url = t.url, by = t.tenantKey } = wish;
    const variables = { name, line: lineId, ...(key !== undefined && { key }) };
    return toldBy(await ask<{ did: Payload }>(url, by, mutations[mutation], variables));
  };
  const toldBy = ({ data, errors: failed }: Answer<{ did: Payload }>): Told => {
    if (failed) return { refused: `${failed[0]?.extensions?.code}` };
    const { id, line: saved, key, webhookUrl, replayed, code } = data?.did ?? {};
    if (code) return { refused: code, ...(id && { id }) };
    return { id: id ?? saved?.id, secret: key ?? webhookUrl, replayed };
  };
  /** How often the mutation has changed something, by every trace of it. */
  const traces = async (mutation: Mutation) => {
    const [row] = await queryOnce<Record<string, string>>(
      t.databaseUrl,
      `select (select count(*) from audit_log where action = '${mutation}')::int as audited,
        (select count(*) from idempotency_keys where key like '% ${mutation} %')::int as used,
        ((select count(*) from tenants) + (select sum(revision) from lines)
          + (select count(*) from api_keys where name <> 'first key'))::int as changed`,
    );
    return row;
  };
  const tracesOf = async (mutation: Mutation, act: () => Promise<unknown>) => {
    const before = await traces(mutation);
    await act();
    const after = await traces(mutation);
    return Object.entries(after ?? {}).map(
      ([what, n]) => `${what} ${Number(n) - Number(before?.[what])}`,
    );
  };
  const doneOnce = ['audited 1', 'used 1', 'changed 1'];
  const nothingDone = ['audited 0', 'used 0', 'changed 0'];

  /** Whether the secret opens what it is for. */
  const works = async ({ secret }: Told): Promise<boolean> => {
    if (secret && parseApiKey(secret)) {
      return (await ask(t.url, secret, '{ callsViewer { name } }')).errors === undefined;
    }
    const hook = t.url + new URL(secret ?? '').pathname;
    return (await fetch(hook, { method: 'POST', body: '{}' })).status !== 404;
  };

  describe.each(Object.keys(mutations) as Mutation[])('%s', (mutation) => {
    it('is done once, and a repeat gets the same secret, which works', async () => {
      const told: Told[] = [];
      const done = await tracesOf(mutation, async () => {
        for (const url of [t.url, other.url, t.url]) {
          told.push(await send(mutation, { key: 'twice', url }));
        }
      });
      expect(done).toEqual(doneOnce);
      const [first] = told as [Told];
      expect(first).toEqual({
        id: expect.stringMatching(/^(key|line|ten)_/),
        secret: expect.stringMatching(/^cs_[0-9a-z]{26}_[\w-]{43}$|\/webhooks\/[\w-]{32}$/),
        replayed: false,
      });
      expect(told.slice(1)).toEqual([
        { ...first, replayed: true },
        { ...first, replayed: true },
      ]);
      expect(await works(first)).toBe(true);
    });

    it('is done once when it arrives at two processes at once', async () => {
      let told: Told[] = [];
      const done = await tracesOf(mutation, async () => {
        const urls = [t.url, other.url, t.url, other.url, t.url, other.url];
        told = await Promise.all(urls.map((url) => send(mutation, { key: 'at once', url })));
      });
      expect(done).toEqual(doneOnce);
      expect(new Set(told.map(({ id, secret }) => `${id} ${secret}`)).size).toBe(1);
      expect(told.filter(({ replayed }) => replayed === false)).toHaveLength(1);
      expect(await works(told[0] as Told)).toBe(true);
    });

    it('is a conflict with other arguments, which change nothing', async () => {
      await send(mutation, { key: 'other arguments' });
      let told: Told = {};
      const done = await tracesOf(mutation, async () => {
        told = await send(mutation, { key: 'other arguments', name: 'another name' });
      });
      expect([told, done]).toEqual([
        {
          refused: mutation === 'createCallsTenant' ? 'BAD_USER_INPUT' : 'IDEMPOTENCY_CONFLICT',
        },
        nothingDone,
      ]);
    });

    it('is a request of its own from another principal', async () => {
      const ours = await send(mutation, { key: 'of two' });
      const theirs = await send(mutation, { key: 'of two', by: otherOperator });
      expect([ours.replayed, theirs.replayed]).toEqual([false, false]);
      expect(theirs.secret).not.toBe(ours.secret);
    });

    it('has another secret after the key is forgotten', async () => {
      const before = await send(mutation, { key: 'forgotten' });
      await queryOnce(t.databaseUrl, 'delete from idempotency_keys');
      const after = await send(mutation, { key: 'forgotten' });
      expect(after.replayed).toBe(false);
      expect(after.secret).not.toBe(before.secret);
    });

    it.each([
      ['null', null],
      ['no', undefined],
    ])('is done each time with %s key', async (_what, key) => {
      const done = await tracesOf(mutation, async () => {
        const told = [await send(mutation, { key }), await send(mutation, { key })];
        expect(told.map(({ replayed }) => replayed)).toEqual([false, false]);
        expect(told[0]?.secret).not.toBe(told[1]?.secret);
      });
      expect(done).toEqual(['audited 2', 'used 0', 'changed 2']);
    });

    it.each([
      ['an empty key', ''],
      ['a blank key', '  '],
      ['a long key', 'x'.repeat(201)],
    ])('is refused with %s', async (_what, key) => {
      const done = await tracesOf(mutation, async () => {
        expect(await send(mutation, { key })).toEqual({ refused: 'BAD_USER_INPUT' });
      });
      expect(done).toEqual(nothingDone);
    });
  });

  it('the same renewal of two lines at once is done for one, and a conflict for the other', async () => {
    const done = await tracesOf('updatePhoneLine', async () => {
      const told = await Promise.all([
        send('updatePhoneLine', { key: 'two lines' }),
        send('updatePhoneLine', { key: 'two lines', lineId: secondLine, url: other.url }),
      ]);
      expect(told.map(({ refused = 'done' }) => refused).sort()).toEqual([
        'IDEMPOTENCY_CONFLICT',
        'done',
      ]);
    });
    expect(done).toEqual(doneOnce);
  });

  it('a renewal that meets another change of the line is done, once', async () => {
    const sql = postgres(t.databaseUrl, { max: 1 });
    let sent: Promise<Told> | undefined;
    const done = await tracesOf('updatePhoneLine', async () => {
      await sql.begin(async (tx) => {
        await tx`update lines set revision = revision + 1 where id = ${line}`;
        sent = send('updatePhoneLine', { key: 'met' });
        // Not in this transaction, which sees only the sessions that there were when it looked first.
        const waits = `select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        await until(async () => (await queryOnce(t.databaseUrl, waits)).length > 0);
      });
      await sent;
    });
    await sql.end();
    expect(done).toEqual(['audited 1', 'used 1', 'changed 2']);
    const told = (await sent) as Told;
    expect(told.replayed).toBe(false);
    expect(await works(told)).toBe(true);
  });

  it('a repeat tells no webhook URL that a later request has replaced', async () => {
    const registered = await send('registerPhoneLine', { key: 'replaced' });
    const { id: lineId = '' } = registered;
    const renewed = await send('updatePhoneLine', { key: 'replaced', lineId });
    const renewedAgain = await send('updatePhoneLine', { key: 'replaced again', lineId });
    expect([
      await works(registered),
      await send('registerPhoneLine', { key: 'replaced' }),
      await send('updatePhoneLine', { key: 'replaced', lineId }),
      await send('updatePhoneLine', { key: 'replaced again', lineId }),
    ]).toEqual([
      false,
      { ...registered, secret: null, replayed: true },
      { ...renewed, secret: null, replayed: true },
      { ...renewedAgain, replayed: true },
    ]);
  });

  it('a request that is refused does not use its key up', async () => {
    const wish = { key: 'at last' };
    expect(await send('createCallsApiKey', { ...wish, lineId: 'line_none' })).toEqual({
      refused: 'LINE_NOT_FOUND',
    });
    expect((await send('createCallsApiKey', wish)).replayed).toBe(false);
  });

  it('the database has neither the idempotency key nor a secret', async () => {
    const { secret } = await send('createCallsApiKey', { key: 'CANARY' });
    const { secret: hook } = await send('registerPhoneLine', { key: 'CANARY' });
    const rows = await queryOnce(
      t.databaseUrl,
      `select to_jsonb(k) as row from idempotency_keys k union all select to_jsonb(k) from api_keys k
        union all select to_jsonb(l) from lines l union all select to_jsonb(a) from audit_log a`,
    );
    const stored = JSON.stringify(rows);
    const secrets = [parseApiKey(secret ?? '')?.secret, hook?.split('/').at(-1), 'ps_PASSWORD'];
    expect([...secrets, 'CANARY'].map((one) => stored.includes(one ?? 'cs_'))).toEqual([
      ...[false, false, false, false],
    ]);
  });

  // The last test: a process without the other processes' key keeps them all from deriving for some seconds.
  it('a repeat after a rotation gets the secret while the old key is kept, and then hears what to do', async () => {
    const all = Object.keys(mutations) as Mutation[];
    const sendAll = (url: string) =>
      Promise.all(all.map((mutation) => send(mutation, { key: 'rotated', url })));
    const first = await sendAll(t.url);
    const rotated = await startWith(t.databaseUrl, [nextSealKey, testSealKey]);
    expect(await sendAll(rotated.url)).toEqual(first.map((told) => ({ ...told, replayed: true })));
    await rotated.stop();
    const without = await startWith(t.databaseUrl, [nextSealKey]);
    expect(await sendAll(without.url)).toEqual([
      ...first.slice(0, 3).map(({ id }) => ({ refused: 'SECRET_LOST', id })),
      { refused: 'BAD_USER_INPUT' },
    ]);
    await without.stop();
  });
});

async function startWith(url: string, sealKeys: string[]): Promise<App> {
  const config = testConfig({ is: 'postgres', url, directUrl: url, poolSize: 2 });
  return createApp({ ...config, sealKeys }, { log: silentLog, rememberMs: 0 });
}
