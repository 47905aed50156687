import { type CallerAddress, phoneAddress } from '../../call/caller-address.ts';
import { isPhone } from '../../call/phone.ts';
import type { TextRecipient } from '../provider.ts';

const maxLength = 256;

/**
 * The one place that understands WhatsApp's addresses. `@c.us` and `@s.whatsapp.net` are the same person at the same phone;
 * a device part (`5511:12@`, `5511.0:12@`) is the same person on another device; `@lid` is an identity that hides
 * the phone, so its digits are never one; `@g.us` is a group. Null: it names no person and no group.
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

/** Whether a JID, or a number as people write one, means this caller, as far as spellings tell: a LID and a phone never do. */
export function isSameCaller(given: string, callerAtProvider: string): boolean {
  const address = addressOfJid(callerAtProvider);
  if (address === null) return false;
  return addressOfJid(given) === address || phoneAsWritten(given) === address;
}

/** As documents show a JID: the person and not the device, a phone at `s.whatsapp.net`. What is no person's stays as it came. */
export function plainJid(jid: string): string {
  const address = addressOfJid(jid) ?? '';
  if (address.startsWith('phone:+')) return `${address.slice('phone:+'.length)}@s.whatsapp.net`;
  if (address.startsWith('lid:')) return `${address.slice('lid:'.length)}@lid`;
  return jid;
}

/** The id of the chat with a caller, as WAHA and its derivatives write it; null when the caller is unknown. */
export function chatIdOf({ callerAtProvider, phone }: TextRecipient): string | null {
  const at = callerAtProvider.lastIndexOf('@');
  if (at > 0) return withoutDevice(callerAtProvider.slice(0, at)) + callerAtProvider.slice(at);
  const known = phone ?? callerAtProvider;
  return isPhone(known) ? `${known.replace('+', '')}@c.us` : null;
}

/** As people write a number with its country: spaced, with 00 for the plus, with the zero that is dialled only at home. */
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
