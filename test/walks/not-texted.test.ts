import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWahaSimulator } from '../../src/simulator/waha-family/waha.ts';
import { startWutsSimulator } from '../../src/simulator/wuts/wuts.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { setPerimeter } from '../support/perimeter.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';

const rejectCall = `mutation ($id: ID!) {
  rejectCall(id: $id, followUp: { text: "Please write to us." }) { __typename } }`;
const followUpOf = `query ($id: ID!) { call(id: $id) {
  rejection { followUp { state problem { kind } } } } }`;

let t: TestApp;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.stop());

describe('nobody is texted', () => {
  async function rejectWithText(line: TestLine, id: string): Promise<object> {
    await until(async () => (await historyOf(t.url, line.key, id)).length > 0);
    await get(t.url, line.key, rejectCall, { id });
    await until(async () =>
      (await historyOf(t.url, line.key, id)).some((entry) => entry.startsWith('FOLLOW_UP')),
    );
    return get(t.url, line.key, followUpOf, { id });
  }

  const notSent = {
    call: { rejection: { followUp: { state: 'NOT_SENT', problem: { kind: 'NOT_SUPPORTED' } } } },
  };

  it('who rang from a group: everybody in it would read it', async () => {
    const waha = await startWahaSimulator();
    const line = await addLine(t, { waha: { apiKey: waha.apiKey, baseUrl: waha.url } });
    waha.tell({ url: line.webhookUrl });
    const { id } = waha.ring({ from: '120363000000000000@g.us' });
    expect(await rejectWithText(line, id)).toEqual(notSent);
    expect(waha.messages).toEqual([]);
    await waha.close();
  });

  it('whom the provider answers by itself: ours would be a second text', async () => {
    const waha = await startWahaSimulator();
    const account = { apiKey: waha.apiKey, baseUrl: waha.url, autoReplyOn: true };
    const line = await addLine(t, { waha: account });
    waha.tell({ url: line.webhookUrl });
    const { id } = waha.ring();
    expect(await rejectWithText(line, id)).toEqual(notSent);
    expect(waha.messages).toEqual([]);
    await waha.close();
  });
});

it('a ring that the provider delivers late is recorded, and no policy rejects it', async () => {
  const wuts = await startWutsSimulator();
  const line = await addLine(t, { wuts: { token: wuts.token, baseUrl: wuts.url } });
  await setPerimeter(t, line.lineId, { policies: [{ vipPerimeter: { tiers: ['gold'] } }] });
  const From = '5511999990003@s.whatsapp.net';
  const offer = async (CallID: string, more: object) => {
    const data = { From, CallCreator: From, CallID, Timestamp: new Date().toISOString(), ...more };
    await postEvent(line.webhookUrl, { event: 'call.offer', data });
  };
  await offer('LATE', { offline: true });
  await offer('NOW', {});
  await until(async () => (await historyOf(t.url, line.key, 'NOW')).length > 1);

  expect(await historyOf(t.url, line.key, 'LATE')).toEqual(['RANG by WUTS: RINGING']);
  await wuts.close();
});
