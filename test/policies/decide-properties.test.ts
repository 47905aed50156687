import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallerId } from '../../src/call/ids.ts';
import { decide } from '../../src/policies/decide.ts';
import type { CallFacts, Facts } from '../../src/policies/facts.ts';
import type { Mode, Policy } from '../../src/policies/policy.ts';
import { ago, day, factsOf, hour, minute, now, policiesOf } from './situation.ts';

const given: readonly object[] = [
  { bypass: { callers: ['lid:1'] } },
  { blockedCaller: {} },
  { vipPerimeter: { tiers: ['VIP'], crm: { url: 'https://crm.example', whenSilent: 'RING' } } },
  { vipPerimeter: { tiers: ['VIP', 'Regular'] } },
  { quietHours: { open: [{ days: ['MONDAY'], from: '22:00', to: '11:00' }] } },
  { frequencyThrottle: { calls: 3, withinMs: minute, blockForMs: hour } },
  { conversationFirst: { withinMs: 2 * 86_400_000 } },
  { safetyValve: { bridge: 'sip-1', whenStale: 'REJECT', staleAfterMs: minute } },
  { presence: { whenBusy: 'RING_AND_TEXT', whenUnknown: 'RING' } },
  { alreadyInACall: { capacity: 1 } },
  { anonymousCaller: { who: ['LID_ONLY', 'WITHHELD'] } },
];

const policies = fc.shuffledSubarray(policiesOf(...given) as Policy[]);
const modes = fc.array(fc.constantFrom<Mode>('ENFORCE', 'OBSERVE'), {
  minLength: 11,
  maxLength: 11,
});

function sometimes<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined });
}

const lately = fc.integer({ min: 0, max: 4 * day }).map(ago);
const call: fc.Arbitrary<CallFacts> = fc.record({
  direction: fc.constantFrom('INBOUND', 'INBOUND', 'INBOUND', 'OUTBOUND'),
  leg: fc.integer({ min: 1, max: 4 }),
  providerForbidsReject: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  callerIsGroup: fc.boolean(),
});
const caller: fc.Arbitrary<Facts['caller']> = fc.record({
  id: fc.constant('clr_ada' as CallerId),
  formerIds: fc.subarray(['clr_eve' as CallerId]),
  addresses: fc.subarray(['lid:1', 'phone:+447700900123', 'other:x'] as const),
  phone: sometimes(fc.constant('+447700900123')),
  tier: sometimes(fc.constantFrom('VIP', 'Regular', 'New')),
  tierSource: fc.constantFrom('TAG', 'CRM', 'NONE', 'CRM_SILENT', 'CRM_NOT_ASKED', 'CRM_WITHHELD'),
  blockedUntil: sometimes(fc.integer({ min: -day, max: day }).map((ms) => ago(ms))),
  lastConversationAt: sometimes(lately),
});
const facts: fc.Arbitrary<Facts> = fc.record({
  now: fc.integer({ min: 0, max: 7 * day }).map((ms) => new Date(now.getTime() + ms)),
  line: fc
    .record({ killSwitch: fc.boolean(), returnsToQueue: fc.boolean() })
    .map((line) => factsOf({ line }).line),
  caller,
  recentCalls: fc.array(fc.integer({ min: 0, max: 2 * minute }).map(ago), { maxLength: 5 }),
  openCallsOnLine: fc.integer({ min: 0, max: 2 }),
  recordingBridges: fc.array(
    fc.record({
      name: fc.constant('sip-1'),
      state: fc.constantFrom('UP', 'DOWN', 'FULL'),
      reportedAt: lately,
    }),
    { maxLength: 1 },
  ),
  presence: fc.array(
    fc.record({ state: fc.constantFrom('ONLINE', 'BUSY', 'OFFLINE', 'UNKNOWN'), at: lately }),
    { maxLength: 3 },
  ),
});

function inModes(list: readonly Policy[], chosen: readonly Mode[]): Policy[] {
  return list.map((policy, i) => ({ ...policy, mode: chosen[i] ?? 'ENFORCE' }));
}

function all(list: readonly Policy[], mode: Mode): Policy[] {
  return list.map((policy) => ({ ...policy, mode }));
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

describe('a decision, whatever the call, the facts and the policies', () => {
  it('is the same each time it is asked for, and leaves what it was given alone', () => {
    const property = fc.property(call, facts, policies, modes, (c, f, list, chosen) => {
      const asked = frozen([c, f, inModes(list, chosen)] as const);
      const copy = structuredClone(asked);
      expect(decide(...asked)).toEqual(decide(...copy));
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('finds the same in every mode: OBSERVE foretells what ENFORCE does', () => {
    const property = fc.property(call, facts, policies, modes, (c, f, list, chosen) => {
      const live = { ...f, line: { ...f.line, killSwitch: false } };
      const acting = decide(c, live, all(list, 'ENFORCE'));
      const { would, causes: _, sentence: __, held: ___, ...enforced } = acting;
      const observed = decide(c, live, all(list, 'OBSERVE'));
      const mixed = decide(c, f, inModes(list, chosen));
      expect([observed.verdict, observed.would, mixed.would]).toEqual(['ring', enforced, enforced]);
      expect(would).toEqual(enforced);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it('considers every policy, and a rejection is signed by the first that counts', () => {
    const property = fc.property(call, facts, policies, modes, (c, f, list, chosen) => {
      const { causes, by, verdict } = decide(c, f, inModes(list, chosen));
      const places = causes.flatMap(({ policy }) => policy ?? []);
      expect(places.toSorted((a, b) => a - b)).toEqual(list.map((_, i) => i));
      const first = causes.find(
        (cause) =>
          cause.verdict === 'rejects' && cause.mode === 'ENFORCE' && cause.heldBackBy === undefined,
      );
      if (verdict === 'reject') expect(by).toEqual({ kind: first?.kind, policy: first?.policy });
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it('rejects only what an enforced policy is against, and no listed caller', () => {
    const property = fc.property(call, facts, policies, modes, (c, f, list, chosen) => {
      const { verdict, causes } = decide(c, f, inModes(list, chosen));
      const counting = causes.filter(
        ({ mode, heldBackBy, policy }) => mode === 'ENFORCE' && !heldBackBy && policy !== undefined,
      );
      const isAgainst = counting.some((cause) => cause.verdict === 'rejects');
      const isListed = counting.some((cause) => cause.verdict === 'lets-ring');
      const expected = isAgainst && !isListed && !f.line.killSwitch;
      expect(verdict === 'reject').toBe(expected);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it('rejects no call that goes out, cannot be rejected, or was rejected too often', () => {
    const property = fc.property(call, facts, policies, (c, f, list) => {
      const mayNot = c.direction === 'OUTBOUND' || c.providerForbidsReject || c.leg >= 3;
      fc.pre(mayNot);
      expect(decide(c, f, list).would.verdict).not.toBe('reject');
    });
    fc.assert(property, { numRuns: 500 });
  });
});
