/** The end of a number: some ids lack its country code, or a digit after the area code. */
const comparedDigits = 8;
/** With fewer, equality may be chance. */
const fewestDigits = 7;

/**
 * Whether a provider's id of a call contains one of the addresses of its caller. Some ids hold it within Base64, as text or with two digits
 * in each byte.
 */
export function quotesNumber(providerCallId: string, addresses: readonly string[]): boolean {
  const readings = readingsOf(providerCallId);
  return addresses
    .filter((address) => !address.startsWith('other:caller-of:'))
    .map(digitsIn)
    .filter(({ length }) => length >= fewestDigits)
    .some((digits) => readings.some((reading) => reading.includes(digits.slice(-comparedDigits))));
}

function readingsOf(id: string): string[] {
  const decoded = (id.match(/[\w+/-]{10,}/g) ?? []).map((part) => Buffer.from(part, 'base64'));
  const texts = decoded.flatMap((bytes) => [bytes.toString('latin1'), bytes.toString('hex')]);
  return [id, ...texts].map(digitsIn);
}

const digitsIn = (text: string) => text.replaceAll(/\D/g, '');
