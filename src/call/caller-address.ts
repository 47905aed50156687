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

export function phoneOf(addresses: readonly CallerAddress[]): string | undefined {
  return addresses.find((address) => address.startsWith('phone:'))?.slice('phone:'.length);
}

export function isGroup(addresses: readonly CallerAddress[]): boolean {
  return addresses.some((address) => address.startsWith('group:'));
}
