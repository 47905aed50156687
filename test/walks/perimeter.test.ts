import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPilotStatusSimulator } from '../../src/simulator/pilot-status/pilot-status.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { get } from '../support/client.ts';
import { addLine, type TestLine } from '../support/lines.ts';
import { setPerimeter } from '../support/perimeter.ts';
import { historyOf } from '../support/picture.ts';
import { until } from '../support/until.ts';
import { postEvent } from '../support/webhook.ts';

type Simulator = Awaited<ReturnType<typeof startPilotStatusSimulator>>;

let t: TestApp;
let line: TestLine;
let wa: Simulator;

beforeAll(async () => {
  t = await startTestApp();
});

afterAll(async () => {
  await wa.close();
  await t.stop();
});

/** Every use case has a line of its own. */
beforeEach(async () => {
  await wa?.close();
  wa = await startPilotStatusSimulator();
  line = await addLine(t, {
    name: 'London office',
    timeZone: 'Europe/London',
    pilotStatus: { apiKey: wa.apiKey, baseUrl: wa.url },
  });
  wa.tell({ url: line.webhookUrl });
});

/** What became of a call once nothing more is to happen to it. */
async function settled(callId: string, count: number): Promise<string[]> {
  return await until(async () => {
    const history = await historyOf(t.url, line.key, callId);
    return history.length >= count && history;
  });
}

/** What became of a call once this has happened to it. */
const settledWith = (callId: string, kind: string) =>
  until(async () => {
    const history = await historyOf(t.url, line.key, callId);
    return history.some((entry) => entry.startsWith(kind)) && history;
  });

interface Explained {
  status: string;
  decision: { sentence: string } | null;
  rejection: {
    decidedInMs: number;
    dispatchedInMs: number;
    followUp: { text: string; variant: string; state: string; dispatchedInMs: number } | null;
  } | null;
}

async function explained(callId: string): Promise<Explained> {
  const query = `query ($id: ID!) { call(id: $id) { status decision { sentence }
    rejection { decidedInMs dispatchedInMs followUp { text variant state notSent { reason } dispatchedInMs } } } }`;
  return (await get<{ call: Explained }>(t.url, line.key, query, { id: callId })).call;
}

const copyOf = (key: string, text: string) => ({
  fallbackLocale: 'en',
  links: [{ name: 'upgrade', url: 'https://example.com/upgrade' }],
  copies: [{ key, variants: [{ name: 'a', weight: 1, texts: [{ locale: 'en', text }] }] }],
});

describe('the perimeter of a line', () => {
  it('lets everybody ring who has no policy against it', async () => {
    const { id } = wa.ring({ from: '447700900001' });
    expect(await settled(id, 1)).toEqual(['RANG by PILOT_STATUS: RINGING']);
    expect((await explained(id)).decision).toBeNull();
  });

  it('VIP only: a regular caller is rejected at once and told how to go on', async () => {
    const text =
      'We see you are trying to call. Live voice support is a feature of our Premium plan: {link:upgrade}';
    await setPerimeter(t, line.lineId, {
      policies: [{ name: 'Premium only', vipPerimeter: { tiers: ['premium'] } }],
      copy: copyOf('vip-perimeter', text),
    });
    const { id } = wa.ring({ from: '447700900002' });

    expect(await settledWith(id, 'FOLLOW_UP_SENT')).toEqual(
      expect.arrayContaining([
        'RANG by PILOT_STATUS: RINGING',
        'REJECT_REQUESTED by Premium only: REJECTING, rejection SENDING',
        'REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED',
        'FOLLOW_UP_SENT by PILOT_STATUS: REJECTED, rejection CONFIRMED',
      ]),
    );
    expect(wa.messages.map((message) => message.text)).toEqual([
      text.replace('{link:upgrade}', 'https://example.com/upgrade'),
    ]);
    expect(await explained(id)).toMatchObject({
      decision: { sentence: expect.stringContaining('Premium only') },
      rejection: {
        decidedInMs: expect.any(Number),
        dispatchedInMs: expect.any(Number),
        followUp: { state: 'SENT', dispatchedInMs: expect.any(Number) },
      },
    });
  });

  it('quiet hours: the office is closed, and says when it opens', async () => {
    await setPerimeter(t, line.lineId, {
      policies: [{ quietHours: { open: [], holidays: holidaysUntil('09:00') } }],
      copy: copyOf('quiet-hours', 'Our {lineName} is closed. We are back {nextOpening}.'),
    });
    const { id } = wa.ring({ from: '447700900003' });
    await settledWith(id, 'FOLLOW_UP_SENT');

    expect(wa.messages[0]?.text).toMatch(/^Our London office is closed\. We are back .*09:00.*\.$/);
  });

  it('robocalls: the third call in a minute without a conversation is rejected, and its caller blocked', async () => {
    await setPerimeter(t, line.lineId, {
      policies: [
        { frequencyThrottle: { calls: 3, withinMs: 60_000, blockForMs: 600_000 } },
        { blockedCaller: {} },
      ],
    });
    const pictures: string[] = [];
    for (let n = 0; n < 4; n++) {
      const { id } = wa.ring({ from: '447700900004' });
      await settled(id, 1);
      const [, second] = await until(async () => {
        const history = await historyOf(t.url, line.key, id);
        return (n < 2 || history.length > 2) && history;
      });
      pictures.push(second ?? 'rings');
    }

    expect(pictures).toEqual([
      'rings',
      'rings',
      'REJECT_REQUESTED by frequency-throttle: REJECTING, rejection SENDING',
      'REJECT_REQUESTED by frequency-throttle: REJECTING, rejection SENDING',
    ]);
  });

  it('robocalls: a caller whom nobody has seen is blocked by the first call, if one is too many', async () => {
    await setPerimeter(t, line.lineId, {
      policies: [{ frequencyThrottle: { calls: 1, withinMs: 60_000, blockForMs: 600_000 } }],
    });
    const { id } = wa.ring({ from: '447700900041' });
    await settled(id, 3);
    const query = 'query ($id: ID!) { call(id: $id) { caller { block { until by { kind } } } } }';
    const { call } = await get<{ call: { caller: { block: { until: string } } } }>(
      t.url,
      line.key,
      query,
      { id },
    );
    expect(call.caller.block).toEqual({ until: expect.any(String), by: { kind: 'POLICY' } });
  });

  it('robocalls: who has written may call as often as they like', async () => {
    await setPerimeter(t, line.lineId, {
      policies: [
        {
          frequencyThrottle: { calls: 2, withinMs: 60_000, unlessConversationWithinMs: 86_400_000 },
        },
      ],
    });
    wa.write('447700900005', 'Hello, I would like to ask something.');
    await wa.webhooks.settled();
    const ids = [1, 2, 3].map(() => wa.ring({ from: '447700900005' }).id);
    await wa.webhooks.settled();

    for (const id of ids) {
      expect(await historyOf(t.url, line.key, id)).toEqual(['RANG by PILOT_STATUS: RINGING']);
    }
  });

  it('robocalls: the third call is rejected whichever process it reaches, and all at once', async () => {
    await setPerimeter(t, line.lineId, {
      policies: [{ frequencyThrottle: { calls: 3, withinMs: 60_000 } }],
    });
    const other = await t.another();
    const elsewhere = other.url + new URL(line.webhookUrl).pathname;
    // The provider sends all that it tells at once to one URL, so this test tells it in its place.
    wa.tell({ url: undefined });
    const ids = await Promise.all(
      Array.from({ length: 6 }, async (_, n) => {
        const { id, peerNumber } = wa.ring({ from: '447700900006' });
        const event = { event: 'call.ringing', id, direction: 'INBOUND', peerNumber };
        await postEvent(n % 2 === 0 ? line.webhookUrl : elsewhere, event);
        return id;
      }),
    );
    await until(async () => wa.requests.length >= 4);
    const rejected = await Promise.all(
      ids.map(async (id) => (await historyOf(t.url, line.key, id)).length > 1),
    );

    expect(rejected.filter(Boolean).length).toBe(4);
  });

  it('the recording bridge is down: no call is established that could not be recorded', async () => {
    await setPerimeter(t, line.lineId, {
      policies: [{ safetyValve: { bridge: 'main', staleAfterMs: 60_000, whenStale: 'RING' } }],
    });
    await get(
      t.url,
      t.tenantKey,
      'mutation { reportCallRecordingBridge(input: { name: "main", state: DOWN }) { __typename } }',
    );
    const { id } = wa.ring({ from: '447700900007' });

    expect((await settled(id, 3))[1]).toBe(
      'REJECT_REQUESTED by safety-valve: REJECTING, rejection SENDING',
    );
  });

  it('nobody is online: rejected with a word; online but busy: it rings, and is told so', async () => {
    await setPerimeter(t, line.lineId, {
      policies: [
        { presence: { whenBusy: 'RING_AND_TEXT', busyCopyKey: 'busy', whenUnknown: 'RING' } },
      ],
      copy: {
        ...copyOf('nobody-online', 'Nobody is here. Please write.'),
        copies: [
          ...copyOf('nobody-online', 'Nobody is here. Please write.').copies,
          ...copyOf('busy', 'All of us are busy. Please hold on.').copies,
        ],
      },
    });
    const setPhoneLinePresence = (state: string) =>
      get(
        t.url,
        line.key,
        `mutation ($line: ID!) { setPhoneLinePresence(input: { lineId: $line, agent: "ann", state: ${state} }) { __typename } }`,
        { line: line.lineId },
      );

    await setPhoneLinePresence('OFFLINE');
    const nobody = wa.ring({ from: '447700900008' });
    await settledWith(nobody.id, 'FOLLOW_UP_SENT');
    await setPhoneLinePresence('BUSY');
    const busy = wa.ring({ from: '447700900009' });

    expect(await settled(busy.id, 2)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'NOTICE_SENT by PILOT_STATUS: RINGING',
    ]);
    expect(wa.messages.map((message) => message.text)).toEqual([
      'Nobody is here. Please write.',
      'All of us are busy. Please hold on.',
    ]);
  });

  it('the caller hangs up while the rejection is under way: a race, and another word for it', async () => {
    await setPerimeter(t, line.lineId, {
      policies: [{ vipPerimeter: { tiers: ['premium'] } }],
      copy: {
        ...copyOf('vip-perimeter', 'Premium only.'),
        copies: [
          ...copyOf('vip-perimeter', 'Premium only.').copies,
          ...copyOf('caller-gone', 'We missed you. Please write.').copies,
        ],
      },
    });
    const gone = Promise.withResolvers<void>();
    wa.fault('reject', { is: 'held', until: gone.promise });
    const { id } = wa.ring({ from: '447700900010' });
    await settled(id, 2);
    wa.hangUp(id);
    await wa.webhooks.settled();
    gone.resolve();
    const history = await settledWith(id, 'FOLLOW_UP_SENT');

    expect(history).toContain('MISSED by PILOT_STATUS: MISSED, rejection ALREADY_OVER');
    expect(wa.messages.map((message) => message.text)).toEqual(['We missed you. Please write.']);
    expect((await explained(id)).rejection?.followUp).toMatchObject({
      text: 'We missed you. Please write.',
      variant: 'caller-gone/a',
    });
  });

  it('there is a word only for callers who have gone: whoever is rejected gets none', async () => {
    await setPerimeter(t, line.lineId, {
      policies: [{ vipPerimeter: { tiers: ['premium'] } }],
      copy: copyOf('caller-gone', 'We missed you. Please write.'),
    });
    const rejected = wa.ring({ from: '447700900014' });
    await settledWith(rejected.id, 'REJECTED');
    const hungUp = Promise.withResolvers<void>();
    wa.fault('reject', { is: 'held', until: hungUp.promise });
    const gone = wa.ring({ from: '447700900014' });
    await settled(gone.id, 2);
    wa.hangUp(gone.id);
    await wa.webhooks.settled();
    hungUp.resolve();
    await settledWith(gone.id, 'FOLLOW_UP_SENT');

    expect(wa.messages.map((message) => message.text)).toEqual(['We missed you. Please write.']);
    expect((await explained(rejected.id)).rejection?.followUp).toMatchObject({
      ...{ state: 'NOT_SENT', text: null },
      notSent: { reason: 'NO_COPY' },
    });
    expect((await explained(gone.id)).rejection?.followUp?.variant).toBe('caller-gone/a');
  });

  it('holds automation at its cap, and says so', async () => {
    await setPerimeter(t, line.lineId, {
      policies: [{ vipPerimeter: { tiers: ['premium'] } }],
      rejectsPerMinute: 1,
    });
    const first = wa.ring({ from: '447700900011' });
    await settled(first.id, 3);
    const second = wa.ring({ from: '447700900012' });

    expect(await settled(second.id, 2)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'AUTOMATION_HELD by calls subgraph: RINGING',
    ]);
  });

  it('holds automation while the kill switch is on, and says so', async () => {
    await setPerimeter(t, line.lineId, {
      policies: [{ vipPerimeter: { tiers: ['premium'] } }],
      killSwitch: true,
    });
    const { id } = wa.ring({ from: '447700900013' });

    expect(await settled(id, 2)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'AUTOMATION_HELD by calls subgraph: RINGING',
    ]);
  });
});

describe('automation', () => {
  it('heeds the kill switch from the next ring on, also where the line is remembered', async () => {
    const wish = { policies: [{ vipPerimeter: { tiers: ['premium'] } }] };
    await setPerimeter(t, line.lineId, wish);
    const other = await t.another({ rememberMs: 60_000 });
    wa.tell({ url: other.url + new URL(line.webhookUrl).pathname });
    await settledWith(wa.ring({ from: '447700900021' }).id, 'REJECTED');
    await setPerimeter(t, line.lineId, { ...wish, killSwitch: true });

    expect(await settled(wa.ring({ from: '447700900022' }).id, 2)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'AUTOMATION_HELD by calls subgraph: RINGING',
    ]);
  });

  it('holds back nothing where policies only observe', async () => {
    const policies = [{ mode: 'OBSERVE', vipPerimeter: { tiers: ['premium'] } }];
    await setPerimeter(t, line.lineId, { policies, killSwitch: true });
    const { id } = wa.ring({ from: '447700900023' });
    await wa.webhooks.settled();
    expect(await historyOf(t.url, line.key, id)).toEqual(['RANG by PILOT_STATUS: RINGING']);
  });

  it('says that the kill switch held a text back from a call that rings', async () => {
    const text = 'All of us are busy. Please hold on.';
    await setPerimeter(t, line.lineId, {
      policies: [{ presence: { whenBusy: 'RING_AND_TEXT', whenUnknown: 'RING' } }],
      copy: copyOf('everybody-busy', text),
      killSwitch: true,
    });
    await get(
      t.url,
      line.key,
      'mutation ($line: ID!) { setPhoneLinePresence(input: { lineId: $line, agent: "ann", state: BUSY }) { __typename } }',
      { line: line.lineId },
    );
    const { id } = wa.ring({ from: '447700900026' });
    expect(await settled(id, 3)).toEqual([
      'RANG by PILOT_STATUS: RINGING',
      'AUTOMATION_HELD by calls subgraph: RINGING',
      'NOTICE_NOT_SENT by calls subgraph: RINGING',
    ]);
    expect(wa.messages).toEqual([]);
  });

  it('counts only what automation did towards its cap', async () => {
    const first = wa.ring({ from: '447700900024' });
    await settled(first.id, 1);
    await get(t.url, line.key, `mutation { rejectCall(id: "${first.id}") { __typename } }`);
    await setPerimeter(t, line.lineId, {
      policies: [{ vipPerimeter: { tiers: ['premium'] } }],
      rejectsPerMinute: 1,
    });
    const second = wa.ring({ from: '447700900025' });
    expect(await settledWith(second.id, 'REJECTED')).toContain(
      'REJECT_REQUESTED by vip-perimeter: REJECTING, rejection SENDING',
    );
  });
});

/** Closed on all days but for an opening on the day after tomorrow, whatever today is. */
function holidaysUntil(from: string) {
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  return [{ date: day, open: [{ from, to: '17:00' }] }];
}
