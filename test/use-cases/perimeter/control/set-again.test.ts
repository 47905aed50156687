import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyFields } from '../../../../src/policies/settings/read-settings.ts';
import { startTestApp, type TestApp } from '../../../support/app.ts';
import { addLine } from '../../../support/lines.ts';
import { perimeterOf, type SeenPerimeter, setPolicies } from '../../../support/policies.ts';

const nights = { days: ['FRIDAY', 'SATURDAY'], from: '22:00', to: '02:00' };
const christmas = { date: '2026-12-25', name: 'Christmas', open: [{ from: '10:00', to: '12:00' }] };
const crm = { url: 'http://127.0.0.1:9/', whenSilent: 'REJECT', rememberMs: 0 };
const day = 86_400_000;

/** Each kind with everything that it can have, and with as little as it can have. */
const policies: readonly [kind: string, policy: object][] = [
  ['bypass', { bypass: { callers: ['+442071838750', 'lid:77', 'clr_ada'] } }],
  ['blockedCaller', { blockedCaller: {}, name: 'Blocked', mode: 'OBSERVE' }],
  ['vipPerimeter', { vipPerimeter: { tiers: ['gold', 'VIP'], crm }, reason: 'BUSY' }],
  ['vipPerimeter', { vipPerimeter: { tiers: ['gold'], crm: { ...crm, rememberMs: null } } }],
  ['vipPerimeter', { vipPerimeter: { tiers: ['gold'] } }],
  ['quietHours', { quietHours: { open: [nights], holidays: [christmas] }, copyKey: 'BUSY' }],
  ['quietHours', { quietHours: { open: [], holidays: [{ date: '2026-12-25' }] } }],
  [
    'frequencyThrottle',
    {
      frequencyThrottle: {
        ...{ calls: 3, withinMs: 60_000, unlessConversationWithinMs: day },
        ...{ conversationsWith: 'THIS_LINE', blockForMs: 600_000 },
      },
    },
  ],
  [
    'frequencyThrottle',
    { frequencyThrottle: { calls: 1, withinMs: day, unlessEverWritten: true } },
  ],
  ['frequencyThrottle', { frequencyThrottle: { calls: 100, withinMs: 1000 } }],
  ['conversationFirst', { conversationFirst: { withinMs: 3650 * day } }],
  [
    'conversationFirst',
    { conversationFirst: { withinMs: 90 * day, conversationsWith: 'ANY_LINE' } },
  ],
  [
    'safetyValve',
    { safetyValve: { bridge: 'main', healthUrl: crm.url, staleAfterMs: day, whenStale: 'RING' } },
  ],
  ['safetyValve', { safetyValve: { bridge: 'main', staleAfterMs: 1000, whenStale: 'REJECT' } }],
  [
    'presence',
    {
      presence: { whenBusy: 'RING', busyCopyKey: 'BUSY', whenUnknown: 'RING', staleAfterMs: day },
    },
  ],
  ['presence', { presence: { whenBusy: 'REJECT', whenUnknown: 'REJECT' } }],
  ['alreadyInACall', { alreadyInACall: { capacity: 2 } }],
  ['anonymousCaller', { anonymousCaller: { who: ['LID_ONLY', 'WITHHELD'] } }],
];

const copy = {
  fallbackLocale: 'en',
  links: [{ name: 'help', url: 'https://example.com/help' }],
  copies: [
    {
      key: 'BUSY',
      variants: [
        { name: 'A', weight: 3, texts: [{ locale: 'en', text: 'We are closed: {link:help}' }] },
        { name: 'B', weight: 1, texts: [{ locale: 'en', text: 'Closed.' }] },
      ],
    },
  ],
};

/** What a client does that knows nothing but the schema: the field of a policy is its kind in camel case. */
function toInput({ textVia, ...perimeter }: SeenPerimeter): object {
  return {
    ...perimeter,
    policies: perimeter.policies.map(({ kind, settings, ...common }) => ({
      ...common,
      [kind.toLowerCase().replace(/_./g, (part) => (part[1] ?? '').toUpperCase())]: settings,
    })),
    textVia: textVia?.id,
  };
}

describe('a perimeter that was read', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await startTestApp();
  });
  afterAll(() => t.stop());

  const newLine = async () => {
    const { apiKey, url: baseUrl } = t.simulator;
    return (await addLine(t, { name: 'a line', pilotStatus: { apiKey, baseUrl } })).lineId;
  };
  const isSet = { __typename: 'PhoneLinePoliciesSet' };

  it.each(policies)(
    'shows what was set, and can be sent back as it is: %s %#',
    async (_kind, policy) => {
      const [from, to] = [await newLine(), await newLine()];
      expect(await setPolicies(t, from, { policies: [policy], copy })).toEqual(isSet);
      const seen = await perimeterOf(t, from);
      expect(toInput(seen)).toMatchObject({ policies: [policy], copy });

      expect(await setPolicies(t, to, toInput(seen))).toEqual(isSet);
      expect(await perimeterOf(t, to)).toEqual(seen);
    },
  );

  it('is tried for every kind', () => {
    expect(new Set(policies.map(([kind]) => kind))).toEqual(new Set(policyFields));
  });

  it('can be sent back where nothing was ever set', async () => {
    const lineId = await newLine();
    const seen = await perimeterOf(t, lineId);
    expect(await setPolicies(t, lineId, toInput(seen))).toEqual(isSet);
    expect(await perimeterOf(t, lineId)).toEqual(seen);
  });

  it('can be sent back with one policy changed, and changes nothing else', async () => {
    const lineId = await newLine();
    const all = policies.map(([, policy]) => policy);
    const caps = { killSwitch: true, rejectsPerMinute: 5, textCooldownMs: 1500, legCap: 8 };
    await setPolicies(t, lineId, { policies: all, copy, ...caps, textVia: t.lineId });
    const before = await perimeterOf(t, lineId);
    const larger = before.policies.map((policy) =>
      policy.kind === 'ALREADY_IN_A_CALL' ? { ...policy, settings: { capacity: 7 } } : policy,
    );

    expect(await setPolicies(t, lineId, toInput({ ...before, policies: larger }))).toEqual(isSet);
    expect(await perimeterOf(t, lineId)).toEqual({ ...before, policies: larger });
    expect(larger).not.toEqual(before.policies);
  });
});
