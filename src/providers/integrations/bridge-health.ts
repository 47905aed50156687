import { readJsonObject } from '../kit/json.ts';
import type { ProviderHttp } from '../outgoing/provider-http.ts';

type BridgeAnswer = 'UP' | 'DOWN' | 'FULL' | 'FAILED';

/**
 * Checks the health of a recording bridge, a service that records calls. Any 2xx means UP, unless the body has another state, such as
 * `{"state": "FULL"}` if the bridge can take no more calls. Everything else is FAILED, which `saveBridgePoll` counts as DOWN if the
 * URL has answered before, and ignores otherwise, because the URL may be wrong.
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
