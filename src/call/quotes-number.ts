/** Only the last digits are compared, because some ids lack the country code, or a digit after the area code. */
const comparedDigits = 8;
/** A shorter number is not looked for, because an id may contain its digits by chance. */
const fewestDigits = 7;

/**
 * Whether a provider's id of a call contains one of the addresses of its caller. Some ids hold it within Base64, as text or with two digits
 * in each byte. Such an id is masked for readers who may not see phone numbers.
 */
export function quotesNumber(providerCallId: string, addresses: readonly string[]): boolean {
  const digitsOfId = digitsWithin(providerCallId);
  return (
    addresses
      // The address of a caller whom the provider does not identify is made of the id itself.
      .filter((address) => !address.startsWith('other:caller-of:'))
      .map(digitsIn)
      .filter(({ length }) => length >= fewestDigits)
      .map((digits) => digits.slice(-comparedDigits))
      .some((lastDigits) => digitsOfId.some((digits) => digits.includes(lastDigits)))
  );
}

/** The digits of the id, and those of each part of it that may be Base64. */
function digitsWithin(id: string): string[] {
  const decoded = (id.match(/[\w+/-]{10,}/g) ?? []).map((part) => Buffer.from(part, 'base64'));
  const texts = decoded.flatMap((bytes) => [bytes.toString('latin1'), bytes.toString('hex')]);
  return [id, ...texts].map(digitsIn);
}

const digitsIn = (text: string) => text.replaceAll(/\D/g, '');
