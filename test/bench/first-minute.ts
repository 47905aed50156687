import type { Found, Goal } from './findings.ts';
import { openReject } from './measures.ts';
import { median, sum } from './numbers.ts';
import type { Options } from './options.ts';
import { finding, type Trial } from './rounds.ts';
import type { Stage } from './stage.ts';

const clients = 16;
const goal: Goal = {
  what: 'rejectCall, first minute ÷ steady state, 16 clients',
  ...{ better: 'more', goal: 0.8, stretch: 0.95 },
};

/** How many times the bare floor's rate ours is, in turns with it: neighbours slow both. */
interface Window {
  readonly ratio: number;
}

/**
 * Rejections from the first request of a process on an empty database on, with the plans and the statistics that this
 * leads to. Compared in the end with how it does then, when the database's own maintenance has been at work.
 */
export async function watchFirstMinute(stage: Stage, { firstMs, ms }: Options) {
  const trial = await openReject(stage, clients, 1.2);
  const first: Window[] = [];
  const endsAt = performance.now() + firstMs;
  while (performance.now() < endsAt) first.push(await windowOf(stage, trial, ms));
  return async (rounds: number): Promise<Found> => {
    const steady: Window[] = [];
    while (steady.length < rounds) steady.push(await windowOf(stage, trial, ms));
    const then = median(steady.map(({ ratio }) => ratio));
    const values = first.map(({ ratio }) => ratio / then);
    const found = finding(goal, values);
    return { readings: [], findings: [{ ...found, measured: sum(values) / values.length }] };
  };
}

async function windowOf(stage: Stage, trial: Trial, ms: number): Promise<Window> {
  const run = async (name: 'ours' | 'bare') =>
    (await trial.run(stage.sides[name], ms, () => {})).perSecond;
  const ours = await run('ours');
  return { ratio: ours / (await run('bare')) };
}
