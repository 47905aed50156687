import type { ParseArgsOptionDescriptor } from 'node:util';
import type { Environment } from '../../config.ts';

/** 0: done. 1: the command did not succeed. 2: the command line is wrong. 3: the service cannot be reached. */
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
  readonly words: readonly [min: number, max: number];
  run(input: Input): Promise<ExitCode>;
}

export interface Input {
  readonly words: readonly string[];
  readonly options: Options;
  readonly out: Output;
  /** Aborts when the user interrupts the command. */
  readonly signal: AbortSignal;
}

export interface Options {
  /** The environment variables, which apply if an option is not given. */
  readonly environment: Environment;
  /** Returns undefined if the option is not given. */
  text(name: string): string | undefined;
  /** For an option that may be repeated. */
  texts(name: string): readonly string[];
  isOn(name: string): boolean;
  /** Throws a UsageError for anything but a whole number from `min` to `max`. */
  count(name: string, min: number, max: number): number | undefined;
}

export type Colour = 'green' | 'yellow' | 'red' | 'cyan' | 'gray';

export interface Output {
  readonly isJson: boolean;
  /** Writes a line for people; does nothing with `--json`. */
  line(text: string): void;
  /** Writes one JSON value as a line, for programs; does nothing without `--json`. */
  json(value: unknown): void;
  /** Writes to standard error, with and without `--json`. */
  note(text: string): void;
  /** Returns the text in a colour, if standard output shows colours. */
  paint(colour: Colour, text: string): string;
}

/** An error that the user can correct. Only its message is shown, without a stack trace. */
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
