import type { Viewer } from '../access/viewer.ts';
import type { Actor } from '../call/actor.ts';
import type { Call, CallFields } from '../call/call.ts';
import type { CallerId, CallId, EffectId, LineId, ProviderCallId } from '../call/ids.ts';
import type { JournalKind } from '../call/journal.ts';
import type { Block } from '../call/known-caller.ts';
import type { Problem } from '../call/problem.ts';
import type { Rejection, RejectReason } from '../call/rejection.ts';
import type { CallStatus } from '../call/status.ts';
import type { CallerListing } from '../db/callers/list-callers.ts';

export type { CallerListing };

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
  /** Inclusive. */
  readonly ringingFrom?: Date;
  /** Exclusive. */
  readonly ringingBefore?: Date;
}

export interface EventFilter {
  readonly lineIds?: readonly LineId[];
  readonly callId?: CallId;
  readonly kinds?: readonly JournalKind[];
}

export interface EventStreamRequest {
  readonly filter: EventFilter;
  /** The cursor after which the stream starts. With null it starts with the next event. */
  readonly after: string | null;
  /** The client selects `CallEvent.call`, so that the calls of older events must be read from the database. */
  readonly showsCalls: boolean;
}

/**
 * The events of one subscriber. They can be iterated, or taken from memory in batches. One stream may load the events for the
 * subscribers of all streams with the same `choice`. If another one takes its place, `moveTo` skips what they have received.
 */
export interface EventStream extends AsyncIterableIterator<CallEvent, undefined> {
  /**
   * Identifies the filter and the selection. Shareable streams of one viewer with equal `choice` have the same events
   * after the same cursor.
   */
  readonly choice: string;
  /** The cursor of the last event that was taken, or the cursor after which the stream started. */
  readonly after: string;
  /** Whether every stream with the same `choice` and `after` has the same events from here on. False until the stream has started. */
  readonly isShareable: boolean;
  /** Drops the loaded events, and continues after an event that another stream with the same `choice` has delivered. */
  moveTo(cursor: string): void;
  /**
   * Waits until there are events to load or to take. Holds no events in memory meanwhile. Resolves to false when the
   * stream has ended.
   */
  ready(): Promise<boolean>;
  /** Reads the next page from the database, if the next events are not in memory. */
  load(): Promise<void>;
  /** The number of events that were loaded and not taken yet. */
  readonly loaded: number;
  /** Takes the next event if it is in memory. */
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
  /** Null for the first event of a page without `after`. */
  readonly previousCursor: string | null;
  readonly kind: JournalKind;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly actor: Actor;
  readonly cause?: string;
  /** The call as this entry left it. */
  readonly snapshot: Call;
  /** The call that clients get, if it is known without a read: the current one, or with `showsCalls: false` the snapshot. */
  readonly call?: Call;
}

export interface Caller {
  readonly id: CallerId;
  readonly phone?: string;
  readonly displayName?: string;
  readonly addresses: readonly string[];
  /** The tag that a client gave the caller, for policies by tier. */
  readonly tier?: string;
  readonly blockedUntil?: Date;
  readonly block?: Block;
  readonly lastConversationAt?: Date;
}

/** One attempt to carry out an effect: a request to reject a call, for example. */
export interface Attempt {
  readonly number: number;
  /** Whether the attempt sent a request. UNKNOWN while the attempt runs, and permanently if its process died. */
  readonly request: 'SENT' | 'NOT_SENT' | 'UNKNOWN';
  readonly startedAt: Date;
  readonly finishedAt?: Date;
  /** The time from taking the lease of the attempt to sending its request. */
  readonly dispatchedInMs?: number;
  /**
   * Left out until the attempt has ended. ALREADY_OVER: the call was over. REFUSED: the provider, or this service before it, will not
   * do it at all. NOT_DONE: the request certainly did nothing, or was not sent. UNKNOWN: the answer was lost.
   */
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
      /** The call had been rejected before, by the same request or by another. */
      readonly replayed: boolean;
    }
  /** Nothing more is tried, mostly because the provider refuses: `rejection.problem` says why. */
  | { readonly is: 'refused'; readonly call: Call; readonly rejection: Rejection }
  | {
      /** The rejection expired before the provider accepted it. */
      readonly is: 'still-ringing';
      readonly call: Call;
      readonly rejection: Rejection;
      /** How long the provider asks to wait before another request. */
      readonly retryAfterMs?: number;
    }
  | { readonly is: 'not-found' }
  /** The call is from another caller than the client expects. The answer does not name that caller. */
  | { readonly is: 'other-caller' }
  /** `because` is a sentence for people. */
  | { readonly is: 'not-rejectable'; readonly call: Call; readonly because: string }
  /** The idempotency key was used before, for a different request. */
  | { readonly is: 'idempotency-conflict' };

export type CallKey =
  | { readonly id: CallId }
  | { readonly lineId: LineId; readonly providerCallId: ProviderCallId };

/**
 * What clients can do with calls. A call that the viewer may not see is null, as if it did not exist.
 * Lookups of several ids take one query and keep the order of the ids.
 */
export interface Calls {
  /** The database's time. The clocks of processes differ. */
  now(): Date;
  /** `id` is our id or the provider's. */
  find(viewer: Viewer, id: string): Promise<Call | null>;
  /** `fields` are the fields to read; others may be absent. */
  byKeys(viewer: Viewer, keys: readonly CallKey[], fields: CallFields): Promise<(Call | null)[]>;
  list(viewer: Viewer, filter: CallFilter, page: PageRequest): Promise<Page<Call>>;
  histories(viewer: Viewer, requests: readonly HistoryRequest[]): Promise<Page<CallEvent>[]>;
  eventLog(viewer: Viewer, filter: EventFilter, page: PageRequest): Promise<Page<CallEvent>>;
  /** The current end of the journal. What the viewer reads afterwards includes all events up to this cursor. */
  eventHead(viewer: Viewer): string;
  /** Ends when `return()` is called or `signal` aborts; throws RequestError when it cannot continue. */
  events(viewer: Viewer, request: EventStreamRequest, signal: AbortSignal): EventStream;
  /** For each call, the next leg: the ring that follows when the same customer's call returns from its queue. */
  nextLegs(viewer: Viewer, ids: readonly CallId[]): Promise<(Call | null)[]>;
  callerByPhone(viewer: Viewer, phone: string): Promise<Caller | null>;
  listCallers(viewer: Viewer, listing: CallerListing, page: PageRequest): Promise<Page<Caller>>;
  callers(viewer: Viewer, ids: readonly CallerId[]): Promise<(Caller | null)[]>;
  attempts(viewer: Viewer, effects: readonly EffectId[]): Promise<(readonly Attempt[])[]>;
  reject(viewer: Viewer, request: RejectRequest): Promise<RejectAnswer>;
}
