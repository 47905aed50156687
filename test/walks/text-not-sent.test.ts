import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startGenesysSimulator } from '../../src/simulator/genesys/genesys.ts';
import { startPilotStatusSimulator } from '../../src/simulator/pilot-status/pilot-status.ts';
import { startWahaSimulator } from '../../src/simulator/waha-family/waha.ts';
import { startWawpSimulator } from '../../src/simulator/waha-family/wawp.ts';
import { startWutsSimulator } from '../../src/simulator/wuts/wuts.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { probe, setPolicies } from '../support/policies.ts';
import { queryOnce } from '../support/query-once.ts';
import { until } from '../support/until.ts';

let t: TestApp;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  t = await startTestApp({ listenLeaseMs: 1500 });
});
afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
});
afterAll(() => t.stop());

const copy = (texts: Readonly<Record<string, string>>) => ({
  fallbackLocale: 'en',
  copies: Object.entries(texts).map(([key, text]) => ({
    key,
    variants: [{ name: 'A', weight: 1, texts: [{ locale: 'en', text }] }],
  })),
});
const vip = { vipPerimeter: { tiers: ['gold'] } };
const vipsOnly = { policies: [vip], copy: copy({ 'vip-perimeter': 'Please write to us.' }) };
const goneToo = copy({ 'vip-perimeter': 'Please write.', 'caller-gone': 'We missed you.' });

interface Text {
  readonly state: string;
  readonly text: string | null;
  readonly notSent: { readonly reason: string; readonly because: string } | null;
}

interface Seen {
  readonly rejection: { readonly state: string; readonly followUp: Text | null } | null;
  readonly notice: Text | null;
  readonly history: { readonly nodes: { readonly kind: string; readonly cause: string | null }[] };
}

const text = '{ state text notSent { reason because } }';
const query = `query ($id: ID!) { call(id: $id) { rejection { state followUp ${text} } notice ${text}
  history(first: 100) { nodes { kind cause } } } }`;

async function callOf(line: TestLine, id: string): Promise<Seen | null> {
  return (await get<{ call: Seen | null }>(t.url, line.key, query, { id })).call;
}

const isTold = (one: Text | null | undefined) => one?.state === 'SENT' || one?.state === 'NOT_SENT';

/** What is told of the text of a call, in the API and in the journal. */
async function toldOf(line: TestLine, id: string, state?: string) {
  const call = await until(async () => {
    const seen = await callOf(line, id);
    const one = seen?.rejection?.followUp ?? seen?.notice;
    return isTold(one) && (state === undefined || one?.state === state) && seen;
  });
  const followUp = call.rejection?.followUp ?? call.notice;
  const journal = call.history.nodes
    .filter(({ kind }) => /^(FOLLOW_UP|NOTICE)/.test(kind))
    .map(({ kind, cause }) => (cause === null ? kind : `${kind}: ${cause}`));
  const { reason, because } = followUp?.notSent ?? {};
  return { text: followUp?.text, told: reason ?? followUp?.state, because, journal };
}

const notSent = (
  reason: string,
  because: string,
  words: string | null = 'Please write to us.',
) => ({
  text: words,
  told: reason,
  because,
  journal: [`FOLLOW_UP_NOT_SENT: ${because}`],
});

async function phoneLine(policies: object = vipsOnly) {
  const phone = await startPilotStatusSimulator();
  ends.push(() => phone.close());
  const account = { apiKey: phone.apiKey, baseUrl: phone.url };
  const line = await addLine(t, { name: 'the desk', pilotStatus: account });
  expect(await setPolicies(t, line.lineId, policies)).toEqual({
    __typename: 'PhoneLinePoliciesSet',
  });
  phone.tell({ url: line.webhookUrl });
  return { phone, line };
}

async function wahaLine(policies: object, more: object = {}) {
  const waha = await startWahaSimulator();
  ends.push(() => waha.close());
  const line = await addLine(t, { waha: { apiKey: waha.apiKey, baseUrl: waha.url, ...more } });
  await setPolicies(t, line.lineId, policies);
  waha.tell({ url: line.webhookUrl });
  return { waha, line };
}

async function genesysLine(policies: object) {
  const genesys = await startGenesysSimulator({ requeueAfterMs: 60_000, pollMs: 2000 });
  ends.push(() => genesys.close());
  const { username = '', password = '' } = genesys.agents[0] ?? {};
  const line = await addLine(t, { genesys: { baseUrl: genesys.url, username, password } });
  await setPolicies(t, line.lineId, policies);
  await until(() => genesys.listenersOf(username) > 0);
  return { genesys, line, agent: username };
}

async function keepBusy({ lineId, key }: TestLine): Promise<void> {
  const busy =
    'mutation ($line: ID!) { setPhoneLinePresence(input: { lineId: $line, agent: "bob", state: BUSY }) { __typename } }';
  await get(t.url, key, busy, { line: lineId });
}

/** The newest call of a line. */
const rungOn = (line: TestLine) =>
  until(async () => {
    const { calls } = await get<{ calls: { nodes: { id: string }[] } }>(
      t.url,
      line.key,
      '{ calls(first: 1) { nodes { id } } }',
    );
    return calls.nodes[0]?.id;
  });

describe('a text that a policy asked for and that is not sent says why, as the probe did', () => {
  /** A cooldown is of the whole tenant. */
  let from = '447700940000';
  beforeEach(() => {
    from = String(Number(from) + 1);
  });

  async function foretold(line: TestLine, who: object = { phone: `+${from}` }) {
    const { followUp, words, sentence } = await probe(t, line.key, {
      lineId: line.lineId,
      caller: who,
    });
    return { reason: followUp?.notSent?.reason, words: words?.text, sentence };
  }

  it('the caller had a text lately', async () => {
    const { phone, line } = await phoneLine();
    expect(await foretold(line)).toMatchObject({ words: 'Please write to us.' });
    await toldOf(line, phone.ring({ from }).id, 'SENT');
    const because = 'the caller got a text from this service a short while ago';
    expect(await foretold(line)).toEqual({
      reason: 'TEXTED_LATELY',
      words: null,
      sentence: expect.stringMatching(new RegExp(` No text is sent because ${because}\\.$`)),
    });
    const { id } = phone.ring({ from });
    expect(await toldOf(line, id)).toEqual(notSent('TEXTED_LATELY', because, null));
    expect(phone.messages.length).toBe(1);
  });

  it('no copy is written for it', async () => {
    const { phone, line } = await phoneLine({ policies: [vip] });
    expect((await foretold(line)).reason).toBe('NO_COPY');
    const because = 'no copy "vip-perimeter" or "DECLINED" is written';
    const { id } = phone.ring({ from });
    expect(await toldOf(line, id)).toEqual(notSent('NO_COPY', because, null));
  });

  it('the copy tells when the line opens, and it is open', async () => {
    const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
    const inHalfAYear = new Date(Date.now() + 180 * 86_400_000);
    const holidays = [{ date: inHalfAYear.toISOString().slice(0, 10) }];
    const { phone, line } = await phoneLine({
      policies: [vip, { quietHours: { open: [{ days, from: '00:00', to: '24:00' }], holidays } }],
      copy: copy({ 'vip-perimeter': 'Back {nextOpening}.' }),
    });
    expect((await foretold(line)).reason).toBe('NOT_FILLABLE');
    const because = 'the copy "vip-perimeter" tells when the line opens, and it is open now';
    const { id } = phone.ring({ from });
    expect(await toldOf(line, id)).toEqual(notSent('NOT_FILLABLE', because, null));
  });

  it('the call came from a group', async () => {
    const { waha, line } = await wahaLine(vipsOnly);
    const group = '120363000000000000@g.us';
    expect((await foretold(line, { address: group })).reason).toBe('GROUP');
    const because = 'the call came from a group, and all its members would read the text';
    const { id } = waha.ring({ from: group });
    expect(await toldOf(line, id)).toEqual(notSent('GROUP', because, null));
  });

  it('the call came from a group, as its provider says in a text', async () => {
    const wawp = await startWawpSimulator();
    ends.push(() => wawp.close());
    const { instanceId, accessToken } = wawp;
    const line = await addLine(t, { wawp: { instanceId, accessToken, baseUrl: wawp.url } });
    await setPolicies(t, line.lineId, vipsOnly);
    const payload = { id: 'call_GROUP', from: '447700900123@c.us', isGroup: 'true' };
    const body = JSON.stringify({ event: 'call.received', timestamp: Date.now(), payload });
    expect((await fetch(line.webhookUrl, { method: 'POST', body })).status).toBe(200);
    expect((await toldOf(line, payload.id)).told).toBe('GROUP');
    expect(wawp.messages).toEqual([]);
  });

  it('the provider answers by itself', async () => {
    const { waha, line } = await wahaLine(vipsOnly, { autoReplyOn: true });
    expect((await foretold(line)).reason).toBe('PROVIDER_REPLIES');
    const because = 'the provider texts rejected callers itself';
    const { id } = waha.ring({ from });
    expect(await toldOf(line, id)).toEqual(notSent('PROVIDER_REPLIES', because, null));
  });

  it('the caller is back in the queue', async () => {
    const { genesys, line, agent } = await genesysLine({
      policies: [{ safetyValve: { bridge: 'none', staleAfterMs: 60_000, whenStale: 'REJECT' } }],
      copy: copy({ 'safety-valve': 'Please write to us.' }),
      textVia: t.lineId,
    });
    expect((await foretold(line)).reason).toBe('STILL_IN_QUEUE');
    genesys.ring({ agent });
    const because = 'the rejection returns the caller to the queue, where another agent may answer';
    expect(await toldOf(line, await rungOn(line))).toEqual(
      notSent('STILL_IN_QUEUE', because, null),
    );
  });

  it('the line has texted enough, over a line that has been replaced since', async () => {
    const over = (textVia: string) => ({
      policies: [{ presence: { whenBusy: 'RING_AND_TEXT', whenUnknown: 'RING' } }],
      copy: copy({ 'everybody-busy': 'Please hold on.' }),
      ...{ textVia, textsPerMinute: 1, textCooldownMs: 0 },
    });
    const { genesys, line, agent } = await genesysLine(over(t.lineId));
    await keepBusy(line);
    genesys.ring({ agent, from: `+${from}` });
    const first = await rungOn(line);
    expect(await toldOf(line, first)).toMatchObject({ told: 'SENT' });
    const { line: replacement } = await phoneLine();
    await setPolicies(t, line.lineId, over(replacement.lineId));
    genesys.ring({ agent, from: '+447700949999' });
    const second = await until(async () => {
      const id = await rungOn(line);
      return id !== first && id;
    });
    const because = 'the line has reached its cap of 1 automatic texts within a minute';
    expect(await toldOf(line, second)).toMatchObject({ told: 'TEXT_CAP', because });
  });

  it('the line over which it was to be sent had been removed when the call rang, and not later', async () => {
    const { phone, line: other } = await phoneLine();
    const { genesys, line, agent } = await genesysLine({
      policies: [{ presence: { whenBusy: 'RING_AND_TEXT', whenUnknown: 'RING' } }],
      copy: copy({ 'everybody-busy': 'Please hold on.' }),
      ...{ textVia: other.lineId, textCooldownMs: 0 },
    });
    await keepBusy(line);
    // A removal through the API would be refused, because another line texts over this one.
    const removeAt = (time: string) =>
      queryOnce(
        t.databaseUrl,
        `update lines set removed_at = ${time} where id = '${other.lineId}'`,
      );
    await removeAt(`now() + interval '1 hour'`);
    genesys.ring({ agent, from: `+${from}` });
    const first = await rungOn(line);
    expect(await toldOf(line, first)).toMatchObject({ told: 'SENT' });
    await removeAt(`now() - interval '1 hour'`);
    genesys.ring({ agent, from: '+447700949998' });
    const second = await until(async () => {
      const id = await rungOn(line);
      return id !== first && id;
    });
    const because = 'the line over which it was to be sent had been removed';
    expect(await toldOf(line, second)).toMatchObject({ told: 'LINE_GONE', because });
    expect(phone.messages).toHaveLength(1);
  });

  it('the line cannot text, and no other does it', async () => {
    const { genesys, line, agent } = await genesysLine({
      policies: [{ presence: { whenBusy: 'RING_AND_TEXT', whenUnknown: 'RING' } }],
      copy: copy({ 'everybody-busy': 'Please hold on.' }),
    });
    await keepBusy(line);
    genesys.ring({ agent });
    const id = await rungOn(line);
    const because = 'the line cannot text, and no other line is set as `textVia`';
    expect(await toldOf(line, id)).toEqual({
      text: null,
      told: 'CANNOT_TEXT',
      because,
      journal: [`NOTICE_NOT_SENT: ${because}`],
    });
  });

  it('the provider did not take it', async () => {
    const { phone, line } = await phoneLine();
    phone.fault('send', { is: 'status', status: 400, body: { error: 'no' } });
    const told = await toldOf(line, phone.ring({ from }).id);
    expect(told).toMatchObject({ text: 'Please write to us.', told: 'REFUSED_BY_PROVIDER' });
    expect(told.journal).toEqual([expect.stringMatching(/^FOLLOW_UP_NOT_SENT: Pilot Status /)]);
  });

  it('the call was not rejected', async () => {
    const { phone, line } = await phoneLine();
    phone.fault('reject', { is: 'status', status: 403 });
    const told = await toldOf(line, phone.ring({ from }).id);
    expect(told).toEqual(notSent('NOT_REJECTED', 'the call was not rejected'));
  });

  it('somebody answered first', async () => {
    const { phone, line } = await phoneLine({ policies: [vip], copy: goneToo });
    const answered = Promise.withResolvers<void>();
    phone.fault('reject', { is: 'held', until: answered.promise });
    const { id } = phone.ring({ from });
    await until(async () => (await callOf(line, id))?.rejection);
    phone.answer(id);
    await phone.webhooks.settled();
    answered.resolve();
    const told = await toldOf(line, id);
    expect(told).toEqual(notSent('ANSWERED', 'the call had been answered', 'Please write.'));
    expect(phone.messages).toEqual([]);
  });

  it('the caller had gone, and nothing is written for that', async () => {
    const { phone, line } = await phoneLine();
    const gone = Promise.withResolvers<void>();
    phone.fault('reject', { is: 'held', until: gone.promise });
    const { id } = phone.ring({ from });
    await until(async () => (await callOf(line, id))?.rejection);
    phone.hangUp(id);
    await phone.webhooks.settled();
    gone.resolve();
    const because = 'no copy "caller-gone" is written';
    expect(await toldOf(line, id)).toEqual(notSent('NO_COPY', because));
  });
});

describe('a text that a client asked for and that is not sent says why', () => {
  it('the caller had gone by themselves', async () => {
    const { phone, line } = await phoneLine({ policies: [] });
    const { id } = phone.ring();
    phone.hangUp(id);
    await until(async () => (await callOf(line, id))?.history.nodes.length === 2);
    const reject = `mutation ($id: ID!) {
      rejectCall(id: $id, followUp: { text: "Please write to us." }) { __typename } }`;
    await get(t.url, line.key, reject, { id });
    const because =
      'the ring had ended before the rejection, and the text is for rejected callers only';
    expect(await toldOf(line, id)).toEqual(notSent('CALLER_GONE', because));
  });
});

describe('a caller of whom the provider says only that there is no such call', () => {
  const unknown = 'the provider has not reported how the call ended: it may have been answered';
  const noCall = (error: object) => ({ is: 'status', status: 404, body: error }) as const;

  it('at Wawp gets no text, and it is told why', async () => {
    const wawp = await startWawpSimulator();
    ends.push(() => wawp.close());
    const { instanceId, accessToken } = wawp;
    const line = await addLine(t, { wawp: { instanceId, accessToken, baseUrl: wawp.url } });
    await setPolicies(t, line.lineId, { policies: [vip], copy: goneToo });
    wawp.tell({ url: line.webhookUrl });
    wawp.fault('reject', noCall({ success: false, message: 'Call not found' }));
    const { id } = wawp.ring();
    expect(await toldOf(line, id)).toEqual(notSent('END_UNKNOWN', unknown, 'Please write.'));
    expect(wawp.messages).toEqual([]);
  });

  it('at WUTS gets the text for it as soon as an event tells that they had gone', async () => {
    const wuts = await startWutsSimulator();
    ends.push(() => wuts.close());
    const line = await addLine(t, { wuts: { token: wuts.token, baseUrl: wuts.url } });
    await setPolicies(t, line.lineId, { policies: [vip], copy: goneToo });
    wuts.tell({ url: line.webhookUrl });
    const error = { success: false, error: 'call not found', error_code: 'CALL_NOT_FOUND' };
    wuts.fault('reject', noCall(error));
    const { id } = wuts.ring();
    expect(await toldOf(line, id)).toEqual(notSent('END_UNKNOWN', unknown, 'Please write.'));
    wuts.hangUp(id);

    expect(await toldOf(line, id, 'SENT')).toEqual({
      text: 'We missed you.',
      told: 'SENT',
      because: undefined,
      journal: [`FOLLOW_UP_NOT_SENT: ${unknown}`, 'FOLLOW_UP_SENT'],
    });
    expect(wuts.messages.map((message) => message.text)).toEqual(['We missed you.']);
  });
});

it('a text as an earlier release stored it, without a reason, is still told', async () => {
  const { phone, line } = await phoneLine({ policies: [] });
  const { id } = phone.ring();
  await until(async () => (await callOf(line, id)) !== null);
  const reject = `mutation ($id: ID!) {
    rejectCall(id: $id, followUp: { text: "Bye." }) { ... on CallRejected { call { id } } } }`;
  const { rejectCall } = await get<{ rejectCall: { call: { id: string } } }>(
    t.url,
    line.key,
    reject,
    { id },
  );
  await toldOf(line, id, 'SENT');
  const store = async (followUp: object) => {
    const stored = `jsonb_set(rejection, '{followUp}', '${JSON.stringify(followUp)}')`;
    const where = `where id = '${rejectCall.call.id}'`;
    await queryOnce(t.databaseUrl, `update calls set rejection = ${stored} ${where}`);
    return (await callOf(line, id))?.rejection?.followUp;
  };
  const notRejected = {
    reason: 'NOT_REJECTED',
    because: 'the call was not rejected',
  };
  expect([
    await store({ text: 'Bye.', state: 'DROPPED' }),
    await store({ text: 'Gone.', textWhenGone: 'Gone.', onlyWhenGone: true, state: 'DROPPED' }),
    await store({ text: 'Gone.', textWhenGone: 'Gone.', onlyWhenGone: true, state: 'WAITING' }),
    await store({ text: 'Gone.', textWhenGone: 'Gone.', onlyWhenGone: true, state: 'SENT' }),
    await store({ text: 'Bye.', state: 'NOT_SENT' }),
  ]).toEqual([
    { text: 'Bye.', state: 'NOT_SENT', notSent: notRejected },
    { text: null, state: 'NOT_SENT', notSent: notRejected },
    { text: null, state: 'WAITING', notSent: null },
    { text: 'Gone.', state: 'SENT', notSent: null },
    { text: 'Bye.', state: 'NOT_SENT', notSent: null },
  ]);
});
