import { type CallerAddress, phoneAddress } from '../../call/caller-address.ts';
import { isPhone } from '../../call/phone.ts';
import type { TextRecipient } from '../provider.ts';

const maxLength = 256;

/**
 * Converts a WhatsApp address (JID) to a caller's address; null if it is empty or too long. `@c.us` and `@s.whatsapp.net` are phone
 * numbers. A device part (`5511:12@`, `5511.0:12@`) is ignored, because the person is the same. The digits of `@lid`, a hidden
 * identity, are not a phone number. `@g.us` is a group.
 */
export function addressOfJid(jid: string): CallerAddress | null {
  if (jid === '' || jid.length > maxLength) return null;
  const at = jid.lastIndexOf('@');
  if (at < 0) return isPhone(jid) ? phoneAddress(jid) : other(jid);
  const user = withoutDevice(jid.slice(0, at));
  if (user === '') return null;
  switch (jid.slice(at + 1).toLowerCase()) {
    case 'c.us':
    case 's.whatsapp.net':
      return isPhone(user) ? phoneAddress(user) : other(jid);
    case 'lid':
      return `lid:${user}`;
    case 'g.us':
      return `group:${user}`;
    default:
      return other(jid);
  }
}

/** Whether a given JID or phone number in any spelling is this caller. A LID and a phone number never match each other. */
export function isSameCaller(given: string, callerAtProvider: string): boolean {
  const address = addressOfJid(callerAtProvider);
  if (address === null) return false;
  return addressOfJid(given) === address || phoneAsWritten(given) === address;
}

/** A JID of a person without its device part; phone numbers are at `s.whatsapp.net`. Other JIDs are returned unchanged. */
export function plainJid(jid: string): string {
  const address = addressOfJid(jid) ?? '';
  if (address.startsWith('phone:+')) return `${address.slice('phone:+'.length)}@s.whatsapp.net`;
  if (address.startsWith('lid:')) return `${address.slice('lid:'.length)}@lid`;
  return jid;
}

/** The id of the chat with a caller in the format of WAHA and its derivatives; null if the caller is unknown. */
export function chatIdOf({ callerAtProvider, phone }: TextRecipient): string | null {
  const at = callerAtProvider.lastIndexOf('@');
  if (at > 0) return withoutDevice(callerAtProvider.slice(0, at)) + callerAtProvider.slice(at);
  const number = phone ?? callerAtProvider;
  return isPhone(number) ? `${number.replace('+', '')}@c.us` : null;
}

/** Reads a number with its country code as people write it: with spaces, with 00 instead of the plus, or with a national (0). */
function phoneAsWritten(text: string): CallerAddress | undefined {
  const digits = text
    .trim()
    .replace(/^(tel|whatsapp|phone):/i, '')
    .replace('(0)', '')
    .replace(/[\s().\-/\u2010-\u2015]/g, '')
    .replace(/^00/, '+');
  return /^\+?[1-9]\d{6,14}$/.test(digits) ? phoneAddress(digits) : undefined;
}

function withoutDevice(user: string): string {
  return user.replace(/(\.\d+)?:\d+$/, '');
}

function other(text: string): CallerAddress {
  return `other:whatsapp:${text}`;
}
