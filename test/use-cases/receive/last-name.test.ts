import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWahaSimulator, type WahaSimulator } from '../../../src/simulator/waha-family/waha.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { get } from '../../support/client.ts';
import { addLine, type TestLine } from '../../support/lines.ts';
import { type Names, newPerson, tellOf } from '../../support/people.ts';
import { setPolicies } from '../../support/policies.ts';
import { queryOnce } from '../../support/query-once.ts';
import { whileLocked } from '../../support/while-locked.ts';

let t: TestApp;
let waha: WahaSimulator;
let line: TestLine;
let deciding: TestLine;
beforeAll(async () => {
  t = await startTestApp({ poolSize: 8 });
  waha = await startWahaSimulator();
  const account = { waha: { apiKey: waha.apiKey, baseUrl: waha.url } };
  [line, deciding] = [await addLine(t, account), await addLine(t, account)];
  await setPolicies(t, deciding.lineId, { policies: [{ blockedCaller: {} }] });
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

const secondsAgo = (seconds: number) => Date.now() - seconds * 1000;
const tell = (event: string, names: Names) => tellOf(line.webhookUrl, event, names);
const ring = (names: Names) => tell('call.received', names);
const write = (names: Names) => tell('message', names);

async function nameOf(number = phone): Promise<string | null | undefined> {
  const query = 'query ($phone: String!) { callerByPhone(phone: $phone) { displayName } }';
  const { callerByPhone } = await get<{ callerByPhone: { displayName: string | null } | null }>(
    t.url,
    t.tenantKey,
    query,
    { phone: `+${number}` },
  );
  return callerByPhone?.displayName;
}

async function versionOf(number: string): Promise<unknown> {
  return queryOnce(t.databaseUrl, `select version from callers where phone = '+${number}'`);
}

describe('the name of a caller', () => {
  it.each([
    ['a ring', ring],
    ['a message', write],
    [
      'the end of a call of which nothing else was heard',
      (names: Names) => tell('call.rejected', names),
    ],
  ])('is the one that %s gave last', async (_what, give) => {
    await ring({ phone, name: 'Ana' });
    expect(await nameOf()).toBe('Ana');
    await give({ phone, name: 'Ana Souza' });
    expect(await nameOf()).toBe('Ana Souza');
    await give({ phone, name: 'Ana' });
    expect(await nameOf()).toBe('Ana');
  });

  it('is given by a ring or a message after one that gave none', async () => {
    await write({ phone });
    expect(await nameOf()).toBe(null);
    await ring({ phone, name: 'Ana' });
    expect(await nameOf()).toBe('Ana');

    const [other, unseen] = [`${phone}1`, `${phone}2`];
    await ring({ phone: other });
    await write({ phone: other, name: 'Ben' });
    expect(await nameOf(other)).toBe('Ben');
    await write({ phone: unseen, name: 'Eve' });
    expect(await nameOf(unseen)).toBe('Eve');
  });

  it.each<[string, string | null | undefined]>([
    ['no name', undefined],
    ['null', null],
    ['an empty name', ''],
  ])('stays when an event gives %s', async (_what, name) => {
    await ring({ phone, name: 'Ana' });
    await ring({ phone, name });
    await write({ phone, name });
    expect(await nameOf()).toBe('Ana');
  });

  it.each([
    ['a ring', ring],
    ['a message', write],
  ])('stays when %s comes late with an earlier one', async (_what, give) => {
    await give({ phone, name: 'Ana Souza' });
    await ring({ phone, name: 'Ana', at: secondsAgo(5) });
    await write({ phone, name: 'Ana', at: secondsAgo(5) });
    expect(await nameOf()).toBe('Ana Souza');
  });

  it.each([
    ['a message', write],
    [
      'a ring on which policies decide',
      (names: Names) => tellOf(deciding.webhookUrl, 'call.received', names),
    ],
    ['a ring that tells another address', (names: Names) => ring({ ...names, lid })],
  ])(
    'stays when %s has repeated it since the other name, which comes late',
    async (_what, repeat) => {
      await ring({ phone, name: 'Ana Souza', at: secondsAgo(30) });
      await repeat({ phone, name: 'Ana Souza', at: secondsAgo(10) });
      await ring({ phone, name: 'Ana', at: secondsAgo(20) });
      expect(await nameOf()).toBe('Ana Souza');
      await ring({ phone, name: 'Ana', at: secondsAgo(5) });
      expect(await nameOf()).toBe('Ana');
    },
  );

  it('keeps its time when it is repeated late, together with another address', async () => {
    const same = { phone, name: 'Ana Souza' };
    await ring({ ...same, at: secondsAgo(10) });
    await ring({ ...same, lid, at: secondsAgo(30) });
    await ring({ phone, name: 'Ana', at: secondsAgo(20) });
    expect(await nameOf()).toBe('Ana Souza');
  });

  it('is the one that is recorded last, of two events of the same time', async () => {
    const at = Date.now();
    await ring({ phone, name: 'Ana', at });
    await ring({ phone, name: 'Ana Souza', at });
    expect(await nameOf()).toBe('Ana Souza');
    await write({ phone, name: 'Ana', at });
    expect(await nameOf()).toBe('Ana');
  });

  it('is the later one of two identities that turn out to be one person', async () => {
    await ring({ lid, name: 'Ana', at: secondsAgo(10) });
    await ring({ phone, name: 'Ana Souza', at: secondsAgo(5) });
    await ring({ lid, phone });
    expect(await nameOf()).toBe('Ana Souza');

    const other = { lid: `${lid}1`, phone: `${phone}1` };
    await ring({ phone: other.phone, name: 'Ben', at: secondsAgo(10) });
    await ring({ lid: other.lid, name: 'Ben Souza', at: secondsAgo(5) });
    await write(other);
    expect(await nameOf(other.phone)).toBe('Ben Souza');
  });

  it('is the one that is received last where a clock is ahead', async () => {
    await ring({ phone, name: 'Ana', at: secondsAgo(-3600) });
    await ring({ phone, name: 'Ana Souza', at: secondsAgo(-1800) });
    expect(await nameOf()).toBe('Ana Souza');
  });

  it('is the first name of a caller who was erased', async () => {
    await ring({ phone, name: 'Ana' });
    const [former] = await queryOnce<{ id: string }>(
      t.databaseUrl,
      `select id from callers where phone = '+${phone}'`,
    );
    await queryOnce(t.databaseUrl, `update calls set status = 'ENDED' where status = 'RINGING'`);
    const erase = `mutation ($phone: String!) { eraseCaller(caller: { phone: $phone }) { __typename } }`;
    expect(await get(t.url, t.tenantKey, erase, { phone: `+${phone}` })).toEqual({
      eraseCaller: { __typename: 'CallerErased' },
    });
    const stored = `select display_name, named_at from callers where id = '${former?.id}'`;
    expect(await queryOnce(t.databaseUrl, stored)).toEqual([
      { display_name: null, named_at: null },
    ]);
    await ring({ phone, name: 'Eve', at: secondsAgo(60) });
    expect(await nameOf()).toBe('Eve');
  });

  it('is that of a new caller when a message arrives while the caller is erased', async () => {
    await ring({ phone, name: 'Ana' });
    const callerNow = `select k.id, k.phone, k.display_name from caller_addresses a
      join callers k on k.id = a.caller_id where a.address = 'phone:+${phone}'`;
    const [former] = await queryOnce<{ id: string }>(t.databaseUrl, callerNow);
    await queryOnce(t.databaseUrl, `update calls set status = 'ENDED' where status = 'RINGING'`);
    const erase = `mutation { eraseCaller(caller: { phone: "+${phone}" }) { __typename } }`;
    // The erasure has erased the caller, but cannot delete the address yet.
    const address = `select from caller_addresses where address = 'phone:+${phone}'`;
    const [erased] = await whileLocked(t.databaseUrl, address, [
      () => get(t.url, t.tenantKey, erase),
      () => write({ phone, name: 'Ana Souza' }),
      () => write({ phone, name: 'Ana Souza' }),
    ]);
    expect(erased).toEqual({ eraseCaller: { __typename: 'CallerErased' } });
    const formerRow = `select phone, display_name from callers where id = '${former?.id}'`;
    expect(await queryOnce(t.databaseUrl, formerRow)).toEqual([
      { phone: null, display_name: null },
    ]);
    expect(await queryOnce(t.databaseUrl, callerNow)).toEqual([
      { id: expect.any(String), phone: `+${phone}`, display_name: 'Ana Souza' },
    ]);
  });

  it('is not written again by a ring or an end under the same name', async () => {
    await ring({ phone, name: 'Ana' });
    const before = await versionOf(phone);
    await ring({ phone, name: 'Ana' });
    await tell('call.rejected', { phone, name: 'Ana' });
    expect(await versionOf(phone)).toEqual(before);
    await ring({ phone, name: 'Ben' });
    expect(await versionOf(phone)).not.toEqual(before);
  });
});

it('a group has no name, because an event gives that of a member', async () => {
  const jid = '120363000000000001@g.us';
  const id = await tellOf(line.webhookUrl, 'call.received', { jid, name: 'Ana' });
  const query = 'query ($id: ID!) { call(id: $id) { caller { displayName addresses } } }';
  expect(await get(t.url, t.tenantKey, query, { id })).toMatchObject({
    call: { caller: { displayName: null, addresses: [expect.stringMatching(/^group:/)] } },
  });
});
