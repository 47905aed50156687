import { createHash } from 'node:crypto';
import type { ApiKeyId, LineId, TenantId } from '../../call/ids.ts';
import { RequestError } from '../errors.ts';
import { isScope, type Scope } from '../scopes.ts';
import type { Viewer } from '../viewer.ts';

/** What a token or a router says about a user, before its values are checked. */
export interface Claims {
  readonly issuer: string;
  readonly subject: string;
  readonly name: unknown;
  readonly tenant: unknown;
  readonly lines: unknown;
  readonly scopes: unknown;
  readonly expiresAt?: Date;
}

/** The operator's settings for claims that name no lines, and for claims that name roles instead of scopes. */
export interface ClaimRules {
  readonly linesWithoutClaim: 'all' | 'none';
  readonly scopesOfRole: ReadonlyMap<string, readonly Scope[]>;
}

const maxName = 100;

export function viewerOfClaims(claims: Claims, rules: ClaimRules): Viewer {
  const { issuer, subject, tenant, expiresAt } = claims;
  if (typeof tenant !== 'string' || tenant === '') {
    throw new RequestError('UNAUTHENTICATED', 'The identity does not name its tenant.');
  }
  const name = typeof claims.name === 'string' && claims.name !== '' ? claims.name : subject;
  return {
    tenantId: tenant as TenantId,
    keyId: idOf(issuer, subject),
    name: name.slice(0, maxName),
    lines: readLines(claims.lines, rules),
    scopes: readScopes(claims.scopes, rules),
    ...(expiresAt && { expiresAt }),
  };
}

/** An id of constant length that is never equal to the id of an API key. */
function idOf(issuer: string, subject: string): ApiKeyId {
  const hash = createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('base64url');
  return `user_${hash}` as ApiKeyId;
}

function readLines(claim: unknown, { linesWithoutClaim }: ClaimRules): Viewer['lines'] {
  if (claim === undefined || claim === null) return linesWithoutClaim === 'all' ? 'ALL' : [];
  const words = wordsOf(claim);
  // `*` stands for all lines.
  return words.includes('*') ? 'ALL' : (words as LineId[]);
}

/**
 * Claims never give `operator`, because then an administrator of the claims of one tenant would get access to all tenants.
 * The scopes are sorted, because another order in the claim is no change of access (`isSameAccess`).
 */
function readScopes(claim: unknown, { scopesOfRole }: ClaimRules): readonly Scope[] {
  const found = wordsOf(claim).flatMap((word) => [
    ...(isScope(word) ? [word] : []),
    ...(scopesOfRole.get(word) ?? []),
  ]);
  return [...new Set(found)].filter((scope) => scope !== 'operator').sort();
}

/** Identity providers write lists as JSON arrays, or as words with spaces or commas between them. */
function wordsOf(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.filter((item) => typeof item === 'string');
  return typeof claim === 'string' ? claim.split(/[\s,]+/).filter((word) => word !== '') : [];
}
