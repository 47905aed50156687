import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../support/app.ts';
import { startBridge } from '../../../support/bridge.ts';
import { ask, get } from '../../../support/client.ts';
import { factsOf, probe, setPolicies } from '../../../support/policies.ts';
import { queryOnce } from '../../../support/query-once.ts';
import { addTenant, type OtherTenant } from '../../../support/tenant.ts';
import { until } from '../../../support/until.ts';

let t: TestApp;
let theirs: OtherTenant;
beforeAll(async () => {
  t = await startTestApp({ bridgePollMs: 40 });
  theirs = await addTenant(t.app, t.databaseUrl);
});
afterAll(() => t.stop());

const caller = { phone: '+447700900401' };
const verdict = async () => (await probe(t, t.key, { lineId: t.lineId, caller })).verdict;
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

describe('presence', () => {
  const set = (key: string, input: object) =>
    ask<{ setPhoneLinePresence: { __typename: string } }>(
      t.url,
      key,
      'mutation ($input: PhoneLinePresenceInput!) { setPhoneLinePresence(input: $input) { __typename } }',
      { input: { lineId: t.lineId, ...input } },
    );

  it('is known of each agent, and what is older than that changes nothing', async () => {
    await setPolicies(t, t.lineId, {
      policies: [{ presence: { whenBusy: 'REJECT', whenUnknown: 'RING' } }],
    });
    const seen = [await verdict()];
    for (const [key, input] of [
      [t.key, { agent: 'ann', state: 'OFFLINE', at: minutesAgo(1) }],
      [t.key, { agent: 'ann', state: 'ONLINE', at: minutesAgo(2) }],
      [t.tenantKey, { agent: 'bob', state: 'ONLINE', at: '9999-01-01T00:00:00Z' }],
      [t.tenantKey, { agent: 'bob', state: 'BUSY' }],
    ] as const) {
      const { data } = await set(key, input);
      expect(data?.setPhoneLinePresence.__typename).toBe('PhoneLinePresenceSet');
      seen.push(await verdict());
    }
    expect(seen).toEqual(['RING', 'REJECT', 'REJECT', 'RING', 'REJECT']);
  });

  it('is of a line that the key is for', async () => {
    const { data } = await set(theirs.key, { agent: 'eve', state: 'OFFLINE' });
    expect(data?.setPhoneLinePresence.__typename).toBe('PhoneLineNotFound');
  });

  it('was not so before there were telephones', async () => {
    const { errors } = await set(t.key, { agent: 'a', state: 'BUSY', at: '0000-01-01T00:00:00Z' });
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
  });
});

describe('a recording bridge', () => {
  const report = async (key: string, state: string, at?: string) => {
    const { told } = await get<{ told: { bridge: { state: string } } }>(
      t.url,
      key,
      'mutation ($input: CallRecordingBridgeInput!) { told: reportCallRecordingBridge(input: $input) { ... on CallRecordingBridgeReported { bridge { name state } } } }',
      { input: { state, at } },
    );
    return told.bridge;
  };
  const valve = { bridge: 'main', staleAfterMs: 60_000, whenStale: 'RING' };

  it('stops calls while it is down or full, and what is older than that changes nothing', async () => {
    await setPolicies(t, t.lineId, { policies: [{ safetyValve: valve }] });
    const seen = [await verdict()];
    for (const state of ['DOWN', 'UP', 'FULL']) {
      expect(await report(t.tenantKey, state)).toEqual({ name: 'main', state });
      seen.push(await verdict());
    }
    expect(await report(t.tenantKey, 'UP', minutesAgo(1))).toMatchObject({ state: 'FULL' });
    expect([...seen, await verdict()]).toEqual(['RING', 'REJECT', 'RING', 'REJECT', 'REJECT']);
  });

  it('is of one tenant', async () => {
    await report(t.tenantKey, 'UP');
    await report(theirs.tenantKey, 'DOWN');
    expect(await verdict()).toBe('RING');
  });

  it('is asked at its health URL, and stops calls once it does not answer', async () => {
    const bridge = await startBridge();
    const healthUrl = `${bridge.url}/health`;
    await setPolicies(t, t.lineId, {
      policies: [{ safetyValve: { ...valve, bridge: 'polled', whenStale: 'REJECT', healthUrl } }],
    });
    await until(async () => (await verdict()) === 'RING');
    bridge.say(200, '{"state":"FULL"}');
    await until(async () => (await verdict()) === 'REJECT');
    bridge.say(200, '{"state":"UP"}');
    await until(async () => (await verdict()) === 'RING');
    await bridge.stop();
    await until(async () => (await verdict()) === 'REJECT');
    expect(bridge.mostAtOnce()).toBe(1);
  });

  it('is unknown while a new health URL has never answered, and down when one that has answered fails', async () => {
    const bridge = await startBridge();
    const states = async () => {
      const { verdict, causes } = await probe(t, t.key, { lineId: t.lineId, caller });
      return `${verdict} ${factsOf(causes[0]).state}`;
    };
    bridge.say(503, '');
    const healthUrl = `${bridge.url}/health`;
    const policies = [{ safetyValve: { ...valve, bridge: 'new', healthUrl } }];
    await setPolicies(t, t.lineId, { policies });
    await until(() => bridge.asked() >= 3);
    const seen = [await states()];
    bridge.say(200, '');
    await until(async () => (await states()) === 'RING UP');
    bridge.say(503, '');
    await until(async () => (await states()) === 'REJECT DOWN');
    await setPolicies(t, t.lineId, { policies: [] });
    await bridge.stop();
    expect(seen).toEqual(['RING null']);
  });

  it('keeps what was reported of it while a new health URL has never answered', async () => {
    const bridge = await startBridge();
    bridge.say(404, '');
    await get(
      t.url,
      t.tenantKey,
      'mutation { reportCallRecordingBridge(input: { name: "moved", state: UP }) { __typename } }',
    );
    const policies = [
      { safetyValve: { ...valve, bridge: 'moved', healthUrl: `${bridge.url}/old` } },
    ];
    await setPolicies(t, t.lineId, { policies });
    await until(() => bridge.asked() >= 3);
    const { sentence, causes } = await probe(t, t.key, { lineId: t.lineId, caller });
    await setPolicies(t, t.lineId, { policies: [] });
    await bridge.stop();
    expect([sentence, factsOf(causes[0])]).toEqual([
      'The call rings because no policy rejects it.',
      expect.objectContaining({ bridge: 'moved', state: 'UP' }),
    ]);
  });

  it('that had answered before it reported by itself for a week is down once it fails', async () => {
    const bridge = await startBridge();
    const quiet = await startTestApp({ bridgePollMs: 600_000, housekeepingMs: 20 });
    const healthUrl = `${bridge.url}/health`;
    const policies = [{ safetyValve: { ...valve, bridge: 'by itself', healthUrl } }];
    await setPolicies(quiet, quiet.lineId, { policies });
    const first = await quiet.another({ bridgePollMs: 40 });
    await until(() => bridge.asked() >= 2);
    await first.stop();
    await queryOnce(
      quiet.databaseUrl,
      `update bridge_polls set asked_at = asked_at - interval '8 days', answered_at = answered_at - interval '8 days';
       insert into bridge_polls select tenant_id, name, url || '/before', asked_at, answered_at from bridge_polls`,
    );
    const urls = () => queryOnce(quiet.databaseUrl, 'select url from bridge_polls order by url');
    await until(async () => (await urls()).length < 2);
    bridge.say(503, '');
    const asked = bridge.asked();
    await quiet.another({ bridgePollMs: 40 });
    await until(() => bridge.asked() >= asked + 3);
    const { verdict, causes } = await probe(quiet, quiet.key, { lineId: quiet.lineId, caller });
    const kept = await urls();
    await quiet.stop();
    await bridge.stop();
    expect([verdict, factsOf(causes[0]).state, kept]).toEqual([
      'REJECT',
      'DOWN',
      [{ url: healthUrl }],
    ]);
  });

  it('that has not been heard of is said where it lets a call ring', async () => {
    await setPolicies(t, t.lineId, { policies: [{ safetyValve: { ...valve, bridge: 'mute' } }] });
    expect((await probe(t, t.key, { lineId: t.lineId, caller })).sentence).toBe(
      'The call rings because no policy rejects it. Policy 1 (safety valve) could not decide, and so does not reject the call: no state of the recording bridge “mute” was reported yet, so it is unknown whether the call could be recorded.',
    );
  });

  it('is asked once for all lines that name the same URL, and not twice at once', async () => {
    const bridge = await startBridge(120);
    const policies = [
      { safetyValve: { ...valve, bridge: 'shared', healthUrl: `${bridge.url}/health` } },
    ];
    await setPolicies(t, t.lineId, { policies });
    await setPolicies(t, theirs.lineId, { policies }, theirs.tenantKey);
    // The round that is under way may have begun before the second line named the URL.
    const asked = bridge.asked();
    await until(() => bridge.asked() >= asked + 3);
    const states = await Promise.all(
      [
        [t.tenantKey, t.lineId],
        [theirs.tenantKey, theirs.lineId],
      ].map(async ([key = '', lineId]) => (await probe(t, key, { lineId, caller })).causes[0]),
    );
    await setPolicies(t, t.lineId, { policies: [] });
    await setPolicies(t, theirs.lineId, { policies: [] }, theirs.tenantKey);

    expect(states.map((cause) => factsOf(cause))).toEqual([
      expect.objectContaining({ bridge: 'shared', state: 'UP' }),
      expect.objectContaining({ bridge: 'shared', state: 'UP' }),
    ]);
    expect(bridge.mostAtOnce()).toBe(1);
    await bridge.stop();
  });

  it('that reports by itself is asked once, so that it has answered, and is then let be', async () => {
    const bridge = await startBridge();
    const quiet = await startTestApp({ bridgePollMs: 600_000 });
    await get(
      quiet.url,
      quiet.tenantKey,
      'mutation { reportCallRecordingBridge(input: { name: "told", state: UP }) { __typename } }',
    );
    const pathsAskedFor = async (...names: string[]) => {
      const before = bridge.asked();
      const policies = names.map((name) => ({
        safetyValve: { ...valve, bridge: name, healthUrl: `${bridge.url}/${name}` },
      }));
      await setPolicies(quiet, quiet.lineId, { policies });
      const other = await quiet.another();
      await until(() => bridge.paths().at(-1) === `/${names.at(-1)}`);
      await other.stop();
      return bridge.paths().slice(before);
    };
    const first = await pathsAskedFor('told');
    const second = await pathsAskedFor('told', 'untold');
    await quiet.stop();
    await bridge.stop();
    expect([first, second]).toEqual([['/told'], ['/untold']]);
  });
});
