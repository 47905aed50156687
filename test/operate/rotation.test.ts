import { randomInt } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { sealKeyIds } from '../../src/access/seal.ts';
import { type App, createApp } from '../../src/app.ts';
import { writeByWebhook } from '../feed/writers.ts';
import { startTestApp, type TestApp, testConfig, testSealKey } from '../support/app.ts';
import { startChild } from '../support/child.ts';
import { ask, get } from '../support/client.ts';
import { queryOnce } from '../support/query-once.ts';
import { silentLog } from '../support/silent-log.ts';
import { until } from '../support/until.ts';

const nextSealKey = 'the next secret only for tests and long enough';
const stops: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function startWithLine(): Promise<TestApp> {
  const t = await startTestApp();
  stops.push(() => t.stop());
  return t;
}

async function startWith({ databaseUrl: url }: TestApp, ...sealKeys: string[]): Promise<App> {
  const config = testConfig({ is: 'postgres', url, directUrl: url, poolSize: 2 });
  const app = await createApp(
    { ...config, sealKeys },
    { log: silentLog, rememberMs: 0, sharedKeysMs: 50 },
  );
  stops.push(() => app.stop());
  return app;
}

async function reseal({ databaseUrl }: TestApp, ...sealKeys: string[]) {
  const env = { DATABASE_URL: databaseUrl, SEAL_KEYS: sealKeys.join(',') };
  const child = startChild('src/cli/reseal.ts', [], env);
  return { code: await child.ended, said: child.output.text };
}

/** The key with which the process seals what is given to it. */
async function saveCredentials(
  t: TestApp,
  app: App,
): Promise<{ sealedWith?: string; refused?: unknown }> {
  const update = `mutation ($id: ID!, $account: PilotStatusAccountInput!) {
    updatePhoneLine(id: $id, input: { pilotStatus: $account }) { __typename } }`;
  const account = { apiKey: t.simulator.apiKey, baseUrl: t.simulator.url };
  const { errors } = await ask(app.url, t.tenantKey, update, { id: t.lineId, account });
  if (errors) return { refused: errors[0]?.extensions?.code };
  const [line] = await queryOnce<{ account: string }>(t.databaseUrl, 'select account from lines');
  const keys = [testSealKey, nextSealKey];
  const ids = sealKeyIds(keys);
  return { sealedWith: keys[ids.indexOf(line?.account.split('.')[1] ?? '')] };
}

const hookOf = (t: TestApp, app: App) => app.url + new URL(t.webhookUrl).pathname;

/** How the rejection of a call of this name ends. */
async function reject(t: TestApp, app: App, name: string): Promise<string> {
  await writeByWebhook(hookOf(t, app), name, 1);
  const list = '{ calls(first: 50) { nodes { id providerCallId } } }';
  const { calls } = await get<{ calls: { nodes: { id: string; providerCallId: string }[] } }>(
    app.url,
    t.key,
    list,
  );
  const call = calls.nodes.find(({ providerCallId }) => providerCallId === `call_${name}_0`);
  const mutation = 'mutation ($id: ID!) { rejectCall(id: $id) { __typename } }';
  const answer = await get<{ rejectCall: { __typename: string } }>(app.url, t.key, mutation, {
    id: call?.id,
  });
  return answer.rejectCall.__typename;
}

describe('a seal key', () => {
  it('is replaced: all is sealed anew, and a process without the old key works', async () => {
    const t = await startWithLine();
    expect(await reject(t, await startWith(t, testSealKey, nextSealKey), 'BEHIND')).toBe(
      'CallRejected',
    );
    await t.app.stop();
    const first = await reseal(t, nextSealKey, testSealKey);
    expect(first.said).toContain('the credentials of 1 lines');
    expect(first.said).toMatch(/These processes have another key in front: .+, process \d+\./);
    await stops.pop()?.();
    const second = await reseal(t, nextSealKey, testSealKey);
    expect(second.said).toContain('the others may be removed from SEAL_KEYS');
    expect(await reject(t, await startWith(t, nextSealKey), 'AFTER')).toBe('CallRejected');
  });

  it('seals nothing before every process has it: until then another one does', async () => {
    const t = await startWithLine();
    const ahead = await startWith(t, nextSealKey, testSealKey);
    expect(await saveCredentials(t, ahead)).toEqual({ sealedWith: testSealKey });
    expect(await reject(t, t.app, 'READABLE')).toBe('CallRejected');
    const early = await reseal(t, nextSealKey, testSealKey);
    expect([early.code, early.said]).toEqual([
      1,
      expect.stringMatching(/do not have the first key of SEAL_KEYS: .+, process \d+\. Add it/),
    ]);
    await t.app.stop();
    const follows = await startWith(t, testSealKey, nextSealKey);
    const isNext = async () => (await saveCredentials(t, ahead)).sealedWith === nextSealKey;
    await until(isNext);
    expect(await reject(t, follows, 'AFTERWARDS')).toBe('CallRejected');
  });

  it('is not replaced where two processes have none in common: nothing is saved meanwhile', async () => {
    const t = await startWithLine();
    const alone = await startWith(t, nextSealKey);
    expect(await saveCredentials(t, alone)).toEqual({ refused: 'UNAVAILABLE' });
    await t.app.stop();
    await until(async () => 'sealedWith' in (await saveCredentials(t, alone)));
  });

  it('that is missing is named with its line, and nothing is said to be removable', async () => {
    const t = await startWithLine();
    await t.app.stop();
    const { code, said } = await reseal(t, nextSealKey);
    expect(code).toBe(1);
    expect(said).toContain(`not readable: ${t.lineId}: A credential was sealed with key `);
    expect(said).not.toContain('may be removed');
  });

  it('that is missing keeps no call out whose webhook needs no credential', async () => {
    const t = await startWithLine();
    const app = await startWith(t, nextSealKey);
    expect(await reject(t, app, 'SEEN')).toBe('CallRejectionRefused');
  });
});

describe('a webhook URL', () => {
  const renew = `mutation ($id: ID!) { updatePhoneLine(id: $id, input: { renewWebhook: true }) {
    ... on PhoneLineUpdated { webhookUrl } } }`;
  const event = {
    event: 'call.ringing',
    id: 'call_1',
    direction: 'INBOUND',
    peerNumber: '5511999990000',
  };

  it('that was renewed works beside the new one, until it is renewed again', async () => {
    const t = await startWithLine();
    const renewed = async () => {
      const { updatePhoneLine } = await get<{ updatePhoneLine: { webhookUrl: string } }>(
        t.url,
        t.tenantKey,
        renew,
        { id: t.lineId },
      );
      return t.url + new URL(updatePhoneLine.webhookUrl).pathname;
    };
    const statuses = (...urls: string[]) =>
      Promise.all(
        urls.map(async (url) => {
          const body = JSON.stringify(event);
          return (await fetch(url, { method: 'POST', body })).status;
        }),
      );
    const second = await renewed();
    expect(await statuses(t.webhookUrl, second)).toEqual([200, 200]);
    const third = await renewed();
    expect(await statuses(t.webhookUrl, second, third)).toEqual([404, 200, 200]);
    await queryOnce(
      t.databaseUrl,
      `update lines set previous_hook_until = now() - interval '1 second'`,
    );
    expect(await statuses(second, third)).toEqual([404, 200]);
    // A process that remembers the line by its new URL does not take the old one for it.
    const config = testConfig({
      is: 'postgres',
      url: t.databaseUrl,
      directUrl: t.databaseUrl,
      poolSize: 2,
    });
    const remembering = await createApp(config, { log: silentLog, rememberMs: 60_000 });
    stops.push(() => remembering.stop());
    const [old, current] = [second, third].map((url) => remembering.url + new URL(url).pathname);
    expect(await statuses(current ?? '')).toEqual([200]);
    expect(await statuses(old ?? '', current ?? '')).toEqual([404, 200]);
  });
});

describe('a database password', () => {
  it('that was changed first at the server is UNAVAILABLE, until it is put right', async () => {
    const t = await startWithLine();
    const role = `rotating_${randomInt(1e9)}`;
    await queryOnce(t.databaseUrl, `create role ${role} login superuser password 'old'`);
    const url = Object.assign(new URL(t.databaseUrl), { username: role, password: 'old' }).href;
    const config = testConfig({ is: 'postgres', url, directUrl: url, poolSize: 2 });
    const app = await createApp(config, { log: silentLog, rememberMs: 0 });
    stops.push(() => app.stop());
    const code = async () => {
      const { errors } = await ask(app.url, t.key, '{ callsViewer { name } }');
      return errors?.[0]?.extensions?.code ?? 'answered';
    };
    expect(await code()).toBe('answered');
    await queryOnce(t.databaseUrl, `alter role ${role} password 'new'`);
    // Only now: until the change is committed, the old password opens sessions.
    await queryOnce(
      t.databaseUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${role}'`,
    );
    expect(await until(async () => (await code()) === 'UNAVAILABLE' && 'UNAVAILABLE')).toBe(
      'UNAVAILABLE',
    );
    const codes = await Promise.all([code(), code(), code()]);
    expect(new Set(codes)).toEqual(new Set(['UNAVAILABLE']));
    await queryOnce(t.databaseUrl, `alter role ${role} password 'old'`);
    await until(async () => (await code()) === 'answered');
  });
});
