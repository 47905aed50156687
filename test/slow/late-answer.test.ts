import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Action } from '../model/actions.ts';
import { type ModelClock, startClock } from '../model/clock.ts';
import { judge } from '../model/judge.ts';
import { perform } from '../model/perform.ts';
import { quieten } from '../model/quiet.ts';
import { type Stage, stageOnEmbedded } from '../model/stage.ts';
import { startWorld } from '../model/world.ts';

let stage: Stage;
let clock: ModelClock;
beforeAll(async () => {
  stage = await stageOnEmbedded();
  clock = startClock();
});
afterAll(async () => {
  clock.stop();
  await stage.close();
});

/** The process is frozen with the answer in its hands, and both it and the report go on at the same moment. */
const story: readonly Action[] = [
  { is: 'ring', by: 0, call: 0, agoMs: 0 },
  { is: 'the carrier', mood: 'is not there' },
  { is: 'trap', of: 0, point: 'after the answer', harm: 'freezes' },
  { is: 'reject', by: 0, call: 0, key: null, text: true },
  { is: 'time passes', ms: 6000 },
  { is: 'signal', by: 0, call: 0, agoMs: 0, late: false, kind: { is: 'rejected' } },
  { is: 'thaw', of: 0 },
];

it('an answer "not done" that is postponed after its lease withdraws what was concluded without it', async () => {
  for (let round = 0; round < 5; round++) {
    const world = await startWorld(stage, clock);
    try {
      for (const action of story) await perform(world, action);
      await quieten(world);
      expect(await judge(world)).toEqual([]);
    } finally {
      await world.end();
    }
  }
});
