import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DatabaseUnavailableError } from '../../src/db/connection/database.ts';
import type { Action } from './actions.ts';
import { type ModelClock, startClock } from './clock.ts';
import { judge } from './judge.ts';
import { perform } from './perform.ts';
import { quieten } from './quiet.ts';
import { type Stage, stageOnPostgres } from './stage.ts';
import { startWorld, type World } from './world.ts';

const ring: Action = { is: 'ring', by: 0, call: 0, agoMs: 0 };
const reject: Action = { is: 'reject', by: 0, call: 0, key: null, text: true };
const signal = { is: 'signal', by: 0, agoMs: 0, late: false } as const;
const stallsBeforeRecord: Action = { is: 'trap', of: 0, point: 'before record', harm: 'stalls' };

/** The process is stopped for longer than a recording may wait in it. */
const stops: readonly Action[] = [
  { is: 'trap', of: 0, point: 'after signal_facts', harm: 'freezes' },
  { ...signal, call: 2, kind: { is: 'noted', what: 'anything' } },
  { is: 'time passes', ms: 6000 },
  { is: 'thaw', of: 0 },
];

describe('the model', () => {
  let stage: Stage;
  let clock: ModelClock;
  beforeAll(async () => {
    stage = await stageOnPostgres();
    clock = startClock();
  });
  afterAll(async () => {
    clock.stop();
    await stage.close();
  });

  async function inWorld<Seen>(see: (world: World) => Promise<Seen>): Promise<Seen> {
    const world = await startWorld(stage, clock);
    return see(world).finally(() => world.end());
  }

  async function judged(story: readonly Action[]) {
    return inWorld(async (world) => {
      for (const action of story) await perform(world, action);
      const answers = world.wishes.map(({ answer }) => answer?.is ?? 'none');
      await quieten(world);
      return { answers, violations: await judge(world) };
    });
  }

  it('lets a stopped process refuse the request that waited in it for another', async () => {
    expect(await judged([ring, stallsBeforeRecord, reject, reject, ...stops])).toEqual({
      answers: ['rejected', 'none'],
      violations: [],
    });
  });

  it('lets a stopped process leave an answer to others that waited in it for another', async () => {
    const answered: readonly Action[] = [
      { is: 'the carrier', mood: 'is silent' },
      reject,
      stallsBeforeRecord,
      { ...signal, call: 0, kind: { is: 'noted', what: 'anything' } },
      { is: 'the silent carrier', mood: 'does it' },
    ];
    expect(await judged([ring, ...answered, ...stops])).toEqual({
      answers: ['rejected'],
      violations: [],
    });
  });

  it('lets no step stall while time passes, also when the next step of it stalls', async () => {
    const stall = { is: 'trap', of: 0, harm: 'stalls' } as const;
    const stalls: readonly Action[] = [
      { ...stall, point: 'before record' },
      { ...stall, point: 'before the request' },
    ];
    const rejectedByPolicy: Action = { is: 'ring', by: 0, call: 3, agoMs: 0 };
    const story = [ring, ...stalls, rejectedByPolicy, { is: 'time passes', ms: 46_000 }] as const;
    expect(await judged(story)).toEqual({ answers: [], violations: [] });
  });

  it('lets a rejection wait for as long as its line was asked to', async () => {
    const asked: Action = { is: 'the carrier', mood: 'has too many requests for long' };
    const elapse = (ms: number): Action => ({ is: 'time passes', ms });
    const rejected: Action = { ...signal, call: 0, kind: { is: 'rejected' } };
    const story = [ring, asked, reject, rejected, elapse(46_000), ring, elapse(1000), reject];
    expect((await judged(story)).violations).toEqual([]);
  });

  it('lets no other process refuse a request', async () => {
    await inWorld(async (world) => {
      await perform(world, ring);
      const { db } = world.process(0).deps;
      vi.spyOn(db, 'run').mockRejectedValueOnce(new DatabaseUnavailableError('planted'));
      await expect(perform(world, reject)).rejects.toThrow(
        'a reject failed: RequestError: The database does not answer.',
      );
    });
  });
});
