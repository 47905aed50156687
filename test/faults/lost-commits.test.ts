import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { get } from '../support/client.ts';
import { setPerimeter } from '../support/perimeter.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';
import { type ProxiedApp, ringOnce, startProxiedApp } from './stage.ts';

const rejectCall = `mutation ($id: ID!, $key: String) { rejectCall(id: $id, idempotencyKey: $key) {
  __typename ... on CallRejected { replayed rejection { state } } } }`;
const rejectedOnce = [
  'RANG by PILOT_STATUS: RINGING',
  'REJECT_REQUESTED by agent: REJECTING, rejection SENDING',
  'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
];

/** The actions of the audit log that a test looks at. */
const audited = ['tagCaller', 'setPhoneLineKillSwitch', 'setPhoneLinePolicies', 'updatePhoneLine'];

describe('a commit whose acknowledgement is lost', () => {
  let app: ProxiedApp;
  let past: postgres.Sql;
  let statements: string[] = [];
  let journalBefore: string[] = [];
  let lostStatement = 'record';
  let lostKind = '';
  let commitsBeforeLoss = Number.POSITIVE_INFINITY;
  /** What the database had recorded when the answer to a commit was lost. */
  let recordedAtLoss: Promise<string[]> = Promise.resolve([]);

  beforeAll(async () => {
    app = await startProxiedApp({
      poolSize: 1,
      leaseMs: 1500,
      attemptTimeoutMs: 500,
      // A ring that passes its limit is recorded too, and would lose the acknowledgement in the place of another.
      ringLimitMs: 300_000,
      observeStatement({ name }) {
        statements.push(name);
        if (name !== lostStatement || commitsBeforeLoss-- !== 0) return;
        // It is about to be sent: it will arrive and be done, and what the server says of it will not come back.
        app.proxy.loseAnswers();
        recordedAtLoss = untilRecorded().finally(app.proxy.calm);
      },
    });
    past = postgres(app.directUrl, { max: 1 });
    app.t.simulator.tell({ delayMs: 300 });
  });
  beforeEach(() => {
    commitsBeforeLoss = Number.POSITIVE_INFINITY;
    lostStatement = 'record';
  });
  afterAll(async () => {
    await past.end();
    await app.stop();
  });

  /**
   * The one connection knows the statement by name after the same has been done once: only then is it sent in one go.
   * Otherwise the answer that is lost is that to its preparation, and nothing was committed.
   */
  async function loseCommit(
    doTheSame: () => Promise<unknown>,
    after: number,
    kind: string,
  ): Promise<void> {
    await doTheSame();
    await app.t.simulator.webhooks.settled();
    await until(() => app.t.app.background.size === 0);
    journalBefore = await readJournal();
    statements = [];
    lostKind = kind;
    commitsBeforeLoss = after;
  }

  /** The new entries, past the connections that lose answers: as soon as they are there, these may break. */
  const untilRecorded = () =>
    until(async () => {
      const made = (await readJournal()).filter((entry) => !journalBefore.includes(entry));
      return made.some((entry) => entry.endsWith(` ${lostKind}`)) && made;
    }, 20_000);

  async function readJournal(): Promise<string[]> {
    const rows = await past<{ entry: string }[]>`
      select name || ' KEY' as entry from api_keys where name like '%again'
      union all (select after::text || ' ' || action from audit_log where action = any(${audited}))
      union all (select call->>'provider_call_id' || ' ' || kind from journal order by epoch, xid, id)`;
    return rows.map(({ entry }) => entry);
  }

  async function ring(): Promise<string> {
    const { id } = app.t.simulator.ring();
    await app.t.simulator.webhooks.settled();
    return id;
  }

  const requestsFor = (id: string) =>
    app.t.simulator.requests.filter(({ callId }) => callId === id).length;
  const picture = async (id: string) =>
    (await historyOf(app.t.url, app.t.key, id)).filter((line) => !/^(NOTED|FOLLOW_UP)/.test(line));

  it('of a ringing call: the webhook is told yes, and the call rang once', async () => {
    // The first call of a caller is another statement.
    await ringOnce(app.t.webhookUrl, 'call_FIRST');
    await loseCommit(() => ringOnce(app.t.webhookUrl, 'call_WARM'), 0, 'RANG');
    expect((await ringOnce(app.t.webhookUrl, 'call_LOST')).status).toBe(200);
    expect(await recordedAtLoss).toEqual(['call_LOST RANG']);
    expect(statements.filter((name) => name === 'signal_facts')).toHaveLength(2);
    expect((await readJournal()).filter((line) => line.startsWith('call_LOST'))).toEqual([
      'call_LOST RANG',
    ]);
  });

  it.each([
    ['of a request to reject', 0, undefined, 'REJECT_REQUESTED'],
    ['of a request to reject with an idempotency key', 0, 'a key', 'REJECT_REQUESTED'],
    ['of what the provider answered', 1, undefined, 'REJECTED'],
  ])(
    '%s: one decision, one request, and the client is told what became of it',
    async (_, after, key, kind) => {
      const reject = (id: string, key?: string) =>
        get(app.t.url, app.t.key, rejectCall, { id, key });
      const [warm, id] = [await ring(), await ring()];
      await loseCommit(() => reject(warm, key && 'another key'), after, kind);
      const answer = await reject(id, key);
      expect(commitsBeforeLoss).toBeLessThan(0);
      expect(await recordedAtLoss).toContain(`${id} ${kind}`);
      // A process whose session broke as well may count as dead; then its work is taken anew.
      const state = expect.stringMatching(/^(SENDING|CONFIRMED)$/);
      const rejectCallIs = { __typename: 'CallRejected', replayed: false, rejection: { state } };
      expect(answer).toEqual({ rejectCall: rejectCallIs });
      await until(async () => (await picture(id)).length === 3);
      expect(await picture(id)).toEqual(rejectedOnce);
      await app.t.simulator.webhooks.settled();
      expect(requestsFor(id)).toBe(1);
    },
  );

  it('of a call that a policy rejects: it is rejected, once', async () => {
    await setPerimeter(app.t, app.t.lineId, {
      policies: [{ vipPerimeter: { tiers: ['premium'] } }],
    });
    app.t.simulator.webhooks.hold();
    const ringAndTell = async () => {
      const { id, peerNumber } = app.t.simulator.ring();
      const event = { event: 'call.ringing', id, direction: 'INBOUND', peerNumber };
      const body = JSON.stringify(event);
      return { id, response: await fetch(app.t.webhookUrl, { method: 'POST', body }) };
    };
    await loseCommit(ringAndTell, 0, 'RANG');
    const { id, response } = await ringAndTell();
    expect(await recordedAtLoss).toEqual([
      `${id} RANG`,
      `${id} REJECT_REQUESTED`,
      `${id} FOLLOW_UP_NOT_SENT`,
    ]);
    // It knows its own work, and carries it out at once.
    expect(await response.json()).toMatchObject({ recorded: 1, duplicates: 0 });
    app.t.simulator.webhooks.release('as-sent');
    await until(async () => (await picture(id)).length === 3);
    expect((await picture(id)).map((line) => line.split(' ')[0])).toEqual([
      'RANG',
      'REJECT_REQUESTED',
      'REJECTED',
    ]);
    expect(requestsFor(id)).toBe(1);
  });

  it('of a key that is made with an idempotency key: the client gets the key, and one is made', async () => {
    const make = (name: string) =>
      get<{ createCallsApiKey: { key: string; replayed: boolean } }>(
        app.t.url,
        app.t.tenantKey,
        `mutation ($name: String!) { createCallsApiKey(input: { name: $name }, idempotencyKey: $name) {
          ... on CallsApiKeyCreated { key replayed } } }`,
        { name },
      );
    lostStatement = 'insert_key';
    await loseCommit(() => make('warmed again'), 0, 'KEY');
    const { key, replayed } = (await make('asked again')).createCallsApiKey;
    expect(await recordedAtLoss).toEqual(['asked again KEY']);
    expect(replayed).toBe(false);
    expect(statements.filter((name) => name === 'idempotency_use')).toHaveLength(2);
    expect(await get(app.t.url, key, '{ callsViewer { name } }')).toEqual({
      callsViewer: { name: 'asked again' },
    });
    const made = (await readJournal()).filter((entry) => entry.startsWith('asked again'));
    expect(made).toEqual(['asked again KEY']);
  });

  it.each([
    [
      'tagCaller',
      'change_caller',
      (tier: string) => `tagCaller(caller: { phone: "+14155550123" }, tier: "${tier}")`,
      ['silver', 'gold'],
      '"tier": "gold"',
    ],
    [
      'setPhoneLineKillSwitch',
      'update_line',
      (on: string) => `setPhoneLineKillSwitch(id: "${app.t.lineId}", on: ${on})`,
      ['true', 'false'],
      '"killSwitch": false',
    ],
    [
      'setPhoneLinePolicies',
      'set_perimeter',
      (cap: string) =>
        `setPhoneLinePolicies(id: "${app.t.lineId}", input: { policies: [], rejectsPerMinute: ${cap} })`,
      ['7', '8'],
      '"rejectsPerMinute": 8',
    ],
    [
      'updatePhoneLine',
      'update_line',
      (name: string) => `updatePhoneLine(id: "${app.t.lineId}", input: { name: "${name}" })`,
      ['Back office', 'Reception'],
      '"name": "Reception"',
    ],
  ])(
    'of %s: the client is told yes, and it is logged once',
    async (action, statement, mutation, [warm = '', value = ''], shown) => {
      const ask = (value: string) =>
        get(app.t.url, app.t.tenantKey, `mutation { done: ${mutation(value)} { __typename } }`);
      lostStatement = statement;
      await loseCommit(() => ask(warm), 0, action);
      expect(await ask(value)).toEqual({
        done: { __typename: expect.not.stringMatching(/Error|NotFound/) },
      });
      expect(await recordedAtLoss).toHaveLength(1);
      expect(statements.filter((name) => name === statement)).toHaveLength(2);
      const logged = (await readJournal()).filter((entry) => entry.endsWith(` ${action}`));
      expect(logged.filter((entry) => entry.includes(shown))).toHaveLength(1);
    },
  );
});
