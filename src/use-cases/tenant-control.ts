import type { Scope } from '../access/scopes.ts';
import type { Viewer } from '../access/viewer.ts';
import type { ApiKeyId, CallerId, LineId, TenantId } from '../call/ids.ts';
import type { LoggedChange } from '../db/audit.ts';
import type { Page, PageRequest } from './calls.ts';
import type { FieldProblem } from './lines.ts';
import type { CallerRef } from './perimeter-control.ts';

export type { LoggedChange };

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

export interface KeyWish {
  /** Left out: what keys of this kind usually may do. */
  readonly scopes?: readonly string[];
  readonly expiresAt?: Date;
}

/** What operators do with tenants. */
export interface Tenants {
  /** Answers the new tenant's first key, which is shown only here. */
  create(viewer: Viewer, name: string): Promise<{ id: TenantId; key: string }>;
  /** Its principals are refused from then on, or let in again. */
  suspend(viewer: Viewer, id: TenantId, suspended: boolean): Promise<'done' | 'not-found' | 'own'>;
}

/** API keys of clients. */
export interface Keys {
  create(
    viewer: Viewer,
    name: string,
    lineIds: readonly LineId[] | null,
    wish?: KeyWish,
  ): Promise<{ id: ApiKeyId; key: string } | 'line-not-found'>;
  revoke(viewer: Viewer, id: ApiKeyId): Promise<'revoked' | 'not-found'>;
  /** The newest first, with those that are revoked or have expired. */
  list(viewer: Viewer, page: PageRequest): Promise<Page<ApiKey>>;
}

export interface AuditQuestion {
  readonly target?: string;
  readonly action?: string;
  readonly principalId?: string;
}

/** What principals have changed. */
export interface Audit {
  /** The newest first. */
  log(viewer: Viewer, question: AuditQuestion, page: PageRequest): Promise<Page<LoggedChange>>;
}

export type EraseAnswer =
  | { readonly is: 'erased'; readonly id: CallerId; readonly calls: number }
  | { readonly is: 'in-a-call' | 'not-found' }
  | { readonly is: 'invalid'; readonly problems: readonly FieldProblem[] };

/** How long personal data is kept, and its erasure. */
export interface Privacy {
  eraseCaller(viewer: Viewer, caller: CallerRef): Promise<EraseAnswer>;
  /** Null: for ever. */
  keptForMs(viewer: Viewer): Promise<number | null>;
  keepForMs(viewer: Viewer, ms: number | null): Promise<void>;
}
