import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/policies/decision.ts';
import { factsNeeded } from '../../src/policies/facts-needed.ts';
import { ago, day, decided, hour, minute, now, policiesOf, type Situation } from './situation.ts';

const conversationFirst = { conversationFirst: { withinMs: 30 * 86_400_000 } };
const oneCall = { alreadyInACall: { capacity: 1 } };
const busy: Situation = { facts: { openCallsOnLine: 1 } };
const presence = { presence: { whenBusy: 'RING_AND_TEXT', whenUnknown: 'RING' } };
const allBusy: Situation['facts'] = { presence: [{ state: 'BUSY', at: now }] };

function causesOf({ causes }: Decision): string[] {
  return causes.map(({ kind, policy, verdict, heldBackBy }) => {
    const place = policy === undefined ? 'rule' : `policy ${policy}`;
    return `${place} ${kind} ${verdict}${heldBackBy ? `, held back by ${heldBackBy}` : ''}`;
  });
}

describe('a decision', () => {
  it('lets every call ring on a line without policies', () => {
    const decision = decided([], { caller: { blockedUntil: new Date(now.getTime() + day) } });
    expect(decision).toEqual({
      verdict: 'ring',
      would: { verdict: 'ring' },
      sentence: 'The call rings because the line has no policies.',
      causes: [],
    });
  });

  it('is signed by the first policy that rejects, and lists what the others found', () => {
    const decision = decided([presence, oneCall, conversationFirst], busy);
    expect(decision.by).toEqual({ kind: 'already-in-a-call', policy: 1 });
    expect(causesOf(decision)).toEqual([
      'policy 0 presence cannot-tell',
      'policy 1 already-in-a-call rejects',
      'policy 2 conversation-first rejects',
    ]);
  });

  it('carries the name, reason and copy that the policy gives', () => {
    const policy = { ...oneCall, name: 'One at a time', reason: 'DECLINED', copyKey: 'later' };
    expect(decided([policy], busy)).toMatchObject({
      verdict: 'reject',
      by: { kind: 'already-in-a-call', policy: 0, name: 'One at a time' },
      reason: 'DECLINED',
      copyKey: 'later',
    });
  });

  it('keeps the few facts that each cause saw', () => {
    const { causes } = decided([oneCall], busy);
    expect(causes).toEqual([
      {
        kind: 'already-in-a-call',
        policy: 0,
        mode: 'ENFORCE',
        verdict: 'rejects',
        because: 'the line already has a call that rings or was answered',
        facts: { openCalls: 1, capacity: 1 },
        asked: { reason: 'BUSY', copyKey: 'already-in-a-call' },
      },
    ]);
  });

  it('puts a rejection before a text, wherever the two stand', () => {
    const both = { facts: { ...allBusy, openCallsOnLine: 1 } };
    const verdicts = [
      decided([presence, oneCall], both),
      decided([oneCall, presence], both),
      decided([presence], both),
    ].map(({ verdict, copyKey }) => [verdict, copyKey]);
    expect(verdicts).toEqual([
      ['reject', 'already-in-a-call'],
      ['reject', 'already-in-a-call'],
      ['ring-with-text', 'everybody-busy'],
    ]);
  });

  it('looks at the bypass list first, and still tells what was against the call', () => {
    const bypass = { name: 'Board', bypass: { callers: ['+447700900123'] } };
    const decision = decided([conversationFirst, presence, bypass], { facts: allBusy });
    expect(decision.sentence).toBe(
      'Policy 3 (bypass list “Board”) lets the call ring because the caller is on the bypass list.',
    );
    expect(causesOf(decision)).toEqual([
      'policy 2 bypass lets-ring',
      'policy 0 conversation-first rejects',
      'policy 1 presence texts',
    ]);
  });

  it('is plain data', () => {
    const decision = decided([presence, oneCall, conversationFirst], busy);
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
  });
});

describe('a policy that only observes', () => {
  const observing = { ...conversationFirst, mode: 'OBSERVE', name: 'Write first' };

  it('rejects nothing, and says what it would have done', () => {
    const decision = decided([observing, { blockedCaller: {} }]);
    expect([decision.verdict, decision.would.verdict]).toEqual(['ring', 'reject']);
    expect(decision.sentence).toBe(
      'The call rings because no enforced policy rejects it. Policy 1 (conversation first “Write first”) would reject it because the caller is not known to have written to any of our lines, but it only observes.',
    );
  });

  it('leaves the signature to one that enforces', () => {
    expect(decided([observing, oneCall], busy)).toMatchObject({
      verdict: 'reject',
      by: { policy: 1 },
      would: { verdict: 'reject', by: { policy: 0 } },
    });
  });

  it('does not let ring whom a bypass list under observation names', () => {
    const bypass = { mode: 'OBSERVE', bypass: { callers: ['+447700900123'] } };
    expect(decided([bypass, conversationFirst]).sentence).toBe(
      'Policy 2 (conversation first) rejects the call because the caller is not known to have written to any of our lines. Policy 1 (bypass list) would let it ring because the caller is on the bypass list, but it only observes.',
    );
  });

  it('is all there may be on a line', () => {
    const alone = decided([{ ...oneCall, mode: 'OBSERVE' }]);
    expect(alone.sentence).toBe('The call rings because all policies of the line only observe.');
  });
});

describe('the rules', () => {
  it('turn every policy into an observer while the kill switch is on', () => {
    const decision = decided([conversationFirst], { line: { killSwitch: true } });
    expect(decision).toMatchObject({
      verdict: 'ring',
      by: { kind: 'kill-switch' },
      would: { verdict: 'reject', by: { policy: 0 } },
    });
    expect(decision.sentence).toBe(
      "The call rings because the line's kill switch is on. Policy 1 (conversation first) would reject it because the caller is not known to have written to any of our lines.",
    );
  });

  const capped = { rejectsLately: 1, rejectsPerMinute: 1 };
  const atCap = 'the line has reached its cap of 1 automatic rejections within a minute';
  const unwritten = 'because the caller is not known to have written to any of our lines';
  const allAreBusy = 'because all online agents of the line are busy';

  it('are told once: with the kill switch on, the cap is no reason', () => {
    const decision = decided([conversationFirst], { line: { killSwitch: true, ...capped } });
    expect([decision.by?.kind, decision.held?.by, decision.held?.outcome.by?.policy]).toEqual([
      ...['kill-switch', 'kill-switch', 0],
    ]);
    expect(decision.sentence).toBe(
      `The call rings because the line's kill switch is on. Policy 1 (conversation first) would reject it ${unwritten}.`,
    );
  });

  it('are explained by what the kill switch holds back, not by a policy that only observes', () => {
    const observing = { ...oneCall, mode: 'OBSERVE' };
    const line = { killSwitch: true };
    expect(decided([observing, conversationFirst], { ...busy, line }).sentence).toBe(
      `The call rings because the line's kill switch is on. Policy 2 (conversation first) would reject it ${unwritten}.`,
    );
  });

  it('that hold back a rejection are named beside the text that goes out instead', () => {
    const situation = { line: capped, facts: allBusy };
    const decision = decided([conversationFirst, presence], situation);
    expect([decision.verdict, decision.held?.by]).toEqual(['ring-with-text', 'reject-cap']);
    expect(decision.sentence).toBe(
      `Policy 2 (presence) lets the call ring and requests a text to the caller ${allAreBusy}. Policy 1 (conversation first) would reject it ${unwritten}. That is held back because ${atCap}.`,
    );
  });

  it('show what policies on trial are for, whatever the cap on rejections', () => {
    const onTrial = { ...conversationFirst, mode: 'OBSERVE' };
    const decision = decided([onTrial], { line: { rejectsLately: 0, rejectsPerMinute: 0 } });
    expect([decision.verdict, decision.held, decision.would.verdict]).toEqual([
      ...['ring', undefined, 'reject'],
    ]);
    expect(decision.sentence).toMatch(/ would reject it .*, but it only observes\.$/);
    const enforced = decided([conversationFirst], { line: capped });
    expect([enforced.verdict, enforced.would.verdict]).toEqual(['ring', 'reject']);
  });

  it('are not blamed for a call that nothing was against', () => {
    expect(decided([oneCall], { line: { killSwitch: true } }).sentence).toBe(
      "The call rings because the line's kill switch is on. Without the kill switch it would ring too.",
    );
  });

  it('let the third leg of one customer’s call ring', () => {
    const verdicts = [1, 2, 3, 4].map((leg) => decided([oneCall], { ...busy, call: { leg } }));
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(['reject', 'reject', 'ring', 'ring']);
    expect(verdicts[2]?.sentence).toBe(
      "The call rings because it is leg 3 of the same customer's call, and no leg from 3 on is rejected. Policy 1 (already in a call) would reject it because the line already has a call that rings or was answered.",
    );
  });

  it('let ring what the provider says cannot be rejected, and the text still goes out', () => {
    const situation = { call: { providerForbidsReject: true }, facts: allBusy };
    const decision = decided([conversationFirst, presence], situation);
    expect(decision.verdict).toBe('ring-with-text');
    expect(causesOf(decision)).toEqual([
      'rule forbids-reject lets-ring',
      'policy 0 conversation-first rejects, held back by forbids-reject',
      'policy 1 presence texts',
    ]);
  });

  it('are explained by the policy they held back, not by one that only observes', () => {
    const observing = { ...conversationFirst, mode: 'OBSERVE' };
    const { sentence } = decided([observing, oneCall], { ...busy, call: { leg: 3 } });
    expect(sentence).toMatch(/ Policy 2 \(already in a call\) would reject it because .*$/);
  });

  it('have nothing done about calls that go out', () => {
    const situation: Situation = { call: { direction: 'OUTBOUND' }, facts: allBusy };
    expect(decided([conversationFirst, presence], situation)).toMatchObject({
      verdict: 'ring',
      by: { kind: 'outbound' },
      would: { verdict: 'ring' },
    });
  });

  const queue = { returnsToQueue: true };
  const bridgeDown = [{ name: 'sip-1', state: 'DOWN', reportedAt: now }] as const;
  const untilTomorrow = new Date(now.getTime() + day);
  const valve = { bridge: 'sip-1', staleAfterMs: minute, whenStale: 'RING' };
  const inQueue: [title: string, policy: object, situation: Situation, verdict: string][] = [
    ['quiet hours', { quietHours: { open: [] } }, {}, 'ring'],
    ['a tier', { vipPerimeter: { tiers: ['VIP'] } }, {}, 'ring'],
    ['no conversation', conversationFirst, {}, 'ring'],
    ['calling often', { frequencyThrottle: { calls: 1, withinMs: minute } }, {}, 'ring'],
    ['nobody online', presence, { facts: { presence: [{ state: 'OFFLINE', at: now }] } }, 'reject'],
    ['a busy device', oneCall, busy, 'reject'],
    [
      'a dead recording bridge',
      { safetyValve: valve },
      { facts: { recordingBridges: bridgeDown } },
      'reject',
    ],
    ['a block', { blockedCaller: {} }, { caller: { blockedUntil: untilTomorrow } }, 'reject'],
  ];
  it.each(inQueue)('weigh %s where a rejected call only returns to its queue', (...row) => {
    const [, policy, situation, verdict] = row;
    expect(decided([policy], { ...situation, line: queue }).verdict).toBe(verdict);
  });

  it('say why a call was not sent back to its queue', () => {
    expect(decided([conversationFirst], { line: queue }).sentence).toBe(
      'The call rings because a rejection would only return it to its queue, to ring at the next agent. Policy 1 (conversation first) would reject it because the caller is not known to have written to any of our lines.',
    );
  });
});

describe('the facts that are needed', () => {
  it('are none for a line without policies', () => {
    expect(factsNeeded([])).toEqual({
      recentCallsWithinMs: 0,
      conversationWithLine: false,
      openCalls: false,
    });
  });

  it('reach as far as the longest throttle, and name the CRM', () => {
    const crm = { url: 'https://crm.example', whenSilent: 'RING' };
    const policies = policiesOf(
      { frequencyThrottle: { calls: 3, withinMs: minute } },
      { frequencyThrottle: { calls: 30, withinMs: hour } },
      { vipPerimeter: { tiers: ['VIP'], crm } },
      { vipPerimeter: { tiers: ['Gold'], crm: { ...crm, rememberMs: minute } } },
      { conversationFirst: { withinMs: 86_400_000, conversationsWith: 'THIS_LINE' } },
    );
    expect(factsNeeded(policies)).toEqual({
      recentCallsWithinMs: hour,
      crm: { url: crm.url, rememberMs: minute },
      conversationWithLine: true,
      openCalls: false,
    });
  });

  it('count open calls where a policy asks whether the line is in a call', () => {
    expect(factsNeeded(policiesOf({ alreadyInACall: { capacity: 1 } })).openCalls).toBe(true);
  });

  it('suffice: rings from before the window change nothing', () => {
    const throttle = { frequencyThrottle: { calls: 2, withinMs: minute } };
    const short = decided([throttle], { facts: { recentCalls: [now] } });
    const long = decided([throttle], { facts: { recentCalls: [ago(hour), ago(minute), now] } });
    expect(long).toEqual(short);
  });
});
