import { readJsonObject } from './json.ts';
import type { ProviderHttp } from './provider-http.ts';

type BridgeState = 'UP' | 'DOWN' | 'FULL';

/**
 * Any 2xx is a recording bridge that is up, unless its body says otherwise: `{"state": "FULL"}`.
 * No answer in time is one that is down: better to lose a call than to have one without its recording.
 */
export function createBridgeHealth(http: ProviderHttp, settings: { readonly deadlineMs: number }) {
  return async (url: string, signal: AbortSignal): Promise<BridgeState> => {
    const headers = { accept: 'application/json' };
    const timeoutMs = settings.deadlineMs;
    const answer = await http.request({ method: 'GET', url, headers, signal, timeoutMs });
    if (answer.is !== 'answered' || answer.status < 200 || answer.status > 299) return 'DOWN';
    return stateIn(answer.body) ?? 'UP';
  };
}

function stateIn(body: string): BridgeState | undefined {
  const state = readJsonObject(body)?.state;
  const word = typeof state === 'string' ? state.toUpperCase() : '';
  return (['UP', 'DOWN', 'FULL'] as const).find((known) => known === word);
}
