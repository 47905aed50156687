import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../support/app.ts';
import { ask, get } from '../../../support/client.ts';
import { addLine, type TestLine } from '../../../support/lines.ts';
import { decisionOf, probe, type SeenDecision, setPolicies } from '../../../support/policies.ts';
import { addTenant } from '../../../support/tenant.ts';
import { until } from '../../../support/until.ts';

const closed = {
  fallbackLocale: 'en',
  copies: [
    {
      key: 'quiet-hours',
      variants: [
        { name: 'A', weight: 1, texts: [{ locale: 'en', text: 'Write to {lineName}, please.' }] },
      ],
    },
  ],
};

/** One policy of each kind. */
const everyKind = [
  { bypass: { callers: ['+442071838750'] } },
  { blockedCaller: {} },
  { vipPerimeter: { tiers: ['gold'] } },
  { name: 'Closed', quietHours: { open: [] } },
  { frequencyThrottle: { calls: 1, withinMs: 60_000, blockForMs: 60_000 } },
  { conversationFirst: { withinMs: 30 * 86_400_000 } },
  { safetyValve: { bridge: 'main', staleAfterMs: 60_000, whenStale: 'REJECT' } },
  { presence: { whenBusy: 'RING', whenUnknown: 'REJECT' } },
  { alreadyInACall: { capacity: 1 } },
  { anonymousCaller: { who: ['WITHHELD'] } },
];

const inMode = (mode: (n: number) => string) =>
  everyKind.map((policy, n) => ({ ...policy, mode: mode(n) }));

/** Decisions tell the time, so it stands still, and on the same day whenever the tests run. */
const now = new Date('2026-05-06T10:00:00Z');

let clock = now;
const hourMs = 3_600_000;

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp({ now: () => clock });
});
afterAll(() => t.stop());

async function newLine(input: object): Promise<TestLine> {
  const { apiKey, url: baseUrl } = t.simulator;
  const line = await addLine(t, { name: 'the desk', pilotStatus: { apiKey, baseUrl } });
  expect(await setPolicies(t, line.lineId, input)).toEqual({ __typename: 'PhoneLinePoliciesSet' });
  return line;
}

async function ring(line: TestLine, from: string): Promise<SeenDecision | null> {
  t.simulator.tell({ url: line.webhookUrl });
  const { id } = t.simulator.ring({ from });
  await t.simulator.webhooks.settled();
  return decisionOf(t, line.key, id);
}

const withoutMode = (decision: SeenDecision | null) =>
  decision?.causes.map(({ mode: _, ...cause }) => cause);

describe('a decision', () => {
  it('is the same from the probe, from OBSERVE and from ENFORCE for the same facts', async () => {
    const enforcing = await newLine({ policies: inMode(() => 'ENFORCE') });
    const observing = await newLine({ policies: inMode(() => 'OBSERVE') });
    const mixed = await newLine({ policies: inMode((n) => (n % 2 ? 'ENFORCE' : 'OBSERVE')) });
    const caller = { phone: '+447700900201' };
    const seen: (SeenDecision | null)[] = [];
    for (const line of [enforcing, observing, mixed]) {
      const {
        words: _,
        wordsWhenGone: __,
        asStranger: ___,
        ...probed
      } = await probe(t, line.key, { lineId: line.lineId, caller });
      const rung = await ring(line, '447700900201');
      expect(rung).toEqual(probed);
      seen.push(rung);
    }

    expect(seen.map((decision) => [decision?.verdict, decision?.would.verdict])).toEqual([
      ['REJECT', 'REJECT'],
      ['RING', 'REJECT'],
      ['REJECT', 'REJECT'],
    ]);
    expect(withoutMode(seen[1] ?? null)).toEqual(withoutMode(seen[0] ?? null));
    expect(withoutMode(seen[2] ?? null)).toEqual(withoutMode(seen[0] ?? null));
    expect(seen[0]?.causes.map(({ verdict }) => verdict)).toEqual([
      'PASSES',
      'PASSES',
      ...Array.from({ length: 6 }, () => 'REJECTS'),
      'PASSES',
      'PASSES',
    ]);
  });
});

describe('a probe', () => {
  it('knows whom a bypass names in any of the ways in which people write it', async () => {
    const callers = ['+44 (0) 7700 900221', '12345@lid', '447700900222@c.us', '+39 (0)6 6981 2345'];
    const line = await newLine({
      policies: [{ quietHours: { open: [] } }, { bypass: { callers } }],
    });
    const named = ['+447700900221', '+447700900222', '+390669812345'].map((phone) => ({ phone }));
    const others = [{ address: 'lid:12345' }, { phone: '+44 (0) 7700 900223' }];
    const verdicts: string[] = [];
    for (const caller of [...named, ...others]) {
      verdicts.push((await probe(t, line.key, { lineId: line.lineId, caller })).verdict);
    }
    expect(verdicts).toEqual(['RING', 'RING', 'RING', 'RING', 'REJECT']);
    const wrong = { policies: [{ bypass: { callers: ['ada@example.com'] } }] };
    expect((await setPolicies(t, line.lineId, wrong)).problems?.map(({ field }) => field)).toEqual([
      'policies[0].bypass.callers[0]',
    ]);
  });

  it('lets a night that began before a holiday go on into it, and names the holiday that cuts the next', async () => {
    const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
    const open = [{ days, from: '22:00', to: '06:00' }];
    const year = now.getUTCFullYear() + 1;
    const holidays = [{ date: `${year}-12-25`, name: 'Christmas Day' }];
    const line = await newLine({ policies: [{ quietHours: { open, holidays } }] });
    const at = async (time: string) => {
      const input = { lineId: line.lineId, caller: { phone: '+447700900224' } };
      const { verdict, sentence } = await probe(t, line.key, {
        ...input,
        at: `${year}-12-${time}:00Z`,
      });
      return `${verdict} ${/for the holiday[^:]*/.exec(sentence)?.[0] ?? ''}`.trim();
    };
    const christmas = `for the holiday “Christmas Day” (${year}-12-25)`;
    expect([
      await at('24T23:00'),
      await at('25T05:00'),
      await at('25T07:00'),
      await at('25T23:00'),
      await at('26T05:00'),
      await at('26T07:00'),
      await at('26T23:00'),
    ]).toEqual([
      'RING',
      'RING',
      `REJECT ${christmas}`,
      `REJECT ${christmas}`,
      `REJECT ${christmas}`,
      'REJECT',
      'RING',
    ]);
  });

  it('says what the caller would be texted, and leaves nothing behind', async () => {
    const line = await newLine({ policies: [{ quietHours: { open: [] } }], copy: closed });
    const asked = t.simulator.requests.length;
    const { verdict, sentence, words, followUp, followUpWhenGone } = await probe(t, line.key, {
      lineId: line.lineId,
      caller: { address: '447700900202@c.us' },
    });
    const { callEventLog } = await get<{ callEventLog: { nodes: object[] } }>(
      t.url,
      line.key,
      '{ callEventLog { nodes { id } } }',
    );

    const because = 'no copy "caller-gone" is written';
    expect({ verdict, words, followUp, followUpWhenGone }).toEqual({
      verdict: 'REJECT',
      words: { text: 'Write to the desk, please.' },
      followUp: { variant: 'quiet-hours/A', locale: 'en', notSent: null },
      followUpWhenGone: { variant: null, locale: null, notSent: { reason: 'NO_COPY', because } },
    });
    expect(sentence).toContain('quiet hours');
    expect(callEventLog.nodes).toEqual([]);
    expect(t.simulator.requests.length).toBe(asked);
  });

  it('goes by the clock it is told', async () => {
    const open = [{ days: ['MONDAY'], from: '09:00', to: '17:00' }];
    const line = await newLine({ policies: [{ quietHours: { open } }] });
    const monday = now.getTime() - (now.getTime() % 86_400_000) + dayOffset() * 86_400_000;
    const at = (hour: number) => new Date(monday + hour * 3_600_000).toISOString();
    const verdicts = await Promise.all(
      [8, 12, 17].map(async (hour) => {
        const caller = { phone: '+447700900203' };
        return (await probe(t, line.key, { lineId: line.lineId, caller, at: at(hour) })).verdict;
      }),
    );
    expect(verdicts).toEqual(['REJECT', 'RING', 'REJECT']);
  });

  it('says the hour at which all opening hours are kept', async () => {
    const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
    const line = await newLine({
      policies: [
        { quietHours: { open: [{ days, from: '08:00', to: '20:00' }] } },
        { name: 'Lunch', quietHours: { open: [{ days, from: '13:30', to: '12:30' }] } },
      ],
      copy: {
        fallbackLocale: 'en',
        copies: [
          {
            key: 'quiet-hours',
            variants: [
              { name: 'A', weight: 1, texts: [{ locale: 'en', text: 'Back {nextOpening}' }] },
            ],
          },
        ],
      },
    });
    const noon = new Date(`${now.toISOString().slice(0, 10)}T12:45:00Z`).toISOString();
    const caller = { phone: '+447700900207' };
    const { words } = await probe(t, line.key, { lineId: line.lineId, caller, at: noon });
    expect(words?.text).toContain('13:30');
  });

  it('knows a caller by our id, by phone and by address alike', async () => {
    const line = await newLine({ policies: [{ vipPerimeter: { tiers: ['gold'] } }] });
    const { tagCaller } = await get<{ tagCaller: { caller: { id: string } } }>(
      t.url,
      t.tenantKey,
      'mutation { tagCaller(caller: { phone: "+44 7700 900204" }, tier: "Gold") { ... on CallerChanged { caller { id } } } }',
    );
    const refs = [
      { id: tagCaller.caller.id },
      { phone: '+447700900204' },
      { address: 'phone:+447700900204' },
      { address: '447700900204@s.whatsapp.net' },
      { phone: '+447700900205' },
    ];
    const verdicts = await Promise.all(
      refs.map(
        async (caller) => (await probe(t, t.tenantKey, { lineId: line.lineId, caller })).verdict,
      ),
    );
    expect(verdicts).toEqual(['RING', 'RING', 'RING', 'RING', 'REJECT']);
  });

  it('knows nothing of callers of other lines for the key of one line, and says so', async () => {
    const policies = [{ blockedCaller: {} }, { vipPerimeter: { tiers: ['gold'] } }];
    const line = await newLine({ policies });
    const phone = '+447700900208';
    const mine = { lineId: line.lineId, caller: { phone } };
    const seen = async (key: string) => {
      const { verdict, by, asStranger } = await probe(t, key, mine);
      return `${verdict} ${by?.kind}${asStranger ? ', as a stranger' : ''}`;
    };
    const stranger = await seen(t.tenantKey);
    await get(
      t.url,
      t.tenantKey,
      'mutation ($phone: String) { blockCaller(caller: { phone: $phone }, forMs: 300000) { __typename } }',
      { phone },
    );
    await ring(await newLine({ policies: [] }), phone.slice(1));
    expect([stranger, await seen(t.tenantKey), await seen(line.key)]).toEqual([
      'REJECT VIP_PERIMETER, as a stranger',
      'REJECT BLOCKED_CALLER',
      'REJECT VIP_PERIMETER, as a stranger',
    ]);
    await ring(line, phone.slice(1));
    expect(await seen(line.key)).toBe('REJECT BLOCKED_CALLER');
  });

  it('of another time counts the texts up to then, and not those that came later', async () => {
    const policies = [{ quietHours: { open: [] } }];
    const line = await newLine({ policies, copy: closed, textCooldownMs: hourMs });
    const phone = '+447700900209';
    const hours = (n: number) => new Date(now.getTime() + n * hourMs);
    for (const at of [hours(-24), now]) {
      clock = at;
      const texts = t.simulator.messages.length;
      await ring(line, phone.slice(1));
      await until(() => t.simulator.messages.length > texts);
      await until(() => t.app.background.size === 0);
    }
    const told: (string | undefined)[] = [];
    for (const at of [hours(-25), hours(-23.5), hours(-1), hours(0.5), hours(2), undefined]) {
      const input = { lineId: line.lineId, caller: { phone }, at: at?.toISOString() };
      const { followUp } = await probe(t, line.key, input);
      told.push(followUp?.notSent?.reason ?? 'texts');
    }
    const lately = 'TEXTED_LATELY';
    expect(told).toEqual(['texts', lately, 'texts', lately, 'texts', lately]);
  });

  it('says what is wrong with what it is asked', async () => {
    const theirs = await addTenant(t.app, t.databaseUrl);
    const line = await newLine({ policies: [] });
    const { lineId } = line;
    const phone = '+447700900206';
    const wrong: [key: string, input: object, argument: string][] = [
      [t.tenantKey, { lineId: theirs.lineId, caller: { phone } }, 'input.lineId'],
      [t.key, { lineId, caller: { phone } }, 'input.lineId'],
      [line.key, { lineId, caller: {} }, 'input.caller'],
      [line.key, { lineId, caller: { phone, id: 'clr_1' } }, 'input.caller'],
      [line.key, { lineId, caller: { phone: '07700 900206' } }, 'input.caller.phone'],
      [line.key, { lineId, caller: { address: 'ada' } }, 'input.caller.address'],
      [line.key, { lineId, caller: { id: 'clr_nobody' } }, 'input.caller.id'],
      [line.key, { lineId, caller: { phone }, at: '0001-01-01T00:00:00Z' }, 'input.at'],
    ];
    const query =
      'query ($input: RingDecisionProbeInput!) { probeRingDecision(input: $input) { verdict } }';
    const found = await Promise.all(
      wrong.map(async ([key, input]) => {
        const { errors } = await ask(t.url, key, query, { input });
        const { code, argument } = (errors?.[0]?.extensions ?? {}) as Record<string, unknown>;
        return [code, argument];
      }),
    );
    expect(found).toEqual(wrong.map(([, , argument]) => ['BAD_USER_INPUT', argument]));
  });
});

/** How many days from today to the next Monday, in UTC as the line is. */
function dayOffset(): number {
  return (8 - now.getUTCDay()) % 7;
}
