import { startGenesysSimulator } from '../../simulator/genesys/genesys.ts';
import { startPilotStatusSimulator } from '../../simulator/pilot-status/pilot-status.ts';
import { startTelnyxSimulator } from '../../simulator/telnyx/telnyx.ts';
import { startWahaSimulator } from '../../simulator/waha-family/waha.ts';
import { startWawpSimulator } from '../../simulator/waha-family/wawp.ts';
import { startWutsSimulator } from '../../simulator/wuts/wuts.ts';

/** After this time a simulated caller hangs up, unless the scene says otherwise. */
const ringLimitMs = 25_000;
const requeueAfterMs = 6_000;

export type DemoSimulators = Awaited<ReturnType<typeof startDemoSimulators>>;

/** One provider of each kind. They start before the app, which has to permit their ports. */
export async function startDemoSimulators() {
  const [pilotStatus, wawp, waha, genesys, wuts, telnyx] = await Promise.all([
    startPilotStatusSimulator({ ringLimitMs }),
    startWawpSimulator({ engine: 'NOWEB', ringLimitMs }),
    startWahaSimulator({ engine: 'NOWEB', ringLimitMs }),
    startGenesysSimulator({ requeueAfterMs, requeueTo: 'same' }),
    startWutsSimulator({ ringLimitMs, honoursRejects: true }),
    startTelnyxSimulator({ ringLimitMs }),
  ]);
  const all = { pilotStatus, wawp, waha, genesys, wuts, telnyx };
  const hosts = Object.values(all).map(({ url }) => new URL(url).host);
  return {
    ...all,
    /** The hosts and ports that the app must allow. */
    hosts,
    async close() {
      await Promise.all(Object.values(all).map((one) => one.close()));
    },
  };
}
