import { readJsonObject } from '../kit/json.ts';
import type { ProviderHttp } from '../outgoing/provider-http.ts';

type BridgeAnswer = 'UP' | 'DOWN' | 'FULL' | 'FAILED';

/**
 * Any 2xx is a recording bridge that is up, unless its body says otherwise: `{"state": "FULL"}`.
 * All else failed: of a URL that has answered before, that is a bridge that is down.
 */
export function createBridgeHealth(http: ProviderHttp, settings: { readonly deadlineMs: number }) {
  return async (url: string, signal: AbortSignal): Promise<BridgeAnswer> => {
    const headers = { accept: 'application/json' };
    const timeoutMs = settings.deadlineMs;
    const answer = await http.request({ method: 'GET', url, headers, signal, timeoutMs });
    if (answer.is !== 'answered' || answer.status < 200 || answer.status > 299) return 'FAILED';
    return stateIn(answer.body) ?? 'UP';
  };
}

function stateIn(body: string): Exclude<BridgeAnswer, 'FAILED'> | undefined {
  const state = readJsonObject(body)?.state;
  const word = typeof state === 'string' ? state.toUpperCase() : '';
  return (['UP', 'DOWN', 'FULL'] as const).find((known) => known === word);
}
