import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp, testSealKey } from '../support/app.ts';
import { ask, get, subscribeOverSse, subscribeOverWebSocket } from '../support/client.ts';
import { cursorsOf } from '../support/cursors.ts';
import { addLine, type TestLine, unreachable } from '../support/lines.ts';

interface Theirs {
  readonly id: string;
  readonly caller: { readonly id: string };
}

describe('a key of one line, when another line of the tenant rings', () => {
  let t: TestApp;
  let other: TestLine;
  let theirs: Theirs;

  beforeAll(async () => {
    t = await startTestApp();
    other = await addLine(t, unreachable());
    await ringAt(other.webhookUrl, 'call_THEIRS', '5511999990001');
    const query = '{ call(id: "call_THEIRS") { id caller { id } } }';
    theirs = (await get<{ call: Theirs }>(t.url, other.key, query)).call;
  });
  afterAll(() => t.stop());

  async function ringAt(url: string, id: string, peerNumber: string): Promise<void> {
    const body = JSON.stringify({ event: 'call.ringing', direction: 'INBOUND', id, peerNumber });
    const response = await fetch(url, { method: 'POST', body });
    expect(response.status).toBe(200);
    await response.text();
  }

  const names = () => ({ call: theirs.id, line: other.lineId, caller: theirs.caller.id });

  it('finds nothing of it, whichever way it looks', async () => {
    const everything = `query ($call: ID!, $line: ID!, $caller: ID!) {
      call(id: $call) { id } byTheirId: call(id: "call_THEIRS") { id }
      phoneLine(id: $line) { id } caller(id: $caller) { id }
      callerByPhone(phone: "+5511999990001") { id } phoneLines { nodes { name } }
      calls { nodes { id } } ofLine: calls(filter: { lineIds: [$line] }) { nodes { id } }
      ofCaller: calls(filter: { callerId: $caller }) { nodes { id } }
      callEventLog { nodes { id } } eventsOfCall: callEventLog(filter: { callId: $call }) { nodes { id } }
      eventsOfLine: callEventLog(filter: { lineIds: [$line] }) { nodes { id } } }`;
    const none = { nodes: [] };
    expect(await ask(t.url, t.key, everything, names())).toEqual({
      data: {
        call: null,
        byTheirId: null,
        phoneLine: null,
        caller: null,
        callerByPhone: null,
        phoneLines: { nodes: [{ name: 'Front desk' }] },
        calls: none,
        ofLine: none,
        ofCaller: none,
        callEventLog: none,
        eventsOfCall: none,
        eventsOfLine: none,
      },
    });
  });

  it('resolves none of its entities, whichever key names them', async () => {
    const { call, line, caller } = names();
    const list = [
      { __typename: 'Call', id: call },
      { __typename: 'Call', line: { id: line }, providerCallId: 'call_THEIRS' },
      { __typename: 'PhoneLine', id: line },
      { __typename: 'Caller', id: caller },
    ];
    const query = 'query ($list: [_Any!]!) { _entities(representations: $list) { __typename } }';
    expect(await ask(t.url, t.key, query, { list })).toEqual({
      data: { _entities: [null, null, null, null] },
    });
  });

  it('rejects none of its calls', async () => {
    const rejectCall = 'mutation ($id: ID!) { rejectCall(id: $id) { __typename } }';
    for (const id of [theirs.id, 'call_THEIRS']) {
      expect(await ask(t.url, t.key, rejectCall, { id })).toEqual({
        data: { rejectCall: { __typename: 'CallNotFound' } },
      });
    }
    const status = '{ call(id: "call_THEIRS") { status } }';
    expect(await get(t.url, other.key, status)).toEqual({ call: { status: 'RINGING' } });
  });

  it('hears none of its events, whatever it asks for', async () => {
    const after = cursorsOf(testSealKey)({ epoch: 0, xid: 0n, id: 0n });
    const watch = `subscription ($filter: CallEventFilter) {
      callEvents(filter: $filter, after: "${after}") { call { providerCallId } } }`;
    const { call, line } = names();
    const filters = [{}, { lineIds: [line, t.lineId] }];
    const subscribers = filters.map((filter) =>
      subscribeOverSse<{ call: object }>(t.url, t.key, watch, { filter }),
    );
    await ringAt(other.webhookUrl, 'call_THEIRS_TOO', '5511999990001');
    await ringAt(t.webhookUrl, 'call_OURS', '5511999990002');
    await Promise.all(subscribers.map((subscriber) => subscriber.received(1)));
    await Promise.all(subscribers.map((subscriber) => subscriber.stop()));
    const ours = { call: { providerCallId: 'call_OURS' } };
    expect(subscribers.map(({ events }) => events)).toEqual([[ours], [ours]]);
    for (const callId of [call, 'call_THEIRS', 'call_OF_NOBODY', '']) {
      const refused = subscribeOverWebSocket(t.url, t.key, watch, { filter: { callId } });
      await expect(refused.received(1)).rejects.toThrow(/callId.*names no call that you may see/);
      await refused.stop();
    }
  });

  it('finds a caller of its own line by the phone number, in any spelling', async () => {
    await ringAt(t.webhookUrl, 'call_BY_PHONE', '442071838750');
    const byPhone = `query ($id: ID!, $phone: String!) {
      call(id: $id) { caller { id } } callerByPhone(phone: $phone) { id phone } }`;
    const find = (phone: string) => ask(t.url, t.key, byPhone, { id: 'call_BY_PHONE', phone });
    const answers = await Promise.all([
      ...[find('+442071838750'), find('+44 (0)20 7183 8750'), find('phone:+442071838750')],
    ]);
    const { data } = (await find('+442071838750')) as {
      data: { call: { caller: { id: string } } };
    };
    const caller = { ...data.call.caller, phone: '+442071838750' };
    expect(answers.map((answer) => answer.data)).toEqual(
      answers.map(() => ({ ...data, callerByPhone: caller })),
    );
    const unknown = await find('+442071838751');
    expect(unknown.data).toMatchObject({ callerByPhone: null });
    for (const wrong of ['', '020 7183 8750', '12345@lid', 'lid:12345']) {
      const { errors } = await find(wrong);
      expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['BAD_USER_INPUT']);
    }
  });
});
