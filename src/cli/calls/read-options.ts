import { parseArgs } from 'node:util';
import type { Environment } from '../../config.ts';
import { type Command, type Option, type Options, UsageError } from './command.ts';

export const commonOptions: Readonly<Record<string, Option>> = {
  url: {
    type: 'string',
    value: 'URL',
    help: 'the service; otherwise CALLS_URL, or http://localhost:4000',
  },
  key: {
    type: 'string',
    value: 'KEY',
    help: 'an API key; otherwise CALLS_KEY, or the key of the demo in DATA_DIR',
  },
  json: { type: 'boolean', help: 'one JSON value a line instead of text' },
  help: { type: 'boolean', short: 'h', help: 'this help' },
};

/** The options as `parseArgs` returns them. An option that may be repeated is a list. */
type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

export interface Parsed {
  readonly words: readonly string[];
  readonly options: Options;
}

export function readOptions(
  command: Command,
  args: readonly string[],
  environment: Environment,
): Parsed {
  const { values, positionals } = parse(command, args);
  const [min, max] = command.words;
  const isHelp = values.help === true;
  if (!isHelp && (positionals.length < min || positionals.length > max)) {
    const tooMany = positionals
      .slice(max)
      .map((word) => `\`${word}\``)
      .join(' ');
    const problem =
      positionals.length < min ? `${command.takes} is missing` : `${tooMany} is too much`;
    throw new UsageError(`${problem}.`);
  }
  return { words: positionals, options: optionsOf(values, environment) };
}

function parse(command: Command, args: readonly string[]) {
  try {
    const options = { ...commonOptions, ...command.options };
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true });
    return { values: parsed.values as Values, positionals: parsed.positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function optionsOf(values: Values, environment: Environment): Options {
  const text = (name: string) => {
    const value = values[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    environment,
    text,
    texts(name) {
      const value = values[name];
      return Array.isArray(value) ? value.map(String) : [];
    },
    isOn: (name) => values[name] === true,
    count(name, min, max) {
      const given = text(name);
      if (given === undefined) return undefined;
      const value = Number(given);
      if (given.trim() !== '' && Number.isInteger(value) && value >= min && value <= max) {
        return value;
      }
      throw new UsageError(`--${name} is ${given}; give a whole number from ${min} to ${max}.`);
    },
  };
}
