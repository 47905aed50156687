import type { IncomingMessage, ServerResponse } from 'node:http';

/** The part of every simulated line by which a caller rings. */
export interface Telephone {
  ring(options: { readonly from?: string; readonly ringLimitMs?: number }): { readonly id: string };
}

/** No provider has this path: it is how a person lets a simulated caller ring. */
export const ringPath = '/simulator/ring';

/** Answers `POST /simulator/ring?from=…&ringLimitMs=…` with the id of the call that rings now. False for any other request. */
export function ringsOnRequest(telephone: Telephone) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const url = new URL(request.url ?? '/', 'http://simulator');
    if (request.method !== 'POST' || url.pathname !== ringPath) return false;
    request.resume();
    const from = url.searchParams.get('from');
    const ringLimitMs = Number(url.searchParams.get('ringLimitMs'));
    const { id } = telephone.ring({
      ...(from !== null && { from }),
      ...(ringLimitMs > 0 && { ringLimitMs }),
    });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ id }));
    return true;
  };
}
