import { describe, expect, it } from 'vitest';
import type { CallerId } from '../../src/call/ids.ts';
import type { Block } from '../../src/call/known-caller.ts';
import { permanentBlockEnd } from '../../src/call/permanent-block.ts';
import { ago, day, decided, hour, minute, now, type Situation } from './situation.ts';

type Row = [title: string, situation: Situation, sentence: string];

function tells(policy: object, rows: readonly Row[]): void {
  it.each(rows)('%s', (_, situation, sentence) => {
    expect(decided([policy], situation).sentence).toBe(sentence);
  });
}

const nothingAgainst = 'The call rings because no policy rejects it.';

describe('only VIPs ring', () => {
  const tiers = ['Premium', 'Partner'];
  tells({ vipPerimeter: { tiers } }, [
    ['a partner', { caller: { tier: 'partner', tierSource: 'TAG' } }, nothingAgainst],
    [
      'a customer of the regular tier',
      { caller: { tier: 'Regular', tierSource: 'TAG' } },
      "Policy 1 (VIP perimeter) rejects the call because the caller's tier is Regular, and only Premium, Partner may ring.",
    ],
    [
      'somebody unknown',
      {},
      'Policy 1 (VIP perimeter) rejects the call because the caller has no tier, and only Premium, Partner may ring.',
    ],
  ]);

  const silent: Situation = { caller: { tierSource: 'CRM_SILENT' } };
  const url = 'https://crm.example/tier';
  tells({ vipPerimeter: { tiers, crm: { url, whenSilent: 'RING' } } }, [
    [
      'a CRM that does not answer, when that means ring',
      silent,
      `${nothingAgainst} Policy 1 (VIP perimeter) could not decide, and so does not reject the call: the CRM gave no usable answer about the caller's tier in time.`,
    ],
    [
      'nobody of whom the CRM knows',
      { caller: { tierSource: 'CRM' } },
      'Policy 1 (VIP perimeter) rejects the call because the CRM has no tier for the caller, and only Premium, Partner may ring.',
    ],
    [
      'another tier in the CRM',
      { caller: { tier: 'Regular', tierSource: 'CRM' } },
      "Policy 1 (VIP perimeter) rejects the call because the caller's tier in the CRM is Regular, and only Premium, Partner may ring.",
    ],
    ['a tier from the CRM', { caller: { tier: 'Premium', tierSource: 'CRM' } }, nothingAgainst],
  ]);
  tells({ vipPerimeter: { tiers, crm: { url, whenSilent: 'REJECT' } } }, [
    [
      'a CRM that does not answer, when that means reject',
      silent,
      "Policy 1 (VIP perimeter) rejects the call because the CRM gave no usable answer about the caller's tier in time, and the policy is set to reject in that case.",
    ],
  ]);
});

describe('quiet hours in London', () => {
  const office = { days: ['MONDAY', 'TUESDAY', 'FRIDAY'], from: '09:00', to: '17:30' };
  const holidays = [
    { date: '2026-12-24', open: [{ from: '09:00', to: '12:00' }] },
    { date: '2026-12-25', name: 'Christmas Day' },
  ];
  const at = (time: string): Situation => ({ facts: { now: new Date(time) } });
  tells({ name: 'London office', quietHours: { open: [office], holidays } }, [
    ['on Monday morning', at('2026-01-12T09:00:00Z'), nothingAgainst],
    [
      'a minute before',
      at('2026-01-12T08:59:00Z'),
      'Policy 1 (quiet hours “London office”) rejects the call because the line is closed: it is Monday 08:59 at the line (Europe/London), and it opens on Monday 09:00 (2026-01-12).',
    ],
    [
      'on Friday evening in summer',
      at('2026-07-03T16:30:00Z'),
      'Policy 1 (quiet hours “London office”) rejects the call because the line is closed: it is Friday 17:30 at the line (Europe/London), and it opens on Monday 09:00 (2026-07-06).',
    ],
    [
      'on the afternoon before Christmas Day',
      at('2026-12-24T13:00:00Z'),
      'Policy 1 (quiet hours “London office”) rejects the call because the line is closed by the hours of the holiday (2026-12-24): it is Thursday 13:00 at the line (Europe/London), and it opens on Monday 09:00 (2026-12-28).',
    ],
    [
      'on Christmas Day, a Friday',
      at('2026-12-25T12:00:00Z'),
      'Policy 1 (quiet hours “London office”) rejects the call because the line is closed for the holiday “Christmas Day” (2026-12-25): it is Friday 12:00 at the line (Europe/London), and it opens on Monday 09:00 (2026-12-28).',
    ],
  ]);
  tells({ quietHours: { open: [] } }, [
    [
      'without any hours',
      at('2026-01-12T12:00:00Z'),
      'Policy 1 (quiet hours) rejects the call because the line is closed: it is Monday 12:00 at the line (Europe/London), and no opening hours are set, so it never opens.',
    ],
  ]);
});

describe('three calls in 60 seconds without a conversation', () => {
  const throttle = {
    calls: 3,
    withinMs: minute,
    unlessConversationWithinMs: 7 * day,
    blockForMs: hour,
  };
  const rings = (...agoMs: number[]): Situation => ({ facts: { recentCalls: agoMs.map(ago) } });
  const third = rings(59_000, 20_000, 0);
  const often =
    'Policy 1 (frequency throttle) rejects the call because the caller rang this line 3 times within 1 minute';
  tells({ frequencyThrottle: throttle }, [
    ['the second call', rings(20_000, 0), nothingAgainst],
    ['the third', third, `${often} and is not known to have written to any of our lines.`],
    ['the third, when the first was a minute ago', rings(60_000, 20_000, 0), nothingAgainst],
    [
      'the third of somebody who wrote yesterday',
      { ...third, caller: { lastConversationAt: ago(day) } },
      nothingAgainst,
    ],
    [
      'the third of somebody who wrote last year',
      { ...third, caller: { lastConversationAt: ago(365 * day) } },
      `${often} and last wrote to one of our lines 365 days ago, which is not within 7 days.`,
    ],
    [
      'the third since somebody was unblocked',
      { ...rings(59_000, 30_000, 20_000, 0), caller: { unblockedAt: ago(31_000) } },
      `${often} (counted since the caller was unblocked) and is not known to have written to any of our lines.`,
    ],
    [
      'the second since somebody was unblocked',
      { ...third, caller: { unblockedAt: ago(20_000) } },
      nothingAgainst,
    ],
    [
      'a call while the block lasts',
      { caller: { blockedUntil: new Date(now.getTime() + 20 * minute) } },
      'Policy 1 (frequency throttle) rejects the call because the caller is blocked until Monday 10:50 (Europe/London).',
    ],
  ]);

  it('asks for a block once, and calls during the block do not prolong it', () => {
    const blocked = { caller: { blockedUntil: new Date(now.getTime() + 20 * minute) } };
    const asked = [third, { ...third, ...blocked }].map(
      (situation) => decided([{ frequencyThrottle: throttle }], situation).blockCallerForMs,
    );
    expect(asked).toEqual([hour, undefined]);
  });
});

describe('two calls in a minute of who has never written', () => {
  const throttle = { calls: 2, withinMs: minute, unlessEverWritten: true };
  const twice: Situation['facts'] = { recentCalls: [ago(20_000), now] };
  tells({ frequencyThrottle: throttle }, [
    [
      'somebody who wrote years ago',
      { facts: twice, caller: { lastConversationAt: ago(2000 * day) } },
      nothingAgainst,
    ],
    [
      'somebody who never wrote',
      { facts: twice },
      'Policy 1 (frequency throttle) rejects the call because the caller rang this line 2 times within 1 minute and is not known to have written to any of our lines.',
    ],
  ]);
  tells({ frequencyThrottle: { ...throttle, conversationsWith: 'THIS_LINE' } }, [
    [
      'somebody who wrote to another line',
      { facts: twice, caller: { lastConversationAt: now } },
      'Policy 1 (frequency throttle) rejects the call because the caller rang this line 2 times within 1 minute and is not known to have written to this line.',
    ],
    [
      'somebody who wrote to this line',
      { facts: twice, caller: { lastConversationWithLineAt: ago(day) } },
      nothingAgainst,
    ],
  ]);
});

describe('only callers who have written', () => {
  const wrote = (when: Date): Situation => ({ caller: { lastConversationAt: when } });
  tells({ conversationFirst: { withinMs: 30 * 86_400_000 } }, [
    ['somebody who wrote an hour ago', wrote(ago(hour)), nothingAgainst],
    ['somebody who wrote 30 days ago', wrote(ago(30 * day)), nothingAgainst],
    [
      'somebody who wrote longer ago',
      wrote(ago(31 * day)),
      'Policy 1 (conversation first) rejects the call because the caller last wrote to one of our lines 31 days ago, which is not within 30 days.',
    ],
    [
      'somebody who never wrote',
      {},
      'Policy 1 (conversation first) rejects the call because the caller is not known to have written to any of our lines.',
    ],
  ]);
});

describe('the safety valve', () => {
  const bridge = (state: 'UP' | 'DOWN' | 'FULL', age = 0, name = 'sip-1'): Situation => ({
    facts: { recordingBridges: [{ name, state, reportedAt: ago(age) }] },
  });
  const valve = { bridge: 'sip-1', staleAfterMs: minute };
  tells({ safetyValve: { ...valve, whenStale: 'REJECT' } }, [
    ['a bridge that is up', bridge('UP'), nothingAgainst],
    [
      'a bridge that is down',
      bridge('DOWN'),
      'Policy 1 (safety valve) rejects the call because the recording bridge “sip-1” was reported down just now, so the call could not be recorded.',
    ],
    [
      'a bridge that is full',
      bridge('FULL', 20_000),
      'Policy 1 (safety valve) rejects the call because the recording bridge “sip-1” was reported full 20 seconds ago, so the call could not be recorded.',
    ],
    [
      'a bridge that was up two minutes ago',
      bridge('UP', 2 * minute),
      'Policy 1 (safety valve) rejects the call because the last report of the recording bridge “sip-1” (up) is 2 minutes old, so it is unknown whether the call could be recorded, and the policy is set to reject in that case.',
    ],
    [
      'another bridge that is up',
      bridge('UP', 0, 'sip-2'),
      'Policy 1 (safety valve) rejects the call because no state of the recording bridge “sip-1” was reported yet, so it is unknown whether the call could be recorded, and the policy is set to reject in that case.',
    ],
  ]);
  tells({ safetyValve: { ...valve, whenStale: 'RING' } }, [
    [
      'silence, when that means ring',
      {},
      `${nothingAgainst} Policy 1 (safety valve) could not decide, and so does not reject the call: no state of the recording bridge “sip-1” was reported yet, so it is unknown whether the call could be recorded.`,
    ],
    [
      'a stale "down", when that means ring',
      bridge('DOWN', 2 * minute),
      `${nothingAgainst} Policy 1 (safety valve) could not decide, and so does not reject the call: the last report of the recording bridge “sip-1” (down) is 2 minutes old, so it is unknown whether the call could be recorded.`,
    ],
  ]);
});

describe('presence', () => {
  const agents = (...states: ('ONLINE' | 'BUSY' | 'OFFLINE' | 'UNKNOWN')[]): Situation => ({
    facts: { presence: states.map((state) => ({ state, at: ago(minute) })) },
  });
  const text =
    'Policy 1 (presence) lets the call ring and requests a text to the caller because all online agents of the line are busy.';
  tells({ presence: { whenBusy: 'RING_AND_TEXT', whenUnknown: 'RING' } }, [
    ['one agent is free', agents('OFFLINE', 'BUSY', 'ONLINE'), nothingAgainst],
    ['online but busy', agents('OFFLINE', 'BUSY'), text],
    [
      'nobody online',
      agents('OFFLINE', 'OFFLINE'),
      'Policy 1 (presence) rejects the call because no agent of the line is online.',
    ],
    [
      'nothing known, when that means ring',
      agents(),
      `${nothingAgainst} Policy 1 (presence) could not decide, and so does not reject the call: no known state of any agent of the line was reported.`,
    ],
    [
      'an agent whose state the provider does not know, when that means ring',
      agents('UNKNOWN'),
      `${nothingAgainst} Policy 1 (presence) could not decide, and so does not reject the call: no known state of any agent of the line was reported.`,
    ],
  ]);
  tells({ presence: { whenBusy: 'RING', whenUnknown: 'REJECT', staleAfterMs: 1000 } }, [
    [
      'only old news, when that means reject',
      agents('ONLINE'),
      'Policy 1 (presence) rejects the call because no known state of any agent of the line was reported within 1 second, and the policy is set to reject in that case.',
    ],
  ]);
  tells({ presence: { whenBusy: 'RING', whenUnknown: 'REJECT' } }, [
    ['busy, when that means ring', agents('BUSY'), nothingAgainst],
  ]);

  it.each([
    ['nobody is online', agents('OFFLINE'), { copyKey: 'nobody-online', reason: 'DECLINED' }],
    ['everybody is busy', agents('BUSY'), { copyKey: 'everybody-busy', reason: 'BUSY' }],
  ])('has other copy and another reason when %s', (_, situation, asked) => {
    const policy = { presence: { whenBusy: 'REJECT', whenUnknown: 'RING' } };
    expect(decided([policy], situation)).toMatchObject(asked);
  });
});

describe('already in a call', () => {
  tells({ alreadyInACall: { capacity: 1 } }, [
    ['a line that is free', {}, nothingAgainst],
    [
      'a line that is not',
      { facts: { openCallsOnLine: 1 } },
      'Policy 1 (already in a call) rejects the call because the line already has a call that rings or was answered.',
    ],
  ]);
  tells({ alreadyInACall: { capacity: 2 } }, [
    ['a line with room for one more', { facts: { openCallsOnLine: 1 } }, nothingAgainst],
    [
      'a line without',
      { facts: { openCallsOnLine: 2 } },
      'Policy 1 (already in a call) rejects the call because the line already has 2 calls that ring or were answered, and its capacity is 2.',
    ],
  ]);
});

describe('anonymous callers', () => {
  const lid: Situation = { caller: { addresses: ['lid:1234'], phone: undefined } };
  const withheld: Situation = { caller: { addresses: ['other:anonymous'], phone: undefined } };
  const unclear: Situation = { caller: { ...withheld.caller, isUnclear: true } };
  const group: Situation = {
    caller: { addresses: ['group:99'], phone: undefined },
    call: { callerIsGroup: true },
  };
  const lidOnly =
    'Policy 1 (anonymous callers) rejects the call because the caller is known by a LID only, without a phone number.';
  const nobody =
    'Policy 1 (anonymous callers) rejects the call because neither a phone number nor a LID of the caller is known.';
  tells({ anonymousCaller: { who: ['LID_ONLY'] } }, [
    ['a phone number', {}, nothingAgainst],
    ['a LID', lid, lidOnly],
    ['a LID whose phone number we know', { caller: { addresses: ['lid:1234'] } }, nothingAgainst],
    ['nothing at all, where only LIDs are unwanted', withheld, nothingAgainst],
    ['a group', group, nothingAgainst],
  ]);
  tells({ anonymousCaller: { who: ['WITHHELD'] } }, [
    ['nothing at all', withheld, nobody],
    [
      'one of several numbers',
      unclear,
      `${nothingAgainst} Policy 1 (anonymous callers) could not decide, and so does not reject the call: the provider names several numbers, and which one is the caller's cannot be told.`,
    ],
    ['a LID, where LIDs are fine', lid, nothingAgainst],
  ]);
});

describe('blocked callers', () => {
  const until = (ms: number): Situation => ({
    caller: { blockedUntil: new Date(now.getTime() + ms) },
  });
  tells({ blockedCaller: {} }, [
    ['somebody who is not', {}, nothingAgainst],
    ['somebody who was, until just now', until(0), nothingAgainst],
    [
      'somebody blocked for an hour',
      until(hour),
      'Policy 1 (blocked callers) rejects the call because the caller is blocked until Monday 11:30 (Europe/London).',
    ],
    [
      'somebody blocked for a month',
      until(30 * day),
      'Policy 1 (blocked callers) rejects the call because the caller is blocked until 2026-02-11 10:30 (Europe/London).',
    ],
    [
      'somebody blocked for good',
      { caller: { blockedUntil: permanentBlockEnd } },
      'Policy 1 (blocked callers) rejects the call because the caller is blocked permanently.',
    ],
  ]);
});

describe('a block', () => {
  const blocked = (block: Block): Situation => ({
    caller: { blockedUntil: new Date(now.getTime() + hour), block },
  });
  const until =
    'Policy 1 (blocked callers) rejects the call because the caller is blocked until Monday 11:30 (Europe/London) by the';
  const by = { kind: 'CLIENT', name: 'Reception' } as const;
  tells({ blockedCaller: {} }, [
    ['by somebody', blocked({ by }), `${until} API key “Reception”, who gave no reason.`],
    [
      'by somebody who says why',
      blocked({ by, because: 'insults' }),
      `${until} API key “Reception”, who gave the reason “insults”.`,
    ],
    [
      'by a policy',
      blocked({ by: { kind: 'POLICY', name: 'Robocalls' }, because: 'the caller rang often' }),
      `${until} policy “Robocalls”, because the caller rang often.`,
    ],
  ]);
});

describe('the bypass list', () => {
  const listed =
    'Policy 2 (bypass list) lets the call ring because the caller is on the bypass list.';
  const closed =
    'Policy 1 (conversation first) rejects the call because the caller is not known to have written to any of our lines.';
  const rows: [title: string, callers: string[], situation: Situation, sentence: string][] = [
    ['by phone number', ['+44 7700 900123'], {}, listed],
    ['by the id of the caller', ['clr_ada'], { caller: { id: 'clr_ada' as CallerId } }, listed],
    ['by a LID', ['lid:77'], { caller: { addresses: ['lid:77'], phone: undefined } }, listed],
    [
      'not by the digits of a LID',
      ['+447700900124'],
      { caller: { addresses: ['lid:447700900124'], phone: undefined } },
      closed,
    ],
    ['not somebody else', ['+447700900999'], {}, closed],
  ];
  it.each(rows)('knows its callers %s', (_, callers, situation, sentence) => {
    const policies = [{ conversationFirst: { withinMs: 86_400_000 } }, { bypass: { callers } }];
    expect(decided(policies, situation).sentence).toBe(sentence);
  });
});
