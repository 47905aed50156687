import { redact } from '../log/redact.ts';

/** What is wrong with a value and what to do, as a text that follows the setting's name. Never contains a secret. */
export class Problem {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export interface Setting<Value = unknown> {
  /** In the form that the environment has. It may depend on the kind of database. */
  readonly default?: string | { readonly embedded: string; readonly postgres: string };
  /** For the table in the documentation, where there is no `default`: the origin of the value. */
  readonly otherwise?: string;
  /** For the table in the documentation. */
  readonly meaning: string;
  /** Gets text that is trimmed and not empty. */
  readonly read: (text: string) => Value | Problem;
}

export function wholeNumber(least: number, most: number) {
  return (text: string): number | Problem => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    return new Problem(`is ${quote(text)}; give a whole number from ${least} to ${most}.`);
  };
}

export function oneOf<Choice extends string>(choices: readonly Choice[]) {
  return (text: string): Choice | Problem => {
    const choice = choices.find((candidate) => candidate === text);
    return choice ?? new Problem(`is ${quote(text)}; give one of ${choices.join(', ')}.`);
  };
}

/** Comma-separated items. Empty items are skipped. `check` answers the problem of one item. */
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

export function listOfAtMost(most: number, check: (item: string) => Problem | undefined) {
  const readList = list(check);
  return (text: string): readonly string[] | Problem => {
    const items = readList(text);
    if (items instanceof Problem || items.length <= most) return items;
    return new Problem(`has ${items.length} items; give at most ${most}.`);
  };
}

export const anyText = (text: string): string | Problem => text;

/** Masks secrets: a user may have pasted one into the wrong setting. */
export function quote(text: string): string {
  return `\`${redact(text)}\``;
}
