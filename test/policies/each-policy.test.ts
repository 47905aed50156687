import { describe, expect, it } from 'vitest';
import type { CallerId } from '../../src/call/ids.ts';
import { ago, day, decided, hour, minute, now, type Situation } from './situation.ts';

type Row = [title: string, situation: Situation, sentence: string];

function tells(policy: object, rows: readonly Row[]): void {
  it.each(rows)('%s', (_, situation, sentence) => {
    expect(decided([policy], situation).sentence).toBe(sentence);
  });
}

const nothingAgainst = 'The call rings because no policy is against it.';

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
    ['a CRM that does not answer, when that means ring', silent, nothingAgainst],
    ['a tier from the CRM', { caller: { tier: 'Premium', tierSource: 'CRM' } }, nothingAgainst],
  ]);
  tells({ vipPerimeter: { tiers, crm: { url, whenSilent: 'REJECT' } } }, [
    [
      'a CRM that does not answer, when that means reject',
      silent,
      'Policy 1 (VIP perimeter) rejects the call because the CRM did not say in time which tier the caller is in, and the policy says to reject then.',
    ],
  ]);
});

describe('quiet hours in London', () => {
  const office = { days: ['MONDAY', 'TUESDAY', 'FRIDAY'], from: '09:00', to: '17:30' };
  const holidays = [{ date: '2026-12-25' }];
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
      'on Christmas Day, a Friday',
      at('2026-12-25T12:00:00Z'),
      'Policy 1 (quiet hours “London office”) rejects the call because the line is closed: it is Friday 12:00 at the line (Europe/London), and it opens on Monday 09:00 (2026-12-28).',
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
    'Policy 1 (frequency throttle) rejects the call because the caller rang 3 times within 1 minute without having written.';
  tells({ frequencyThrottle: throttle }, [
    ['the second call', rings(20_000, 0), nothingAgainst],
    ['the third', third, often],
    ['the third, when the first was a minute ago', rings(60_000, 20_000, 0), nothingAgainst],
    [
      'the third of somebody who wrote yesterday',
      { ...third, caller: { lastConversationAt: ago(day) } },
      nothingAgainst,
    ],
    [
      'the third of somebody who wrote last year',
      { ...third, caller: { lastConversationAt: ago(365 * day) } },
      often,
    ],
    [
      'a call while the block lasts',
      { caller: { blockedUntil: new Date(now.getTime() + 20 * minute) } },
      'Policy 1 (frequency throttle) rejects the call because the caller is blocked until Monday 10:50.',
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

describe('only callers who have written', () => {
  const wrote = (when: Date): Situation => ({ caller: { lastConversationAt: when } });
  tells({ conversationFirst: { withinDays: 30 } }, [
    ['somebody who wrote an hour ago', wrote(ago(hour)), nothingAgainst],
    ['somebody who wrote 30 days ago', wrote(ago(30 * day)), nothingAgainst],
    [
      'somebody who wrote longer ago',
      wrote(ago(31 * day)),
      'Policy 1 (conversation first) rejects the call because the caller last wrote 31 days ago, and only the last 30 days count.',
    ],
    [
      'somebody who never wrote',
      {},
      'Policy 1 (conversation first) rejects the call because the caller has never written to the line.',
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
      'Policy 1 (safety valve) rejects the call because the recording bridge "sip-1" is down: it could not be recorded.',
    ],
    [
      'a bridge that is full',
      bridge('FULL'),
      'Policy 1 (safety valve) rejects the call because the recording bridge "sip-1" is full: it could not be recorded.',
    ],
    [
      'a bridge that was up two minutes ago',
      bridge('UP', 2 * minute),
      'Policy 1 (safety valve) rejects the call because the recording bridge "sip-1" has not reported for 2 minutes: it may be down.',
    ],
    [
      'another bridge that is up',
      bridge('UP', 0, 'sip-2'),
      'Policy 1 (safety valve) rejects the call because the recording bridge "sip-1" has never reported: it may be down.',
    ],
  ]);
  tells({ safetyValve: { ...valve, whenStale: 'RING' } }, [
    ['silence, when that means ring', {}, nothingAgainst],
    ['a stale "down", when that means ring', bridge('DOWN', 2 * minute), nothingAgainst],
  ]);
});

describe('presence', () => {
  const agents = (...states: ('ONLINE' | 'BUSY' | 'OFFLINE')[]): Situation => ({
    facts: { presence: states.map((state) => ({ state, at: ago(minute) })) },
  });
  const text =
    'Policy 1 (presence) lets the call ring and asks for a text to the caller because all agents online are busy.';
  tells({ presence: { whenBusy: 'RING_AND_TEXT', whenUnknown: 'RING' } }, [
    ['one agent is free', agents('OFFLINE', 'BUSY', 'ONLINE'), nothingAgainst],
    ['online but busy', agents('OFFLINE', 'BUSY'), text],
    [
      'nobody online',
      agents('OFFLINE', 'OFFLINE'),
      'Policy 1 (presence) rejects the call because no agent is online.',
    ],
    ['nothing known, when that means ring', agents(), nothingAgainst],
  ]);
  tells({ presence: { whenBusy: 'RING', whenUnknown: 'REJECT', staleAfterMs: 1000 } }, [
    [
      'only old news, when that means reject',
      agents('ONLINE'),
      'Policy 1 (presence) rejects the call because no agent has lately said whether they are online, and the policy says to reject then.',
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
      'Policy 1 (already in a call) rejects the call because the line is already in a call.',
    ],
  ]);
  tells({ alreadyInACall: { capacity: 2 } }, [
    ['a line with room for one more', { facts: { openCallsOnLine: 1 } }, nothingAgainst],
    [
      'a line without',
      { facts: { openCallsOnLine: 2 } },
      'Policy 1 (already in a call) rejects the call because the line is already in 2 calls, and 2 is all it can have.',
    ],
  ]);
});

describe('anonymous callers', () => {
  const lid: Situation = { caller: { addresses: ['lid:1234'], phone: undefined } };
  const withheld: Situation = { caller: { addresses: ['other:anonymous'], phone: undefined } };
  const group: Situation = {
    caller: { addresses: ['group:99'], phone: undefined },
    call: { callerIsGroup: true },
  };
  const lidOnly =
    'Policy 1 (anonymous callers) rejects the call because the caller is known by a LID only, without a phone number.';
  const nobody =
    'Policy 1 (anonymous callers) rejects the call because the caller gives neither a phone number nor a LID.';
  tells({ anonymousCaller: { who: ['LID_ONLY'] } }, [
    ['a phone number', {}, nothingAgainst],
    ['a LID', lid, lidOnly],
    ['a LID whose phone number we know', { caller: { addresses: ['lid:1234'] } }, nothingAgainst],
    ['nothing at all, where only LIDs are unwanted', withheld, nothingAgainst],
    ['a group', group, nothingAgainst],
  ]);
  tells({ anonymousCaller: { who: ['WITHHELD'] } }, [
    ['nothing at all', withheld, nobody],
    ['a LID, where LIDs are fine', lid, nothingAgainst],
  ]);
});

describe('blocked callers', () => {
  const until = (ms: number): Situation => ({
    caller: { blockedUntil: new Date(now.getTime() + ms) },
  });
  tells({ blockedCaller: true }, [
    ['somebody who is not', {}, nothingAgainst],
    ['somebody who was, until just now', until(0), nothingAgainst],
    [
      'somebody blocked for an hour',
      until(hour),
      'Policy 1 (blocked callers) rejects the call because the caller is blocked until Monday 11:30.',
    ],
    [
      'somebody blocked for a month',
      until(30 * day),
      'Policy 1 (blocked callers) rejects the call because the caller is blocked until 2026-02-11.',
    ],
    [
      'somebody blocked for good',
      until(1000 * 365 * day),
      'Policy 1 (blocked callers) rejects the call because the caller is blocked for good.',
    ],
  ]);
});

describe('the bypass list', () => {
  const listed =
    'Policy 2 (bypass list) lets the call ring because the caller is on the bypass list.';
  const closed =
    'Policy 1 (conversation first) rejects the call because the caller has never written to the line.';
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
    const policies = [{ conversationFirst: { withinDays: 1 } }, { bypass: { callers } }];
    expect(decided(policies, situation).sentence).toBe(sentence);
  });
});
