import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action } from './actions.ts';
import { type ModelClock, startClock } from './clock.ts';
import { judge } from './judge.ts';
import { perform } from './perform.ts';
import { quieten } from './quiet.ts';
import { type Stage, stageOnPostgres } from './stage.ts';
import { startWorld, type World } from './world.ts';

const ring: Action = { is: 'ring', by: 0, call: 0, agoMs: 0 };
const reject = { is: 'reject', by: 0, call: 0, key: null, text: false } as const;
const carrier = (mood: Extract<Action, { is: 'the carrier' }>['mood']): Action => ({
  ...{ is: 'the carrier', mood },
});

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

  async function judged(story: readonly Action[], plant: (world: World) => Promise<unknown>) {
    const world = await startWorld(stage, clock);
    try {
      for (const action of story) await perform(world, action);
      await quieten(world);
      await plant(world);
      return { calls: await rejections(), violations: await judge(world) };
    } finally {
      await world.end();
    }
  }

  const rejections = () =>
    stage.ask(`select status, rejection->>'state' as rejection, rejections from calls,
      lateral (select count(distinct call->'rejection'->>'id')::int as rejections from journal where call_id = calls.id) j`);

  it('lets a late yes to a rejection confirm the one that was wished after another attempt was refused', async () => {
    const refusedMeanwhile: readonly Action[] = [
      ...[carrier('does it'), carrier('refuses'), carrier('is not there')],
      { is: 'trap', of: 0, point: 'after the provider processed it', harm: 'freezes' },
      reject,
      { is: 'time passes', ms: 6000 },
      { is: 'recover', by: 1 },
      { ...reject, by: 1 },
    ];
    expect(await judged([ring, ...refusedMeanwhile], async () => {})).toEqual({
      calls: [{ status: 'REJECTED', rejection: 'CONFIRMED', rejections: 2 }],
      violations: [],
    });
  });

  it('finds a rejection that is CONFIRMED and was refused', async () => {
    const confirm = (field: string) => `jsonb_set(${field}, '{state}', '"CONFIRMED"')`;
    const planted = await judged([ring, carrier('refuses'), reject], async () => {
      await stage.ask(`update calls set rejection = ${confirm('rejection')}`);
      await stage.ask(`update journal set call = jsonb_set(call, '{rejection}', ${confirm(`call->'rejection'`)})
        where call->'rejection' is not null and jsonb_typeof(call->'rejection') = 'object'`);
    });
    expect(planted.violations).toContain(
      'I2: the rejection of call-0 is CONFIRMED, which nothing brought about',
    );
  });
});
