import type { CallerAddress } from '../../call/caller-address.ts';
import type { CallerId } from '../../call/ids.ts';
import type { Bypass } from '../policy.ts';
import { complain, expectFields, type Place, readField, readItems, readText } from '../reading.ts';

/** Reads an address in one of the notations that a bypass list may use; undefined if the text is none. */
export type AddressOf = (text: string) => CallerAddress | undefined;

/** A bypass list may name each caller by phone number, address or caller id. */
export function readBypass(place: Place, addressOf: AddressOf): Omit<Bypass, 'mode'> {
  expectFields(place, ['callers']);
  const addresses: CallerAddress[] = [];
  const callerIds: CallerId[] = [];
  for (const item of readItems(readField(place, 'callers'), { min: 1, max: 1000 })) {
    const text = readText(item, 200).trim();
    const address = addressOf(text);
    if (address && isIntended(address, text)) addresses.push(address);
    else if (text.startsWith('clr_')) callerIds.push(text as CallerId);
    // `readText` has already reported an empty text.
    else if (text !== '') complain(item, allowedForms);
  }
  return { is: 'bypass', addresses, callerIds };
}

/** A text of an unknown form, such as an e-mail address, is probably a mistake unless it has the prefix `other:`. */
function isIntended(address: CallerAddress, text: string): boolean {
  return !address.startsWith('other:') || text.startsWith('other:');
}

const allowedForms =
  'must be a phone number with its country, such as +442071838750, a LID such as lid:12345, an address of WhatsApp such as 12345@lid, or the id of a caller';
