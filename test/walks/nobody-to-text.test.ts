import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type PilotStatusSimulator,
  startPilotStatusSimulator,
} from '../../src/simulator/pilot-status/pilot-status.ts';
import { startTelnyxSimulator } from '../../src/simulator/telnyx/telnyx.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { decisionOf, probe, setPolicies } from '../support/policies.ts';
import { until } from '../support/until.ts';

let t: TestApp;
let phone: PilotStatusSimulator;
let line: TestLine;
let rung = 0;
beforeAll(async () => {
  // Long, so that a busy machine gives no text up.
  t = await startTestApp({ attemptTimeoutMs: 20_000, leaseMs: 60_000 });
  phone = await startPilotStatusSimulator();
  line = await addLine(t, { pilotStatus: { apiKey: phone.apiKey, baseUrl: phone.url } });
  await rejectEverybody();
});
afterAll(async () => {
  await phone.close();
  await t.stop();
});

const texts = [{ locale: 'en', text: 'Closed.' }];
const copy = {
  fallbackLocale: 'en',
  copies: [{ key: 'quiet-hours', variants: [{ name: 'A', weight: 1, texts }] }],
};
const rejectEverybody = (lineId = line.lineId) =>
  setPolicies(t, lineId, { policies: [{ quietHours: { open: [] } }], copy });

async function ring(caller: object): Promise<string> {
  const id = `call_NOBODY${++rung}`;
  phone.call(id);
  const body = JSON.stringify({ event: 'call.ringing', id, direction: 'INBOUND', ...caller });
  expect((await fetch(line.webhookUrl, { method: 'POST', body })).status).toBe(200);
  return id;
}

interface Seen {
  readonly rejection: {
    readonly state: string;
    readonly followUp: {
      readonly state: string;
      readonly notSent: { readonly reason: string } | null;
    } | null;
  } | null;
}

const nobody = {
  reason: 'CANNOT_TEXT',
  because: 'the provider names no caller who can be texted',
};

async function textOf(id: string, key = line.key) {
  const query = `query ($id: ID!) { call(id: $id) {
    rejection { state followUp { state notSent { reason because } } } } }`;
  return until(async () => {
    const { call } = await get<{ call: Seen | null }>(t.url, key, query, { id });
    const text = call?.rejection?.followUp;
    return text && /^(SENT|NOT_SENT)/.test(text.state) && text;
  });
}

describe('a caller whom nobody has named', () => {
  const nobodies = [
    ['no number', {}],
    ['null for a number', { peerNumber: null }],
    ['an empty number', { peerNumber: '' }],
    ['a word for a number', { peerNumber: 'anonymous' }],
    ['another word', { peerNumber: 'Unknown' }],
    ['zero', { peerNumber: '0' }],
    ['a plus', { peerNumber: '+' }],
  ] as const;
  it.each(nobodies)('with %s is not texted, and the decision says so', async (_, caller) => {
    const id = await ring(caller);
    expect(await textOf(id)).toEqual({ state: 'NOT_SENT', notSent: nobody });
    const decision = await decisionOf(t, line.key, id);
    expect(decision?.followUp?.notSent).toEqual(nobody);
    expect(decision?.sentence).toContain(`No text is sent because ${nobody.because}.`);
    expect(phone.messages).toEqual([]);
  });

  it('is probed as such', async () => {
    const caller = { address: 'other:pilot-status:anonymous' };
    const probed = await probe(t, line.key, { lineId: line.lineId, caller });
    expect(probed.followUp?.notSent).toEqual(nobody);
  });

  it('is not texted where a person wished it either', async () => {
    await setPolicies(t, line.lineId, { policies: [] });
    const { id } = phone.ring({ from: 'anonymous', id: `call_BYHAND${++rung}` });
    phone.tell({ url: line.webhookUrl });
    const body = JSON.stringify({
      ...{ event: 'call.ringing', id, direction: 'INBOUND', peerNumber: 'anonymous' },
    });
    await fetch(line.webhookUrl, { method: 'POST', body });
    const query = `mutation ($id: ID!) {
      rejectCall(id: $id, followUp: { text: "Bye." }) { __typename } }`;
    await get(t.url, line.key, query, { id });
    expect(await textOf(id)).toEqual({ state: 'NOT_SENT', notSent: nobody });
    expect(phone.messages).toEqual([]);
    await rejectEverybody();
  });

  it('but by a SIP address is not texted at Telnyx, which takes phone numbers alone', async () => {
    const telnyx = await startTelnyxSimulator();
    const { apiKey, phoneNumber, publicKey, url: baseUrl } = telnyx;
    const account = { telnyx: { apiKey, phoneNumber, publicKey, baseUrl } };
    const { lineId, key, webhookUrl } = await addLine(t, account);
    await rejectEverybody(lineId);
    telnyx.tell({ url: webhookUrl });
    const { id } = telnyx.ring({ from: 'sip:alice.10002@pbx.example' });
    const because =
      'the provider texts phone numbers only, and the number of the caller is not known';
    const notSent = { reason: 'CANNOT_TEXT', because };
    expect(await textOf(id, key)).toEqual({ state: 'NOT_SENT', notSent });
    expect(telnyx.messages).toEqual([]);
    await telnyx.close();
  });

  it('is not one who is named by an id of the provider’s own', async () => {
    const { id } = phone.ring({ from: 'BR.13491208655302741918' });
    await ring({ peerNumber: 'BR.13491208655302741918', id });
    expect(await textOf(id)).toEqual({ state: 'SENT', notSent: null });
  });
});
