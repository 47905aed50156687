import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTelnyxSimulator } from '../../../src/simulator/telnyx/telnyx.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { get } from '../../support/client.ts';
import { addLine, type TestLine } from '../../support/lines.ts';
import { callerOf, tellOf, verdictOn } from '../../support/people.ts';
import { probe, setPolicies } from '../../support/policies.ts';
import { postEvent } from '../../support/webhook.ts';

let t: TestApp;
let sales: TestLine;
let support: TestLine;
let caller = 447_700_940_000;
beforeAll(async () => {
  t = await startTestApp();
  const { apiKey, url: baseUrl } = t.simulator;
  sales = await addLine(t, { pilotStatus: { apiKey, baseUrl } });
  support = await addLine(t, { pilotStatus: { apiKey, baseUrl } });
});
afterAll(() => t.stop());
beforeEach(() => {
  caller++;
});

async function writeTo(line: TestLine): Promise<void> {
  t.simulator.tell({ url: line.webhookUrl });
  t.simulator.write(String(caller), 'Hello');
  await t.simulator.webhooks.settled();
}

async function ringAt(line: TestLine): Promise<string> {
  t.simulator.tell({ url: line.webhookUrl });
  const { id } = t.simulator.ring({ from: String(caller) });
  await t.simulator.webhooks.settled();
  return id;
}

const ring = async (line: TestLine) => verdictOn(t, await ringAt(line));

const toAnyLine = { conversationFirst: { withinMs: 86_400_000 } };
const toThisLine = { conversationFirst: { withinMs: 86_400_000, conversationsWith: 'THIS_LINE' } };

describe('a conversation', () => {
  it('with any line of the tenant counts, unless the policy wants one with this line', async () => {
    await writeTo(support);
    await setPolicies(t, sales.lineId, { policies: [toAnyLine] });
    const seen = [await ring(sales)];
    await setPolicies(t, sales.lineId, { policies: [toThisLine] });
    seen.push(await ring(sales));
    await writeTo(sales);
    seen.push(await ring(sales));
    expect(seen).toEqual(['RING', 'REJECT CONVERSATION_FIRST', 'RING']);
  });

  it('frees of a throttle with the lines that it names, however long ago', async () => {
    const throttle = { calls: 1, withinMs: 60_000, unlessEverWritten: true };
    await writeTo(support);
    await setPolicies(t, sales.lineId, { policies: [{ frequencyThrottle: throttle }] });
    const seen = [await ring(sales)];
    await setPolicies(t, sales.lineId, {
      policies: [{ frequencyThrottle: { ...throttle, conversationsWith: 'THIS_LINE' } }],
    });
    seen.push(await ring(sales));
    expect(seen).toEqual(['RING', 'REJECT FREQUENCY_THROTTLE']);
  });

  it('with this line is known of a caller who turns out to be another too', async () => {
    const [lid, phone] = [`9${caller}`, String(caller)];
    const line = await addLine(t, { waha: { apiKey: 'k', baseUrl: 'http://127.0.0.1:9' } });
    await tellOf(line.webhookUrl, 'message', { lid });
    await setPolicies(t, line.lineId, { policies: [toThisLine] });
    const apart = await tellOf(line.webhookUrl, 'call.received', { phone });
    const together = await tellOf(line.webhookUrl, 'call.received', { lid, phone });
    const since = await tellOf(line.webhookUrl, 'call.received', { phone });
    const verdicts = await Promise.all([apart, together, since].map((id) => verdictOn(t, id)));
    expect(verdicts).toEqual(['REJECT CONVERSATION_FIRST', 'RING', 'RING']);
  });

  it('with another number of the same messaging profile is none with this line', async () => {
    const telnyx = await startTelnyxSimulator();
    try {
      const { apiKey, phoneNumber, publicKey, url: baseUrl } = telnyx;
      const line = await addLine(t, { telnyx: { apiKey, phoneNumber, publicKey, baseUrl } });
      await setPolicies(t, line.lineId, { policies: [toThisLine] });
      telnyx.tell({ url: line.webhookUrl });
      const verdictAfter = async (recipients?: readonly string[]) => {
        telnyx.write(`+${caller}`, 'Hello', recipients);
        await telnyx.webhooks.settled();
        const { id } = telnyx.ring({ from: `+${caller}` });
        await telnyx.webhooks.settled();
        return verdictOn(t, id);
      };
      const another = await verdictAfter(['+12025550177', '+12025550178']);
      const both = await verdictAfter(['+12025550177', phoneNumber.replace('+', '00')]);
      expect([another, both]).toEqual(['REJECT CONVERSATION_FIRST', 'RING']);
    } finally {
      await telnyx.close();
    }
  });

  it('is told by the probe as by a ring', async () => {
    await writeTo(support);
    await setPolicies(t, sales.lineId, { policies: [toThisLine] });
    const { sentence } = await probe(t, sales.key, {
      lineId: sales.lineId,
      caller: { phone: `+${caller}` },
    });
    expect(sentence).toBe(
      'Policy 1 (conversation first) rejects the call because the caller is not known to have written to this line. No text is sent because no copy "conversation-first" or "DECLINED" is written.',
    );
  });

  it('that is told late does not make the last one older', async () => {
    await writeTo(sales);
    const id = await ringAt(sales);
    const before = await callerOf(t, id);
    const createdAt = new Date(Date.now() - 3_600_000).toISOString();
    const data = { id: `msg_LATE_${caller}`, from: `+${caller}`, createdAt };
    await postEvent(sales.webhookUrl, { event: 'message.received', data });
    expect((await callerOf(t, id)).lastConversationAt).toBe(before.lastConversationAt);
    expect(Date.parse(before.lastConversationAt ?? '')).toBeGreaterThan(Date.parse(createdAt));
  });

  it('that a provider dates in the future was when its message came', async () => {
    const before = Date.now();
    await fetch(sales.webhookUrl, {
      method: 'POST',
      body: JSON.stringify({
        event: 'message.received',
        data: { id: 'msg_FUTURE', from: `+${caller}`, createdAt: '2099-01-01T00:00:00Z' },
      }),
    });
    await ring(sales);
    const { calls } = await get<{ calls: { nodes: { id: string }[] } }>(
      t.url,
      sales.key,
      '{ calls(first: 1) { nodes { id } } }',
    );
    const { lastConversationAt } = await callerOf(t, calls.nodes[0]?.id ?? '');
    const at = Date.parse(lastConversationAt ?? '');
    expect(at >= before - 60_000 && at <= Date.now() + 60_000).toBe(true);
  });
});
