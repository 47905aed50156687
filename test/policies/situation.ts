import type { CallerId } from '../../src/call/ids.ts';
import { decide } from '../../src/policies/decide.ts';
import type { Decision } from '../../src/policies/decision.ts';
import type { CallFacts, Facts } from '../../src/policies/facts.ts';
import type { Policy } from '../../src/policies/policy.ts';
import { readPolicies } from '../../src/policies/settings/read-policies.ts';

/** Monday, 10:30 in London. */
export const now = new Date('2026-01-12T10:30:00Z');

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

export function ago(ms: number): Date {
  return new Date(now.getTime() - ms);
}

export interface Situation {
  readonly call?: Partial<CallFacts>;
  readonly line?: Partial<Facts['line']>;
  readonly caller?: Partial<Facts['caller']>;
  readonly facts?: Partial<Omit<Facts, 'line' | 'caller'>>;
}

export function callOf(situation: Situation): CallFacts {
  return {
    direction: 'INBOUND',
    leg: 1,
    providerForbidsReject: false,
    callerIsGroup: false,
    ...situation.call,
  };
}

export function factsOf(situation: Situation): Facts {
  return {
    now,
    recentCalls: [now],
    openCallsOnLine: 0,
    recordingBridges: [],
    presence: [],
    ...situation.facts,
    line: {
      timeZone: 'Europe/London',
      killSwitch: false,
      returnsToQueue: false,
      legCap: 3,
      rejectsLately: 0,
      rejectsPerMinute: 60,
      ...situation.line,
    },
    caller: {
      id: 'clr_ada' as CallerId,
      formerIds: [],
      addresses: ['phone:+447700900123'],
      phone: '+447700900123',
      tierSource: 'NONE',
      ...situation.caller,
    },
  };
}

/** Policies as an operator gives them. */
export function policiesOf(...given: readonly object[]): readonly Policy[] {
  const read = readPolicies(given);
  if (read.is === 'policies') return read.policies;
  throw new Error(JSON.stringify(read.problems));
}

export function decided(given: readonly object[], situation: Situation = {}): Decision {
  return decide(callOf(situation), factsOf(situation), policiesOf(...given));
}
