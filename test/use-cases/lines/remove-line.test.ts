import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../../src/app.ts';
import {
  type PilotStatusSimulator,
  startPilotStatusSimulator,
} from '../../../src/simulator/pilot-status/pilot-status.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { ask, get } from '../../support/client.ts';
import { addLine, type TestLine, unreachable } from '../../support/lines.ts';
import { setPolicies } from '../../support/policies.ts';
import { queryOnce } from '../../support/query-once.ts';
import { until } from '../../support/until.ts';
import { whileLocked } from '../../support/while-locked.ts';

interface Removal {
  readonly __typename: string;
  readonly code?: string;
  readonly line?: { readonly id: string; readonly removedAt: string };
  readonly textedFrom?: readonly { readonly id: string }[];
}

const removePhoneLine = `mutation ($id: ID!) { removePhoneLine(id: $id) {
  __typename
  ... on PhoneLineRemoved { line { id removedAt } }
  ... on CallsUserError { code }
  ... on PhoneLineInUse { textedFrom { id } } } }`;
const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id) {
  __typename ... on CallRejected { call { status } rejection { state } } } }`;

describe('a line that is removed', () => {
  let t: TestApp;
  let forgetful: App;
  let phone: PilotStatusSimulator;
  let line: TestLine;

  beforeAll(async () => {
    t = await startTestApp();
    // It remembers lines for long, and deletes what is spent often.
    forgetful = await t.another({ rememberMs: 3_600_000, housekeepingMs: 50 });
  });
  beforeEach(async () => {
    await phone?.close();
    phone = await startPilotStatusSimulator();
    const { apiKey, url: baseUrl } = phone;
    line = await addLine(t, { pilotStatus: { apiKey, baseUrl } });
    phone.tell({ url: line.webhookUrl });
  });
  afterAll(async () => {
    await phone?.close();
    await t.stop();
  });

  async function ring(): Promise<string> {
    const { id } = phone.ring();
    await phone.webhooks.settled();
    return id;
  }
  const query = <Data>(document: string, variables = {}) =>
    get<Data>(t.url, t.tenantKey, document, variables);
  const remove = async (id: string = line.lineId) =>
    (await query<{ removePhoneLine: Removal }>(removePhoneLine, { id })).removePhoneLine;
  const reject = async (id: string) =>
    (await get<{ rejectCall: unknown }>(t.url, line.key, rejectCall, { id })).rejectCall;
  const post = async (url: string) => (await fetch(url, { method: 'POST', body: '{}' })).status;

  it('takes no webhook, is not listed, and can be looked up with its calls and their history', async () => {
    const id = await ring();
    const removed = await remove();
    expect(removed).toEqual({
      __typename: 'PhoneLineRemoved',
      line: { id: line.lineId, removedAt: expect.stringMatching(/Z$/) },
    });
    expect(await post(line.webhookUrl)).toBe(404);
    const document = `query ($call: ID!, $line: ID!) {
      phoneLines(first: 100) { nodes { id } } phoneLine(id: $line) { removedAt }
      call(id: $call) { status line { id } history { nodes { kind } } } }`;
    const seen = await query<{ phoneLines: { nodes: { id: string }[] } }>(document, {
      call: id,
      line: line.lineId,
    });
    expect(seen.phoneLines.nodes.map((one) => one.id)).not.toContain(line.lineId);
    expect(seen).toMatchObject({
      phoneLine: { removedAt: removed.line?.removedAt },
      call: {
        status: 'RINGING',
        line: { id: line.lineId },
        history: { nodes: [{ kind: 'RANG' }] },
      },
    });
  });

  it('is removed once, and is in the audit log once', async () => {
    const removals = await Promise.all([remove(), remove(), remove()]);
    expect(new Set(removals.map((one) => one.line?.removedAt)).size).toBe(1);
    expect(await remove()).toEqual(removals[0]);
    const document = `query ($id: ID!) { callsAuditLog(filter: { target: $id, action: "removePhoneLine" }) {
      nodes { principalName changes { field } } } }`;
    type Log = { callsAuditLog: { nodes: object[] } };
    const { callsAuditLog } = await query<Log>(document, { id: line.lineId });
    expect(callsAuditLog.nodes).toMatchObject([{ principalName: 'first key' }]);
  });

  it('takes no event at a process that still has it in memory', async () => {
    const hook = line.webhookUrl.replace(t.url, forgetful.url);
    phone.tell({ url: hook });
    await ring();
    await remove();
    const id = await ring();
    expect(phone.webhooks.deliveries.at(-1)).toMatchObject({ status: 404 });
    expect(await query('query ($id: ID!) { call(id: $id) { id } }', { id })).toEqual({
      call: null,
    });
  });

  it('has its ringing calls rejected all the same, by a client and by what was decided before', async () => {
    const [asked, decided] = [await ring(), await ring()];
    phone.fault('reject', { is: 'status', status: 503 });
    const retried = reject(decided);
    await until(() => phone.requests.some(({ callId }) => callId === decided));
    await remove();
    phone.clearFaults();
    await retried;
    const document = 'query ($id: ID!) { call(id: $id) { rejection { state } } }';
    type Seen = { call: { rejection: { state: string } } };
    await until(async () => {
      const { call } = await query<Seen>(document, { id: decided });
      return call.rejection.state === 'CONFIRMED' || call.rejection.state === 'ACCEPTED';
    });
    expect(await reject(asked)).toMatchObject({ __typename: 'CallRejected' });
  });

  it('cannot be changed any more', async () => {
    await remove();
    const { lineId: id } = line;
    const answers = await query<Record<string, unknown>>(
      `mutation ($id: ID!, $policies: PhoneLinePoliciesInput!, $presence: PhoneLinePresenceInput!) {
        a: updatePhoneLine(id: $id, input: { name: "x" }) { __typename }
        b: setPhoneLinePolicies(id: $id, input: $policies) { __typename }
        c: setPhoneLineKillSwitch(id: $id, on: true) { __typename }
        d: setPhoneLinePresence(input: $presence) { __typename } }`,
      { id, policies: { policies: [] }, presence: { lineId: id, agent: 'Ada', state: 'BUSY' } },
    );
    expect(new Set(Object.values(answers).map((one) => JSON.stringify(one)))).toEqual(
      new Set(['{"__typename":"PhoneLineNotFound"}']),
    );
  });

  it('must not be the one over which others text', async () => {
    const other = await addLine(t, unreachable('Texts over another'));
    const set = `mutation ($id: ID!, $input: PhoneLinePoliciesInput!) {
      setPhoneLinePolicies(id: $id, input: $input) { __typename } }`;
    const via = (textVia: string | null) =>
      query(set, { id: other.lineId, input: { policies: [], textVia } });
    await via(line.lineId);
    expect(await remove()).toEqual({
      ...{ __typename: 'PhoneLineInUse', code: 'LINE_IN_USE' },
      textedFrom: [{ id: other.lineId }],
    });
    expect(await post(line.webhookUrl)).not.toBe(404);
    await via(null);
    expect(await remove()).toMatchObject({ __typename: 'PhoneLineRemoved' });
    expect(await via(line.lineId)).toEqual({
      setPhoneLinePolicies: { __typename: 'PhoneLinePoliciesInvalid' },
    });
  });

  it.each([
    [
      'the removal comes first',
      ['remove', 'set'] as const,
      ['PhoneLineRemoved', 'PhoneLinePoliciesInvalid'],
    ],
    [
      'the other line comes first',
      ['set', 'remove'] as const,
      ['PhoneLinePoliciesSet', 'PhoneLineInUse'],
    ],
  ])(
    'is not the one over which another begins to text at the same time: %s',
    async (_who, order, answers) => {
      const { lineId: other } = await addLine(t, unreachable('Texts over another'));
      const steps = {
        remove: async () => (await remove()).__typename,
        set: async () =>
          (await setPolicies(t, other, { policies: [], textVia: line.lineId })).__typename,
      };
      const both = `select from lines where id in ('${line.lineId}', '${other}')`;
      const begun = order.map((step) => steps[step]);
      expect(await whileLocked(t.databaseUrl, both, begun)).toEqual(answers);
    },
  );

  it('is removed by principals of the whole tenant alone, and is their own', async () => {
    const { errors } = await ask(t.url, line.key, removePhoneLine, { id: line.lineId });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await remove('line_none')).toEqual({
      ...{ __typename: 'PhoneLineNotFound', code: 'LINE_NOT_FOUND' },
    });
  });

  it('loses its credentials after a day, and not while something is to be sent with them', async () => {
    const waits = await addLine(t, unreachable('Has something to send'));
    await queryOnce(
      t.databaseUrl,
      `insert into calls select (jsonb_populate_record(c, jsonb_build_object('id', 'call_waits', 'line_id', '${waits.lineId}', 'provider_call_id', 'waits'))).* from calls c limit 1`,
    );
    await queryOnce(
      t.databaseUrl,
      `insert into effects (tenant_id, id, call_id, line_id, kind, state, attempts, deadline_at, not_before, request)
       select tenant_id, 'eff_waits', id, line_id, 'unblock', 'PENDING', 0, now() + interval '9 days', now() + interval '8 days', '{}'
       from calls where id = 'call_waits'`,
    );
    for (const { lineId } of [line, waits]) {
      await remove(lineId);
      await queryOnce(
        t.databaseUrl,
        `update lines set removed_at = now() - interval '25 hours' where id = '${lineId}'`,
      );
    }
    const accountOf = async ({ lineId }: TestLine) => {
      const text = `select account from lines where id = '${lineId}'`;
      return (await queryOnce<{ account: string }>(t.databaseUrl, text))[0]?.account;
    };
    await until(async () => (await accountOf(line)) === '');
    expect(await accountOf(waits)).not.toBe('');
    const document = 'query ($id: ID!) { phoneLine(id: $id) { name abilities { canText } } }';
    expect(await query(document, { id: line.lineId })).toEqual({
      phoneLine: { name: 'a line', abilities: null },
    });
    expect(t.logged.filter((text) => text.includes('cannot be decrypted'))).toEqual([]);
  });
});
