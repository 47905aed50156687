import type { AccountInput, AccountProblem } from '../provider.ts';

export interface TextField {
  readonly needed?: true;
  readonly looksLike: RegExp;
  /** What would be right, as the end of a sentence that begins with the field's name. */
  readonly remedy: string;
}

/** Takes what is left out or null as absent; a problem never repeats what was given. */
export function readTextFields<Field extends string>(
  input: AccountInput,
  fields: Readonly<Record<Field, TextField>>,
): { texts: Partial<Record<Field, string>>; problems: AccountProblem[] } {
  const texts: Partial<Record<Field, string>> = {};
  const problems: AccountProblem[] = [];
  for (const field of Object.keys(fields) as Field[]) {
    const { needed, looksLike, remedy } = fields[field];
    const value = input[field] ?? undefined;
    if (typeof value === 'string' && looksLike.test(value)) texts[field] = value;
    else if (value !== undefined || needed) {
      problems.push({ field, message: `${field} ${remedy}.` });
    }
  }
  return { texts, problems };
}
