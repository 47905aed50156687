import { readPhone } from './phone.ts';

/**
 * Where a caller was seen, in a form that is equal for equal callers whatever the line.
 * A LID is an identity of its own: its digits are never a phone number.
 */
export type CallerAddress =
  | `phone:+${string}`
  | `lid:${string}`
  | `group:${string}`
  | `other:${string}`;

export function phoneAddress(digits: string): CallerAddress {
  return `phone:+${digits.replace(/\D/g, '')}`;
}

/** Our own way to write an address, or a phone number with its country as a person writes it. */
export function readAddress(text: string): CallerAddress | undefined {
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
