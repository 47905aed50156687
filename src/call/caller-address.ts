import { readPhone } from './phone.ts';

/**
 * A caller's address in canonical form: equal for the same caller on every line.
 * A LID (WhatsApp's hidden identity) is its own kind: its digits are not a phone number. `other` is any other id of a provider.
 */
export type CallerAddress =
  | `phone:+${string}`
  | `lid:${string}`
  | `group:${string}`
  | `other:${string}`;

export function phoneAddress(digits: string): CallerAddress {
  return `phone:+${digits.replace(/\D/g, '')}`;
}

/** Reads an address in canonical form, or a phone number in any usual notation with its country code. */
export function readAddress(text: string): CallerAddress | undefined {
  // Such as `phone:+15551234567` or `lid:123`.
  if (/^phone:\+[1-9]\d{6,14}$|^(lid|group|other):\S+$/.test(text)) return text as CallerAddress;
  const phone = readPhone(text.replace(/^phone:/, ''));
  return phone === undefined ? undefined : phoneAddress(phone);
}

export function phoneOf(addresses: readonly CallerAddress[]): string | undefined {
  return addresses.find((address) => address.startsWith('phone:'))?.slice('phone:'.length);
}

export function isGroup(addresses: readonly CallerAddress[]): boolean {
  return addresses.some((address) => address.startsWith('group:'));
}

/** Every phone number and every user id of a provider has at least this many digits. */
const minDigits = 5;

/** False for placeholders of a provider such as `anonymous`, `unknown`, `0` and `+`. */
export function namesSomebody(atProvider: string): boolean {
  return atProvider.replace(/\D/g, '').length >= minDigits;
}

/** The address of a caller whom the provider does not identify. It is valid for one call. */
export function unnamedCallerOf(providerCallId: string): CallerAddress {
  return `other:caller-of:${providerCallId}`;
}

/** False for a caller who cannot be texted, because the address is a placeholder or is valid for one call only. */
export function isReachable(address: CallerAddress): boolean {
  if (!address.startsWith('other:')) return true;
  return !address.startsWith('other:caller-of:') && namesSomebody(address);
}
