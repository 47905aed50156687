import { RequestError } from './errors.ts';
import { actsOnTenant, type Scope } from './scopes.ts';
import { hasScope, type Viewer } from './viewer.ts';

/**
 * Use cases call this in addition to the GraphQL layer, so that no entrance can omit the check. `what` begins the message, such as
 * `Policies are set`.
 */
export function requireScope(viewer: Viewer, scope: Scope, what: string): void {
  if (!hasScope(viewer, scope)) throw scopeMissing(`${what} with`, [[scope]]);
  if (actsOnTenant(scope)) requireAllLines(viewer, what);
}

export function requireAllLines(viewer: Viewer, what: string): void {
  if (viewer.lines === 'ALL') return;
  throw new RequestError(
    'FORBIDDEN',
    `${what} with a tenant-wide key; this one is for some lines only.`,
  );
}

/** `start` begins the message. `anyOf` has the form of `@requiresScopes`: one of the lists must be held in full. */
export function scopeMissing(start: string, anyOf: readonly (readonly Scope[])[]): RequestError {
  const words = anyOf.map((all) => all.map((scope) => `\`${scope}\``).join(' and ')).join(' or ');
  return new RequestError(
    'FORBIDDEN',
    `${start} the scope ${words}, which this principal does not have. Use another key or token.`,
    { requiredScopes: anyOf },
  );
}

/** A tenant-wide key never has `calls:reject`. It gets the code that clients know from before scopes existed. */
export function mayNotReject(viewer: Viewer): RequestError {
  if (viewer.lines !== 'ALL') return scopeMissing('Calls are rejected with', [['calls:reject']]);
  return new RequestError(
    'TENANT_SCOPE_NOT_ALLOWED',
    'A tenant-wide key reads and configures, but does not act on calls. Use a line-scoped key.',
  );
}
