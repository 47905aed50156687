import { Problem, quote } from './setting.ts';

/** Accepts only names that need no quotes in SQL. */
export function readSchemaName(text: string): string | Problem {
  if (/^[a-z_][a-z0-9_]{0,62}$/.test(text) && !text.startsWith('pg_')) return text;
  return new Problem(
    `is ${quote(text)}; give a name of lower-case letters, digits and underscores that does not begin with pg_.`,
  );
}
