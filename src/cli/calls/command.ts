import type { ParseArgsOptionDescriptor } from 'node:util';
import type { Environment } from '../../config.ts';

/** 1: what was asked for did not succeed. 2: the command line is wrong. 3: the service cannot be reached. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface Option extends ParseArgsOptionDescriptor {
  /** How the value is shown in the help, such as `PHONE`. */
  readonly value?: string;
  readonly help: string;
}

export interface Command {
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What follows the command's name, such as `CALL`. */
  readonly takes: string;
  readonly details: string;
  readonly options: Readonly<Record<string, Option>>;
  /** The numbers of words that may follow the command's name. */
  readonly words: readonly [least: number, most: number];
  run(input: Input): Promise<ExitCode>;
}

export interface Input {
  readonly words: readonly string[];
  readonly options: Options;
  readonly out: Output;
  /** Aborts when the user has had enough. */
  readonly signal: AbortSignal;
}

export interface Options {
  /** The settings that apply where an option is not given. */
  readonly environment: Environment;
  /** Undefined: not given. */
  text(name: string): string | undefined;
  /** For an option that may be repeated. */
  texts(name: string): readonly string[];
  isOn(name: string): boolean;
  /** Throws a UsageError for anything but a whole number from `least` to `most`. */
  count(name: string, least: number, most: number): number | undefined;
}

export type Colour = 'green' | 'yellow' | 'red' | 'cyan' | 'gray';

export interface Output {
  readonly isJson: boolean;
  /** For people. Nothing with `--json`. */
  line(text: string): void;
  /** For programs: one JSON value in each line. Nothing without `--json`. */
  json(value: unknown): void;
  /** On standard error, in both forms. */
  note(text: string): void;
  /** The text in a colour, where standard output shows colours. */
  paint(colour: Colour, text: string): string;
}

/** What the user can mend: shown without a stack. */
export class Refusal extends Error {
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

export class UsageError extends Refusal {
  constructor(message: string) {
    super(message, 2);
  }
}
