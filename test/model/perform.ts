import type { Action } from './actions.ts';
import type { World } from './world.ts';

/** Lets one thing happen, and all that follows from it by itself. */
export async function perform(world: World, action: Action): Promise<void> {
  await begin(world, action);
  await world.still();
  const [violation] = world.evidence.violations;
  if (violation) throw new Error(violation);
}

async function begin(world: World, action: Action): Promise<void> {
  switch (action.is) {
    case 'ring': {
      const { call, agoMs } = action;
      const kind = { is: 'ringing' } as const;
      return world.tell(action.by, world.signals.make({ call, agoMs, kind, late: false }));
    }
    case 'signal':
      return world.tell(action.by, world.signals.make(action));
    case 'deliver again': {
      const { all } = world.signals;
      const signal = all[action.nth % Math.max(1, all.length)];
      return signal && world.tell(action.by, signal);
    }
    case 'reject': {
      const { call, key } = action;
      // What comes with the same key is the same wish, unless it is about another call.
      const text = action.text
        ? `Please write (${key ?? `wish ${world.wishes.length}`}).`
        : undefined;
      return world.wish(action.by, { call, key, text });
    }
    case 'the carrier':
      return world.carrier.next(action.mood);
    case 'the silent carrier':
      return world.carrier.speak(action.mood);
    case 'time passes':
      return world.timePasses(action.ms);
    case 'recover':
      return world.recover(action.by);
    case 'pass ring limits':
      return world.passRingLimits(action.by);
    case 'the kill switch':
      return world.turnKillSwitch(action.on);
    case 'trap':
      return world.process(action.of).traps.set(action);
    case 'thaw':
      return world.process(action.of).traps.thaw();
    case 'die':
      return world.process(action.of).traps.die();
  }
}
