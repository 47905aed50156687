import { expect, it } from 'vitest';
import type { CallerId } from '../../src/call/ids.ts';
import { type KnownCaller, mergeCallers } from '../../src/call/known-caller.ts';

const monday = new Date('2026-03-02T10:00:00Z');
const tuesday = new Date('2026-03-03T10:00:00Z');

/** Its id is kept, because only this caller has a phone number. */
const withPhone: KnownCaller = {
  id: 'clr_phone' as CallerId,
  version: 1,
  firstSeenAt: tuesday,
  phone: '+5511999990000',
  addresses: ['phone:+5511999990000'],
  formerIds: [],
};

const withLid: KnownCaller = {
  id: 'clr_lid' as CallerId,
  version: 1,
  firstSeenAt: monday,
  addresses: ['lid:123456'],
  formerIds: [],
};

function merged(one: Partial<KnownCaller>, other: Partial<KnownCaller>) {
  return mergeCallers([
    { ...withLid, ...other },
    { ...withPhone, ...one },
  ])?.caller;
}

it('keeps the id of the caller with a phone number, although the other was seen first', () => {
  expect(merged({}, {})).toMatchObject({ id: 'clr_phone', formerIds: ['clr_lid'] });
});

it('keeps the tier that was set last, on whichever identity', () => {
  expect(
    merged({ tier: 'VIP', taggedAt: monday }, { tier: 'SPAM', taggedAt: tuesday }),
  ).toMatchObject({ tier: 'SPAM', taggedAt: tuesday });
  expect(
    merged({ tier: 'VIP', taggedAt: tuesday }, { tier: 'SPAM', taggedAt: monday }),
  ).toMatchObject({ tier: 'VIP', taggedAt: tuesday });
});

it('keeps a tier cleared that was cleared after the other identity was tagged', () => {
  expect(merged({ tier: 'VIP', taggedAt: monday }, { taggedAt: tuesday })?.tier).toBeUndefined();
});

it('keeps the later time of one name, on whichever identity', () => {
  const [early, late] = [monday, tuesday].map((namedAt) => ({ displayName: 'Ana', namedAt }));
  expect(merged({ ...early }, { ...late })).toMatchObject({ ...late });
  expect(merged({ ...late }, { ...early })).toMatchObject({ ...late });
  expect(merged({ displayName: 'Ana' }, { ...early })).toMatchObject({ ...early });
});

it('keeps the only tier, also one that an earlier release set without a time', () => {
  expect(merged({}, { tier: 'VIP', taggedAt: monday })?.tier).toBe('VIP');
  expect(merged({}, { tier: 'VIP' })?.tier).toBe('VIP');
});
