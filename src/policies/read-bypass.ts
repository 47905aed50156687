import { type CallerAddress, readAddress } from '../call/caller-address.ts';
import type { CallerId } from '../call/ids.ts';
import type { Bypass } from './policy.ts';
import { complain, expectFields, type Place, readField, readItems, readText } from './reading.ts';

/** A list of people may name each in whichever way its writer knows them. */
export function readBypass(place: Place): Omit<Bypass, 'mode'> {
  expectFields(place, ['callers']);
  const addresses: CallerAddress[] = [];
  const callerIds: CallerId[] = [];
  for (const item of readItems(readField(place, 'callers'), { min: 1, max: 1000 })) {
    const text = readText(item, 200).trim();
    const address = readAddress(text);
    if (address) addresses.push(address);
    else if (text.startsWith('clr_')) callerIds.push(text as CallerId);
    else if (text !== '') complain(item, whatIsRight);
  }
  return { is: 'bypass', addresses, callerIds };
}

const whatIsRight =
  'must be a phone number with its country, such as +442071838750, a LID such as lid:12345, or the id of a caller';
