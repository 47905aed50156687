import { type After, firstCall, type Scene, scenes } from './scenes.ts';
import type { DemoSimulators } from './simulators.ts';

/** A scene is at most three calls and under a minute long, so only a few calls are ever open. */
const betweenScenesMs = 9_000;

/** Plays the scenes one after the other until it is stopped. */
export function ringNowAndThen(
  simulators: DemoSimulators,
  onError: (error: unknown) => void,
): { stop(): void } {
  const timers = new Set<NodeJS.Timeout>();
  let next = 0;

  const after: After = (ms, then) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      attempt(then);
    }, ms);
    timer.unref();
    timers.add(timer);
  };

  /** Reports an error of a scene: thrown from a timer, it would end the process. */
  function attempt(run: () => void): void {
    try {
      run();
    } catch (error) {
      onError(error);
    }
  }

  function play(scene: Scene | undefined): void {
    if (scene) attempt(() => scene(simulators, after));
    after(betweenScenesMs, () => play(scenes[next++ % scenes.length]));
  }

  attempt(() => firstCall(simulators, after));
  after(1_000, () => play(scenes[next++ % scenes.length]));
  return {
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
