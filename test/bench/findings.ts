import type { SideName } from './side.ts';

/** What a measure says about one side, over all rounds. */
export interface Reading {
  readonly measure: string;
  readonly side: SideName | 'raw ws';
  readonly unit: 'req/s' | 'ms' | 'MB';
  readonly median: number;
  readonly p50Ms?: number;
  /** Of one operation: in the side's own process, and in all of PostgreSQL's. Null: this system does not tell. */
  readonly cpu?: { readonly nodeUs: number; readonly postgresUs: number } | null;
}

export interface Goal {
  readonly what: string;
  readonly better: 'more' | 'less';
  readonly goal: number;
  readonly stretch?: number;
}

/** A goal, and what was measured: the median of the rounds unless the goal says otherwise. */
export interface Finding extends Goal {
  readonly measured: number;
  readonly least: number;
  readonly most: number;
}

export interface Found {
  readonly readings: readonly Reading[];
  readonly findings: readonly Finding[];
}

export type Verdict = 'stretch' | 'holds' | 'does not hold';

export function verdictOf({ better, goal, stretch, measured }: Finding): Verdict {
  const reaches = (bound: number) => (better === 'more' ? measured >= bound : measured <= bound);
  if (stretch !== undefined && reaches(stretch)) return 'stretch';
  return reaches(goal) ? 'holds' : 'does not hold';
}
