import { describe, expect, it } from 'vitest';
import { readPolicies } from '../../../src/policies/settings/read-policies.ts';
import { day, hour, minute } from '../situation.ts';

function problemsOf(value: unknown): string[] {
  const read = readPolicies(value);
  if (read.is === 'policies') return [];
  return read.problems.map(({ path, message }) => `${path} ${message}`);
}

describe('policies as they are given', () => {
  it('are read one and all, each in its place', () => {
    const read = readPolicies([
      { bypass: { callers: ['+44 20 7183 8750', 'lid:77', 'clr_ada'] } },
      { blockedCaller: {}, mode: 'OBSERVE', name: 'Blocked', reason: 'UNWANTED', copyKey: 'no' },
      {
        vipPerimeter: {
          tiers: ['VIP'],
          crm: { url: 'https://crm.example/tier', whenSilent: 'RING' },
        },
      },
      {
        quietHours: {
          open: [{ days: ['MONDAY', 'FRIDAY'], from: '09:00', to: '24:00' }],
          holidays: [
            { date: '2028-02-29' },
            { date: '2026-12-24', open: [{ from: '09:00', to: '12:00' }] },
          ],
        },
      },
      {
        frequencyThrottle: {
          calls: 3,
          withinMs: minute,
          unlessConversationWithinMs: day,
          blockForMs: hour,
        },
      },
      { conversationFirst: { withinMs: 30 * 86_400_000 } },
      {
        safetyValve: {
          bridge: 'sip-1',
          healthUrl: 'http://sip.example/health',
          staleAfterMs: minute,
          whenStale: 'REJECT',
        },
      },
      {
        presence: {
          whenBusy: 'REJECT',
          busyCopyKey: 'busy',
          whenUnknown: 'RING',
          staleAfterMs: hour,
        },
      },
      { alreadyInACall: { capacity: 2 } },
      { anonymousCaller: { who: ['LID_ONLY', 'WITHHELD'] } },
    ]);
    expect(read).toEqual({
      is: 'policies',
      policies: [
        {
          is: 'bypass',
          mode: 'ENFORCE',
          addresses: ['phone:+442071838750', 'lid:77'],
          callerIds: ['clr_ada'],
        },
        {
          is: 'blocked-caller',
          mode: 'OBSERVE',
          name: 'Blocked',
          reason: 'UNWANTED',
          copyKey: 'no',
        },
        {
          is: 'vip-perimeter',
          mode: 'ENFORCE',
          tiers: ['VIP'],
          crm: { url: 'https://crm.example/tier', whenSilent: 'RING' },
        },
        {
          is: 'quiet-hours',
          mode: 'ENFORCE',
          hours: {
            open: [{ days: ['MONDAY', 'FRIDAY'], from: '09:00', to: '24:00' }],
            holidays: [
              { date: '2028-02-29', open: [] },
              { date: '2026-12-24', open: [{ from: '09:00', to: '12:00' }] },
            ],
          },
        },
        {
          is: 'frequency-throttle',
          mode: 'ENFORCE',
          calls: 3,
          withinMs: minute,
          unlessConversationWithinMs: day,
          blockForMs: hour,
        },
        { is: 'conversation-first', mode: 'ENFORCE', withinMs: 30 * 86_400_000 },
        {
          is: 'safety-valve',
          mode: 'ENFORCE',
          bridge: 'sip-1',
          healthUrl: 'http://sip.example/health',
          staleAfterMs: minute,
          whenStale: 'REJECT',
        },
        {
          is: 'presence',
          mode: 'ENFORCE',
          whenBusy: 'REJECT',
          busyCopyKey: 'busy',
          whenUnknown: 'RING',
          staleAfterMs: hour,
        },
        { is: 'already-in-a-call', mode: 'ENFORCE', capacity: 2 },
        { is: 'anonymous-caller', mode: 'ENFORCE', who: ['LID_ONLY', 'WITHHELD'] },
      ],
    });
  });

  it('may be none, and what GraphQL leaves null is left out', () => {
    const nulls = { mode: null, name: null, reason: null, copyKey: null, presence: null };
    expect([readPolicies([]), readPolicies([{ ...nulls, blockedCaller: {} }])]).toEqual([
      { is: 'policies', policies: [] },
      { is: 'policies', policies: [{ is: 'blocked-caller', mode: 'ENFORCE' }] },
    ]);
  });

  const window = { days: ['MONDAY'], from: '09:00', to: '17:00' };
  const timeOfDay = 'must be a time of day of the line, with two digits each, such as "09:00"';
  const valve = { bridge: 'sip-1', staleAfterMs: minute, whenStale: 'RING' };
  const crm = (url: string) => ({ tiers: ['VIP'], crm: { url, whenSilent: 'RING' } });
  const wrong: [title: string, policies: unknown, problems: string[]][] = [
    ['no list', { blockedCaller: {} }, ['policies must be a list']],
    ['no policy', ['quiet'], ['policies[0] must be an object', expect.stringMatching('has none$')]],
    [
      'two kinds in one',
      [{ blockedCaller: {}, alreadyInACall: { capacity: 1 } }],
      [
        expect.stringMatching(
          /^policies\[0] must have exactly one of .* has blockedCaller and alreadyInACall$/,
        ),
      ],
    ],
    [
      'an unknown mode, reason and field',
      [{ blockedCaller: {}, mode: 'TRY', reason: 'RUDE', until: 3 }],
      [
        'policies[0].until is an unknown field; the fields are mode, name, reason, copyKey, bypass, blockedCaller, vipPerimeter, quietHours, frequencyThrottle, conversationFirst, safetyValve, presence, alreadyInACall, anonymousCaller',
        'policies[0].mode must be one of ENFORCE, OBSERVE',
        'policies[0].reason must be one of DECLINED, BUSY, UNWANTED',
      ],
    ],
    [
      'two kinds in one entry, and mistakes in both',
      [
        { presence: { whenBusy: 'SING' }, alreadyInACall: { capacity: 0 }, mode: 'MAYBE' },
        { vipPerimeter: crm('https://one.example') },
        { vipPerimeter: crm('https://two.example'), blockedCaller: {} },
      ],
      [
        expect.stringMatching(
          /^policies\[0] must have exactly one of .* has presence and alreadyInACall$/,
        ),
        'policies[0].mode must be one of ENFORCE, OBSERVE',
        'policies[0].presence.whenBusy must be one of RING_AND_TEXT, RING, REJECT',
        'policies[0].presence.whenUnknown must be one of RING, REJECT',
        'policies[0].alreadyInACall.capacity must be a whole number from 1 to 1000',
        expect.stringMatching(
          /^policies\[2] must have exactly one of .* has blockedCaller and vipPerimeter$/,
        ),
        'policies must ask one CRM, but name https://one.example and https://two.example',
      ],
    ],
    [
      'times and days that do not exist',
      [
        { blockedCaller: {} },
        { quietHours: { open: [window, { days: ['FUNDAY'], from: '9am', to: '24:01' }] } },
        {
          quietHours: {
            open: [
              { ...window, from: '24:00' },
              { ...window, days: [] },
            ],
          },
        },
      ],
      [
        'policies[1].quietHours.open[1].days[0] must be one of SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY',
        `policies[1].quietHours.open[1].from ${timeOfDay}`,
        `policies[1].quietHours.open[1].to ${timeOfDay}`,
        `policies[2].quietHours.open[0].from ${timeOfDay}`,
        'policies[2].quietHours.open[1].days must have 1 to 7 items, and has 0',
      ],
    ],
    [
      'holidays that do not exist, or twice',
      [
        {
          quietHours: {
            open: [],
            holidays: [{ date: '2026-02-30' }, { date: '2026-05-01' }, { date: '2026-05-01' }],
          },
        },
      ],
      [
        'policies[0].quietHours.holidays[0].date must be a date, such as "2026-12-25"',
        'policies[0].quietHours.holidays[2].date 2026-05-01 is there already',
      ],
    ],
    [
      'callers that are neither numbers nor ids',
      [{ bypass: { callers: ['0207 183 8750', '+44 20 7183 8750', '447700900123@c.us'] } }],
      [
        'policies[0].bypass.callers[0] must be a phone number with its country, such as +442071838750, a LID such as lid:12345, an address of WhatsApp such as 12345@lid, or the id of a caller',
        'policies[0].bypass.callers[2] must be a phone number with its country, such as +442071838750, a LID such as lid:12345, an address of WhatsApp such as 12345@lid, or the id of a caller',
      ],
    ],
    [
      'a bypass with copy, which it would never use',
      [{ bypass: { callers: ['lid:1'] }, copyKey: 'sorry' }],
      ['policies[0].copyKey must be left out: a bypass never rejects'],
    ],
    [
      'numbers out of bounds',
      [{ frequencyThrottle: { calls: 0, withinMs: 1.5, blockForMs: '1h' } }],
      [
        'policies[0].frequencyThrottle.calls must be a whole number from 1 to 100',
        'policies[0].frequencyThrottle.withinMs must be a whole number from 1000 to 86400000',
        'policies[0].frequencyThrottle.blockForMs must be a whole number from 1000 to 2073600000',
      ],
    ],
    [
      'URLs that are none, or hold a password',
      [
        { safetyValve: { ...valve, healthUrl: 'sip.example/health' } },
        { safetyValve: { ...valve, healthUrl: 'https://me:secret@sip.example' } },
        { safetyValve: { ...valve, healthUrl: 'file:///etc/hosts' } },
      ],
      [
        'policies[0].safetyValve.healthUrl must be an absolute URL that begins with https:// or http://',
        'policies[1].safetyValve.healthUrl must not hold a password',
        'policies[2].safetyValve.healthUrl must be an absolute URL that begins with https:// or http://',
      ],
    ],
    [
      'two CRMs',
      [{ vipPerimeter: crm('https://one.example') }, { vipPerimeter: crm('https://two.example') }],
      ['policies must ask one CRM, but name https://one.example and https://two.example'],
    ],
    [
      'too many policies',
      Array.from({ length: 51 }, () => ({ blockedCaller: {} })),
      ['policies must have 0 to 50 items, and has 51'],
    ],
    [
      'settings that are missing',
      [{ presence: {} }, { vipPerimeter: 'VIP' }],
      [
        'policies[0].presence.whenBusy must be one of RING_AND_TEXT, RING, REJECT',
        'policies[0].presence.whenUnknown must be one of RING, REJECT',
        'policies[1].vipPerimeter must be an object',
      ],
    ],
  ];
  it.each(wrong)('are refused with %s, and it is said where', (_, policies, problems) => {
    expect(problemsOf(policies)).toEqual(problems);
  });
});
