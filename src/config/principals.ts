import type { ScopeName } from './principal-values.ts';
import type { Values } from './read-settings.ts';

/** One issuer of JSON Web Tokens. */
export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  readonly algorithms: readonly string[];
  readonly clockSkewMs: number;
  /** For this long after a fetch of the issuer's keys, they are not fetched again for an unknown key. */
  readonly jwksCooldownMs: number;
  /** If given, every token belongs to this tenant, and `tenantClaim` is not read. */
  readonly tenant: string | null;
  readonly tenantClaim: string;
  readonly linesClaim: string;
  readonly scopesClaim: string;
}

/** How claims of tokens and identities from a router are read. */
export interface ClaimSettings {
  /** The lines of a user whose token or router names none. */
  readonly linesWithoutClaim: 'all' | 'none';
  readonly scopesOfRole: ReadonlyMap<string, readonly ScopeName[]>;
}

type PrincipalSettings = {
  readonly tokens: TokenSettings | null;
  readonly routerSecrets: readonly string[];
  readonly claims: ClaimSettings;
};

export function readPrincipals(values: Values): PrincipalSettings {
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_JWKS_URL: jwksUrl } = values;
  // Either all three are set or none is: `readSettings` refuses anything else.
  const acceptsTokens = issuer !== undefined && audience !== undefined && jwksUrl !== undefined;
  return {
    tokens: acceptsTokens ? { issuer, audience, jwksUrl, ...tokenDetails(values) } : null,
    routerSecrets: values.ROUTER_SECRETS ?? [],
    claims: {
      linesWithoutClaim: values.LINES_WITHOUT_CLAIM === 'all' ? 'all' : 'none',
      scopesOfRole: values.SCOPES_OF_ROLES ?? new Map(),
    },
  };
}

function tokenDetails(values: Values) {
  return {
    algorithms: values.JWT_ALGORITHMS,
    clockSkewMs: values.JWT_CLOCK_SKEW_MS,
    jwksCooldownMs: 10_000,
    tenant: values.JWT_TENANT ?? null,
    tenantClaim: values.JWT_TENANT_CLAIM,
    linesClaim: values.JWT_LINES_CLAIM,
    scopesClaim: values.JWT_SCOPES_CLAIM,
  };
}
