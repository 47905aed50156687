import { describe, expect, it } from 'vitest';
import { type PolicyField, policyFields } from '../../../src/policies/settings/read-settings.ts';
import { settingsOf } from '../../../src/policies/settings/settings-of.ts';
import { policiesOf } from '../situation.ts';

const given: Readonly<Record<PolicyField, unknown>> = {
  bypass: { callers: ['+442071838750', 'lid:77', 'clr_ada'] },
  blockedCaller: true,
  vipPerimeter: { tiers: ['VIP'], crm: { url: 'https://crm.example', whenSilent: 'RING' } },
  quietHours: {
    open: [{ days: ['MONDAY'], from: '09:00', to: '17:00' }],
    holidays: [{ date: '2026-12-25', open: [] }],
  },
  frequencyThrottle: { calls: 3, withinMs: 60_000, blockForMs: 600_000 },
  conversationFirst: { withinDays: 30 },
  safetyValve: { bridge: 'main', staleAfterMs: 60_000, whenStale: 'REJECT' },
  presence: { whenBusy: 'RING', whenUnknown: 'REJECT', busyCopyKey: 'busy' },
  alreadyInACall: { capacity: 2 },
  anonymousCaller: { who: ['WITHHELD'] },
};

describe('the settings of a policy', () => {
  it.each(policyFields)('of %s are shown as they were given', (field) => {
    const common = { mode: 'OBSERVE', name: 'Mine' };
    const [policy] = policiesOf({ ...common, [field]: given[field] });
    expect(policy && settingsOf(policy)).toEqual(given[field]);
  });
});
