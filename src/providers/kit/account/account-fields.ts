import type { AccountInput, AccountProblem } from '../../provider.ts';
import { readBaseUrl } from './base-url.ts';

/** Reads one field of an account. `given` is undefined if the field was left out or null. */
export type AccountField<Value> = (given: unknown) => FieldResult<Value>;

export type FieldResult<Value> =
  | { readonly is: 'valid'; readonly value: Value }
  /** Each remedy is the end of a sentence that begins with the field's name. It never quotes the given value. */
  | { readonly is: 'invalid'; readonly remedies: readonly Remedy[] };

export interface Remedy {
  readonly remedy: string;
  /** The field within this field that is wrong. */
  readonly within?: string;
}

type Fields = Readonly<Record<string, AccountField<unknown>>>;
type ValueOf<Field> = Field extends AccountField<infer Value> ? Value : never;
/** The names of the fields that may be missing. */
type Optional<F extends Fields> = {
  [Name in keyof F]: undefined extends ValueOf<F[Name]> ? Name : never;
}[keyof F];

/** The type of the account that these fields read. An `optional` field is missing if it was left out. */
export type AccountOf<F extends Fields> = {
  readonly [Name in Exclude<keyof F, Optional<F>>]: ValueOf<F[Name]>;
} & { readonly [Name in Optional<F>]?: Exclude<ValueOf<F[Name]>, undefined> };

/** Reads all fields in order and returns the account, or the problems of all fields. */
export function readAccountFields<F extends Fields>(
  input: AccountInput,
  fields: F,
): AccountOf<F> | AccountProblem[] {
  const account: Record<string, unknown> = {};
  const problems: AccountProblem[] = [];
  for (const [name, read] of Object.entries(fields)) {
    const reading = read(input[name] ?? undefined);
    if (reading.is === 'invalid')
      problems.push(...reading.remedies.map((each) => toProblem(name, each)));
    else if (reading.value !== undefined) account[name] = reading.value;
  }
  return problems.length > 0 ? problems : (account as AccountOf<F>);
}

function toProblem(name: string, { within, remedy }: Remedy): AccountProblem {
  const field = within === undefined ? name : `${name}.${within}`;
  return { field, message: `${field} ${remedy}.` };
}

export function invalid(...remedies: readonly (string | Remedy)[]): FieldResult<never> {
  return {
    is: 'invalid',
    remedies: remedies.map((each) => (typeof each === 'string' ? { remedy: each } : each)),
  };
}

export function valid<Value>(value: Value): FieldResult<Value> {
  return { is: 'valid', value };
}

/** A text that must be given and must match `pattern`. */
export function text(pattern: RegExp, remedy: string): AccountField<string> {
  return (given) =>
    typeof given === 'string' && pattern.test(given) ? valid(given) : invalid(remedy);
}

/** A field that may be missing. */
export function optional<Value>(field: AccountField<Value>): AccountField<Value | undefined> {
  return (given) => (given === undefined ? valid(undefined) : field(given));
}

/** A field with a default. */
export function withDefault<Value>(
  byDefault: Value,
  field: AccountField<Value>,
): AccountField<Value> {
  return (given) => (given === undefined ? valid(byDefault) : field(given));
}

/** A boolean whose default is false. */
export const flag: AccountField<boolean> = withDefault(false, (given) =>
  typeof given === 'boolean' ? valid(given) : invalid('must be true or false'),
);

/** Text that needs no escaping in a header. */
export const token = /^[\x21-\x7e]{1,512}$/;

export const baseUrl: AccountField<string> = (given) => {
  const read = readBaseUrl(given);
  return read.is === 'url' ? valid(read.url) : invalid(read.message);
};

export const webhookSecret: AccountField<string | undefined> = optional(
  text(
    /^.{1,512}$/s,
    'must be a text that is not empty: leave it out when webhooks are not signed',
  ),
);

/** Returns the name in lower case, because node:http gives the names of headers in lower case. */
export function headerName(example: string): AccountField<string> {
  return (given) =>
    typeof given === 'string' && /^[a-z0-9-]{1,100}$/i.test(given)
      ? valid(given.toLowerCase())
      : invalid(`must be the name of a header, such as ${example}`);
}
