import type { Scope } from '../access/scopes.ts';
import type { Viewer } from '../access/viewer.ts';
import type { ApiKeyId, CallerId, LineId, TenantId } from '../call/ids.ts';
import type { LoggedChange } from '../db/audit.ts';
import type { TenantErasure } from '../db/housekeeping/erase-tenant.ts';
import type { Page, PageRequest } from './calls.ts';
import type { FieldProblem, RefusedRepeat } from './lines.ts';
import type { CallerRef } from './perimeter-control.ts';

export type { LoggedChange, TenantErasure };

/** An API key as its tenant sees it, without the key itself. */
export interface ApiKey {
  readonly id: ApiKeyId;
  readonly name: string;
  readonly lines: 'ALL' | readonly LineId[];
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  readonly expiresAt?: Date;
  readonly lastUsedAt?: Date;
  readonly revokedAt?: Date;
}

export interface KeySettings {
  /** If left out, the key gets the usual scopes of a tenant's or a line's key. */
  readonly scopes?: readonly string[];
  readonly expiresAt?: Date;
  readonly idempotencyKey?: string | null;
}

/** `key` is the API key itself. `replayed`: an earlier request with the same idempotency key made it. */
interface Made<Id> {
  readonly is: 'made';
  readonly id: Id;
  readonly key: string;
  readonly replayed: boolean;
}

/** RefusedRepeat: the idempotency key was used for another request, or what the first one returned cannot be returned again. */
export type KeyAnswer = Made<ApiKeyId> | { readonly is: 'line-not-found' } | RefusedRepeat;

export type TenantAnswer = Made<TenantId> | RefusedRepeat;

/** How operators manage tenants. */
export interface Tenants {
  /** Returns the new tenant's first key, which is not stored. Only a repetition with the same idempotency key derives it again. */
  create(viewer: Viewer, name: string, idempotencyKey?: string | null): Promise<TenantAnswer>;
  /**
   * Refuses every request of the tenant's principals, or admits them again. Returns the state afterwards: a tenant that is being
   * erased stays suspended. `own`: operators can neither suspend nor erase their own tenant.
   */
  suspend(
    viewer: Viewer,
    id: TenantId,
    suspended: boolean,
  ): Promise<'suspended' | 'active' | 'not-found' | 'own'>;
  /** Begins to delete everything of the tenant. Throws BAD_USER_INPUT if `name` is not its name. Once begun, only tells the progress. */
  erase(viewer: Viewer, id: TenantId, name: string): Promise<TenantErasure | 'not-found' | 'own'>;
}

/** How a tenant manages its API keys. */
export interface Keys {
  /** With null for `lineIds` the key may use all lines. */
  create(
    viewer: Viewer,
    name: string,
    lineIds: readonly LineId[] | null,
    settings?: KeySettings,
  ): Promise<KeyAnswer>;
  revoke(viewer: Viewer, id: ApiKeyId): Promise<'revoked' | 'not-found'>;
  /** All keys, the newest first, including revoked and expired ones. */
  list(viewer: Viewer, page: PageRequest): Promise<Page<ApiKey>>;
}

export interface AuditQuestion {
  readonly target?: string;
  readonly action?: string;
  readonly principalId?: string;
}

/** The changes that a tenant's principals have made. */
export interface Audit {
  /** The newest first. */
  log(viewer: Viewer, question: AuditQuestion, page: PageRequest): Promise<Page<LoggedChange>>;
}

/** `calls`: how many calls of the caller were erased. `in-a-call`: a call of the caller is still open. */
export type EraseAnswer =
  | { readonly is: 'erased'; readonly id: CallerId; readonly calls: number }
  | { readonly is: 'in-a-call' | 'not-found' }
  | { readonly is: 'invalid'; readonly problems: readonly FieldProblem[] };

/** Erasure of personal data, and how long it is kept. */
export interface Privacy {
  eraseCaller(viewer: Viewer, caller: CallerRef): Promise<EraseAnswer>;
  /** How long personal data is kept; null if there is no limit. */
  retentionMs(viewer: Viewer): Promise<number | null>;
  setRetentionMs(viewer: Viewer, ms: number | null): Promise<void>;
}
