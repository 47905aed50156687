import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { RequestError } from '../errors.ts';
import type { Viewer } from '../viewer.ts';
import { type ClaimRules, viewerOfClaims } from './principal.ts';

/** One issuer of JSON Web Tokens, with the names of the claims to read. */
export interface TokenIssuer extends ClaimRules {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  readonly algorithms: readonly string[];
  readonly clockSkewMs: number;
  /** For this long after a fetch of the keys, an unknown key counts as wrong and is not fetched again. */
  readonly jwksCooldownMs: number;
  /** If given, every token belongs to this tenant, and `tenantClaim` is not read. */
  readonly tenant: string | null;
  readonly tenantClaim: string;
  readonly linesClaim: string;
  readonly scopesClaim: string;
}

export type VerifyToken = (token: string) => Promise<Viewer>;

export function createVerifyToken(issuer: TokenIssuer): VerifyToken {
  // The keys are fetched for the first token, when they are old, and when a token names an unknown key.
  const keys = createRemoteJWKSet(new URL(issuer.jwksUrl), {
    timeoutDuration: 3000,
    cooldownDuration: issuer.jwksCooldownMs,
    cacheMaxAge: 600_000,
  });
  const options = {
    issuer: issuer.issuer,
    audience: issuer.audience,
    algorithms: [...issuer.algorithms],
    clockTolerance: issuer.clockSkewMs / 1000,
    requiredClaims: ['exp', 'sub'],
  };
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, options);
      return viewerOfPayload(payload, issuer);
    } catch (error) {
      throw explain(error);
    }
  };
}

/** A JSON Web Token is three parts of base64url with dots between them. */
export function looksLikeToken(credential: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(credential);
}

function viewerOfPayload(payload: JWTPayload, issuer: TokenIssuer): Viewer {
  // The defaults are never used, because `requiredClaims` demands both claims.
  const { sub = '', exp = 0 } = payload;
  return viewerOfClaims(
    {
      issuer: issuer.issuer,
      subject: sub,
      name: payload.name ?? payload.email,
      tenant: issuer.tenant ?? claimOf(payload, issuer.tenantClaim),
      lines: claimOf(payload, issuer.linesClaim),
      scopes: claimOf(payload, issuer.scopesClaim),
      // As long as `jwtVerify` accepts the token.
      expiresAt: new Date(exp * 1000 + issuer.clockSkewMs),
    },
    issuer,
  );
}

/** `path` is the name of a claim, or a path into it such as `realm_access.roles`. Names may contain dots themselves. */
function claimOf(payload: JWTPayload, path: string): unknown {
  if (Object.hasOwn(payload, path)) return payload[path];
  return path.split('.').reduce<unknown>((value, name) => {
    const isObject = typeof value === 'object' && value !== null;
    return isObject && Object.hasOwn(value, name)
      ? (value as Record<string, unknown>)[name]
      : undefined;
  }, payload);
}

/** A wrong token is an error of the client. If the keys of the issuer cannot be fetched, the service is unavailable. */
function explain(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) {
    return new RequestError('UNAUTHENTICATED', 'The token has expired. Send a new one.');
  }
  if (isAboutToken(error)) {
    return new RequestError(
      'UNAUTHENTICATED',
      'The token is not valid here: its signature, issuer, audience, algorithm or time is wrong.',
    );
  }
  if (error instanceof RequestError) return error;
  return new RequestError(
    'UNAVAILABLE',
    'The token could not be checked, because the keys of its issuer could not be fetched. Try again.',
  );
}

const aboutToken = [
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

function isAboutToken(error: unknown): boolean {
  return aboutToken.some((kind) => error instanceof kind);
}
