import type { IncomingHttpHeaders } from 'node:http';

/** The key in the headers of a request or of a websocket's upgrade. */
export function credentialInHeaders(headers: IncomingHttpHeaders): string | undefined {
  return credentialOf(headers.authorization) ?? credentialOf(headers['x-api-key']);
}

/** The key in the payload of `connection_init`. Clients and routers differ in where they put it. */
export function credentialInConnectionParams(payload: unknown): string | undefined {
  const params = fieldsOf(payload);
  const headers = fieldsOf(params.headers);
  const nested = fieldsOf(params.connectionParams);
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
