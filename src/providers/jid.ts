import { type CallerAddress, phoneAddress } from '../call/caller-address.ts';
import { isPhone } from '../call/phone.ts';
import type { TextRecipient } from './provider.ts';

const maxLength = 256;

/**
 * The one place that understands WhatsApp's addresses. `@c.us` and `@s.whatsapp.net` are the same person at the same phone;
 * a device part (`5511:12@`, `5511.0:12@`) is the same person on another device; `@lid` is an identity that hides
 * the phone, so its digits are never one; `@g.us` is a group. Null: nothing that can name anybody.
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

/** Whether two spellings mean the same person, as far as the spellings tell: a LID and a phone never do. */
export function isSameCaller(one: string, other: string): boolean {
  const address = addressOfJid(one);
  return address !== null && address === addressOfJid(other);
}

/** The chat with somebody, as WAHA and what is built on it name it; null when nobody is named. */
export function chatIdOf({ callerAtProvider, phone }: TextRecipient): string | null {
  const at = callerAtProvider.lastIndexOf('@');
  if (at > 0) return withoutDevice(callerAtProvider.slice(0, at)) + callerAtProvider.slice(at);
  const known = phone ?? callerAtProvider;
  return isPhone(known) ? `${known.replace('+', '')}@c.us` : null;
}

function withoutDevice(user: string): string {
  return user.replace(/(\.\d+)?:\d+$/, '');
}

function other(text: string): CallerAddress {
  return `other:whatsapp:${text}`;
}
