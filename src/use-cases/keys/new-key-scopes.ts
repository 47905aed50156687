import { defaultScopes } from '../../access/default-scopes.ts';
import { RequestError } from '../../access/errors.ts';
import { actsOnTenant, isScope, type Scope, scopes } from '../../access/scopes.ts';
import { hasScope, type Viewer } from '../../access/viewer.ts';
import type { LineId } from '../../call/ids.ts';

/**
 * The scopes of a new key. A viewer who may make keys may give a key every scope, except that only an operator may give
 * `operator`. A scope for the whole tenant needs a key without `lineIds`. `calls:reject` needs a key with them, because
 * tenant-wide keys read and configure, but do not act on calls.
 */
export function scopesOrThrow(
  viewer: Viewer,
  lineIds: readonly LineId[] | null,
  requested: readonly string[] | undefined,
): readonly Scope[] {
  if (requested === undefined) return defaultScopes(lineIds ?? 'ALL');
  if (requested.length === 0) throw badScopes('A key needs at least one scope.');
  const given = [...new Set(requested)].map(scopeOrThrow);
  const tenantWide = given.find(actsOnTenant);
  if (lineIds && tenantWide) {
    throw badScopes(`\`${tenantWide}\` acts on the whole tenant. Leave out \`lineIds\`.`);
  }
  if (!lineIds && given.includes('calls:reject')) {
    throw badScopes('`calls:reject` is only for keys of some lines. Give `lineIds`.');
  }
  if (given.includes('operator') && !hasScope(viewer, 'operator')) {
    throw badScopes('Only a key with the scope `operator` can make another such key.');
  }
  return given;
}

function scopeOrThrow(text: string): Scope {
  if (isScope(text)) return text;
  const list = scopes.map((scope) => `\`${scope}\``).join(', ');
  throw badScopes(`\`${text.slice(0, 40)}\` is not a scope. The scopes are ${list}.`);
}

/** Null if the key does not expire. */
export function expiryOrThrow(expiresAt: Date | undefined, now: Date): Date | null {
  if (expiresAt === undefined) return null;
  // In UTC, a time of the year 9999 with an offset may be in the next one, which no `DateTime` can say.
  if (expiresAt > now && expiresAt.getUTCFullYear() <= 9999) return expiresAt;
  throw new RequestError(
    'BAD_USER_INPUT',
    '`expiresAt` must be in the future, and before the year 10000.',
    { argument: 'expiresAt' },
  );
}

function badScopes(message: string): RequestError {
  return new RequestError('BAD_USER_INPUT', message, { argument: 'scopes' });
}
