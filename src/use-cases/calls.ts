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
  /** The cursor after which the stream starts; null: it starts with the next event. */
  readonly after: string | null;
  /** Whether the client selects `CallEvent.call`, which may take a read of the database. */
  readonly showsCalls: boolean;
}

/** An iterator whose events can also be taken without a wait for each, and which others can read along with. */
export interface EventStream extends AsyncIterableIterator<CallEvent, undefined> {
  /** Which events it has: shareable streams of one viewer with the same choice have the same after the same cursor. */
  readonly choice: string;
  /** The cursor of its last event, or the one that it started after. */
  readonly after: string;
  readonly isShareable: boolean;
  /** Continues after the cursor of an event that another stream of the same choice had. Gives up what is loaded. */
  moveTo(cursor: string): void;
  /** Waits until there is something to load or to take, and keeps nothing in memory for it. False: the stream has ended. */
  ready(): Promise<boolean>;
  /** Reads what can only be taken with a read of the database. */
  load(): Promise<void>;
  /** How many events that were read are left to take. */
  readonly loaded: number;
  /** The next event if it is in memory. */
  take(): CallEvent | undefined;
  return(): Promise<IteratorReturnResult<undefined>>;
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
  /** The current call, if it is known without a read of the database. */
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
  /** Whether it sent a request. Unknown while it is under way, and for good if its process died. */
  readonly request: 'SENT' | 'NOT_SENT' | 'UNKNOWN';
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
  /** The caller that the client expects, in the provider's format. The call is not rejected if it has another caller. */
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
      /** The rejection expired before the provider accepted it. */
      readonly is: 'still-ringing';
      readonly call: Call;
      readonly rejection: Rejection;
      readonly retryAfterMs?: number;
    }
  | { readonly is: 'not-found' }
  /** Does not tell who the caller is. */
  | { readonly is: 'other-caller' }
  | { readonly is: 'not-rejectable'; readonly call: Call; readonly because: string }
  | { readonly is: 'idempotency-conflict' };

export type CallKey =
  | { readonly id: CallId }
  | { readonly lineId: LineId; readonly providerCallId: ProviderCallId };

/**
 * What clients can do with calls. A call that the viewer may not see is null, as if it did not exist.
 * Lookups of several ids take one query and keep the order of the ids.
 */
export interface Calls {
  find(viewer: Viewer, id: string): Promise<Call | null>;
  byKeys(viewer: Viewer, keys: readonly CallKey[]): Promise<(Call | null)[]>;
  list(viewer: Viewer, filter: CallFilter, page: PageRequest): Promise<Page<Call>>;
  histories(viewer: Viewer, requests: readonly HistoryRequest[]): Promise<Page<CallEvent>[]>;
  eventLog(viewer: Viewer, filter: EventFilter, page: PageRequest): Promise<Page<CallEvent>>;
  /** The current end of the journal. What the viewer reads afterwards includes all events up to this cursor. */
  eventHead(viewer: Viewer): string;
  /** Ends when `return()` is called or `signal` aborts; throws RequestError when it cannot continue. */
  events(viewer: Viewer, wish: EventStreamWish, signal: AbortSignal): EventStream;
  /** For each call, the next leg of the same customer's call. */
  nextLegs(viewer: Viewer, ids: readonly CallId[]): Promise<(Call | null)[]>;
  callerByPhone(viewer: Viewer, phone: string): Promise<Caller | null>;
  callers(viewer: Viewer, ids: readonly CallerId[]): Promise<(Caller | null)[]>;
  attempts(viewer: Viewer, effects: readonly EffectId[]): Promise<(readonly Attempt[])[]>;
  reject(viewer: Viewer, request: RejectRequest): Promise<RejectAnswer>;
}
