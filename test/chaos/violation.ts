import type { HistoryRecord } from './records.ts';

export const columns = [
  'LOST',
  'WRONG',
  'FORBIDDEN DUPLICATES',
  'EVENTS MISSED',
  'EVENTS DUPLICATED',
  'UNSTEADY',
] as const;

export interface Violation {
  /** By its name in the list of promises. */
  readonly invariant: `I${number}`;
  readonly column: (typeof columns)[number];
  readonly what: string;
  /** The lines of the histories that show it. */
  readonly proof: readonly (HistoryRecord | undefined)[];
}
