import { startGenesysSimulator } from '../../simulator/genesys/genesys.ts';
import { startPilotStatusSimulator } from '../../simulator/pilot-status/pilot-status.ts';
import { startTelnyxSimulator } from '../../simulator/telnyx/telnyx.ts';
import { startWahaSimulator } from '../../simulator/waha-family/waha.ts';
import { startWawpSimulator } from '../../simulator/waha-family/wawp.ts';
import { startWutsSimulator } from '../../simulator/wuts/wuts.ts';

/** After this time a simulated caller hangs up, unless the scene says otherwise. */
const ringLimitMs = 25_000;
/** After this time the queue offers a rejected call again, to the same agent. */
const requeueAfterMs = 6_000;

export type DemoSimulators = Awaited<ReturnType<typeof startDemoSimulators>>;

/** Where the simulators listen, by the names of their providers. */
export type DemoPorts = Readonly<Record<string, number>>;

/**
 * One provider of each kind. They start before the app, which has to permit their ports. They take the ports of the last start if
 * these are free, because the app asks the providers of its lines before it is told of new ports.
 */
export async function startDemoSimulators(lastPorts: DemoPorts = {}) {
  const at = <Simulator>(name: string, start: (port: number) => Promise<Simulator>) =>
    startAt(lastPorts[name] ?? 0, start);
  const [pilotStatus, wawp, waha, genesys, wuts, telnyx] = await Promise.all([
    at('pilotStatus', (port) => startPilotStatusSimulator({ port, ringLimitMs })),
    // NOWEB is the engine of WAHA that reports the end of every call.
    at('wawp', (port) => startWawpSimulator({ port, engine: 'NOWEB', ringLimitMs })),
    at('waha', (port) => startWahaSimulator({ port, engine: 'NOWEB', ringLimitMs })),
    // Has no ring limit: the scenes end its calls.
    at('genesys', (port) => startGenesysSimulator({ port, requeueAfterMs, requeueTo: 'same' })),
    // Rejects have an effect here, to show what happens then. In reality a call that WUTS rejects usually rings on.
    at('wuts', (port) => startWutsSimulator({ port, ringLimitMs, honoursRejects: true })),
    at('telnyx', (port) => startTelnyxSimulator({ port, ringLimitMs })),
  ]);
  const all = { pilotStatus, wawp, waha, genesys, wuts, telnyx };
  const urls = Object.entries(all).map(([name, { url }]) => [name, new URL(url)] as const);
  const ports: DemoPorts = Object.fromEntries(urls.map(([name, url]) => [name, Number(url.port)]));
  return {
    ...all,
    ports,
    /** The hosts and ports that the app must allow. */
    hosts: urls.map(([, url]) => url.host),
    async close() {
      await Promise.all(Object.values(all).map((one) => one.close()));
    },
  };
}

async function startAt<Simulator>(
  port: number,
  start: (port: number) => Promise<Simulator>,
): Promise<Simulator> {
  try {
    return await start(port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return start(0);
  }
}
