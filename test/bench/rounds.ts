import type { CpuMeter } from './cpu.ts';
import type { Finding, Found, Goal, Reading } from './findings.ts';
import type { Load } from './load.ts';
import { median, sum } from './numbers.ts';
import type { Options } from './options.ts';
import type { Side, SideName } from './side.ts';
import type { Stage } from './stage.ts';

export interface Measure {
  readonly name: string;
  readonly sides: readonly SideName[];
  readonly goals: readonly RatioGoal[];
  open(stage: Stage): Promise<Trial>;
}

export interface Trial {
  /** Whatever is to be measured is prepared before it looks at the clock. */
  run(side: Side, ms: number, meter: () => void): Promise<Load>;
  close?(): Promise<void>;
}

/** `of` divided by `by`, in the rates or in the median latencies of one round. */
export interface RatioGoal extends Goal {
  readonly of: SideName;
  readonly by: SideName;
  readonly in: 'perSecond' | 'p50Ms';
}

/** V8 optimises what has run some thousand times. */
const warmUpTimes = 4;

interface Round {
  readonly load: Load;
  readonly cpu: Awaited<ReturnType<CpuMeter['since']>>;
}

/** The sides take turns, so that all meet the same neighbours; each round has ratios of its own. */
export async function measure(one: Measure, stage: Stage, options: Options): Promise<Found> {
  const { rounds, ms } = options;
  const trial = await one.open(stage);
  const taken = new Map<SideName, Round[]>(one.sides.map((name) => [name, []]));
  const run = (name: SideName, forMs: number) => runOne(trial, stage, name, forMs);
  try {
    for (const name of one.sides) await run(name, ms * warmUpTimes);
    for (let round = 0; round < rounds; round++) {
      // Whoever is first in one round is last in the next.
      const order = round % 2 === 0 ? one.sides : one.sides.toReversed();
      for (const name of order) taken.get(name)?.push(await run(name, ms));
    }
  } finally {
    await trial.close?.();
  }
  const loadsOf = (name: SideName) => (taken.get(name) ?? []).map(({ load }) => load);
  return {
    readings: one.sides.map((name) => readingOf(one.name, name, taken.get(name) ?? [])),
    findings: one.goals.map((goal) => findingOf(goal, loadsOf(goal.of), loadsOf(goal.by))),
  };
}

async function runOne(trial: Trial, stage: Stage, name: SideName, ms: number): Promise<Round> {
  const side = stage.sides[name];
  let before = stage.cpu.now(side.pid);
  const load = await trial.run(side, ms, () => {
    before = stage.cpu.now(side.pid);
  });
  return { load, cpu: stage.cpu.since(side.pid, before) };
}

function readingOf(measureName: string, side: SideName, rounds: readonly Round[]): Reading {
  const operations = sum(rounds.map(({ load }) => load.operations));
  const cpus = rounds.map(({ cpu }) => cpu).filter((cpu) => cpu !== null);
  const each = (pick: 'nodeUs' | 'postgresUs') => sum(cpus.map((cpu) => cpu[pick])) / operations;
  return {
    measure: measureName,
    side,
    unit: 'req/s',
    median: median(rounds.map(({ load }) => load.perSecond)),
    p50Ms: median(rounds.map(({ load }) => load.p50Ms)),
    cpu:
      cpus.length === rounds.length
        ? { nodeUs: each('nodeUs'), postgresUs: each('postgresUs') }
        : null,
  };
}

function findingOf(goal: RatioGoal, of: readonly Load[], by: readonly Load[]): Finding {
  const ratios = of.map((one, round) => one[goal.in] / (by[round]?.[goal.in] ?? Number.NaN));
  return finding(goal, ratios);
}

/** The median of all, and how far apart they are. */
export function finding(goal: Goal, values: readonly number[]): Finding {
  const { what, better, goal: bound, stretch } = goal;
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return { what, better, goal: bound, stretch, measured: median(values), least, most };
}
