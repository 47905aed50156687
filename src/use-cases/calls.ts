import type { Viewer } from '../access/viewer.ts';
import type { Actor } from '../call/actor.ts';
import type { Call } from '../call/call.ts';
import type { CallerId, CallId, EffectId, LineId, ProviderCallId } from '../call/ids.ts';
import type { JournalKind } from '../call/journal.ts';
import type { Block } from '../call/known-caller.ts';
import type { Problem } from '../call/problem.ts';
import type { Rejection, RejectReason } from '../call/rejection.ts';
import type { CallStatus } from '../call/status.ts';

export interface PageRequest {
  readonly first: number;
  readonly after?: string | null;
}

export interface Page<Node> {
  readonly edges: readonly { readonly node: Node; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export interface CallFilter {
  readonly lineIds?: readonly LineId[];
  readonly statuses?: readonly CallStatus[];
  readonly callerId?: CallerId;
  readonly ringingFrom?: Date;
  readonly ringingBefore?: Date;
}

export interface EventFilter {
  readonly lineIds?: readonly LineId[];
  readonly callId?: CallId;
  readonly kinds?: readonly JournalKind[];
}

export interface EventStreamWish {
  readonly filter: EventFilter;
  /** The cursor to go on behind; null: from now on. */
  readonly after: string | null;
  /** Whether `CallEvent.call` must be the call as it is now: it may cost a look at the database. */
  readonly showsCalls: boolean;
}

export interface HistoryRequest {
  readonly callId: CallId;
  readonly page: PageRequest;
}

/** A journal entry as clients see it. */
export interface CallEvent {
  readonly id: string;
  readonly cursor: string;
  readonly previousCursor: string | null;
  readonly kind: JournalKind;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly actor: Actor;
  readonly cause?: string;
  /** The call right after this entry. */
  readonly snapshot: Call;
  /** The call as it is now, where it is known without a look. */
  readonly call?: Call;
}

export interface Caller {
  readonly id: CallerId;
  readonly phone?: string;
  readonly displayName?: string;
  readonly addresses: readonly string[];
  readonly tier?: string;
  readonly blockedUntil?: Date;
  readonly block?: Block;
  readonly lastConversationAt?: Date;
}

export interface Attempt {
  readonly number: number;
  readonly startedAt: Date;
  readonly finishedAt?: Date;
  readonly dispatchedInMs?: number;
  readonly outcome?: 'DONE' | 'ALREADY_OVER' | 'REFUSED' | 'NOT_DONE' | 'UNKNOWN';
  readonly problem?: Problem;
}

export interface RejectRequest {
  /** Our id or the provider's. */
  readonly id: string;
  readonly reason: RejectReason;
  /** Who the client believes is calling, in the provider's words: another caller's call is not rejected. */
  readonly from?: string;
  readonly followUpText?: string;
  readonly idempotencyKey?: string;
}

export type RejectAnswer =
  | {
      readonly is: 'rejected';
      readonly call: Call;
      readonly rejection: Rejection;
      readonly replayed: boolean;
    }
  | { readonly is: 'refused'; readonly call: Call; readonly rejection: Rejection }
  | {
      /** Not rejected, and not asked for any more. */
      readonly is: 'still-ringing';
      readonly call: Call;
      readonly rejection: Rejection;
      readonly retryAfterMs?: number;
    }
  | { readonly is: 'not-found' }
  /** Says nothing of who it is. */
  | { readonly is: 'other-caller' }
  | { readonly is: 'not-rejectable'; readonly call: Call; readonly because: string }
  | { readonly is: 'idempotency-conflict' };

export type CallKey =
  | { readonly id: CallId }
  | { readonly lineId: LineId; readonly providerCallId: ProviderCallId };

/**
 * What clients may do with calls. Whatever the viewer may not see is null, as if it did not exist.
 * Lookups in the plural take one query for the whole list and keep its order.
 */
export interface Calls {
  find(viewer: Viewer, id: string): Promise<Call | null>;
  byKeys(viewer: Viewer, keys: readonly CallKey[]): Promise<(Call | null)[]>;
  list(viewer: Viewer, filter: CallFilter, page: PageRequest): Promise<Page<Call>>;
  histories(viewer: Viewer, requests: readonly HistoryRequest[]): Promise<Page<CallEvent>[]>;
  eventLog(viewer: Viewer, filter: EventFilter, page: PageRequest): Promise<Page<CallEvent>>;
  /** A cursor to begin with. Whatever the viewer reads after this call shows everything before it. */
  eventHead(viewer: Viewer): string;
  /** Ends when `return()` is called or `signal` aborts; throws RequestError when it cannot go on. */
  events(
    viewer: Viewer,
    wish: EventStreamWish,
    signal: AbortSignal,
  ): AsyncIterableIterator<CallEvent>;
  /** The leg of the same customer's call that came after each of these. */
  nextLegs(viewer: Viewer, ids: readonly CallId[]): Promise<(Call | null)[]>;
  callers(viewer: Viewer, ids: readonly CallerId[]): Promise<(Caller | null)[]>;
  attempts(viewer: Viewer, effects: readonly EffectId[]): Promise<(readonly Attempt[])[]>;
  reject(viewer: Viewer, request: RejectRequest): Promise<RejectAnswer>;
}
