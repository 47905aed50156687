/** The close codes of this service, and the common ones of browsers and of the WebSocket protocol. */
const knownCodes = [
  '1000',
  '1001',
  '1005',
  '1006',
  '1009',
  '1011',
  '1012',
  '1013',
  '4400',
  '4401',
  '4403',
  '4406',
  '4408',
  '4409',
  '4429',
  '4500',
];
const otherCode = 'other';

/** Every value of the label `code` of closed websockets. */
export const closeCodeLabels: readonly string[] = [...knownCodes, otherCode];

/** A code that a client invents counts as `other`, so that clients cannot create series. */
export function closeCodeLabel(code: number): string {
  return knownCodes.find((known) => known === `${code}`) ?? otherCode;
}
