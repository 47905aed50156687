import { createAuthenticate } from '../access/authenticate.ts';
import type { App } from '../app.ts';
import { planLines } from './demo/line-plans.ts';
import { people } from './demo/people.ts';
import { prepareLines } from './demo/prepare-lines.ts';
import { ringNowAndThen } from './demo/ring-now-and-then.ts';
import type { DemoSimulators } from './demo/simulators.ts';
import type { DemoKeys } from './local-secrets.ts';

export { type DemoSimulators, startDemoSimulators } from './demo/simulators.ts';

export interface Demo {
  readonly keys: Required<DemoKeys>;
  stop(): Promise<void>;
}

/** Some providers do not send callers' names. These callers first ring on WAHA, which does, so that their names are known. */
async function introducePeople(
  app: App,
  { waha }: DemoSimulators,
  tenantKey: string,
): Promise<void> {
  for (const person of [people.ana, people.chidi, people.grace, people.robocaller]) {
    waha.hangUp(waha.ring(person).id);
  }
  // The service knows the callers when the webhooks of their rings are delivered.
  await waha.webhooks.settled();
  const keysCachedMs = 0;
  const viewer = await createAuthenticate(app.db, keysCachedMs)(tenantKey);
  // Gold is the tier that the policy of the line “Members” admits.
  await app.perimeter.tagCaller(viewer, { phone: `+${people.ana.from}` }, 'gold');
}

/** Lines with simulated calls at every provider, to try the service without an account at any of them. */
export async function startDemo(
  app: App,
  simulators: DemoSimulators,
  keptKeys: DemoKeys,
  onError: (error: unknown) => void,
): Promise<Demo> {
  const keys = await prepareLines(app, planLines(simulators, new Date()), keptKeys);
  const isFirstStart = keptKeys.lineKey === undefined;
  if (isFirstStart) await introducePeople(app, simulators, keys.tenantKey);
  const ringing = ringNowAndThen(simulators, onError);
  // The greeting says that somebody rings, so the first call, at Pilot Status, must be recorded before it.
  await simulators.pilotStatus.webhooks.settled();
  return {
    keys,
    async stop() {
      ringing.stop();
      await simulators.close();
    },
  };
}
