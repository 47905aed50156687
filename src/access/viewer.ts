import type { Actor } from '../call/actor.ts';
import type { ApiKeyId, LineId, TenantId } from '../call/ids.ts';
import type { Database } from '../db/connection/database.ts';
import type { Scope } from './scopes.ts';

/** The principal behind a request, the lines it may use and what it may do. Created only by `authenticate`. */
export interface Viewer {
  readonly tenantId: TenantId;
  /** The id of the API key; a hash of issuer and subject for the user of a token, or for one whom a router names in headers. */
  readonly keyId: ApiKeyId;
  readonly name: string;
  readonly lines: 'ALL' | readonly LineId[];
  readonly scopes: readonly Scope[];
  /** After this time the principal may do nothing; its open streams end. */
  readonly expiresAt?: Date;
}

export function mayUseLine(viewer: Viewer, lineId: LineId): boolean {
  return viewer.lines === 'ALL' || viewer.lines.includes(lineId);
}

export function hasScope({ scopes }: Viewer, scope: Scope): boolean {
  return scopes.includes(scope);
}

export function isExpired({ expiresAt }: Viewer, now = Date.now()): boolean {
  return expiresAt !== undefined && expiresAt.getTime() <= now;
}

/**
 * Whether a credential that is checked again still gives the same access, so that its open streams may go on. Both viewers must
 * be of one credential: then their tenant is the same, and `authenticate` has checked the expiry.
 */
export function isSameAccess(one: Viewer, other: Viewer): boolean {
  return (
    one.keyId === other.keyId &&
    JSON.stringify([one.lines, one.scopes]) === JSON.stringify([other.lines, other.scopes])
  );
}

export function actorOf(viewer: Viewer): Actor {
  return { kind: 'CLIENT', name: viewer.name };
}

/** What is done with these dependencies on behalf of a viewer touches only rows of the viewer's tenant. */
export function forViewer<Dependencies extends { readonly db: Database }>(
  dependencies: Dependencies,
  { tenantId }: Viewer,
): Dependencies {
  return { ...dependencies, db: dependencies.db.ofTenant(tenantId) };
}
