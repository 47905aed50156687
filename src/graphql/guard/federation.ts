import type { IncomingHttpHeaders } from 'node:http';
import { RequestError } from '../../access/errors.ts';
import { isSameSecret } from '../../access/same-secret.ts';

export const federationHeader = 'x-calls-federation-secret';

/**
 * Whether a request may ask for what only routers and composers need. `named`: the operator has given it a secret.
 * `open`: the operator has named nobody. `refused`: others are named.
 */
export type Federation = 'named' | 'open' | 'refused';

export function federationOf(headers: IncomingHttpHeaders, secrets: readonly string[]): Federation {
  if (secrets.length === 0) return 'open';
  const given = headers[federationHeader];
  if (typeof given !== 'string') return 'refused';
  return secrets.some((secret) => isSameSecret(given, secret)) ? 'named' : 'refused';
}

export function requireFederation(federation: Federation): void {
  if (federation !== 'refused') return;
  throw new RequestError(
    'FORBIDDEN',
    `\`_service\` and \`_entities\` are for routers and composers: send the secret that the operator gave you as \`${federationHeader}\`.`,
  );
}
