import type { CallbackHttp } from '../graphql/callbacks/courier.ts';
import { createListedHostsGuard } from '../providers/outgoing/listed-hosts.ts';
import { createProviderHttp } from '../providers/outgoing/provider-http.ts';

export interface ClosingCallbackHttp extends CallbackHttp {
  close(): Promise<void>;
}

/** Opens an HTTP client of its own, so that slow routers do not delay requests to providers. Null if no host is listed. */
export function openCallbackHttp(hosts: readonly string[]): ClosingCallbackHttp | null {
  if (hosts.length === 0) return null;
  const guard = createListedHostsGuard(hosts);
  // One process may have 5000 subscriptions of one router (`limits.ts`), each with an event and a `check` at a time:
  // 128 of these requests are open at once, and the others wait.
  const http = createProviderHttp({ guard, connectionsPerOrigin: 128, requestsPerOrigin: 11_000 });
  return {
    problemWith: guard.problemWith,
    post: (request) => http.request({ method: 'POST', ...request }),
    close: http.close,
  };
}
