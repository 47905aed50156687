import { parseArgs } from 'node:util';

export interface Options {
  readonly rounds: number;
  /** How long one side is asked in one round. */
  readonly ms: number;
  /** How long the first minute is. */
  readonly firstMs: number;
  /** A database with so many calls is filled and queried as well. */
  readonly grownTo?: number;
  /** How many sockets watch, one measure for each. */
  readonly sockets: readonly number[];
  /** The names of the only measures to take. */
  readonly only?: readonly string[];
  /** Where the results are written as JSON. */
  readonly json: string;
}

const thorough = { rounds: 7, ms: 800, firstMs: 60_000, sockets: [500, 2000, 10_000] };
/** Filling a million takes some ten minutes. */
const calls = { thorough: 1_000_000, quick: 100_000 };
const quick = { rounds: 3, ms: 200, firstMs: 8000, sockets: [500] };

export function readOptions(args: readonly string[], names: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      grown: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      ms: { type: 'string' },
      only: { type: 'string', multiple: true },
      json: { type: 'string', default: 'bench-results.json' },
    },
  });
  const { only, json, grown } = values;
  for (const name of only ?? []) {
    if (!names.includes(name)) {
      throw new Error(`--only takes one of ${names.join(', ')}, not \`${name}\`.`);
    }
  }
  const defaults = values.quick ? quick : thorough;
  return {
    ...defaults,
    rounds: wholeNumber('rounds', values.rounds, defaults.rounds, 1, 50),
    ms: wholeNumber('ms', values.ms, defaults.ms, 50, 10_000),
    ...{ only, json },
    grownTo: grown ? calls[values.quick ? 'quick' : 'thorough'] : undefined,
  };
}

function wholeNumber(
  name: string,
  text: string | undefined,
  otherwise: number,
  least: number,
  most: number,
): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${name} takes a whole number from ${least} to ${most}, not \`${text}\`.`);
}
