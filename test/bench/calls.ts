import type { PilotStatusSimulator } from '../../src/simulator/pilot-status/pilot-status.ts';
import { load } from './load.ts';
import type { Side } from './side.ts';

let rung = 0;

/** What a provider tells of a call that it has not told of before. */
export function newRing() {
  const peerNumber = String(551_100_000_000 + (rung % 5000));
  return {
    event: 'call.ringing',
    id: `call_BENCH${String(++rung).padStart(12, '0')}`,
    direction: 'INBOUND',
    peerNumber,
    createdAt: new Date().toISOString(),
  };
}

/** Calls that ring at the provider and that the side knows of. */
export async function ringMany(
  side: Side,
  simulator: PilotStatusSimulator,
  count: number,
): Promise<string[]> {
  const ids: string[] = [];
  await load(16, 60_000, () => {
    if (ids.length === count) return null;
    const event = newRing();
    simulator.ring({ id: event.id, from: event.peerNumber });
    ids.push(event.id);
    return side.ask('webhook', event);
  });
  return ids;
}
