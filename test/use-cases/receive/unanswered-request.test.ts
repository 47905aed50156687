import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action } from '../../model/actions.ts';
import { type ModelClock, startClock } from '../../model/clock.ts';
import { judge } from '../../model/judge.ts';
import { perform } from '../../model/perform.ts';
import { quieten } from '../../model/quiet.ts';
import { type Stage, stageOnPostgres } from '../../model/stage.ts';
import { startWorld, type World } from '../../model/world.ts';

/** One process is stopped with a rejection that it has not sent, until its lease has ended. */
const stopped: readonly Action[] = [
  { is: 'ring', by: 0, call: 0, agoMs: 0 },
  { is: 'trap', of: 0, point: 'after record', harm: 'freezes' },
  { is: 'reject', by: 0, call: 0, key: null, text: true },
  { is: 'time passes', ms: 6000 },
];

/** Another has read what our requests may have done, and is about to record that the call was rejected. */
const aboutToRecord: readonly Action[] = [
  { is: 'trap', of: 1, point: 'after signal_facts', harm: 'stalls' },
  { is: 'signal', by: 1, call: 0, agoMs: 0, late: false, kind: { is: 'rejected' } },
];

describe('a report of a rejection that was read while our request was unanswered', () => {
  let stage: Stage;
  let clock: ModelClock;
  let world: World;
  beforeAll(async () => {
    stage = await stageOnPostgres();
    clock = startClock();
    world = await startWorld(stage, clock);
  });
  afterAll(async () => {
    await world.end();
    clock.stop();
    await stage.close();
  });

  it('is not taken for ours when that request was recorded as not sent, and its process died', async () => {
    for (const action of [...stopped, ...aboutToRecord]) await perform(world, action);
    const { traps } = world.process(0);
    traps.thaw();
    traps.set({ point: 'after postpone_effect', harm: 'dies' });
    await world.still();
    world.process(1).traps.release();
    await world.still();
    await quieten(world);
    expect(await judge(world)).toEqual([]);
    expect(await history(world)).toEqual([
      { kind: 'RANG', rejection: null },
      { kind: 'REJECT_REQUESTED', rejection: 'SENDING' },
      { kind: 'REJECTED', rejection: 'ALREADY_OVER' },
      { kind: 'FOLLOW_UP_NOT_SENT', rejection: 'ALREADY_OVER' },
    ]);
  });
});

function history({ stage }: World) {
  return stage.ask(
    `select kind, call->'rejection'->>'state' as rejection from journal order by revision`,
  );
}
