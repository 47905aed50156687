import { redact } from '../log/redact.ts';

/** What is wrong with a value and what to do, as a text that follows the setting's name. Never contains a secret. */
export class Problem {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export interface Setting<Value = unknown> {
  /** The default as it would be written in the environment. It may depend on the kind of database. */
  readonly default?: string | { readonly embedded: string; readonly postgres: string };
  /** What the documentation shows instead of a default, if there is no `default`. */
  readonly otherwise?: string;
  /** What the documentation says about the setting. */
  readonly meaning: string;
  /** Receives trimmed text that is not empty. */
  readonly read: (text: string) => Value | Problem;
}

export function wholeNumber(min: number, max: number) {
  return (text: string): number | Problem => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    return new Problem(`is ${quote(text)}; give a whole number from ${min} to ${max}.`);
  };
}

export function oneOf<Choice extends string>(choices: readonly Choice[]) {
  return (text: string): Choice | Problem => {
    const choice = choices.find((candidate) => candidate === text);
    return choice ?? new Problem(`is ${quote(text)}; give one of ${choices.join(', ')}.`);
  };
}

/** Reads comma-separated items and skips empty ones. `check` returns the problem of one item. */
export function list(check: (item: string) => Problem | undefined) {
  return (text: string): readonly string[] | Problem => {
    const items = text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    if (items.length === 0) return new Problem('holds only commas; remove it or give a value.');
    return items.map(check).find((problem) => problem !== undefined) ?? items;
  };
}

export function listOfAtMost(max: number, check: (item: string) => Problem | undefined) {
  const readList = list(check);
  return (text: string): readonly string[] | Problem => {
    const items = readList(text);
    if (items instanceof Problem || items.length <= max) return items;
    return new Problem(`has ${items.length} items; give at most ${max}.`);
  };
}

export const anyText = (text: string): string | Problem => text;

/** Quotes a value with secrets masked, because the operator may have pasted a secret into the wrong setting. */
export function quote(text: string): string {
  return `\`${redact(text)}\``;
}
