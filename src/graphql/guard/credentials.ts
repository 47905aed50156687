import type { IncomingHttpHeaders } from 'node:http';
import { routerCredential } from '../../access/users/router-identity.ts';

/**
 * The credential in the headers of a request or of a websocket's upgrade. `authenticate` checks it later: an API key, a token, or, if
 * the header of a router's secret is there, one text of the secret and of the user whom the router names. A key or token beside that
 * header is ignored, even if the secret is wrong.
 */
export function credentialInHeaders(headers: IncomingHttpHeaders): string | undefined {
  return (
    routerCredential((name) => headers[name]) ??
    credentialOf(headers.authorization) ??
    credentialOf(headers['x-api-key'])
  );
}

/** The same in the payload of `connection_init`. Clients and routers put it in different places. */
export function credentialInConnectionParams(payload: unknown): string | undefined {
  const params = fieldsOf(payload);
  const headers = fieldsOf(params.headers);
  const nested = fieldsOf(params.connectionParams);
  const router = [params, headers, nested]
    .map((place) => routerCredential((name) => place[name]))
    .find((credential) => credential !== null);
  if (router) return router;
  const places = [
    params.Authorization,
    params.authorization,
    headers.Authorization,
    headers.authorization,
    nested.token,
    nested.Authorization,
    nested.authorization,
    params.token,
    params.apiKey,
    params['x-api-key'],
    headers['x-api-key'],
    fieldsOf(nested.headers).Authorization,
    fieldsOf(nested.headers).authorization,
  ];
  return places.map(credentialOf).find((credential) => credential !== undefined);
}

function credentialOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.replace(/^Bearer\s+/i, '').trim() || undefined;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? { ...value } : {};
}
