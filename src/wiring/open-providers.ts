import { createGenesys } from '../providers/genesys/genesys.ts';
import type { ProviderParts } from '../providers/kit/provider-parts.ts';
import { createPilotStatus } from '../providers/pilot-status/pilot-status.ts';
import type { Provider, ProviderName } from '../providers/provider.ts';
import { createTelnyx } from '../providers/telnyx/telnyx.ts';
import { createWaha } from '../providers/waha/waha.ts';
import { createWawp } from '../providers/wawp/wawp.ts';
import { createWuts } from '../providers/wuts/wuts.ts';

interface ProviderEntry {
  readonly create: (parts: ProviderParts) => Provider;
  /** Whether the provider calls a webhook of this service, or this service holds a connection to the provider. */
  readonly events: 'webhook' | 'listen';
}

/** All providers that a line can have. */
const providers: Readonly<Record<ProviderName, ProviderEntry>> = {
  PILOT_STATUS: { create: createPilotStatus, events: 'webhook' },
  WAWP: { create: createWawp, events: 'webhook' },
  WUTS: { create: createWuts, events: 'webhook' },
  GENESYS: { create: createGenesys, events: 'listen' },
  WAHA: { create: createWaha, events: 'webhook' },
  TELNYX: { create: createTelnyx, events: 'webhook' },
};

const entries = Object.entries(providers) as [ProviderName, ProviderEntry][];

/** The providers to which this service holds connections. */
export const listenedTo: readonly ProviderName[] = entries
  .filter(([, { events }]) => events === 'listen')
  .map(([name]) => name);

export function openProviders(parts: ProviderParts): ReadonlyMap<ProviderName, Provider> {
  return new Map(entries.map(([name, { create }]) => [name, create(parts)]));
}
