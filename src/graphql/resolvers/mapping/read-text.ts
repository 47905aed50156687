import { RequestError } from '../../../access/errors.ts';

/** Texts are counted in characters as people see them in the contract: UTF-16 units would count emoji twice. */
export function readText(argument: string, text: string, maxCharacters: number): string {
  const isShort = text.length <= maxCharacters || [...text].length <= maxCharacters;
  if (text.trim() !== '' && isShort) return text;
  throw new RequestError('BAD_USER_INPUT', `${argument}: from 1 to ${maxCharacters} characters.`, {
    argument,
  });
}
