import { parseArgs } from 'node:util';

export interface Options {
  readonly rounds: number;
  /** How long one side is asked in one round. */
  readonly ms: number;
  /** The name of the one measure to take. */
  readonly only?: string;
}

export function readOptions(args: readonly string[], names: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '5' },
      ms: { type: 'string', default: '600' },
      only: { type: 'string' },
    },
  });
  const { only } = values;
  if (only !== undefined && !names.includes(only)) {
    throw new Error(`--only takes one of ${names.join(', ')}, not \`${only}\`.`);
  }
  return {
    rounds: wholeNumber('rounds', values.rounds, 1, 50),
    ms: wholeNumber('ms', values.ms, 50, 10_000),
    only,
  };
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`--${name} takes a whole number from ${least} to ${most}, not \`${text}\`.`);
}
