import { RequestError } from '../../../access/errors.ts';

/**
 * Throws for a text that is blank or too long. The limits of the API count Unicode characters. `length` counts UTF-16 units, of which
 * an emoji has two.
 */
export function readText(argument: string, text: string, maxCharacters: number): string {
  const isShort = text.length <= maxCharacters || [...text].length <= maxCharacters;
  if (text.trim() !== '' && isShort) return text;
  throw new RequestError('BAD_USER_INPUT', `${argument}: from 1 to ${maxCharacters} characters.`, {
    argument,
  });
}

export function readIdempotencyKey(key: string | null | undefined): string | undefined {
  return key == null ? undefined : readText('idempotencyKey', key, 200);
}
