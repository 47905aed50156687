import type { Options } from './options.ts';
import type { Side } from './side.ts';
import type { Stage } from './stage.ts';

export interface Measure {
  readonly name: string;
  readonly what: string;
  readonly floor: string;
  readonly unit: 'req/s' | 'ms';
  open(stage: Stage): Promise<Trial>;
}

export interface Trial {
  /** Whatever is to be measured is prepared before it looks at the clock. */
  run(side: Side, ms: number): Promise<number>;
  close?(): Promise<void>;
}

export interface Row {
  readonly measure: Measure;
  readonly ratio: { readonly median: number; readonly least: number; readonly most: number };
  readonly ours: number;
  readonly floor: number;
}

/** V8 optimises what has run some thousand times. */
const warmUpTimes = 4;

/** Floor and ours take turns, so that both meet the same neighbours; each round has a ratio of its own. */
export async function compare(
  measure: Measure,
  stage: Stage,
  { rounds, ms }: Options,
): Promise<Row> {
  const trial = await measure.open(stage);
  try {
    await trial.run(stage.floor, ms * warmUpTimes);
    await trial.run(stage.ours, ms * warmUpTimes);
    const floor: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < rounds; round++) {
      floor.push(await trial.run(stage.floor, ms));
      ours.push(await trial.run(stage.ours, ms));
    }
    const ratios = ours.map((value, round) => value / (floor[round] ?? Number.NaN));
    return {
      measure,
      ratio: { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) },
      ours: median(ours),
      floor: median(floor),
    };
  } finally {
    await trial.close?.();
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
