import { createHash } from 'node:crypto';
import type { ApiKeyId, LineId, TenantId } from '../../call/ids.ts';
import { RequestError } from '../errors.ts';
import { isScope, type Scope } from '../scopes.ts';
import type { Viewer } from '../viewer.ts';

/** What a token or a router says about a user, before it is checked. */
export interface Claims {
  readonly issuer: string;
  readonly subject: string;
  readonly name: unknown;
  readonly tenant: unknown;
  readonly lines: unknown;
  readonly scopes: unknown;
  readonly expiresAt?: Date;
}

/** What the operator has configured for claims that do not speak of lines, or that name roles instead of scopes. */
export interface ClaimRules {
  readonly linesWithoutClaim: 'all' | 'none';
  readonly scopesOfRole: ReadonlyMap<string, readonly Scope[]>;
}

const maxName = 100;

export function viewerOfClaims(claims: Claims, rules: ClaimRules): Viewer {
  const { issuer, subject, tenant, expiresAt } = claims;
  if (typeof tenant !== 'string' || tenant === '') {
    throw new RequestError('UNAUTHENTICATED', 'The identity does not say which tenant it is of.');
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

/** Of one length whatever the issuer and the subject are, and never equal to the id of an API key. */
function idOf(issuer: string, subject: string): ApiKeyId {
  const hash = createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('base64url');
  return `user_${hash}` as ApiKeyId;
}

function readLines(claim: unknown, { linesWithoutClaim }: ClaimRules): Viewer['lines'] {
  if (claim === undefined || claim === null) return linesWithoutClaim === 'all' ? 'ALL' : [];
  const words = wordsOf(claim);
  return words.includes('*') ? 'ALL' : (words as LineId[]);
}

/** Never `operator`: whoever can edit claims of one tenant would otherwise get the others. */
function readScopes(claim: unknown, { scopesOfRole }: ClaimRules): readonly Scope[] {
  const found = wordsOf(claim).flatMap((word) => [
    ...(isScope(word) ? [word] : []),
    ...(scopesOfRole.get(word) ?? []),
  ]);
  return [...new Set(found)].filter((scope) => scope !== 'operator').sort();
}

/** Identity providers write lists as JSON arrays, or as words with spaces or commas between them. */
function wordsOf(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.filter((one) => typeof one === 'string');
  return typeof claim === 'string' ? claim.split(/[\s,]+/).filter((word) => word !== '') : [];
}
