import type { IncomingHttpHeaders } from 'node:http';
import { RequestError } from '../../access/errors.ts';
import { isSameSecret } from '../../access/same-secret.ts';

export const federationHeader = 'x-calls-federation-secret';

/**
 * Whether a request may use `_service` and `_entities`, which only routers and composers need. `with-secret`: it has one of the
 * configured secrets. `open`: no secret is configured. `refused`: secrets are configured, and the request has none of them.
 */
export type Federation = 'with-secret' | 'open' | 'refused';

export function federationOf(headers: IncomingHttpHeaders, secrets: readonly string[]): Federation {
  if (secrets.length === 0) return 'open';
  const sent = headers[federationHeader];
  if (typeof sent !== 'string') return 'refused';
  return secrets.some((secret) => isSameSecret(sent, secret)) ? 'with-secret' : 'refused';
}

export function requireFederation(federation: Federation): void {
  if (federation !== 'refused') return;
  throw new RequestError(
    'FORBIDDEN',
    `\`_service\` and \`_entities\` are for routers and composers: send the secret that the operator gave you as \`${federationHeader}\`.`,
  );
}
