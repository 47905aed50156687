import {
  type AlreadyInACall,
  type AnonymousCaller,
  anonymities,
  busyAnswers,
  type ConversationFirst,
  conversationsWith,
  type FrequencyThrottle,
  fallbacks,
  type Policy,
  type Presence,
  type SafetyValve,
  type VipPerimeter,
} from '../policy.ts';
import {
  complain,
  expectFields,
  isGiven,
  type Place,
  readField,
  readItems,
  readOneOf,
  readOptional,
  readText,
  readUrl,
  readWhole,
} from '../reading.ts';
import { type AddressOf, readBypass } from './read-bypass.ts';
import { readOpeningHours } from './read-opening-hours.ts';

/**
 * The settings of one kind of policy: all its fields except those that every policy has. The condition makes `Omit` apply to
 * each member of a union by itself.
 */
export type SettingsOf<P extends Policy> = P extends Policy ? Omit<P, CommonField> : never;
type CommonField = 'mode' | 'name' | 'reason' | 'copyKey';

/** A policy in the input has exactly one of these fields. The field names its kind and holds its settings. */
export const policyFields = [
  'bypass',
  'blockedCaller',
  'vipPerimeter',
  'quietHours',
  'frequencyThrottle',
  'conversationFirst',
  'safetyValve',
  'presence',
  'alreadyInACall',
  'anonymousCaller',
] as const;
export type PolicyField = (typeof policyFields)[number];

/** A problem is noted in `place`, and reading continues, so that all are reported together. The settings are then discarded. */
export function readSettings(
  place: Place,
  field: PolicyField,
  addressOf: AddressOf,
): SettingsOf<Policy> {
  switch (field) {
    case 'bypass':
      return readBypass(place, addressOf);
    case 'blockedCaller':
      return readBlockedCaller(place);
    case 'vipPerimeter':
      return readVipPerimeter(place);
    case 'quietHours':
      return { is: 'quiet-hours', hours: readOpeningHours(place) };
    case 'frequencyThrottle':
      return readFrequencyThrottle(place);
    case 'conversationFirst':
      return readConversationFirst(place);
    case 'safetyValve':
      return readSafetyValve(place);
    case 'presence':
      return readPresence(place);
    case 'alreadyInACall':
      return readAlreadyInACall(place);
    case 'anonymousCaller':
      return readAnonymousCaller(place);
  }
}

const second = 1000;
const day = 86_400 * second;
/** More days in milliseconds would not fit GraphQL's 32-bit Int. `conversationFirst.withinMs` may be longer: it is a Float. */
const maxMs = 24 * day;

function readBlockedCaller(place: Place): SettingsOf<Policy> {
  // The policy has no settings, but a GraphQL input must have a field.
  expectFields(place, ['on']);
  const on = readField(place, 'on');
  if (isGiven(on) && on.value !== true)
    complain(on, 'must be true: to do without the policy, leave it out');
  return { is: 'blocked-caller' };
}

function readVipPerimeter(place: Place): SettingsOf<VipPerimeter> {
  expectFields(place, ['tiers', 'crm']);
  const tiers = readItems(readField(place, 'tiers'), { min: 1, max: 50 });
  return {
    is: 'vip-perimeter',
    tiers: tiers.map((tier) => readText(tier, 64)),
    ...readOptional(place, 'crm', (crm) => {
      expectFields(crm, ['url', 'whenSilent', 'rememberMs']);
      return {
        url: readUrl(readField(crm, 'url')),
        whenSilent: readOneOf(readField(crm, 'whenSilent'), fallbacks),
        ...readOptional(crm, 'rememberMs', (ms) => readWhole(ms, { min: 0, max: day })),
      };
    }),
  };
}

function readFrequencyThrottle(place: Place): SettingsOf<FrequencyThrottle> {
  const unless = ['unlessConversationWithinMs', 'unlessEverWritten', 'conversationsWith'];
  expectFields(place, ['calls', 'withinMs', ...unless, 'blockForMs']);
  const isEver = isGiven(readField(place, 'unlessEverWritten'));
  if (isEver && isGiven(readField(place, 'unlessConversationWithinMs'))) {
    complain(place, 'must have unlessConversationWithinMs or unlessEverWritten, not both');
  }
  const readDuration = (field: Place) => readWhole(field, { min: second, max: maxMs });
  return {
    is: 'frequency-throttle',
    calls: readWhole(readField(place, 'calls'), { min: 1, max: 100 }),
    withinMs: readWhole(readField(place, 'withinMs'), { min: second, max: day }),
    ...readOptional(place, 'unlessConversationWithinMs', readDuration),
    ...readOptional(place, 'unlessEverWritten', readTrue),
    ...readOptional(place, 'conversationsWith', readConversationsWith),
    ...readOptional(place, 'blockForMs', readDuration),
  };
}

function readConversationFirst(place: Place): SettingsOf<ConversationFirst> {
  expectFields(place, ['withinMs', 'conversationsWith']);
  return {
    is: 'conversation-first',
    withinMs: readWhole(readField(place, 'withinMs'), { min: second, max: 3650 * day }),
    ...readOptional(place, 'conversationsWith', readConversationsWith),
  };
}

const readConversationsWith = (place: Place) => readOneOf(place, conversationsWith);

function readTrue(place: Place): true {
  if (place.value !== true) complain(place, 'must be true, or left out');
  return true;
}

function readSafetyValve(place: Place): SettingsOf<SafetyValve> {
  expectFields(place, ['bridge', 'healthUrl', 'staleAfterMs', 'whenStale']);
  return {
    is: 'safety-valve',
    bridge: readText(readField(place, 'bridge'), 100),
    ...readOptional(place, 'healthUrl', readUrl),
    staleAfterMs: readWhole(readField(place, 'staleAfterMs'), { min: second, max: maxMs }),
    whenStale: readOneOf(readField(place, 'whenStale'), fallbacks),
  };
}

function readPresence(place: Place): SettingsOf<Presence> {
  expectFields(place, ['whenBusy', 'busyCopyKey', 'whenUnknown', 'staleAfterMs']);
  return {
    is: 'presence',
    whenBusy: readOneOf(readField(place, 'whenBusy'), busyAnswers),
    ...readOptional(place, 'busyCopyKey', (key) => readText(key, 64)),
    whenUnknown: readOneOf(readField(place, 'whenUnknown'), fallbacks),
    ...readOptional(place, 'staleAfterMs', (ms) => readWhole(ms, { min: second, max: maxMs })),
  };
}

function readAlreadyInACall(place: Place): SettingsOf<AlreadyInACall> {
  expectFields(place, ['capacity']);
  return {
    is: 'already-in-a-call',
    capacity: readWhole(readField(place, 'capacity'), { min: 1, max: 1000 }),
  };
}

function readAnonymousCaller(place: Place): SettingsOf<AnonymousCaller> {
  expectFields(place, ['who']);
  const who = readItems(readField(place, 'who'), { min: 1, max: anonymities.length });
  return { is: 'anonymous-caller', who: who.map((anonymity) => readOneOf(anonymity, anonymities)) };
}
