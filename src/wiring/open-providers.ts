import { createGenesys } from '../providers/genesys/genesys.ts';
import type { ProviderHttp } from '../providers/outgoing/provider-http.ts';
import { createPilotStatus } from '../providers/pilot-status/pilot-status.ts';
import type { Provider, ProviderName } from '../providers/provider.ts';
import { createWaha } from '../providers/waha/waha.ts';
import { createWawp } from '../providers/wawp/wawp.ts';
import { createWuts } from '../providers/wuts/wuts.ts';

export interface ProviderParts {
  readonly http: ProviderHttp;
  /** For what waits for events. */
  readonly polls: ProviderHttp;
  readonly now: () => Date;
}

/** Whose lines are listened to, because they do not call us. */
export const listenedTo: readonly ProviderName[] = ['GENESYS'];

/** Every provider that lines can be at. */
export function openProviders({
  http,
  polls,
  now,
}: ProviderParts): ReadonlyMap<ProviderName, Provider> {
  return byName([
    createPilotStatus(http),
    createWawp(http),
    createWuts(http),
    createWaha(http),
    createGenesys({ http, polls, now }),
  ]);
}

function byName(list: readonly unknown[]): ReadonlyMap<ProviderName, Provider> {
  return new Map((list as Provider[]).map((provider) => [provider.name, provider]));
}
