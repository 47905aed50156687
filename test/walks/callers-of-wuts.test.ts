import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWutsSimulator, type WutsSimulator } from '../../src/simulator/wuts/wuts.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { historyOf } from '../support/picture.ts';
import { probe, setPolicies } from '../support/policies.ts';
import { until } from '../support/until.ts';

const rejectCall = `mutation ($id: ID!) {
  rejectCall(id: $id, followUp: { text: "Please write to us." }) {
    __typename
    ... on CallRejectionRefused { rejection { problem { message } } } } }`;
const followUpOf = `query ($id: ID!) { call(id: $id) {
  rejection { followUp { state notSent { reason because } problem { message } } } } }`;

let t: TestApp;
let wuts: WutsSimulator;
let line: TestLine;
let calls = 0;

beforeAll(async () => {
  // Long, so that a busy machine makes no second attempt.
  t = await startTestApp({ attemptTimeoutMs: 20_000, leaseMs: 60_000 });
  wuts = await startWutsSimulator();
  line = await addLine(t, { wuts: { token: wuts.token, baseUrl: wuts.url } });
});
afterAll(async () => {
  await wuts.close();
  await t.stop();
});

const post = (body: string) => fetch(line.webhookUrl, { method: 'POST', body });

async function offer(data: object): Promise<string> {
  const CallID = `3EB0${++calls}`;
  const event = { event: 'call.offer', data: { CallID, ...data } };
  expect((await post(JSON.stringify(event))).status).toBe(200);
  return CallID;
}

async function textAfterReject(id: string): Promise<unknown> {
  await get(t.url, line.key, rejectCall, { id });
  await until(async () =>
    (await historyOf(t.url, line.key, id)).some((entry) => entry.startsWith('FOLLOW_UP')),
  );
  const { call } = await get<{ call: { rejection: { followUp: unknown } } }>(
    t.url,
    line.key,
    followUpOf,
    { id },
  );
  return call.rejection.followUp;
}

const caller = '5511999990003@s.whatsapp.net';

describe('a call at WUTS', () => {
  it('keeps the name of its caller when a device of the line answers under a name of its own', async () => {
    const who = { CallCreator: caller, CallerName: 'Ana' };
    const CallID = await offer({ From: caller, ...who });
    const data = {
      CallID,
      From: '5511888880000@s.whatsapp.net',
      CallCreator: caller,
      PushName: 'Desk',
    };
    expect((await post(JSON.stringify({ event: 'call.accept', data }))).status).toBe(200);
    const query = 'query ($id: ID!) { call(id: $id) { status caller { displayName } } }';
    expect(await get(t.url, line.key, query, { id: CallID })).toEqual({
      call: { status: 'ANSWERED', caller: { displayName: 'Ana' } },
    });
  });

  it.each([
    ['left out', {}],
    ['null', { group_jid: null }],
    ['false', { group_jid: false }],
    ['empty', { GroupJID: '' }],
    ['the empty JID', { GroupJID: { User: '', Server: '' } }],
    ['a word for nothing', { groupJid: 'null' }],
  ])('of which the group is %s is its caller’s alone, who is texted', async (_what, group) => {
    const id = await offer({ From: caller, CallCreator: caller, ...group });
    expect(await textAfterReject(id)).toEqual({ state: 'SENT', notSent: null, problem: null });
  });

  it.each([
    ['a JID', { group_jid: '120363000000000000@g.us' }],
    ['a JID in parts', { GroupJID: { User: '120363000000000000', Server: 'g.us' } }],
    ['a flag', { is_group: true }],
  ])('from a group, told by %s, is not texted', async (_what, group) => {
    const id = await offer({ From: caller, CallCreator: caller, ...group });
    expect(await textAfterReject(id)).toMatchObject({ state: 'NOT_SENT' });
  });

  it('from a LID is texted at the phone, where the phone is known, even from an earlier call', async () => {
    const lid = '222333444555666@lid';
    const named = { From: '222333444555666:7@lid', CallCreator: lid };
    await offer({ ...named, CallCreatorAlt: '5511999990009:3@s.whatsapp.net' });
    const id = await offer(named);
    await textAfterReject(id);
    expect(wuts.messages.at(-1)).toMatchObject({ to: '5511999990009' });
    expect(wuts.requests.filter(({ operation }) => operation === 'reject').at(-1)).toMatchObject({
      body: JSON.stringify({ call_id: id, from: lid }),
    });
  });

  const phonesOnly = {
    reason: 'CANNOT_TEXT',
    because: 'the provider texts phone numbers only, and the number of the caller is not known',
  };

  it('from a LID without a phone is not texted, for WUTS takes numbers alone, and the probe says so', async () => {
    const sent = wuts.messages.length;
    const id = await offer({ From: '777888999000111:4@lid' });
    expect(await textAfterReject(id)).toEqual({
      state: 'NOT_SENT',
      notSent: phonesOnly,
      problem: null,
    });
    expect(wuts.messages).toHaveLength(sent);

    const texts = [{ locale: 'en', text: 'Closed.' }];
    const copies = [{ key: 'quiet-hours', variants: [{ name: 'A', weight: 1, texts }] }];
    const copy = { fallbackLocale: 'en', copies };
    await setPolicies(t, line.lineId, { policies: [{ quietHours: { open: [] } }], copy });
    const textTo = async (address: string) => {
      const probed = await probe(t, line.key, { lineId: line.lineId, caller: { address } });
      return probed.followUp?.notSent ?? null;
    };
    expect(await textTo('lid:777888999000111')).toEqual(phonesOnly);
    expect(await textTo('+5511999990077')).toBe(null);
    await setPolicies(t, line.lineId, { policies: [] });
  });

  it('is refused with the fields that WUTS finds wrong', async () => {
    const id = await offer({ From: caller });
    const validation = [{ field: 'call_id', message: 'must be 20 characters long', value: id }];
    const body = { success: false, error: 'validation failed', error_code: 'VALIDATION_ERROR' };
    const answer = { is: 'status', status: 400, body: { ...body, validation } } as const;
    wuts.fault('reject', answer);
    expect(await get(t.url, line.key, rejectCall, { id })).toEqual({
      rejectCall: {
        __typename: 'CallRejectionRefused',
        rejection: {
          problem: {
            message:
              'WUTS finds the request wrong (VALIDATION_ERROR; call_id: must be 20 characters long).',
          },
        },
      },
    });
  });
});

it.each([
  ['lists in an event never seen', '[', ']', 'never.seen'],
  ['objects in an event never seen', '{"a":', '}', 'never.seen'],
  ['lists in an offer', '[', ']', 'call.offer'],
])(
  'a webhook of endless %s is answered 400, so that it does not come again',
  async (_what, open, close, name) => {
    const nested = `${open.repeat(20_000)}1${close.repeat(20_000)}`;
    const answer = await post(`{"event":"${name}","data":{"CallID":"DEEP","x":${nested}}}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({
      error: 'the body is not a JSON object, or is nested too deeply',
    });
  },
);
