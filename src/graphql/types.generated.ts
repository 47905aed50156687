import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Actor as ActorModel } from '../call/actor.ts';
import type { AttritionGroup as AttritionGroupModel, AttritionReport as AttritionReportModel } from '../use-cases/attrition-reports.ts';
import type { Call as CallModel, Call as CallSnapshotModel } from '../call/call.ts';
import type { CallEvent as CallEventModel, Caller as CallerModel, Attempt as AttemptModel } from '../use-cases/calls.ts';
import type { ProbedDecision as DecisionModel, ProbedText as PlannedTextModel } from '../use-cases/perimeter-control.ts';
import type { Cause as DecisionCauseModel, Held as DecisionHeldModel, Outcome as DecisionOutcomeModel, Signature as DecisionSignatureModel } from '../policies/decision.ts';
import type { FollowUp as FollowUpModel, NotSent as NotSentModel, Rejection as RejectionModel, Rejection as RejectionSnapshotModel } from '../call/rejection.ts';
import type { Line as LineModel, LineListening as LineListeningModel } from '../use-cases/lines.ts';
import type { Perimeter as LinePerimeterModel } from '../policies/perimeter.ts';
import type { Policy as LinePolicyModel } from '../policies/policy.ts';
import type { Problem as ProblemModel } from '../call/problem.ts';
import type { Viewer as ViewerModel } from '../access/viewer.ts';
import type { GraphqlContext } from './execution/context.ts';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A point in time, RFC 3339 with milliseconds, in UTC. */
  DateTime: { input: Date; output: Date; }
  /** Anything that JSON can hold. Only in answers. */
  JSON: { input: unknown; output: unknown; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** Who did something. */
export type Actor = {
  __typename?: 'Actor';
  /** What kind of actor. */
  kind: ActorKind;
  /** Which one, for people: a key's name, a provider's name, a policy's name. */
  name: Scalars['String']['output'];
};

/** What kind of actor did something. */
export type ActorKind =
  /** A client with an API key. */
  | 'CLIENT'
  /** A policy of the line. */
  | 'POLICY'
  /** The provider that carries the call. */
  | 'PROVIDER'
  /** This service by itself. */
  | 'SYSTEM';

/** No more calls than the line can have at once. */
export type AlreadyInACallInput = {
  /** How many calls the line can have at once, 1 to 1000. */
  capacity: Scalars['Int']['input'];
};

/** How a caller hides their number. */
export type AnonymityInput =
  /** Known by a LID and no phone number. */
  | 'LID_ONLY'
  /** Known by neither. */
  | 'WITHHELD';

/** No call from callers who hide their number. */
export type AnonymousCallerInput = {
  /** Who does not ring. */
  who: Array<AnonymityInput>;
};

/** The key is made. */
export type ApiKeyCreated = {
  __typename?: 'ApiKeyCreated';
  /** Our id of the key. */
  id: Scalars['ID']['output'];
  /** The key itself. Send it as `Authorization: Bearer ...`. It cannot be shown again. */
  key: Scalars['String']['output'];
};

/** There is no such key that you may see. */
export type ApiKeyNotFound = UserError & {
  __typename?: 'ApiKeyNotFound';
  /** For programs. */
  code: UserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** The key no longer works. */
export type ApiKeyRevoked = {
  __typename?: 'ApiKeyRevoked';
  /** Our id of the key. */
  id: Scalars['ID']['output'];
};

/** What one request to a provider came to. */
export type AttemptOutcome =
  /** There was nothing left to do. */
  | 'ALREADY_OVER'
  /** The provider did it, or said it would. */
  | 'DONE'
  /** Certainly not done; it may be asked again. */
  | 'NOT_DONE'
  /** Certainly not done, and asking again is no use. */
  | 'REFUSED'
  /** It may or may not have been done: no answer, or none that can be read. */
  | 'UNKNOWN';

/** Callers who rang in one bucket. Each counts once in every bucket in which they rang, as if it were the whole period. */
export type AttritionBucket = {
  __typename?: 'AttritionBucket';
  /** Callers whom nobody rejected. */
  baseline: AttritionOutcome;
  /** When the next one begins. */
  endsAt: Scalars['DateTime']['output'];
  /** Callers whom policies rejected. */
  rejected: AttritionOutcome;
  /** When it begins. */
  startsAt: Scalars['DateTime']['output'];
};

/** How long a bucket is. */
export type AttritionBucketSize =
  /** A day. */
  | 'DAY'
  /** An hour. */
  | 'HOUR'
  /** A month. */
  | 'MONTH'
  /** A week, from Monday. */
  | 'WEEK';

/** How far a return rate is from the baseline's. An interval that holds 0 proves nothing. */
export type AttritionDifference = {
  __typename?: 'AttritionDifference';
  /** This rate less the baseline's: below 0, these callers come back less often. */
  difference: Scalars['Float']['output'];
  /** At most, with 95 % confidence. */
  high: Scalars['Float']['output'];
  /** At least, with 95 % confidence (Newcombe's interval). */
  low: Scalars['Float']['output'];
};

/** What rejected callers are told apart by. */
export type AttritionDimension =
  /** The copy the caller was to get, and its variant. */
  | 'COPY_VARIANT'
  /** The line that was called. */
  | 'LINE'
  /** The policy that rejected. */
  | 'POLICY'
  /** The reason given. */
  | 'REASON';

/** Callers whom policies rejected for the same cause. */
export type AttritionGroup = {
  __typename?: 'AttritionGroup';
  /** Their copy and its variant, as `copy/variant`. Null when they got none, or when not grouped by it. */
  copyVariant?: Maybe<Scalars['String']['output']>;
  /** How their return rate differs from the baseline's. Null while nobody's window is over in either. */
  difference?: Maybe<AttritionDifference>;
  /** The line they called. Null when not grouped by it. */
  line?: Maybe<Line>;
  /** What they did. */
  outcome: AttritionOutcome;
  /** The policy that rejected them. Null when not grouped by it. */
  policy?: Maybe<PolicyKind>;
  /** The reason given. Null when not grouped by it. */
  reason?: Maybe<RejectReason>;
};

/** Which calls to count. A period with more than 500000 calls is refused. */
export type AttritionInput = {
  /** Also count by hour, day, week (from Monday) or month. At most 1000 of them. */
  bucket?: InputMaybe<AttritionBucketSize>;
  /** Calls that began to ring then or later. */
  from: Scalars['DateTime']['input'];
  /** What to tell the rejected apart by. Empty: all are one group. */
  groupBy?: Array<AttritionDimension>;
  /** Calls of these lines. Without it, of all that you may see. Coming back counts on any line that you may see. */
  lineIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** IANA name of the zone whose calendar the buckets follow. Without it, that of the lines where they share one, else UTC. */
  timeZone?: InputMaybe<Scalars['String']['input']>;
  /** Calls that began to ring before. At most 400 days after `from`. */
  to: Scalars['DateTime']['input'];
  /** How long after their call callers have to come back, 1 to 720 hours. */
  windowHours?: Scalars['Int']['input'];
};

/** What callers did in the window after their call. `callers` = `cameBack` + `didNot` + `pending`. */
export type AttritionOutcome = {
  __typename?: 'AttritionOutcome';
  /** Called again and were answered. */
  calledAndAnswered: Scalars['Int']['output'];
  /** How many callers; groups that ring as one do not count. */
  callers: Scalars['Int']['output'];
  /** Came back: wrote, or called again and were answered. */
  cameBack: Scalars['Int']['output'];
  /** Where the true return rate lies with 95 % confidence (Wilson's score interval). */
  confidence?: Maybe<RateInterval>;
  /** Did not come back. */
  didNot: Scalars['Int']['output'];
  /** Their window is not over: they count neither as having come back nor as having left, whatever they have done so far. */
  pending: Scalars['Int']['output'];
  /** `cameBack` / (`cameBack` + `didNot`). Null while nobody's window is over. */
  returnRate?: Maybe<Scalars['Float']['output']>;
  /** Wrote. */
  wrote: Scalars['Int']['output'];
};

/** What rejection cost in a period. */
export type AttritionReport = {
  __typename?: 'AttritionReport';
  /**
   * Callers who rang the same lines in the period and whom nobody rejected in it, neither a policy nor a person; each counts once, by their
   * first call. Many of them were answered and have no reason to come back: compare groups with each other, too.
   */
  baseline: AttritionOutcome;
  /** Every bucket of the period, in order; the first and last are cut to it. Empty when none were asked for. */
  buckets: Array<AttritionBucket>;
  /** Calls that began to ring then or later. */
  from: Scalars['DateTime']['output'];
  /**
   * Callers whom policies rejected, the largest group first; at most 1000. A caller counts once per group, by their first such call
   * in the period. Calls that a person rejected are in no group, nor are those that the provider refused to reject or that
   * were over before.
   */
  groups: Array<AttritionGroup>;
  /** The zone whose calendar the buckets follow. */
  timeZone: Scalars['String']['output'];
  /** Calls that began to ring before. */
  to: Scalars['DateTime']['output'];
  /** How long after their call callers had to come back. */
  windowHours: Scalars['Int']['output'];
};

/** What came of `blockCaller`. */
export type BlockCallerResult = CallerChanged | CallerInvalid | CallerNotFound;

/** Callers who always ring. */
export type BypassInput = {
  /** 1 to 1000 of them: phone numbers with their country such as `+442071838750`, LIDs such as `lid:12345`, addresses of WhatsApp such as `12345@lid`, or our ids of callers. A zero in parentheses, as in `+44 (0)20 7183 8750`, is left out where it is not dialled from abroad. */
  callers: Array<Scalars['String']['input']>;
};

/** One call on a line, whatever ids its provider uses for it. */
export type Call = {
  __typename?: 'Call';
  /** When somebody answered. */
  answeredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who is at the other end. */
  caller: Caller;
  /** What the line's policies said when it rang. Null when it has none, and for calls that did not begin to ring here. */
  decision?: Maybe<Decision>;
  /** The number that the caller dialled, in the provider's own words: a phone number, or an extension within the site. Null where the provider does not say. */
  dialledNumber?: Maybe<Scalars['String']['output']>;
  /** Who started the call. */
  direction: CallDirection;
  /** Why the call is over. Null while it is not. */
  endReason?: Maybe<CallEndReason>;
  /** When the call was over. */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Everything that happened to the call, oldest first. */
  history: CallEventConnection;
  /** Our id of the call. Opaque; never equal to a provider's id. */
  id: Scalars['ID']['output'];
  /** True when nobody told us the status and we concluded it, for example because the ring limit passed. */
  inferred: Scalars['Boolean']['output'];
  /** The line the call came in on. */
  line: Line;
  /** Voice or video. */
  media: CallMedia;
  /** The leg that rang after this one. */
  nextLeg?: Maybe<Call>;
  /** The text to a caller who was let ring, or why there is none. Null when no policy asked for one. */
  notice?: Maybe<FollowUp>;
  /** The leg of the same customer's call that rang before this one, where a queue offered it again. */
  previousLeg?: Maybe<Call>;
  /** The provider's own id of the call, as it first told us. */
  providerCallId: Scalars['String']['output'];
  /** True when `rejectCall` would ask the provider now. */
  rejectable: Scalars['Boolean']['output'];
  /** The wish to reject this call and what became of it. Null when nobody wished to. */
  rejection?: Maybe<Rejection>;
  /** Counts the changes of this call, from 1, without gaps: one entry of `history` each. */
  revision: Scalars['Int']['output'];
  /** When the ring is taken to be over at the latest. Null for calls that do not ring here. */
  ringDeadlineAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the call began to ring. */
  ringingAt: Scalars['DateTime']['output'];
  /** What is happening to the call now. */
  status: CallStatus;
};


/** One call on a line, whatever ids its provider uses for it. */
export type CallHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};

/** A page of calls, newest first. */
export type CallConnection = {
  __typename?: 'CallConnection';
  /** The calls with their cursors. */
  edges: Array<CallEdge>;
  /** The calls. */
  nodes: Array<Call>;
  /** Where this page stands. */
  pageInfo: PageInfo;
};

/** Who started a call. */
export type CallDirection =
  /** The caller rang us. */
  | 'INBOUND'
  /** We rang out. */
  | 'OUTBOUND';

/** A call in a page. */
export type CallEdge = {
  __typename?: 'CallEdge';
  /** Its place in the list. */
  cursor: Scalars['String']['output'];
  /** The call. */
  node: Call;
};

/** Why a call is over. */
export type CallEndReason =
  /** The caller gave up. */
  | 'CALLER_HUNG_UP'
  /** It was answered and came to its end. */
  | 'COMPLETED'
  /** Something failed at the provider. */
  | 'FAILED'
  /** It rang until the network or the ring limit ended it. */
  | 'RANG_OUT'
  /** We rejected it. */
  | 'REJECTED_BY_US'
  /** It was rejected, but not through this service: on a device, or by the provider. */
  | 'REJECTED_ELSEWHERE'
  /** It went back to the queue it came from. */
  | 'RETURNED_TO_QUEUE'
  /** The provider did not say. */
  | 'UNKNOWN';

/** One entry of the journal: something that happened to a call. */
export type CallEvent = {
  __typename?: 'CallEvent';
  /** Who did it. */
  actor: Actor;
  /**
   * The call as it is when you get this event, which may be later than the event: so a cache that joins calls by `id` never goes back.
   * On one subscription, and from one to the next with `after`, its `revision` never falls.
   */
  call: Call;
  /** Why, or what else there is to say. */
  cause?: Maybe<Scalars['String']['output']>;
  /** Its place in the journal: pass it as `after` to go on behind it. */
  cursor: Scalars['String']['output'];
  /** The same on every delivery of this event. */
  id: Scalars['ID']['output'];
  /** What happened. */
  kind: CallEventKind;
  /** When it happened, as its source tells it. */
  occurredAt: Scalars['DateTime']['output'];
  /**
   * The cursor of the event before it in this stream or page. A difference from the last one you saw means that you missed something.
   * Of the first event, it is where the stream or page began: the `after` you gave, or, for a subscription without `after`,
   * where the journal ended when you subscribed. Null only for the first event of a page without `after`.
   */
  previousCursor?: Maybe<Scalars['String']['output']>;
  /** When we recorded it. */
  recordedAt: Scalars['DateTime']['output'];
  /** The call as it was right after this event. It has no `id`, so that no cache takes it for the call as it is now. */
  snapshot: CallSnapshot;
};

/** A page of events, oldest first. */
export type CallEventConnection = {
  __typename?: 'CallEventConnection';
  /** The events with their cursors. */
  edges: Array<CallEventEdge>;
  /** The events. */
  nodes: Array<CallEvent>;
  /** Where this page stands. */
  pageInfo: PageInfo;
};

/** An event in a page. */
export type CallEventEdge = {
  __typename?: 'CallEventEdge';
  /** Its place. */
  cursor: Scalars['String']['output'];
  /** The event. */
  node: CallEvent;
};

/** Which events. Every field given must hold. */
export type CallEventFilter = {
  /** Of this call, by our id. */
  callId?: InputMaybe<Scalars['ID']['input']>;
  /** Of one of these kinds. */
  kinds?: InputMaybe<Array<CallEventKindFilter>>;
  /** On one of these lines. */
  lineIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** What happened to a call. */
export type CallEventKind =
  /** Somebody answered. */
  | 'ANSWERED'
  /** A policy would have acted, and was held back: by the line's kill switch or a cap. `cause` says by which. */
  | 'AUTOMATION_HELD'
  /** It was over. */
  | 'ENDED'
  /** It failed at the provider. */
  | 'FAILED'
  /** The follow-up text was not sent, or we do not know. */
  | 'FOLLOW_UP_NOT_SENT'
  /** The follow-up text was handed to the provider. */
  | 'FOLLOW_UP_SENT'
  /** It rang and nobody took it. */
  | 'MISSED'
  /** The provider told us something that changes nothing: a repeat, something late, or something this version does not know. */
  | 'NOTED'
  /** The text to a caller who is let ring was not sent, or we do not know. */
  | 'NOTICE_NOT_SENT'
  /** The text to a caller who is let ring was handed to the provider. */
  | 'NOTICE_SENT'
  /** It began to ring. */
  | 'RANG'
  /** The rejection returned the call to its queue. */
  | 'REDIRECTED'
  /** The call was rejected. */
  | 'REJECTED'
  /** The provider said yes; the call's own end is awaited. */
  | 'REJECT_ACCEPTED'
  /** An event of the provider confirmed the rejection. */
  | 'REJECT_CONFIRMED'
  /** The ring ended before the rejection's outcome was known. */
  | 'REJECT_EXPIRED'
  /** A rejection came too late: the call was over or answered. */
  | 'REJECT_FOUND_CALL_OVER'
  /** An alarm: the provider had said yes, and the call rang on. */
  | 'REJECT_INEFFECTIVE'
  /** The provider will not reject; the call rings on. */
  | 'REJECT_REFUSED'
  /** A rejection was decided. */
  | 'REJECT_REQUESTED';

/** Kinds of events to look for. */
export type CallEventKindFilter =
  /** Answered. */
  | 'ANSWERED'
  /** A policy was held back. */
  | 'AUTOMATION_HELD'
  /** Over. */
  | 'ENDED'
  /** Failed. */
  | 'FAILED'
  /** Follow-up not sent. */
  | 'FOLLOW_UP_NOT_SENT'
  /** Follow-up sent. */
  | 'FOLLOW_UP_SENT'
  /** Missed. */
  | 'MISSED'
  /** Recorded without effect. */
  | 'NOTED'
  /** A text to a ringing caller not sent. */
  | 'NOTICE_NOT_SENT'
  /** A text to a ringing caller sent. */
  | 'NOTICE_SENT'
  /** It began to ring. */
  | 'RANG'
  /** Returned to its queue. */
  | 'REDIRECTED'
  /** Rejected. */
  | 'REJECTED'
  /** The provider said yes. */
  | 'REJECT_ACCEPTED'
  /** Confirmed by an event. */
  | 'REJECT_CONFIRMED'
  /** Outcome unknown at the ring's end. */
  | 'REJECT_EXPIRED'
  /** A rejection came too late. */
  | 'REJECT_FOUND_CALL_OVER'
  /** The call rang on after a yes. */
  | 'REJECT_INEFFECTIVE'
  /** Refused by the provider. */
  | 'REJECT_REFUSED'
  /** A rejection was decided. */
  | 'REJECT_REQUESTED';

/** Which calls to list. Every field given must hold. */
export type CallFilter = {
  /** From this caller. */
  callerId?: InputMaybe<Scalars['ID']['input']>;
  /** On one of these lines. */
  lineIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** Began to ring before. */
  ringingBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Began to ring at or after. */
  ringingFrom?: InputMaybe<Scalars['DateTime']['input']>;
  /** In one of these statuses. */
  statuses?: InputMaybe<Array<CallStatusFilter>>;
};

/** What a call carries. */
export type CallMedia =
  /** Voice and picture. */
  | 'VIDEO'
  /** Voice only. */
  | 'VOICE';

/** There is no such call that you may see. */
export type CallNotFound = UserError & {
  __typename?: 'CallNotFound';
  /** For programs. */
  code: UserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** This call can never be rejected, for example because it is outbound. */
export type CallNotRejectable = UserError & {
  __typename?: 'CallNotRejectable';
  /** The call as it is now. */
  call: Call;
  /** For programs. */
  code: UserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** The rejection stands; its state says how sure it is. */
export type CallRejected = {
  __typename?: 'CallRejected';
  /** The call as it is now. */
  call: Call;
  /** The rejection as it is now. */
  rejection: Rejection;
  /** True when an earlier request had already asked for it: its text counts, and one that comes with this request is not sent. */
  replayed: Scalars['Boolean']['output'];
};

/**
 * A call as it was right after one of its events. It never changes, and nothing in it can be joined with the call itself:
 * `CallEvent.call` is that.
 */
export type CallSnapshot = {
  __typename?: 'CallSnapshot';
  /** When somebody answered. */
  answeredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who is at the other end, as they are known now. */
  caller: Caller;
  /** What the line's policies said when it rang. */
  decision?: Maybe<Decision>;
  /** Who started the call. */
  direction: CallDirection;
  /** Why the call was over. Null while it was not. */
  endReason?: Maybe<CallEndReason>;
  /** When the call was over. */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** True when nobody had told us the status and we had concluded it. */
  inferred: Scalars['Boolean']['output'];
  /** The line the call came in on. */
  line: Line;
  /** Voice or video. */
  media: CallMedia;
  /** The text to a caller who was let ring, as it stood then. */
  notice?: Maybe<FollowUp>;
  /** The provider's own id of the call, as it first told us. */
  providerCallId: Scalars['String']['output'];
  /** True when `rejectCall` would have asked the provider. */
  rejectable: Scalars['Boolean']['output'];
  /** The wish to reject the call as it stood then. */
  rejection?: Maybe<RejectionSnapshot>;
  /** Which change of the call this event is, from 1. */
  revision: Scalars['Int']['output'];
  /** When the ring was taken to be over at the latest. Null for calls that do not ring here. */
  ringDeadlineAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the call began to ring. */
  ringingAt: Scalars['DateTime']['output'];
  /** What was happening to the call. */
  status: CallStatus;
};

/** What is happening to a call. It only moves forward, except that a refused rejection leaves the call ringing. */
export type CallStatus =
  /** Somebody answered; it is going on. */
  | 'ANSWERED'
  /** It is over. */
  | 'ENDED'
  /** The provider says that it failed. */
  | 'FAILED'
  /** It rang and nobody took it. */
  | 'MISSED'
  /** The rejection returned it to the queue it came from. */
  | 'REDIRECTED'
  /** It was rejected. `rejection.state` says how sure that is. */
  | 'REJECTED'
  /** A rejection was decided and is being carried out. */
  | 'REJECTING'
  /** It rings. */
  | 'RINGING';

/** Statuses to look for. */
export type CallStatusFilter =
  /** Answered, going on. */
  | 'ANSWERED'
  /** Over. */
  | 'ENDED'
  /** Failed. */
  | 'FAILED'
  /** Missed. */
  | 'MISSED'
  /** Returned to its queue. */
  | 'REDIRECTED'
  /** Rejected. */
  | 'REJECTED'
  /** Being rejected. */
  | 'REJECTING'
  /** It rings. */
  | 'RINGING';

/** The call was not rejected, and it rings. Nothing more is done by itself; `rejectCall` may be asked again. */
export type CallStillRinging = UserError & {
  __typename?: 'CallStillRinging';
  /** The call as it is now. */
  call: Call;
  /** For programs. */
  code: UserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
  /** The rejection, which was given up; `problem` says why. */
  rejection: Rejection;
  /** For how many milliseconds from now the provider asks not to be asked. Null when it did not say, 0 when that time is over. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
};

/** Who calls: an address at a provider, and a phone number when the provider tells it. */
export type Caller = {
  __typename?: 'Caller';
  /** Every address under which this caller has been seen. */
  addresses: Array<Scalars['String']['output']>;
  /** Why, as `blockCaller` was told, or what the policy found. Null: no reason was given. */
  blockReason?: Maybe<Scalars['String']['output']>;
  /** Who set `blockedUntil`. Null: nobody, or before this was kept. */
  blockedBy?: Maybe<Actor>;
  /** Until when the caller is blocked; the year 9999 means for good, and a time that has passed that it is over. Null: not blocked. */
  blockedUntil?: Maybe<Scalars['DateTime']['output']>;
  /** The name that the provider last gave for the caller. */
  displayName?: Maybe<Scalars['String']['output']>;
  /** Our id of the caller: the same person on any of the tenant's lines. Callers who turn out to be one person are one from then on, and are found by the ids of each. */
  id: Scalars['ID']['output'];
  /** When the caller last wrote to any of the tenant's lines; a message whose date is in the future counts as written when it came. */
  lastConversationAt?: Maybe<Scalars['DateTime']['output']>;
  /** The phone number, +E.164, when it is known. */
  phone?: Maybe<Scalars['String']['output']>;
  /** The tier given by `tagCaller`. */
  tier?: Maybe<Scalars['String']['output']>;
};

/** The caller is as wished, from the next ring on. */
export type CallerChanged = {
  __typename?: 'CallerChanged';
  /** The caller as they are now. */
  caller: Caller;
};

/** The call is from somebody else than `from` says. Nothing was rejected, and nothing is told about who it is. */
export type CallerDoesNotMatch = UserError & {
  __typename?: 'CallerDoesNotMatch';
  /** For programs. */
  code: UserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** Something about what was given is wrong; nothing was saved. */
export type CallerInvalid = UserError & {
  __typename?: 'CallerInvalid';
  /** For programs. */
  code: UserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
  /** Every field that is wrong. */
  problems: Array<FieldProblem>;
};

/** There is no caller with this id. */
export type CallerNotFound = UserError & {
  __typename?: 'CallerNotFound';
  /** For programs. */
  code: UserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** Names a caller in exactly one way. */
export type CallerRefInput = {
  /** An address as `Caller.addresses` gives it, or as WhatsApp does: `447700900123@c.us`, `12345@lid`. */
  address?: InputMaybe<Scalars['String']['input']>;
  /** Our id of the caller. */
  id?: InputMaybe<Scalars['ID']['input']>;
  /** The phone number with its country, such as `+442071838750` or `+44 (0)20 7183 8750`. */
  phone?: InputMaybe<Scalars['String']['input']>;
};

/** What can speak for or against a call: every kind of policy, and the rules, which hold on every line and cannot be configured away. */
export type CauseKind =
  /** No more calls than the line can have at once. */
  | 'ALREADY_IN_A_CALL'
  /** No call from callers who hide their number. */
  | 'ANONYMOUS_CALLER'
  /** No call from whom we have blocked. */
  | 'BLOCKED_CALLER'
  /** These callers always ring. */
  | 'BYPASS'
  /** Only callers who have written lately ring. */
  | 'CONVERSATION_FIRST'
  /** A rule: the provider says that this call cannot be rejected. */
  | 'FORBIDS_REJECT'
  /** Not so many calls from one caller in a short time. */
  | 'FREQUENCY_THROTTLE'
  /** A rule: nothing is done while the line's kill switch is on. */
  | 'KILL_SWITCH'
  /** A rule: a customer's call is not sent from agent to agent without end. */
  | 'LEG_CAP'
  /** A rule: calls that go out are not rejected. */
  | 'OUTBOUND'
  /** No call when nobody is there to take it. */
  | 'PRESENCE'
  /** No call while the line is closed. */
  | 'QUIET_HOURS'
  /** A rule: automation rejects no more calls within a minute than the line's `rejectsPerMinute`. */
  | 'REJECT_CAP'
  /** A rule: where a rejection returns a call to its queue, only what may be different at the next agent rejects. */
  | 'RETURNS_TO_QUEUE'
  /** No call that could not be recorded. */
  | 'SAFETY_VALVE'
  /** Only callers of some tiers ring. */
  | 'VIP_PERIMETER';

/** What a policy or rule found. */
export type CauseVerdict =
  /** It could not know, and lets it ring as its operator chose. */
  | 'CANNOT_TELL'
  /** It is for ringing, whatever the others say. */
  | 'LETS_RING'
  /** It has nothing against ringing. */
  | 'PASSES'
  /** It is for rejecting. */
  | 'REJECTS'
  /** It is for ringing with a text. */
  | 'TEXTS';

/** Only callers who have written lately ring. */
export type ConversationFirstInput = {
  /** To which lines they have to have written. Left out: to any of the tenant's. */
  conversationsWith?: InputMaybe<ConversationsWithInput>;
  /** Written within so many days, 1 to 3650. */
  withinDays: Scalars['Int']['input'];
};

/** To which lines a caller has to have written. */
export type ConversationsWithInput =
  /** To any of the tenant's lines. */
  | 'ANY_LINE'
  /** To the line that they call. */
  | 'THIS_LINE';

/** What to text on one occasion. */
export type CopyInput = {
  /** A kind of policy such as `quiet-hours`, a reason such as `BUSY`, `nobody-online`, `everybody-busy`, `caller-gone` for those who had hung up, or a key of your own that a policy names as its `copyKey`. A key for which nothing asks is refused. */
  key: Scalars['String']['input'];
  /** 1 to 10, to compare them. A caller always gets the same one. */
  variants: Array<CopyVariantInput>;
};

/** Something that texts can link to. */
export type CopyLinkInput = {
  /** Written in a text as `{link:name}`. */
  name: Scalars['String']['input'];
  /** Where it leads. */
  url: Scalars['String']['input'];
};

/** What callers are texted. */
export type CopySetInput = {
  /** One for each occasion, at most 100. */
  copies: Array<CopyInput>;
  /** The language in which everything is written at least, such as `en` or `pt-BR`. */
  fallbackLocale: Scalars['String']['input'];
  /** What texts can link to. */
  links?: InputMaybe<Array<CopyLinkInput>>;
};

/** A text in one language. */
export type CopyTextInput = {
  /** Such as `en` or `pt-BR`. */
  locale: Scalars['String']['input'];
  /** 1 to 4096 characters. `{lineName}`, `{nextOpening}` and `{link:name}` are filled in. `{nextOpening}` needs opening hours: a `quietHours` policy that opens within a year. Where it cannot be told, because the line is open, the text is not sent. */
  text: Scalars['String']['input'];
};

/** One way to say it. */
export type CopyVariantInput = {
  /** What you call it, to tell the variants apart. */
  name: Scalars['String']['input'];
  /** In every language in which the other variants are written, too. */
  texts: Array<CopyTextInput>;
  /** How often, compared to the other variants, 1 to 1000. */
  weight: Scalars['Int']['input'];
};

/** A key to make. */
export type CreateApiKeyInput = {
  /** The lines it is for. Without it, the key is tenant-wide: it may read and configure, but not act on calls. */
  lineIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** What you call it, 1 to 100 characters. */
  name: Scalars['String']['input'];
};

/** What came of `createApiKey`. */
export type CreateApiKeyResult = ApiKeyCreated | LineNotFound;

/** Who is asked for a caller's tier while the call rings. */
export type CrmInput = {
  /** Its answer counts for so long, 0 to 86400000 milliseconds, before it is asked about the caller again. Left out: 300000, 5 minutes. A `tagCaller` counts at once. Silence is not remembered. */
  rememberMs?: InputMaybe<Scalars['Int']['input']>;
  /** We POST `{"addresses": ["phone:+44…"]}`; to be answered `{"tier": "gold"}` or `{"tier": null}` within 150 ms. Put no secret here: whoever may see the line sees it. */
  url: Scalars['String']['input'];
  /** What to do when it does not answer in time. */
  whenSilent: WhenUnknownInput;
};

/** What the policies of a line say about a ringing call, with everything that they considered. */
export type Decision = {
  __typename?: 'Decision';
  /** Only in `probeDecision`: whether the caller counted as somebody never seen. They do when nothing is known of them, and, for a key of some lines, when they have never called one of these. */
  asStranger?: Maybe<Scalars['Boolean']['output']>;
  /** How long the caller is to be blocked, in milliseconds. */
  blockCallerForMs?: Maybe<Scalars['Int']['output']>;
  /** Who decided. Null when nothing was against ringing. */
  by?: Maybe<DecisionSignature>;
  /** Everything that was considered, in the order in which it counts. */
  causes: Array<DecisionCause>;
  /** Which copy the caller is to get. */
  copyKey?: Maybe<Scalars['String']['output']>;
  /** What the caller is to be texted, or why nothing. Null when nobody asks for a text. What became of it is in `Rejection.followUp` and `Call.notice`. */
  followUp?: Maybe<PlannedText>;
  /** The same for a caller who is gone before the rejection reaches them. Null when nothing is rejected. */
  followUpWhenGone?: Maybe<PlannedText>;
  /** What policies that act came to and was not done, and why: the kill switch, a cap or another rule. Null when nothing was held back. */
  held?: Maybe<DecisionHeld>;
  /** The reason to reject with. */
  reason?: Maybe<RejectReason>;
  /** All of it for people: what happens, and why. */
  sentence: Scalars['String']['output'];
  /** What happens: what is held back is not in it. */
  verdict: DecisionVerdict;
  /** What it would be if every policy acted and the kill switch were off. */
  would: DecisionOutcome;
};

/** A policy or rule that was considered. */
export type DecisionCause = {
  __typename?: 'DecisionCause';
  /** Why, in words; reads on after "because". */
  because: Scalars['String']['output'];
  /** What it saw, by name. */
  facts: Scalars['JSON']['output'];
  /** The rule for which it does not count. */
  heldBackBy?: Maybe<CauseKind>;
  /** What kind. */
  kind: CauseKind;
  /** Whether it acts. */
  mode: PolicyMode;
  /** What its operator calls it. */
  name?: Maybe<Scalars['String']['output']>;
  /** Its place among the line's policies, from 0. Null for rules. */
  policy?: Maybe<Scalars['Int']['output']>;
  /** What it found. */
  verdict: CauseVerdict;
};

/** What was held back of a decision. */
export type DecisionHeld = {
  __typename?: 'DecisionHeld';
  /** Why, in words; reads on after "because". */
  because: Scalars['String']['output'];
  /** The rule that held it back. */
  by: CauseKind;
  /** What would have happened. */
  outcome: DecisionOutcome;
};

/** What policies come to. */
export type DecisionOutcome = {
  __typename?: 'DecisionOutcome';
  /** How long the caller is to be blocked, in milliseconds. */
  blockCallerForMs?: Maybe<Scalars['Int']['output']>;
  /** Who decided. Null when nothing was against ringing. */
  by?: Maybe<DecisionSignature>;
  /** Which copy the caller is to get. */
  copyKey?: Maybe<Scalars['String']['output']>;
  /** The reason to reject with. */
  reason?: Maybe<RejectReason>;
  /** What is to happen. */
  verdict: DecisionVerdict;
};

/** A call to imagine. */
export type DecisionProbeInput = {
  /** When it rings; left out: now. Who is blocked, tagged, present or has written is taken as it is now; more than a minute from now, caps are taken as not reached. */
  at?: InputMaybe<Scalars['DateTime']['input']>;
  /** Who rings. Somebody unknown is imagined as a new caller; so is, for a key of some lines, who has never called one of these. */
  caller: CallerRefInput;
  /** Our id of the line. */
  lineId: Scalars['ID']['input'];
};

/** Which policy or rule decided. */
export type DecisionSignature = {
  __typename?: 'DecisionSignature';
  /** What kind. */
  kind: CauseKind;
  /** What its operator calls it. */
  name?: Maybe<Scalars['String']['output']>;
  /** Its place among the line's policies, from 0. Null for rules. */
  policy?: Maybe<Scalars['Int']['output']>;
};

/** What is to happen to a ringing call. */
export type DecisionVerdict =
  /** It is rejected. */
  | 'REJECT'
  /** It rings. */
  | 'RING'
  /** It rings, and its caller is texted meanwhile. */
  | 'RING_WITH_TEXT';

/** What is wrong with one field. */
export type FieldProblem = {
  __typename?: 'FieldProblem';
  /** The path of the field, such as `pilotStatus.apiKey`. */
  field: Scalars['String']['output'];
  /** What is wrong and what would be right. */
  message: Scalars['String']['output'];
};

/** A text to a caller because of their call. */
export type FollowUp = {
  __typename?: 'FollowUp';
  /** Milliseconds from the settled rejection to the text leaving for the provider. */
  dispatchedInMs?: Maybe<Scalars['Float']['output']>;
  /** The language it is written in. Null for a text that a client wrote. */
  locale?: Maybe<Scalars['String']['output']>;
  /** Why it was not sent. Null unless it is `NOT_SENT`, and for texts from before reasons were kept. */
  notSent?: Maybe<NotSent>;
  /** What the provider, or the way to it, held against it, when something did. */
  problem?: Maybe<ProviderProblem>;
  /** When it was handed to the provider. */
  sentAt?: Maybe<Scalars['DateTime']['output']>;
  /** What became of it. */
  state: FollowUpState;
  /** What was, will be, or was to be sent. Null when there was nothing to send: `notSent` says why. */
  text?: Maybe<Scalars['String']['output']>;
  /** Which copy it is and which variant of it, such as `quiet-hours/A`. Null for a text that a client wrote. */
  variant?: Maybe<Scalars['String']['output']>;
};

/** A text for the caller. */
export type FollowUpInput = {
  /** What to send, 1 to 4096 characters. */
  text: Scalars['String']['input'];
};

/** What became of a text. It is sent at most once. */
export type FollowUpState =
  /** Certainly not sent; `notSent` says why. One that was given up before the provider told how the ring ended is sent after all when it does, within a minute of the wish. */
  | 'NOT_SENT'
  /** On its way. */
  | 'SENDING'
  /** The provider took it. */
  | 'SENT'
  /** It may or may not have been sent; it is not sent again. */
  | 'UNKNOWN'
  /** Waits for the rejection to be settled. */
  | 'WAITING';

/** Not so many calls from one caller in a short time. */
export type FrequencyThrottleInput = {
  /** Block the caller for this long, up to 24 days in milliseconds: on all lines with this or a `blockedCaller` policy. */
  blockForMs?: InputMaybe<Scalars['Int']['input']>;
  /** The first call to be rejected: 3 lets two ring, 1 to 100. The caller's calls to this line count, those before an `unblockCaller` do not. */
  calls: Scalars['Int']['input'];
  /** To which lines they have to have written. Left out: to any of the tenant's. */
  conversationsWith?: InputMaybe<ConversationsWithInput>;
  /** Not who has written within this time, up to 24 days in milliseconds. Left out, as `unlessEverWritten`: everybody. */
  unlessConversationWithinMs?: InputMaybe<Scalars['Int']['input']>;
  /** True: not who has ever written, as far as is known here. Instead of `unlessConversationWithinMs`. */
  unlessEverWritten?: InputMaybe<Scalars['Boolean']['input']>;
  /** Within this time, 1000 to 86400000 milliseconds. */
  withinMs: Scalars['Int']['input'];
};

/** An agent's device at Genesys Web Services. We listen to it; it needs no webhook. */
export type GenesysAccountInput = {
  /** Where Web Services is. */
  baseUrl: Scalars['String']['input'];
  /** Where CometD is, when it is not `/api/v2/notifications`. */
  notificationsPath?: InputMaybe<Scalars['String']['input']>;
  /** The agent's password. */
  password: Scalars['String']['input'];
  /** False when somebody else starts the agent's contact center session for the voice channel; by default we do. */
  startsSession?: InputMaybe<Scalars['Boolean']['input']>;
  /** The name the agent signs in with. */
  username: Scalars['String']['input'];
};

/** A date on which the week's hours do not hold. Hours belong to the date that they start on: a night that started the day before goes on into the holiday until it ends. To end it at midnight, give the day before as a holiday with hours to `24:00`. */
export type HolidayInput = {
  /** Such as `2026-12-25`. */
  date: Scalars['String']['input'];
  /** What it is called, 1 to 100 characters: told in decisions. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The hours that hold instead. Left out: closed. */
  open?: InputMaybe<Array<HoursInput>>;
};

/** From one time of day to another. */
export type HoursInput = {
  /** The time of day, such as `09:00`. */
  from: Scalars['String']['input'];
  /** The time of day, such as `17:30` or `24:00`. Not after `from`: on the next day. */
  to: Scalars['String']['input'];
};

/** The idempotency key was already used with other arguments. */
export type IdempotencyConflict = UserError & {
  __typename?: 'IdempotencyConflict';
  /** For programs. */
  code: UserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** The kill switch is as wished. */
export type KillSwitchSet = {
  __typename?: 'KillSwitchSet';
  /** The line as it is now. */
  line: Line;
};

/** One number, session, instance or agent device at one provider. */
export type Line = {
  __typename?: 'Line';
  /** What can be done with its calls. Null: this service cannot open the line's credentials; give them again with `updateLine`. */
  abilities?: Maybe<LineAbilities>;
  /** Where the provider's API is. */
  baseUrl: Scalars['String']['output'];
  /** Our id of the line. */
  id: Scalars['ID']['output'];
  /** When its provider last told us anything. Null: never. */
  lastSignalAt?: Maybe<Scalars['DateTime']['output']>;
  /** How its events come to us, where we listen to its provider. Null: its provider calls us, or this service cannot open the line's credentials. */
  listening?: Maybe<LineListening>;
  /** What you call it. */
  name: Scalars['String']['output'];
  /** What it does by itself about calls. */
  perimeter: LinePerimeter;
  /** Who carries its calls. */
  provider: Provider;
  /** When it was registered. */
  registeredAt: Scalars['DateTime']['output'];
  /** How long a call is taken to ring at most, in milliseconds. */
  ringLimitMs: Scalars['Int']['output'];
  /** IANA name, such as `Europe/London`. */
  timeZone: Scalars['String']['output'];
};

/** What can be done with the calls of a line, which differs from provider to provider. */
export type LineAbilities = {
  __typename?: 'LineAbilities';
  /** Whether callers can be blocked at the provider. */
  canBlock: Scalars['Boolean']['output'];
  /** Whether callers can be texted over this line. */
  canText: Scalars['Boolean']['output'];
  /** Whether an event of the provider tells later that the call was rejected. */
  confirmedByEvent: Scalars['Boolean']['output'];
  /** The best that a rejection can come to by the provider's answer alone. */
  rejection: RejectionPromise;
  /** Whether the provider answers rejected callers by itself; then follow-up texts are not sent. */
  repliesByItself: Scalars['Boolean']['output'];
};

/** A page of lines, by name. */
export type LineConnection = {
  __typename?: 'LineConnection';
  /** The lines with their cursors. */
  edges: Array<LineEdge>;
  /** The lines. */
  nodes: Array<Line>;
  /** Where this page stands. */
  pageInfo: PageInfo;
};

/** A line in a page. */
export type LineEdge = {
  __typename?: 'LineEdge';
  /** Its place in the list. */
  cursor: Scalars['String']['output'];
  /** The line. */
  node: Line;
};

/** Something about the line is wrong; nothing was saved. */
export type LineInvalid = UserError & {
  __typename?: 'LineInvalid';
  /** For programs. */
  code: UserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
  /** Every field that is wrong. */
  problems: Array<FieldProblem>;
};

/** How events come from a provider that we listen to. */
export type LineListening = {
  __typename?: 'LineListening';
  /** Why they are not heard; or, where they are, what the provider says is wrong with its service. Null when nothing is known to be wrong. */
  problem?: Maybe<ProviderProblem>;
  /** Since when they are heard. Null while they are not. */
  since?: Maybe<Scalars['DateTime']['output']>;
  /** Whether they are heard. */
  state: LineListeningState;
};

/** Whether the events of a line are heard. */
export type LineListeningState =
  /** The connection stands. */
  | 'HEARD'
  /** There is no connection, or it is being made. Calls may ring unseen; those that still stand are recorded once it is made. */
  | 'NOT_HEARD';

/** There is no such line that you may see. */
export type LineNotFound = UserError & {
  __typename?: 'LineNotFound';
  /** For programs. */
  code: UserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** What a line does by itself about the calls that ring on it. */
export type LinePerimeter = {
  __typename?: 'LinePerimeter';
  /** What callers are texted, as `setLinePolicies` takes it. */
  copy: Scalars['JSON']['output'];
  /** True: nothing is done by itself. What would have been done is still in every `Call.decision`. */
  killSwitch: Scalars['Boolean']['output'];
  /** From this leg of a customer's call on, it is not rejected any more. */
  legCap: Scalars['Int']['output'];
  /** In the order in which they are asked. */
  policies: Array<LinePolicy>;
  /** So many calls are rejected by policies within a minute; more ring on. */
  rejectsPerMinute: Scalars['Int']['output'];
  /** A caller gets no second text because of a policy within this time, whichever of the tenant's lines the first was about. It begins with a text that was or may have been sent, also one that a person wished. */
  textCooldownSeconds: Scalars['Int']['output'];
  /** The line over which callers are texted where this one cannot. */
  textVia?: Maybe<Line>;
  /** So many texts are sent because of policies within a minute. */
  textsPerMinute: Scalars['Int']['output'];
};

/** What a line is to do by itself. */
export type LinePoliciesInput = {
  /** What callers are texted. Left out: nothing. */
  copy?: InputMaybe<CopySetInput>;
  /** True: nothing is done by itself. Left out: as it was. */
  killSwitch?: InputMaybe<Scalars['Boolean']['input']>;
  /** From this leg of a customer's call on, it is not rejected any more, 1 to 100. */
  legCap?: Scalars['Int']['input'];
  /** At most 50, asked in this order. Bypass lists come first wherever they stand. */
  policies: Array<PolicyInput>;
  /** So many calls are rejected by policies within a minute, 0 to 10000; more ring on. */
  rejectsPerMinute?: Scalars['Int']['input'];
  /** A caller gets no second text because of a policy within this time, 0 to 2592000, whichever of the tenant's lines the first was about. It begins with a text that was or may have been sent, also one that a person wished. */
  textCooldownSeconds?: Scalars['Int']['input'];
  /** A line of yours that can text, for callers whose phone number is known, where this one cannot text. */
  textVia?: InputMaybe<Scalars['ID']['input']>;
  /** So many texts are sent because of policies within a minute, 0 to 10000. */
  textsPerMinute?: Scalars['Int']['input'];
};

/** Something about the policies is wrong; nothing was saved. */
export type LinePoliciesInvalid = UserError & {
  __typename?: 'LinePoliciesInvalid';
  /** For programs. */
  code: UserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
  /** Everything that is wrong; `field` names the place, such as `policies[2].quietHours.open[0].from`. */
  problems: Array<FieldProblem>;
};

/** The line has its new policies. */
export type LinePoliciesSet = {
  __typename?: 'LinePoliciesSet';
  /** The line as it is now. */
  line: Line;
};

/** One policy of a line. */
export type LinePolicy = {
  __typename?: 'LinePolicy';
  /** Which copy the caller gets. Null: that of its kind. */
  copyKey?: Maybe<Scalars['String']['output']>;
  /** What kind of policy. */
  kind: PolicyKind;
  /** Whether anything is done about what it decides. */
  mode: PolicyMode;
  /** What its operator calls it. */
  name?: Maybe<Scalars['String']['output']>;
  /** The reason that it rejects with. Null: that of its kind. */
  reason?: Maybe<RejectReason>;
  /** What is particular to its kind, as `setLinePolicies` takes it. */
  settings: Scalars['JSON']['output'];
};

/** The line is registered. */
export type LineRegistered = {
  __typename?: 'LineRegistered';
  /** The line. */
  line: Line;
  /** Give this to the provider as the webhook's URL. It is a secret. Null for providers that we listen to instead. */
  webhookUrl?: Maybe<Scalars['String']['output']>;
};

/** The line is changed. */
export type LineUpdated = {
  __typename?: 'LineUpdated';
  /** The line as it is now. */
  line: Line;
  /** The new webhook URL, when one was asked for. */
  webhookUrl?: Maybe<Scalars['String']['output']>;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Block a caller on our side, for all lines: those with a `blockedCaller` policy, or a throttle that blocks, reject them. A phone number or address not seen before makes the caller. Needs a tenant-wide key. */
  blockCaller: BlockCallerResult;
  /** Make a key. Needs a tenant-wide key. The key is shown only here. */
  createApiKey: CreateApiKeyResult;
  /** Register a line. Answers with the URL to give to the provider as its webhook; it is shown only here and by `updateLine(renewWebhook: true)`. */
  registerLine: RegisterLineResult;
  /**
   * Reject a ringing call. Returns when the provider has answered or the first attempt has come to its end:
   * `rejection.state` says how far it got, and `SENDING` means that it goes on by itself.
   * Rejecting a call that is being rejected, rejected or over is a success. A call that rings on is never `CallRejected`,
   * but for `SENDING`.
   */
  rejectCall: RejectCallResult;
  /** Tell how a recording bridge is, for `safetyValve` policies. Needs a tenant-wide key. Answers with what is known of it now. */
  reportRecordingBridge: RecordingBridge;
  /** Make a key stop working, within seconds on every replica. */
  revokeApiKey: RevokeApiKeyResult;
  /** Stop a line from doing anything by itself, or let it again. Needs a tenant-wide key. */
  setKillSwitch: SetKillSwitchResult;
  /**
   * Replace the policies, the copy and the caps of a line as a whole. Needs a tenant-wide key. Nothing is saved when anything is
   * wrong. In force with the next ring, and within seconds on every replica.
   */
  setLinePolicies: SetLinePoliciesResult;
  /** Tell what an agent of a line is doing, for `presence` policies. With a key of the line or a tenant-wide one. */
  setPresence: SetPresenceResult;
  /** Give a caller a tier, for `vipPerimeter` policies. It counts from the next ring on, before what a CRM says. A phone number or address not seen before makes the caller. Needs a tenant-wide key. */
  tagCaller: TagCallerResult;
  /** Let a caller ring again: on all lines, and at a provider that was asked to block them too. What they did before does not count towards a throttle. Needs a tenant-wide key. */
  unblockCaller: UnblockCallerResult;
  /** Change a line. What is not given stays as it is. */
  updateLine: UpdateLineResult;
};


export type MutationBlockCallerArgs = {
  caller: CallerRefInput;
  forMinutes?: InputMaybe<Scalars['Int']['input']>;
  reason?: InputMaybe<Scalars['String']['input']>;
};


export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput;
};


export type MutationRegisterLineArgs = {
  input: RegisterLineInput;
};


export type MutationRejectCallArgs = {
  followUp?: InputMaybe<FollowUpInput>;
  from?: InputMaybe<Scalars['String']['input']>;
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  reason?: RejectReasonInput;
};


export type MutationReportRecordingBridgeArgs = {
  input: RecordingBridgeInput;
};


export type MutationRevokeApiKeyArgs = {
  id: Scalars['ID']['input'];
};


export type MutationSetKillSwitchArgs = {
  lineId: Scalars['ID']['input'];
  on: Scalars['Boolean']['input'];
};


export type MutationSetLinePoliciesArgs = {
  input: LinePoliciesInput;
  lineId: Scalars['ID']['input'];
};


export type MutationSetPresenceArgs = {
  input: PresenceInput;
};


export type MutationTagCallerArgs = {
  caller: CallerRefInput;
  tier?: InputMaybe<Scalars['String']['input']>;
};


export type MutationUnblockCallerArgs = {
  caller: CallerRefInput;
};


export type MutationUpdateLineArgs = {
  id: Scalars['ID']['input'];
  input: UpdateLineInput;
};

/** Why a text was not sent. */
export type NotSent = {
  __typename?: 'NotSent';
  /** In words; reads on after "because". */
  because: Scalars['String']['output'];
  /** For programs. */
  reason: NotSentReason;
};

/** Why a text was not, or would not be, sent. */
export type NotSentReason =
  /** Somebody had answered. */
  | 'ANSWERED'
  /** The caller had gone by themselves, and the text is for a caller who was rejected. */
  | 'CALLER_GONE'
  /** The line cannot text; and there is no other line to do it, or the caller's phone number is not known. */
  | 'CANNOT_TEXT'
  /** Nobody has said how the ring ended: the caller may have been answered. */
  | 'END_UNKNOWN'
  /** The call came from a group, and everybody in it would read the text. */
  | 'GROUP'
  /** The line's kill switch is on. */
  | 'KILL_SWITCH'
  /** The line over which it was to be sent no longer exists. */
  | 'LINE_GONE'
  /** The copy tells when the line opens, and no next opening is known. */
  | 'NOT_FILLABLE'
  /** The call was not rejected. */
  | 'NOT_REJECTED'
  /** No copy is written for this occasion. */
  | 'NO_COPY'
  /** The provider answers rejected callers by itself. */
  | 'PROVIDER_REPLIES'
  /** The provider did not take it; `problem` says why. */
  | 'REFUSED_BY_PROVIDER'
  /** The caller is back in the queue and still being served. */
  | 'STILL_IN_QUEUE'
  /** The caller had a text within the cooldown. */
  | 'TEXTED_LATELY'
  /** Automation has reached its cap of texts within a minute. */
  | 'TEXT_CAP'
  /** It could not be sent while it made sense; `problem` tells what stood in the way. */
  | 'TOO_LATE'
  /** The copy is too long when filled in. */
  | 'TOO_LONG';

/** Hours that are open on some days of the week. */
export type OpeningInput = {
  /** The days on which it opens. */
  days: Array<WeekdayInput>;
  /** The time of day, such as `09:00`. */
  from: Scalars['String']['input'];
  /** The time of day, such as `17:30` or `24:00`. Not after `from`: on the next day. */
  to: Scalars['String']['input'];
};

/** Where a page stands in its list. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** The cursor of the last element: pass it as `after` for the next page. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more follows. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether something comes before. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first element. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** A number at Pilot Status. Give exactly one of `apiKey` and `apiKeyId`; it must be a key of the number, not of the tenant. */
export type PilotStatusAccountInput = {
  /** Sent as `x-api-key`; begins with `ps_`. */
  apiKey?: InputMaybe<Scalars['String']['input']>;
  /** Sent as `x-api-key-id`. */
  apiKeyId?: InputMaybe<Scalars['String']['input']>;
  /** Where the API is, when it is not https://pilotstatus.com.br. */
  baseUrl?: InputMaybe<Scalars['String']['input']>;
  /** An approved template, sent where Meta takes no plain text because the caller has not written in the last 24 hours. Left out, such a text is not sent. */
  textTemplate?: InputMaybe<PilotStatusTemplateInput>;
  /** The webhook's signing secret, when you have set one; when given, unsigned events are refused. */
  webhookSecret?: InputMaybe<Scalars['String']['input']>;
  /** The header that holds the signature, an HMAC-SHA256 in hex, when it is not `X-Pilot-Status-Signature`. Pilot Status does not document it. */
  webhookSignatureHeader?: InputMaybe<Scalars['String']['input']>;
};

/** A template of Pilot Status that stands in for a text. */
export type PilotStatusTemplateInput = {
  /** Its id at Pilot Status. */
  templateId: Scalars['String']['input'];
  /** What its variables are filled with; at most 20. */
  variables?: InputMaybe<Array<PilotStatusTemplateVariableInput>>;
};

/** A variable of a template. */
export type PilotStatusTemplateVariableInput = {
  /** Its name in the template. */
  name: Scalars['String']['input'];
  /** Its value, in which `{text}` stands for the text that could not be sent. */
  value: Scalars['String']['input'];
};

/** A text as it is planned when a call is decided on. */
export type PlannedText = {
  __typename?: 'PlannedText';
  /** The language it is written in. */
  locale?: Maybe<Scalars['String']['output']>;
  /** Why none is sent. Null when one is. */
  notSent?: Maybe<NotSent>;
  /** The words. Only in `probeDecision`. */
  text?: Maybe<Scalars['String']['output']>;
  /** Which copy it is and which variant of it, such as `quiet-hours/A`. */
  variant?: Maybe<Scalars['String']['output']>;
};

/** One policy. Exactly one of the fields from `bypass` on must be given: it says what kind of policy it is. */
export type PolicyInput = {
  /** No more calls than the line can have at once. */
  alreadyInACall?: InputMaybe<AlreadyInACallInput>;
  /** No call from callers who hide their number. */
  anonymousCaller?: InputMaybe<AnonymousCallerInput>;
  /** True: whom `blockCaller` or a throttle has blocked does not ring. */
  blockedCaller?: InputMaybe<Scalars['Boolean']['input']>;
  /** These callers always ring, whatever the other policies say. */
  bypass?: InputMaybe<BypassInput>;
  /** Only callers who have written lately ring. */
  conversationFirst?: InputMaybe<ConversationFirstInput>;
  /** Which copy the caller gets; it must be written. Left out: the copy whose key is the policy's kind, such as `quiet-hours`, or else the reason. */
  copyKey?: InputMaybe<Scalars['String']['input']>;
  /** Not so many calls from one caller in a short time. */
  frequencyThrottle?: InputMaybe<FrequencyThrottleInput>;
  /** Whether anything is done about what it decides. */
  mode?: PolicyModeInput;
  /** What you call it, 1 to 100 characters. It signs what the policy does. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** No call when nobody is there to take it. */
  presence?: InputMaybe<PresencePolicyInput>;
  /** No call while the line is closed, by the clock of the line's time zone. */
  quietHours?: InputMaybe<QuietHoursInput>;
  /** The reason to reject with. Left out: that of its kind. */
  reason?: InputMaybe<RejectReasonInput>;
  /** No call that could not be recorded. */
  safetyValve?: InputMaybe<SafetyValveInput>;
  /** Only callers of some tiers ring. */
  vipPerimeter?: InputMaybe<VipPerimeterInput>;
};

/** What a policy looks at. */
export type PolicyKind =
  /** Whether the line is already in a call. */
  | 'ALREADY_IN_A_CALL'
  /** Callers who do not show who they are. */
  | 'ANONYMOUS_CALLER'
  /** Callers who are blocked. */
  | 'BLOCKED_CALLER'
  /** Callers who always ring. */
  | 'BYPASS'
  /** Only callers who have written lately ring. */
  | 'CONVERSATION_FIRST'
  /** Callers who ring too often. */
  | 'FREQUENCY_THROTTLE'
  /** Whether an agent is there. */
  | 'PRESENCE'
  /** Hours in which nobody rings. */
  | 'QUIET_HOURS'
  /** No call that could not be recorded. */
  | 'SAFETY_VALVE'
  /** Only callers of some tiers ring. */
  | 'VIP_PERIMETER';

/** Whether anything is done about what a policy decides. */
export type PolicyMode =
  /** It acts. */
  | 'ENFORCE'
  /** It decides and is recorded, and nothing is done: to try it on live traffic. */
  | 'OBSERVE';

/** Whether anything is to be done about what a policy decides. */
export type PolicyModeInput =
  /** It acts. */
  | 'ENFORCE'
  /** It decides and is recorded, and nothing is done. */
  | 'OBSERVE';

/** What an agent is doing. */
export type PresenceInput = {
  /** Who: a name of your own, 1 to 100 characters. */
  agent: Scalars['String']['input'];
  /** Since when; left out, or in the future: now. What is older than what is known changes nothing. */
  at?: InputMaybe<Scalars['DateTime']['input']>;
  /** Our id of the line. */
  lineId: Scalars['ID']['input'];
  /** What they are doing. */
  state: PresenceStateInput;
};

/** No call when nobody is there to take it. */
export type PresencePolicyInput = {
  /** The copy for callers who ring or are rejected then; it must be written. Left out: `everybody-busy`. */
  busyCopyKey?: InputMaybe<Scalars['String']['input']>;
  /** A state older than this says nothing, 1000 milliseconds to 24 days. Left out: it holds until another comes. */
  staleAfterMs?: InputMaybe<Scalars['Int']['input']>;
  /** What to do when agents are online and all of them are busy. */
  whenBusy: WhenBusyInput;
  /** What to do when no agent has said anything, or nothing lately. */
  whenUnknown: WhenUnknownInput;
};

/** It is noted. */
export type PresenceSet = {
  __typename?: 'PresenceSet';
  /** The line. */
  line: Line;
};

/** What an agent is doing. */
export type PresenceStateInput =
  /** There and busy. */
  | 'BUSY'
  /** Not there. */
  | 'OFFLINE'
  /** There and free. */
  | 'ONLINE';

/** Who carries calls. */
export type Provider =
  /** Genesys Web Services. */
  | 'GENESYS'
  /** Pilot Status, pilotstatus.com.br. */
  | 'PILOT_STATUS'
  /** Telnyx, telnyx.com: Call Control. */
  | 'TELNYX'
  /** WAHA, a WhatsApp gateway of one's own. */
  | 'WAHA'
  /** Wawp, wawp.net. */
  | 'WAWP'
  /** WUTS, wuts.com.br. */
  | 'WUTS';

/** What a provider, or the way to it, held against a request. */
export type ProviderProblem = {
  __typename?: 'ProviderProblem';
  /** The HTTP status of the answer, when there was one. */
  httpStatus?: Maybe<Scalars['Int']['output']>;
  /** What to make of it. */
  kind: ProviderProblemKind;
  /** What happened and what to do about it, in words. Never holds a credential. */
  message: Scalars['String']['output'];
};

/** What to make of a provider's problem. */
export type ProviderProblemKind =
  /** The provider found our request wrong. */
  | 'BAD_REQUEST'
  /** The provider knows no such call. */
  | 'CALL_NOT_FOUND'
  /** The credentials are right but may not do this. */
  | 'NOT_ALLOWED'
  /** The line's session at the provider is not connected. */
  | 'NOT_CONNECTED'
  /** This kind of line or call cannot be rejected. */
  | 'NOT_SUPPORTED'
  /** No answer in time, or none that can be read. */
  | 'NO_ANSWER'
  /** The caller has not written lately, so the provider takes no free text to them, only an approved template. */
  | 'OUTSIDE_TEXT_WINDOW'
  /** Too many requests. */
  | 'RATE_LIMITED'
  /** The provider is not well, or cannot be reached. */
  | 'UNAVAILABLE'
  /** The provider does not accept the line's credentials. */
  | 'WRONG_CREDENTIALS';

export type Query = {
  __typename?: 'Query';
  /**
   * What rejection costs: how many of the callers whom policies rejected came back, and how many did not, beside callers whom
   * nobody rejected. Counts the calls that you may see.
   */
  attrition: AttritionReport;
  /** One call, by our id or by the provider's own id of it on a line you may use. Null when there is none that you may see. */
  call?: Maybe<Call>;
  /**
   * A cursor to begin with, before you have seen any event: where the journal ends. Ask for it together with what you show
   * (or before), then subscribe with it as `after`: you get everything that your answer does not show yet, and perhaps some that it does.
   */
  callEventHead: Scalars['String']['output'];
  /** The journal across calls, oldest first: everything a subscription delivers, for catching up. */
  callEventLog: CallEventConnection;
  /** One caller. Null when there is none that you may see. */
  caller?: Maybe<Caller>;
  /** Calls, newest first. */
  calls: CallConnection;
  /** One line. Null when there is none that you may see. */
  line?: Maybe<Line>;
  /** Lines, by name. */
  lines: LineConnection;
  /**
   * What would happen if this caller rang this line now, or then, with the text that they would get. Caps and the cooldown count
   * as they do for a ring. Nothing is recorded, rejected or sent; a CRM is asked as it is for a ring.
   */
  probeDecision: Decision;
  /** Who you are to this service. */
  viewer: Viewer;
};


export type QueryAttritionArgs = {
  input: AttritionInput;
};


export type QueryCallArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCallEventLogArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CallEventFilter>;
  first?: Scalars['Int']['input'];
};


export type QueryCallerArgs = {
  id: Scalars['ID']['input'];
};


export type QueryCallsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CallFilter>;
  first?: Scalars['Int']['input'];
};


export type QueryLineArgs = {
  id: Scalars['ID']['input'];
};


export type QueryLinesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


export type QueryProbeDecisionArgs = {
  input: DecisionProbeInput;
};

/** When the line is open; at all other times calls are rejected. */
export type QuietHoursInput = {
  /** Dates on which other hours hold. */
  holidays?: InputMaybe<Array<HolidayInput>>;
  /** Every week, by the clock of the line's time zone. None: never open. */
  open: Array<OpeningInput>;
};

/** Where a share lies, from 0 to 1. */
export type RateInterval = {
  __typename?: 'RateInterval';
  /** At most. */
  high: Scalars['Float']['output'];
  /** At least. */
  low: Scalars['Float']['output'];
};

/** A recording bridge, as it was last reported. */
export type RecordingBridge = {
  __typename?: 'RecordingBridge';
  /** Its name. */
  name: Scalars['String']['output'];
  /** When that was said. */
  reportedAt: Scalars['DateTime']['output'];
  /** How it is. */
  state: RecordingBridgeState;
};

/** How a recording bridge is. */
export type RecordingBridgeInput = {
  /** Since when; left out, or in the future: now. What is older than what is known changes nothing. */
  at?: InputMaybe<Scalars['DateTime']['input']>;
  /** Its name, as `safetyValve` policies name it, 1 to 100 characters. */
  name?: Scalars['String']['input'];
  /** How it is. */
  state: RecordingBridgeStateInput;
};

/** How a recording bridge is. */
export type RecordingBridgeState =
  /** It does not record. */
  | 'DOWN'
  /** It can take no more. */
  | 'FULL'
  /** It records. */
  | 'UP';

/** How a recording bridge may be. */
export type RecordingBridgeStateInput =
  /** It does not record. */
  | 'DOWN'
  /** It can take no more. */
  | 'FULL'
  /** It records. */
  | 'UP';

/** A line to register. Exactly one of the provider fields must be given. */
export type RegisterLineInput = {
  /** An agent's device at Genesys Web Services. */
  genesys?: InputMaybe<GenesysAccountInput>;
  /** What you call it, 1 to 100 characters. */
  name: Scalars['String']['input'];
  /** A line at Pilot Status. */
  pilotStatus?: InputMaybe<PilotStatusAccountInput>;
  /** How long a call is taken to ring at most, 5000 to 300000 milliseconds. */
  ringLimitMs?: Scalars['Int']['input'];
  /** A line at Telnyx. */
  telnyx?: InputMaybe<TelnyxAccountInput>;
  /** IANA name, such as `Europe/London`. */
  timeZone?: Scalars['String']['input'];
  /** A line at a WAHA of your own. */
  waha?: InputMaybe<WahaAccountInput>;
  /** A line at Wawp. */
  wawp?: InputMaybe<WawpAccountInput>;
  /** A line at WUTS. */
  wuts?: InputMaybe<WutsAccountInput>;
};

/** What came of `registerLine`. */
export type RegisterLineResult = LineInvalid | LineRegistered;

/** What came of `rejectCall`. */
export type RejectCallResult = CallNotFound | CallNotRejectable | CallRejected | CallStillRinging | CallerDoesNotMatch | IdempotencyConflict | RejectionRefused;

/** Why a call is rejected. */
export type RejectReason =
  /** Nobody is free to take it. */
  | 'BUSY'
  /** Somebody did not want to take it. */
  | 'DECLINED'
  /** The caller is not wanted. */
  | 'UNWANTED';

/** Why a call should be rejected. */
export type RejectReasonInput =
  /** Nobody is free to take it. */
  | 'BUSY'
  /** I do not want to take it. */
  | 'DECLINED'
  /** The caller is not wanted. */
  | 'UNWANTED';

/** The wish to reject one call and what became of it. */
export type Rejection = {
  __typename?: 'Rejection';
  /** Every request to the provider, oldest first. */
  attempts: Array<RejectionAttempt>;
  /** Milliseconds from the signal or request to the decision that was recorded, the time that a CRM took to answer included. */
  decidedInMs?: Maybe<Scalars['Float']['output']>;
  /** Milliseconds from the recorded decision to the first request leaving for the provider. */
  dispatchedInMs?: Maybe<Scalars['Float']['output']>;
  /** The text that gives the caller a way forward, or why there is none. Null only when nobody asked for a text: a policy that rejects always does, a client when it gave one. */
  followUp?: Maybe<FollowUp>;
  /** Our id of the rejection. */
  id: Scalars['ID']['output'];
  /** True when no provider told us the state and we concluded it. A later word of the provider corrects it. */
  inferred: Scalars['Boolean']['output'];
  /** What stood in the way, when something did. */
  problem?: Maybe<ProviderProblem>;
  /** Why the call was to be rejected. */
  reason: RejectReason;
  /** When the wish was recorded. */
  requestedAt: Scalars['DateTime']['output'];
  /** Who wished it. */
  requestedBy: Actor;
  /** When its outcome was known. Null while `SENDING`, and while `ACCEPTED` awaits an event. */
  settledAt?: Maybe<Scalars['DateTime']['output']>;
  /** What became of the wish so far. */
  state: RejectionState;
};

/** One request to the provider. */
export type RejectionAttempt = {
  __typename?: 'RejectionAttempt';
  /** When its answer, or the lack of one, was known. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Counts the requests of this rejection, from 1. */
  number: Scalars['Int']['output'];
  /** What it came to. Null while it is under way, or when the process that sent it died. */
  outcome?: Maybe<AttemptOutcome>;
  /** What stood in the way, when something did. */
  problem?: Maybe<ProviderProblem>;
  /** When it was sent. */
  startedAt: Scalars['DateTime']['output'];
};

/** What a provider's yes to a rejection is worth. */
export type RejectionPromise =
  /** The provider took the request. */
  | 'ACCEPTED'
  /** The provider tries and cannot promise it. */
  | 'BEST_EFFORT'
  /** The provider stores that the call is rejected. */
  | 'CONFIRMED'
  /** The call goes back to the queue it came from. */
  | 'RETURNED_TO_QUEUE';

/** The provider will not reject the call. As far as anybody has told, it rang on: `call.status` says how it is now. */
export type RejectionRefused = UserError & {
  __typename?: 'RejectionRefused';
  /** The call as it is now. */
  call: Call;
  /** For programs. */
  code: UserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
  /** The rejection with the provider's reason. */
  rejection: Rejection;
};

/** A rejection as it stood right after an event. */
export type RejectionSnapshot = {
  __typename?: 'RejectionSnapshot';
  /** Milliseconds from the signal or request to the recorded decision. */
  decidedInMs?: Maybe<Scalars['Float']['output']>;
  /** Milliseconds from the recorded decision to the first request leaving for the provider, where it was known by then. */
  dispatchedInMs?: Maybe<Scalars['Float']['output']>;
  /** The text that gives the caller a way forward, as it stood then. */
  followUp?: Maybe<FollowUp>;
  /** What stood in the way, when something did. */
  problem?: Maybe<ProviderProblem>;
  /** Why the call was to be rejected. */
  reason: RejectReason;
  /** When the wish was recorded. */
  requestedAt: Scalars['DateTime']['output'];
  /** Who wished it. */
  requestedBy: Actor;
  /** When its outcome was known. Null while it was not. */
  settledAt?: Maybe<Scalars['DateTime']['output']>;
  /** What had become of the wish. */
  state: RejectionState;
};

/** What became of a rejection. A provider's yes does not mean that the caller stopped ringing: the states keep the two apart. */
export type RejectionState =
  /** The provider said yes; no event has confirmed it. When inferred: the answer to a request was lost, and the provider no longer has the call. */
  | 'ACCEPTED'
  /** The caller was gone, or somebody had answered or rejected it elsewhere: a race, not an error. When inferred: the provider does not find the call. */
  | 'ALREADY_OVER'
  /** Accepted by a provider that cannot promise it. */
  | 'BEST_EFFORT'
  /** A provider event or a stored provider status says that the call was rejected. */
  | 'CONFIRMED'
  /** Given up: the ring ended before there was a yes, or the provider asks for more patience than the ring has left. `Call.status` says whether it rings. */
  | 'EXPIRED'
  /** The call went back to its queue. When inferred: the provider said yes, or a request went unanswered, and then nothing more was told of the call. */
  | 'REDIRECTED'
  /** The provider will not; `problem` says why. */
  | 'REFUSED'
  /** Being sent, or waiting to be sent again. */
  | 'SENDING';

/** What came of `revokeApiKey`. */
export type RevokeApiKeyResult = ApiKeyNotFound | ApiKeyRevoked;

/** No call that could not be recorded. */
export type SafetyValveInput = {
  /** The name of the recording bridge, as `reportRecordingBridge` names it. Lines that name the same one share its reports. */
  bridge: Scalars['String']['input'];
  /** Asked every 10 seconds: a 2xx means up, or what it says in `{"state": "UP" | "DOWN" | "FULL"}`; everything else means down once it has answered a 2xx, and nothing before. Put no secret here: whoever may see the line sees it. */
  healthUrl?: InputMaybe<Scalars['String']['input']>;
  /** A report older than this says nothing, 1000 milliseconds to 24 days. */
  staleAfterMs: Scalars['Int']['input'];
  /** What to do when there is no report, or an old one. */
  whenStale: WhenUnknownInput;
};

/** What came of `setKillSwitch`. */
export type SetKillSwitchResult = KillSwitchSet | LineNotFound;

/** What came of `setLinePolicies`. */
export type SetLinePoliciesResult = LineNotFound | LinePoliciesInvalid | LinePoliciesSet;

/** What came of `setPresence`. */
export type SetPresenceResult = LineNotFound | PresenceSet;

export type Subscription = {
  __typename?: 'Subscription';
  /**
   * Events as they are recorded, in order. With `after`, first everything since that cursor, then on without a gap;
   * without it, what is recorded from now on. To miss nothing from the start, begin with `callEventHead`.
   * Delivery is at least once along the way to you: drop events whose `id` you have seen.
   */
  callEvents: CallEvent;
};


export type SubscriptionCallEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CallEventFilter>;
};

/** What came of `tagCaller`. */
export type TagCallerResult = CallerChanged | CallerInvalid | CallerNotFound;

/** A number at Telnyx whose calls a Voice API application controls. Give the webhook URL to that application, and to the messaging profile if you have one. */
export type TelnyxAccountInput = {
  /** An API key (v2). */
  apiKey: Scalars['String']['input'];
  /** Where the API is, when it is not https://api.telnyx.com. */
  baseUrl?: InputMaybe<Scalars['String']['input']>;
  /** Your number with its country, such as `+12025550131`; texts come from it. */
  phoneNumber: Scalars['String']['input'];
  /** The account's public key, in base64. Webhooks that it does not prove, or that were signed more than 5 minutes ago, are refused. */
  publicKey: Scalars['String']['input'];
};

/** What came of `unblockCaller`. */
export type UnblockCallerResult = CallerChanged | CallerInvalid | CallerNotFound;

/** What to change about a line. A provider field, when given, replaces the whole account and must be of the line's provider. */
export type UpdateLineInput = {
  /** The account at Genesys Web Services. */
  genesys?: InputMaybe<GenesysAccountInput>;
  /** What you call it. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The account at Pilot Status. */
  pilotStatus?: InputMaybe<PilotStatusAccountInput>;
  /** True to make a new webhook URL; the old one stops working. */
  renewWebhook?: InputMaybe<Scalars['Boolean']['input']>;
  /** How long a call is taken to ring at most, in milliseconds. */
  ringLimitMs?: InputMaybe<Scalars['Int']['input']>;
  /** The account at Telnyx. */
  telnyx?: InputMaybe<TelnyxAccountInput>;
  /** IANA name. */
  timeZone?: InputMaybe<Scalars['String']['input']>;
  /** The account at a WAHA of your own. */
  waha?: InputMaybe<WahaAccountInput>;
  /** The account at Wawp. */
  wawp?: InputMaybe<WawpAccountInput>;
  /** The account at WUTS. */
  wuts?: InputMaybe<WutsAccountInput>;
};

/** What came of `updateLine`. */
export type UpdateLineResult = LineInvalid | LineNotFound | LineUpdated;

/** Something that you can do something about. */
export type UserError = {
  /** For programs. */
  code: UserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** What kind of mistake a `UserError` is about. */
export type UserErrorCode =
  /** There is no such key that you may see. */
  | 'API_KEY_NOT_FOUND'
  /** The call is from somebody else than `from` says. */
  | 'CALLER_DOES_NOT_MATCH'
  /** Something about what was given of the caller is wrong. */
  | 'CALLER_INVALID'
  /** There is no caller with this id. */
  | 'CALLER_NOT_FOUND'
  /** There is no such call that you may see. */
  | 'CALL_NOT_FOUND'
  /** This call can never be rejected. */
  | 'CALL_NOT_REJECTABLE'
  /** The call was not rejected and rings on: the provider asks for more patience than the ring has left. */
  | 'CALL_STILL_RINGING'
  /** The idempotency key was used for something else. */
  | 'IDEMPOTENCY_CONFLICT'
  /** Something about the line's data is wrong. */
  | 'LINE_INVALID'
  /** There is no such line that you may see. */
  | 'LINE_NOT_FOUND'
  /** Something about the policies is wrong. */
  | 'LINE_POLICIES_INVALID'
  /** The provider will not reject it. */
  | 'REJECTION_REFUSED';

/** Whoever makes this request. */
export type Viewer = {
  __typename?: 'Viewer';
  /** The lines the key is for; empty when it is tenant-wide. */
  lineIds: Array<Scalars['ID']['output']>;
  /** The key's name. */
  name: Scalars['String']['output'];
  /** Whether the key is for some lines or for the whole tenant. */
  scope: ViewerScope;
};

/** What a key is for. */
export type ViewerScope =
  /** Some lines: sees their calls and rejects them. */
  | 'LINES'
  /** The whole tenant: sees and configures everything, but does not act on calls. */
  | 'TENANT';

/** Only callers of some tiers ring. */
export type VipPerimeterInput = {
  /** Who knows the tier of callers without a tag. */
  crm?: InputMaybe<CrmInput>;
  /** 1 to 50 tiers, as `tagCaller` or the CRM names them; capitals make no difference. */
  tiers: Array<Scalars['String']['input']>;
};

/** A session of a WAHA of your own. */
export type WahaAccountInput = {
  /** The key that WAHA takes in `X-Api-Key`. */
  apiKey: Scalars['String']['input'];
  /** True when WAHA's Calls App texts rejected callers: then we do not. */
  autoReplyOn?: InputMaybe<Scalars['Boolean']['input']>;
  /** Where your WAHA is. */
  baseUrl: Scalars['String']['input'];
  /** The name of the session, when it is not `default`. */
  session?: InputMaybe<Scalars['String']['input']>;
  /** The webhook's `hmac.key`; when given, unsigned events are refused. */
  webhookSecret?: InputMaybe<Scalars['String']['input']>;
};

/** An instance at Wawp. */
export type WawpAccountInput = {
  /** The access token, from the Wawp dashboard. */
  accessToken: Scalars['String']['input'];
  /** Where the API is, when it is not https://api.wawp.net. */
  baseUrl?: InputMaybe<Scalars['String']['input']>;
  /** The host of blocking, when it is not https://wawp.net; with a `baseUrl` of your own it is that one, unless given here. */
  contactsBaseUrl?: InputMaybe<Scalars['String']['input']>;
  /** The path of blocking, when it is not `/wp-json/awp/v1/contacts`; `/block` and `/unblock` follow it. */
  contactsPath?: InputMaybe<Scalars['String']['input']>;
  /** The id of the instance, from the Wawp dashboard. */
  instanceId: Scalars['String']['input'];
  /** The session's name in Wawp's events; when given, events of another session are refused. */
  session?: InputMaybe<Scalars['String']['input']>;
  /** The key that webhooks are signed with; when given, unsigned events are refused. */
  webhookSecret?: InputMaybe<Scalars['String']['input']>;
  /** The header that holds the signature, when it is not `X-Webhook-Hmac`. Wawp does not document it. */
  webhookSignatureHeader?: InputMaybe<Scalars['String']['input']>;
  /** The value that `?secret=` must have in the webhook URL. You append it to the URL that you get here. */
  webhookUrlSecret?: InputMaybe<Scalars['String']['input']>;
};

/** A day of the week. */
export type WeekdayInput =
  /** Friday. */
  | 'FRIDAY'
  /** Monday. */
  | 'MONDAY'
  /** Saturday. */
  | 'SATURDAY'
  /** Sunday. */
  | 'SUNDAY'
  /** Thursday. */
  | 'THURSDAY'
  /** Tuesday. */
  | 'TUESDAY'
  /** Wednesday. */
  | 'WEDNESDAY';

/** What to do when all agents are busy. */
export type WhenBusyInput =
  /** Reject it. */
  | 'REJECT'
  /** Let it ring. */
  | 'RING'
  /** Let it ring and text the caller, for example that it may take a while. The copy for it must be written. */
  | 'RING_AND_TEXT';

/** What to do when a policy cannot know what it has to know. */
export type WhenUnknownInput =
  /** Reject it. */
  | 'REJECT'
  /** Let the call ring. */
  | 'RING';

/** A device at WUTS. */
export type WutsAccountInput = {
  /** True when WUTS itself texts callers whom it rejects: then we do not. */
  autoReplyOn?: InputMaybe<Scalars['Boolean']['input']>;
  /** Where the API is, when it is not https://api.wuts.com.br. */
  baseUrl?: InputMaybe<Scalars['String']['input']>;
  /** The user's API token, a UUID v4. */
  token: Scalars['String']['input'];
  /** The secret that you configured for the webhook; when given, unsigned events are refused. */
  webhookSecret?: InputMaybe<Scalars['String']['input']>;
  /** The header that holds the signature, when it is not `X-Webhook-Signature`. WUTS does not document it. */
  webhookSignatureHeader?: InputMaybe<Scalars['String']['input']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Call: Call;
  Caller: Caller;
  Line: Line;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Call:
    ( { __typename: 'Call' }
    & ( GraphQLRecursivePick<FederationTypes['Call'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Call'], {"line":{"id":true},"providerCallId":true}> ) );
  Caller:
    ( { __typename: 'Caller' }
    & GraphQLRecursivePick<FederationTypes['Caller'], {"id":true}> );
  Line:
    ( { __typename: 'Line' }
    & GraphQLRecursivePick<FederationTypes['Line'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  BlockCallerResult:
    | ( Omit<CallerChanged, 'caller'> & { caller: _RefType['Caller'] } & { __typename: 'CallerChanged' } )
    | ( CallerInvalid & { __typename: 'CallerInvalid' } )
    | ( CallerNotFound & { __typename: 'CallerNotFound' } )
  ;
  CreateApiKeyResult:
    | ( ApiKeyCreated & { __typename: 'ApiKeyCreated' } )
    | ( LineNotFound & { __typename: 'LineNotFound' } )
  ;
  RegisterLineResult:
    | ( LineInvalid & { __typename: 'LineInvalid' } )
    | ( Omit<LineRegistered, 'line'> & { line: _RefType['Line'] } & { __typename: 'LineRegistered' } )
  ;
  RejectCallResult:
    | ( CallNotFound & { __typename: 'CallNotFound' } )
    | ( Omit<CallNotRejectable, 'call'> & { call: _RefType['Call'] } & { __typename: 'CallNotRejectable' } )
    | ( Omit<CallRejected, 'call' | 'rejection'> & { call: _RefType['Call'], rejection: _RefType['Rejection'] } & { __typename: 'CallRejected' } )
    | ( Omit<CallStillRinging, 'call' | 'rejection'> & { call: _RefType['Call'], rejection: _RefType['Rejection'] } & { __typename: 'CallStillRinging' } )
    | ( CallerDoesNotMatch & { __typename: 'CallerDoesNotMatch' } )
    | ( IdempotencyConflict & { __typename: 'IdempotencyConflict' } )
    | ( Omit<RejectionRefused, 'call' | 'rejection'> & { call: _RefType['Call'], rejection: _RefType['Rejection'] } & { __typename: 'RejectionRefused' } )
  ;
  RevokeApiKeyResult:
    | ( ApiKeyNotFound & { __typename: 'ApiKeyNotFound' } )
    | ( ApiKeyRevoked & { __typename: 'ApiKeyRevoked' } )
  ;
  SetKillSwitchResult:
    | ( Omit<KillSwitchSet, 'line'> & { line: _RefType['Line'] } & { __typename: 'KillSwitchSet' } )
    | ( LineNotFound & { __typename: 'LineNotFound' } )
  ;
  SetLinePoliciesResult:
    | ( LineNotFound & { __typename: 'LineNotFound' } )
    | ( LinePoliciesInvalid & { __typename: 'LinePoliciesInvalid' } )
    | ( Omit<LinePoliciesSet, 'line'> & { line: _RefType['Line'] } & { __typename: 'LinePoliciesSet' } )
  ;
  SetPresenceResult:
    | ( LineNotFound & { __typename: 'LineNotFound' } )
    | ( Omit<PresenceSet, 'line'> & { line: _RefType['Line'] } & { __typename: 'PresenceSet' } )
  ;
  TagCallerResult:
    | ( Omit<CallerChanged, 'caller'> & { caller: _RefType['Caller'] } & { __typename: 'CallerChanged' } )
    | ( CallerInvalid & { __typename: 'CallerInvalid' } )
    | ( CallerNotFound & { __typename: 'CallerNotFound' } )
  ;
  UnblockCallerResult:
    | ( Omit<CallerChanged, 'caller'> & { caller: _RefType['Caller'] } & { __typename: 'CallerChanged' } )
    | ( CallerInvalid & { __typename: 'CallerInvalid' } )
    | ( CallerNotFound & { __typename: 'CallerNotFound' } )
  ;
  UpdateLineResult:
    | ( LineInvalid & { __typename: 'LineInvalid' } )
    | ( LineNotFound & { __typename: 'LineNotFound' } )
    | ( Omit<LineUpdated, 'line'> & { line: _RefType['Line'] } & { __typename: 'LineUpdated' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  UserError:
    | ( ApiKeyNotFound )
    | ( CallNotFound )
    | ( Omit<CallNotRejectable, 'call'> & { call: _RefType['Call'] } )
    | ( Omit<CallStillRinging, 'call' | 'rejection'> & { call: _RefType['Call'], rejection: _RefType['Rejection'] } )
    | ( CallerDoesNotMatch )
    | ( CallerInvalid )
    | ( CallerNotFound )
    | ( IdempotencyConflict )
    | ( LineInvalid )
    | ( LineNotFound )
    | ( LinePoliciesInvalid )
    | ( Omit<RejectionRefused, 'call' | 'rejection'> & { call: _RefType['Call'], rejection: _RefType['Rejection'] } )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Actor: ResolverTypeWrapper<ActorModel>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ActorKind: ActorKind;
  AlreadyInACallInput: AlreadyInACallInput;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  AnonymityInput: AnonymityInput;
  AnonymousCallerInput: AnonymousCallerInput;
  ApiKeyCreated: ResolverTypeWrapper<ApiKeyCreated>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ApiKeyNotFound: ResolverTypeWrapper<ApiKeyNotFound>;
  ApiKeyRevoked: ResolverTypeWrapper<ApiKeyRevoked>;
  AttemptOutcome: AttemptOutcome;
  AttritionBucket: ResolverTypeWrapper<AttritionBucket>;
  AttritionBucketSize: AttritionBucketSize;
  AttritionDifference: ResolverTypeWrapper<AttritionDifference>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  AttritionDimension: AttritionDimension;
  AttritionGroup: ResolverTypeWrapper<AttritionGroupModel>;
  AttritionInput: AttritionInput;
  AttritionOutcome: ResolverTypeWrapper<AttritionOutcome>;
  AttritionReport: ResolverTypeWrapper<AttritionReportModel>;
  BlockCallerResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['BlockCallerResult']>;
  BypassInput: BypassInput;
  Call: ResolverTypeWrapper<CallModel>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CallConnection: ResolverTypeWrapper<Omit<CallConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['CallEdge']>, nodes: Array<ResolversTypes['Call']> }>;
  CallDirection: CallDirection;
  CallEdge: ResolverTypeWrapper<Omit<CallEdge, 'node'> & { node: ResolversTypes['Call'] }>;
  CallEndReason: CallEndReason;
  CallEvent: ResolverTypeWrapper<CallEventModel>;
  CallEventConnection: ResolverTypeWrapper<Omit<CallEventConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['CallEventEdge']>, nodes: Array<ResolversTypes['CallEvent']> }>;
  CallEventEdge: ResolverTypeWrapper<Omit<CallEventEdge, 'node'> & { node: ResolversTypes['CallEvent'] }>;
  CallEventFilter: CallEventFilter;
  CallEventKind: CallEventKind;
  CallEventKindFilter: CallEventKindFilter;
  CallFilter: CallFilter;
  CallMedia: CallMedia;
  CallNotFound: ResolverTypeWrapper<CallNotFound>;
  CallNotRejectable: ResolverTypeWrapper<Omit<CallNotRejectable, 'call'> & { call: ResolversTypes['Call'] }>;
  CallRejected: ResolverTypeWrapper<Omit<CallRejected, 'call' | 'rejection'> & { call: ResolversTypes['Call'], rejection: ResolversTypes['Rejection'] }>;
  CallSnapshot: ResolverTypeWrapper<CallSnapshotModel>;
  CallStatus: CallStatus;
  CallStatusFilter: CallStatusFilter;
  CallStillRinging: ResolverTypeWrapper<Omit<CallStillRinging, 'call' | 'rejection'> & { call: ResolversTypes['Call'], rejection: ResolversTypes['Rejection'] }>;
  Caller: ResolverTypeWrapper<CallerModel>;
  CallerChanged: ResolverTypeWrapper<Omit<CallerChanged, 'caller'> & { caller: ResolversTypes['Caller'] }>;
  CallerDoesNotMatch: ResolverTypeWrapper<CallerDoesNotMatch>;
  CallerInvalid: ResolverTypeWrapper<CallerInvalid>;
  CallerNotFound: ResolverTypeWrapper<CallerNotFound>;
  CallerRefInput: CallerRefInput;
  CauseKind: CauseKind;
  CauseVerdict: CauseVerdict;
  ConversationFirstInput: ConversationFirstInput;
  ConversationsWithInput: ConversationsWithInput;
  CopyInput: CopyInput;
  CopyLinkInput: CopyLinkInput;
  CopySetInput: CopySetInput;
  CopyTextInput: CopyTextInput;
  CopyVariantInput: CopyVariantInput;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateApiKeyResult']>;
  CrmInput: CrmInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decision: ResolverTypeWrapper<DecisionModel>;
  DecisionCause: ResolverTypeWrapper<DecisionCauseModel>;
  DecisionHeld: ResolverTypeWrapper<DecisionHeldModel>;
  DecisionOutcome: ResolverTypeWrapper<DecisionOutcomeModel>;
  DecisionProbeInput: DecisionProbeInput;
  DecisionSignature: ResolverTypeWrapper<DecisionSignatureModel>;
  DecisionVerdict: DecisionVerdict;
  FieldProblem: ResolverTypeWrapper<FieldProblem>;
  FollowUp: ResolverTypeWrapper<FollowUpModel>;
  FollowUpInput: FollowUpInput;
  FollowUpState: FollowUpState;
  FrequencyThrottleInput: FrequencyThrottleInput;
  GenesysAccountInput: GenesysAccountInput;
  HolidayInput: HolidayInput;
  HoursInput: HoursInput;
  IdempotencyConflict: ResolverTypeWrapper<IdempotencyConflict>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  KillSwitchSet: ResolverTypeWrapper<Omit<KillSwitchSet, 'line'> & { line: ResolversTypes['Line'] }>;
  Line: ResolverTypeWrapper<LineModel>;
  LineAbilities: ResolverTypeWrapper<LineAbilities>;
  LineConnection: ResolverTypeWrapper<Omit<LineConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['LineEdge']>, nodes: Array<ResolversTypes['Line']> }>;
  LineEdge: ResolverTypeWrapper<Omit<LineEdge, 'node'> & { node: ResolversTypes['Line'] }>;
  LineInvalid: ResolverTypeWrapper<LineInvalid>;
  LineListening: ResolverTypeWrapper<LineListeningModel>;
  LineListeningState: LineListeningState;
  LineNotFound: ResolverTypeWrapper<LineNotFound>;
  LinePerimeter: ResolverTypeWrapper<LinePerimeterModel>;
  LinePoliciesInput: LinePoliciesInput;
  LinePoliciesInvalid: ResolverTypeWrapper<LinePoliciesInvalid>;
  LinePoliciesSet: ResolverTypeWrapper<Omit<LinePoliciesSet, 'line'> & { line: ResolversTypes['Line'] }>;
  LinePolicy: ResolverTypeWrapper<LinePolicyModel>;
  LineRegistered: ResolverTypeWrapper<Omit<LineRegistered, 'line'> & { line: ResolversTypes['Line'] }>;
  LineUpdated: ResolverTypeWrapper<Omit<LineUpdated, 'line'> & { line: ResolversTypes['Line'] }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotSent: ResolverTypeWrapper<NotSentModel>;
  NotSentReason: NotSentReason;
  OpeningInput: OpeningInput;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PilotStatusAccountInput: PilotStatusAccountInput;
  PilotStatusTemplateInput: PilotStatusTemplateInput;
  PilotStatusTemplateVariableInput: PilotStatusTemplateVariableInput;
  PlannedText: ResolverTypeWrapper<PlannedTextModel>;
  PolicyInput: PolicyInput;
  PolicyKind: PolicyKind;
  PolicyMode: PolicyMode;
  PolicyModeInput: PolicyModeInput;
  PresenceInput: PresenceInput;
  PresencePolicyInput: PresencePolicyInput;
  PresenceSet: ResolverTypeWrapper<Omit<PresenceSet, 'line'> & { line: ResolversTypes['Line'] }>;
  PresenceStateInput: PresenceStateInput;
  Provider: Provider;
  ProviderProblem: ResolverTypeWrapper<ProblemModel>;
  ProviderProblemKind: ProviderProblemKind;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QuietHoursInput: QuietHoursInput;
  RateInterval: ResolverTypeWrapper<RateInterval>;
  RecordingBridge: ResolverTypeWrapper<RecordingBridge>;
  RecordingBridgeInput: RecordingBridgeInput;
  RecordingBridgeState: RecordingBridgeState;
  RecordingBridgeStateInput: RecordingBridgeStateInput;
  RegisterLineInput: RegisterLineInput;
  RegisterLineResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterLineResult']>;
  RejectCallResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RejectCallResult']>;
  RejectReason: RejectReason;
  RejectReasonInput: RejectReasonInput;
  Rejection: ResolverTypeWrapper<RejectionModel>;
  RejectionAttempt: ResolverTypeWrapper<AttemptModel>;
  RejectionPromise: RejectionPromise;
  RejectionRefused: ResolverTypeWrapper<Omit<RejectionRefused, 'call' | 'rejection'> & { call: ResolversTypes['Call'], rejection: ResolversTypes['Rejection'] }>;
  RejectionSnapshot: ResolverTypeWrapper<RejectionSnapshotModel>;
  RejectionState: RejectionState;
  RevokeApiKeyResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeApiKeyResult']>;
  SafetyValveInput: SafetyValveInput;
  SetKillSwitchResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetKillSwitchResult']>;
  SetLinePoliciesResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetLinePoliciesResult']>;
  SetPresenceResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetPresenceResult']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TagCallerResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['TagCallerResult']>;
  TelnyxAccountInput: TelnyxAccountInput;
  UnblockCallerResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UnblockCallerResult']>;
  UpdateLineInput: UpdateLineInput;
  UpdateLineResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateLineResult']>;
  UserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['UserError']>;
  UserErrorCode: UserErrorCode;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  ViewerScope: ViewerScope;
  VipPerimeterInput: VipPerimeterInput;
  WahaAccountInput: WahaAccountInput;
  WawpAccountInput: WawpAccountInput;
  WeekdayInput: WeekdayInput;
  WhenBusyInput: WhenBusyInput;
  WhenUnknownInput: WhenUnknownInput;
  WutsAccountInput: WutsAccountInput;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Actor: ActorModel;
  String: Scalars['String']['output'];
  AlreadyInACallInput: AlreadyInACallInput;
  Int: Scalars['Int']['output'];
  AnonymousCallerInput: AnonymousCallerInput;
  ApiKeyCreated: ApiKeyCreated;
  ID: Scalars['ID']['output'];
  ApiKeyNotFound: ApiKeyNotFound;
  ApiKeyRevoked: ApiKeyRevoked;
  AttritionBucket: AttritionBucket;
  AttritionDifference: AttritionDifference;
  Float: Scalars['Float']['output'];
  AttritionGroup: AttritionGroupModel;
  AttritionInput: AttritionInput;
  AttritionOutcome: AttritionOutcome;
  AttritionReport: AttritionReportModel;
  BlockCallerResult: ResolversUnionTypes<ResolversParentTypes>['BlockCallerResult'];
  BypassInput: BypassInput;
  Call: CallModel;
  Boolean: Scalars['Boolean']['output'];
  CallConnection: Omit<CallConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['CallEdge']>, nodes: Array<ResolversParentTypes['Call']> };
  CallEdge: Omit<CallEdge, 'node'> & { node: ResolversParentTypes['Call'] };
  CallEvent: CallEventModel;
  CallEventConnection: Omit<CallEventConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['CallEventEdge']>, nodes: Array<ResolversParentTypes['CallEvent']> };
  CallEventEdge: Omit<CallEventEdge, 'node'> & { node: ResolversParentTypes['CallEvent'] };
  CallEventFilter: CallEventFilter;
  CallFilter: CallFilter;
  CallNotFound: CallNotFound;
  CallNotRejectable: Omit<CallNotRejectable, 'call'> & { call: ResolversParentTypes['Call'] };
  CallRejected: Omit<CallRejected, 'call' | 'rejection'> & { call: ResolversParentTypes['Call'], rejection: ResolversParentTypes['Rejection'] };
  CallSnapshot: CallSnapshotModel;
  CallStillRinging: Omit<CallStillRinging, 'call' | 'rejection'> & { call: ResolversParentTypes['Call'], rejection: ResolversParentTypes['Rejection'] };
  Caller: CallerModel;
  CallerChanged: Omit<CallerChanged, 'caller'> & { caller: ResolversParentTypes['Caller'] };
  CallerDoesNotMatch: CallerDoesNotMatch;
  CallerInvalid: CallerInvalid;
  CallerNotFound: CallerNotFound;
  CallerRefInput: CallerRefInput;
  ConversationFirstInput: ConversationFirstInput;
  CopyInput: CopyInput;
  CopyLinkInput: CopyLinkInput;
  CopySetInput: CopySetInput;
  CopyTextInput: CopyTextInput;
  CopyVariantInput: CopyVariantInput;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyResult: ResolversUnionTypes<ResolversParentTypes>['CreateApiKeyResult'];
  CrmInput: CrmInput;
  DateTime: Scalars['DateTime']['output'];
  Decision: DecisionModel;
  DecisionCause: DecisionCauseModel;
  DecisionHeld: DecisionHeldModel;
  DecisionOutcome: DecisionOutcomeModel;
  DecisionProbeInput: DecisionProbeInput;
  DecisionSignature: DecisionSignatureModel;
  FieldProblem: FieldProblem;
  FollowUp: FollowUpModel;
  FollowUpInput: FollowUpInput;
  FrequencyThrottleInput: FrequencyThrottleInput;
  GenesysAccountInput: GenesysAccountInput;
  HolidayInput: HolidayInput;
  HoursInput: HoursInput;
  IdempotencyConflict: IdempotencyConflict;
  JSON: Scalars['JSON']['output'];
  KillSwitchSet: Omit<KillSwitchSet, 'line'> & { line: ResolversParentTypes['Line'] };
  Line: LineModel;
  LineAbilities: LineAbilities;
  LineConnection: Omit<LineConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['LineEdge']>, nodes: Array<ResolversParentTypes['Line']> };
  LineEdge: Omit<LineEdge, 'node'> & { node: ResolversParentTypes['Line'] };
  LineInvalid: LineInvalid;
  LineListening: LineListeningModel;
  LineNotFound: LineNotFound;
  LinePerimeter: LinePerimeterModel;
  LinePoliciesInput: LinePoliciesInput;
  LinePoliciesInvalid: LinePoliciesInvalid;
  LinePoliciesSet: Omit<LinePoliciesSet, 'line'> & { line: ResolversParentTypes['Line'] };
  LinePolicy: LinePolicyModel;
  LineRegistered: Omit<LineRegistered, 'line'> & { line: ResolversParentTypes['Line'] };
  LineUpdated: Omit<LineUpdated, 'line'> & { line: ResolversParentTypes['Line'] };
  Mutation: Record<PropertyKey, never>;
  NotSent: NotSentModel;
  OpeningInput: OpeningInput;
  PageInfo: PageInfo;
  PilotStatusAccountInput: PilotStatusAccountInput;
  PilotStatusTemplateInput: PilotStatusTemplateInput;
  PilotStatusTemplateVariableInput: PilotStatusTemplateVariableInput;
  PlannedText: PlannedTextModel;
  PolicyInput: PolicyInput;
  PresenceInput: PresenceInput;
  PresencePolicyInput: PresencePolicyInput;
  PresenceSet: Omit<PresenceSet, 'line'> & { line: ResolversParentTypes['Line'] };
  ProviderProblem: ProblemModel;
  Query: Record<PropertyKey, never>;
  QuietHoursInput: QuietHoursInput;
  RateInterval: RateInterval;
  RecordingBridge: RecordingBridge;
  RecordingBridgeInput: RecordingBridgeInput;
  RegisterLineInput: RegisterLineInput;
  RegisterLineResult: ResolversUnionTypes<ResolversParentTypes>['RegisterLineResult'];
  RejectCallResult: ResolversUnionTypes<ResolversParentTypes>['RejectCallResult'];
  Rejection: RejectionModel;
  RejectionAttempt: AttemptModel;
  RejectionRefused: Omit<RejectionRefused, 'call' | 'rejection'> & { call: ResolversParentTypes['Call'], rejection: ResolversParentTypes['Rejection'] };
  RejectionSnapshot: RejectionSnapshotModel;
  RevokeApiKeyResult: ResolversUnionTypes<ResolversParentTypes>['RevokeApiKeyResult'];
  SafetyValveInput: SafetyValveInput;
  SetKillSwitchResult: ResolversUnionTypes<ResolversParentTypes>['SetKillSwitchResult'];
  SetLinePoliciesResult: ResolversUnionTypes<ResolversParentTypes>['SetLinePoliciesResult'];
  SetPresenceResult: ResolversUnionTypes<ResolversParentTypes>['SetPresenceResult'];
  Subscription: Record<PropertyKey, never>;
  TagCallerResult: ResolversUnionTypes<ResolversParentTypes>['TagCallerResult'];
  TelnyxAccountInput: TelnyxAccountInput;
  UnblockCallerResult: ResolversUnionTypes<ResolversParentTypes>['UnblockCallerResult'];
  UpdateLineInput: UpdateLineInput;
  UpdateLineResult: ResolversUnionTypes<ResolversParentTypes>['UpdateLineResult'];
  UserError: ResolversInterfaceTypes<ResolversParentTypes>['UserError'];
  Viewer: ViewerModel;
  VipPerimeterInput: VipPerimeterInput;
  WahaAccountInput: WahaAccountInput;
  WawpAccountInput: WawpAccountInput;
  WutsAccountInput: WutsAccountInput;
};

export type ActorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Actor'] = ResolversParentTypes['Actor']> = {
  kind?: Resolver<ResolversTypes['ActorKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ApiKeyCreatedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ApiKeyCreated'] = ResolversParentTypes['ApiKeyCreated']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApiKeyNotFoundResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ApiKeyNotFound'] = ResolversParentTypes['ApiKeyNotFound']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApiKeyRevokedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ApiKeyRevoked'] = ResolversParentTypes['ApiKeyRevoked']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AttritionBucketResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AttritionBucket'] = ResolversParentTypes['AttritionBucket']> = {
  baseline?: Resolver<ResolversTypes['AttritionOutcome'], ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  rejected?: Resolver<ResolversTypes['AttritionOutcome'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AttritionDifferenceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AttritionDifference'] = ResolversParentTypes['AttritionDifference']> = {
  difference?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  high?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  low?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type AttritionGroupResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AttritionGroup'] = ResolversParentTypes['AttritionGroup']> = {
  copyVariant?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  difference?: Resolver<Maybe<ResolversTypes['AttritionDifference']>, ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['Line']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['AttritionOutcome'], ParentType, ContextType>;
  policy?: Resolver<Maybe<ResolversTypes['PolicyKind']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['RejectReason']>, ParentType, ContextType>;
};

export type AttritionOutcomeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AttritionOutcome'] = ResolversParentTypes['AttritionOutcome']> = {
  calledAndAnswered?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  callers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cameBack?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  confidence?: Resolver<Maybe<ResolversTypes['RateInterval']>, ParentType, ContextType>;
  didNot?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  returnRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  wrote?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AttritionReportResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AttritionReport'] = ResolversParentTypes['AttritionReport']> = {
  baseline?: Resolver<ResolversTypes['AttritionOutcome'], ParentType, ContextType>;
  buckets?: Resolver<Array<ResolversTypes['AttritionBucket']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  groups?: Resolver<Array<ResolversTypes['AttritionGroup']>, ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  windowHours?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BlockCallerResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BlockCallerResult'] = ResolversParentTypes['BlockCallerResult']> = {
  __resolveType: TypeResolveFn<'CallerChanged' | 'CallerInvalid' | 'CallerNotFound', ParentType, ContextType>;
};

export type CallResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Call'] = ResolversParentTypes['Call'], FederationReferenceType extends FederationReferenceTypes['Call'] = FederationReferenceTypes['Call']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Call']> | FederationReferenceType, FederationReferenceType, ContextType>;
  answeredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  caller?: Resolver<ResolversTypes['Caller'], ParentType, ContextType>;
  decision?: Resolver<Maybe<ResolversTypes['Decision']>, ParentType, ContextType>;
  dialledNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['CallDirection'], ParentType, ContextType>;
  endReason?: Resolver<Maybe<ResolversTypes['CallEndReason']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  history?: Resolver<ResolversTypes['CallEventConnection'], ParentType, ContextType, RequireFields<CallHistoryArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inferred?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  line?: Resolver<ResolversTypes['Line'], ParentType, ContextType>;
  media?: Resolver<ResolversTypes['CallMedia'], ParentType, ContextType>;
  nextLeg?: Resolver<Maybe<ResolversTypes['Call']>, ParentType, ContextType>;
  notice?: Resolver<Maybe<ResolversTypes['FollowUp']>, ParentType, ContextType>;
  previousLeg?: Resolver<Maybe<ResolversTypes['Call']>, ParentType, ContextType>;
  providerCallId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rejectable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rejection?: Resolver<Maybe<ResolversTypes['Rejection']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ringDeadlineAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  ringingAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CallStatus'], ParentType, ContextType>;
};

export type CallConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallConnection'] = ResolversParentTypes['CallConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CallEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Call']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CallEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallEdge'] = ResolversParentTypes['CallEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Call'], ParentType, ContextType>;
};

export type CallEventResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallEvent'] = ResolversParentTypes['CallEvent']> = {
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  call?: Resolver<ResolversTypes['Call'], ParentType, ContextType>;
  cause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CallEventKind'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  previousCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  snapshot?: Resolver<ResolversTypes['CallSnapshot'], ParentType, ContextType>;
};

export type CallEventConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallEventConnection'] = ResolversParentTypes['CallEventConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CallEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['CallEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CallEventEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallEventEdge'] = ResolversParentTypes['CallEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CallEvent'], ParentType, ContextType>;
};

export type CallNotFoundResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallNotFound'] = ResolversParentTypes['CallNotFound']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallNotRejectableResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallNotRejectable'] = ResolversParentTypes['CallNotRejectable']> = {
  call?: Resolver<ResolversTypes['Call'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallRejectedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallRejected'] = ResolversParentTypes['CallRejected']> = {
  call?: Resolver<ResolversTypes['Call'], ParentType, ContextType>;
  rejection?: Resolver<ResolversTypes['Rejection'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallSnapshotResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallSnapshot'] = ResolversParentTypes['CallSnapshot']> = {
  answeredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  caller?: Resolver<ResolversTypes['Caller'], ParentType, ContextType>;
  decision?: Resolver<Maybe<ResolversTypes['Decision']>, ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['CallDirection'], ParentType, ContextType>;
  endReason?: Resolver<Maybe<ResolversTypes['CallEndReason']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  inferred?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  line?: Resolver<ResolversTypes['Line'], ParentType, ContextType>;
  media?: Resolver<ResolversTypes['CallMedia'], ParentType, ContextType>;
  notice?: Resolver<Maybe<ResolversTypes['FollowUp']>, ParentType, ContextType>;
  providerCallId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rejectable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rejection?: Resolver<Maybe<ResolversTypes['RejectionSnapshot']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ringDeadlineAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  ringingAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CallStatus'], ParentType, ContextType>;
};

export type CallStillRingingResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallStillRinging'] = ResolversParentTypes['CallStillRinging']> = {
  call?: Resolver<ResolversTypes['Call'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rejection?: Resolver<ResolversTypes['Rejection'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Caller'] = ResolversParentTypes['Caller'], FederationReferenceType extends FederationReferenceTypes['Caller'] = FederationReferenceTypes['Caller']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Caller']> | FederationReferenceType, FederationReferenceType, ContextType>;
  addresses?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  blockReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  blockedBy?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>;
  blockedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastConversationAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CallerChangedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallerChanged'] = ResolversParentTypes['CallerChanged']> = {
  caller?: Resolver<ResolversTypes['Caller'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallerDoesNotMatchResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallerDoesNotMatch'] = ResolversParentTypes['CallerDoesNotMatch']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallerInvalidResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallerInvalid'] = ResolversParentTypes['CallerInvalid']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['FieldProblem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallerNotFoundResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallerNotFound'] = ResolversParentTypes['CallerNotFound']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateApiKeyResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CreateApiKeyResult'] = ResolversParentTypes['CreateApiKeyResult']> = {
  __resolveType: TypeResolveFn<'ApiKeyCreated' | 'LineNotFound', ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DecisionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Decision'] = ResolversParentTypes['Decision']> = {
  asStranger?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  blockCallerForMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  by?: Resolver<Maybe<ResolversTypes['DecisionSignature']>, ParentType, ContextType>;
  causes?: Resolver<Array<ResolversTypes['DecisionCause']>, ParentType, ContextType>;
  copyKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  followUp?: Resolver<Maybe<ResolversTypes['PlannedText']>, ParentType, ContextType>;
  followUpWhenGone?: Resolver<Maybe<ResolversTypes['PlannedText']>, ParentType, ContextType>;
  held?: Resolver<Maybe<ResolversTypes['DecisionHeld']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['RejectReason']>, ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['DecisionVerdict'], ParentType, ContextType>;
  would?: Resolver<ResolversTypes['DecisionOutcome'], ParentType, ContextType>;
};

export type DecisionCauseResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DecisionCause'] = ResolversParentTypes['DecisionCause']> = {
  because?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  facts?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  heldBackBy?: Resolver<Maybe<ResolversTypes['CauseKind']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CauseKind'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['PolicyMode'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  policy?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['CauseVerdict'], ParentType, ContextType>;
};

export type DecisionHeldResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DecisionHeld'] = ResolversParentTypes['DecisionHeld']> = {
  because?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['CauseKind'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['DecisionOutcome'], ParentType, ContextType>;
};

export type DecisionOutcomeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DecisionOutcome'] = ResolversParentTypes['DecisionOutcome']> = {
  blockCallerForMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  by?: Resolver<Maybe<ResolversTypes['DecisionSignature']>, ParentType, ContextType>;
  copyKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['RejectReason']>, ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['DecisionVerdict'], ParentType, ContextType>;
};

export type DecisionSignatureResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DecisionSignature'] = ResolversParentTypes['DecisionSignature']> = {
  kind?: Resolver<ResolversTypes['CauseKind'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  policy?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FieldProblemResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FieldProblem'] = ResolversParentTypes['FieldProblem']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FollowUpResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FollowUp'] = ResolversParentTypes['FollowUp']> = {
  dispatchedInMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  locale?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  notSent?: Resolver<Maybe<ResolversTypes['NotSent']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['ProviderProblem']>, ParentType, ContextType>;
  sentAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['FollowUpState'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  variant?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type IdempotencyConflictResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['IdempotencyConflict'] = ResolversParentTypes['IdempotencyConflict']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type KillSwitchSetResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['KillSwitchSet'] = ResolversParentTypes['KillSwitchSet']> = {
  line?: Resolver<ResolversTypes['Line'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LineResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Line'] = ResolversParentTypes['Line'], FederationReferenceType extends FederationReferenceTypes['Line'] = FederationReferenceTypes['Line']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Line']> | FederationReferenceType, FederationReferenceType, ContextType>;
  abilities?: Resolver<Maybe<ResolversTypes['LineAbilities']>, ParentType, ContextType>;
  baseUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastSignalAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  listening?: Resolver<Maybe<ResolversTypes['LineListening']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  perimeter?: Resolver<ResolversTypes['LinePerimeter'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['Provider'], ParentType, ContextType>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  ringLimitMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type LineAbilitiesResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LineAbilities'] = ResolversParentTypes['LineAbilities']> = {
  canBlock?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canText?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  confirmedByEvent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rejection?: Resolver<ResolversTypes['RejectionPromise'], ParentType, ContextType>;
  repliesByItself?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type LineConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LineConnection'] = ResolversParentTypes['LineConnection']> = {
  edges?: Resolver<Array<ResolversTypes['LineEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Line']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type LineEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LineEdge'] = ResolversParentTypes['LineEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Line'], ParentType, ContextType>;
};

export type LineInvalidResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LineInvalid'] = ResolversParentTypes['LineInvalid']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['FieldProblem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LineListeningResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LineListening'] = ResolversParentTypes['LineListening']> = {
  problem?: Resolver<Maybe<ResolversTypes['ProviderProblem']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['LineListeningState'], ParentType, ContextType>;
};

export type LineNotFoundResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LineNotFound'] = ResolversParentTypes['LineNotFound']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LinePerimeterResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LinePerimeter'] = ResolversParentTypes['LinePerimeter']> = {
  copy?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  killSwitch?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  legCap?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  policies?: Resolver<Array<ResolversTypes['LinePolicy']>, ParentType, ContextType>;
  rejectsPerMinute?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  textCooldownSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  textVia?: Resolver<Maybe<ResolversTypes['Line']>, ParentType, ContextType>;
  textsPerMinute?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LinePoliciesInvalidResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LinePoliciesInvalid'] = ResolversParentTypes['LinePoliciesInvalid']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['FieldProblem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LinePoliciesSetResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LinePoliciesSet'] = ResolversParentTypes['LinePoliciesSet']> = {
  line?: Resolver<ResolversTypes['Line'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LinePolicyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LinePolicy'] = ResolversParentTypes['LinePolicy']> = {
  copyKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PolicyKind'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['PolicyMode'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['RejectReason']>, ParentType, ContextType>;
  settings?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
};

export type LineRegisteredResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LineRegistered'] = ResolversParentTypes['LineRegistered']> = {
  line?: Resolver<ResolversTypes['Line'], ParentType, ContextType>;
  webhookUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LineUpdatedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LineUpdated'] = ResolversParentTypes['LineUpdated']> = {
  line?: Resolver<ResolversTypes['Line'], ParentType, ContextType>;
  webhookUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  blockCaller?: Resolver<ResolversTypes['BlockCallerResult'], ParentType, ContextType, RequireFields<MutationBlockCallerArgs, 'caller'>>;
  createApiKey?: Resolver<ResolversTypes['CreateApiKeyResult'], ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  registerLine?: Resolver<ResolversTypes['RegisterLineResult'], ParentType, ContextType, RequireFields<MutationRegisterLineArgs, 'input'>>;
  rejectCall?: Resolver<ResolversTypes['RejectCallResult'], ParentType, ContextType, RequireFields<MutationRejectCallArgs, 'id' | 'reason'>>;
  reportRecordingBridge?: Resolver<ResolversTypes['RecordingBridge'], ParentType, ContextType, RequireFields<MutationReportRecordingBridgeArgs, 'input'>>;
  revokeApiKey?: Resolver<ResolversTypes['RevokeApiKeyResult'], ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'id'>>;
  setKillSwitch?: Resolver<ResolversTypes['SetKillSwitchResult'], ParentType, ContextType, RequireFields<MutationSetKillSwitchArgs, 'lineId' | 'on'>>;
  setLinePolicies?: Resolver<ResolversTypes['SetLinePoliciesResult'], ParentType, ContextType, RequireFields<MutationSetLinePoliciesArgs, 'input' | 'lineId'>>;
  setPresence?: Resolver<ResolversTypes['SetPresenceResult'], ParentType, ContextType, RequireFields<MutationSetPresenceArgs, 'input'>>;
  tagCaller?: Resolver<ResolversTypes['TagCallerResult'], ParentType, ContextType, RequireFields<MutationTagCallerArgs, 'caller'>>;
  unblockCaller?: Resolver<ResolversTypes['UnblockCallerResult'], ParentType, ContextType, RequireFields<MutationUnblockCallerArgs, 'caller'>>;
  updateLine?: Resolver<ResolversTypes['UpdateLineResult'], ParentType, ContextType, RequireFields<MutationUpdateLineArgs, 'id' | 'input'>>;
};

export type NotSentResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['NotSent'] = ResolversParentTypes['NotSent']> = {
  because?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['NotSentReason'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PlannedTextResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PlannedText'] = ResolversParentTypes['PlannedText']> = {
  locale?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  notSent?: Resolver<Maybe<ResolversTypes['NotSent']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  variant?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PresenceSetResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PresenceSet'] = ResolversParentTypes['PresenceSet']> = {
  line?: Resolver<ResolversTypes['Line'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProviderProblemResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ProviderProblem'] = ResolversParentTypes['ProviderProblem']> = {
  httpStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ProviderProblemKind'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  attrition?: Resolver<ResolversTypes['AttritionReport'], ParentType, ContextType, RequireFields<QueryAttritionArgs, 'input'>>;
  call?: Resolver<Maybe<ResolversTypes['Call']>, ParentType, ContextType, RequireFields<QueryCallArgs, 'id'>>;
  callEventHead?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  callEventLog?: Resolver<ResolversTypes['CallEventConnection'], ParentType, ContextType, RequireFields<QueryCallEventLogArgs, 'first'>>;
  caller?: Resolver<Maybe<ResolversTypes['Caller']>, ParentType, ContextType, RequireFields<QueryCallerArgs, 'id'>>;
  calls?: Resolver<ResolversTypes['CallConnection'], ParentType, ContextType, RequireFields<QueryCallsArgs, 'first'>>;
  line?: Resolver<Maybe<ResolversTypes['Line']>, ParentType, ContextType, RequireFields<QueryLineArgs, 'id'>>;
  lines?: Resolver<ResolversTypes['LineConnection'], ParentType, ContextType, RequireFields<QueryLinesArgs, 'first'>>;
  probeDecision?: Resolver<ResolversTypes['Decision'], ParentType, ContextType, RequireFields<QueryProbeDecisionArgs, 'input'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type RateIntervalResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RateInterval'] = ResolversParentTypes['RateInterval']> = {
  high?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  low?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type RecordingBridgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RecordingBridge'] = ResolversParentTypes['RecordingBridge']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reportedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['RecordingBridgeState'], ParentType, ContextType>;
};

export type RegisterLineResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RegisterLineResult'] = ResolversParentTypes['RegisterLineResult']> = {
  __resolveType: TypeResolveFn<'LineInvalid' | 'LineRegistered', ParentType, ContextType>;
};

export type RejectCallResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RejectCallResult'] = ResolversParentTypes['RejectCallResult']> = {
  __resolveType: TypeResolveFn<'CallNotFound' | 'CallNotRejectable' | 'CallRejected' | 'CallStillRinging' | 'CallerDoesNotMatch' | 'IdempotencyConflict' | 'RejectionRefused', ParentType, ContextType>;
};

export type RejectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Rejection'] = ResolversParentTypes['Rejection']> = {
  attempts?: Resolver<Array<ResolversTypes['RejectionAttempt']>, ParentType, ContextType>;
  decidedInMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  dispatchedInMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  followUp?: Resolver<Maybe<ResolversTypes['FollowUp']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inferred?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['ProviderProblem']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['RejectReason'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  settledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['RejectionState'], ParentType, ContextType>;
};

export type RejectionAttemptResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RejectionAttempt'] = ResolversParentTypes['RejectionAttempt']> = {
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['AttemptOutcome']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['ProviderProblem']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type RejectionRefusedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RejectionRefused'] = ResolversParentTypes['RejectionRefused']> = {
  call?: Resolver<ResolversTypes['Call'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rejection?: Resolver<ResolversTypes['Rejection'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RejectionSnapshotResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RejectionSnapshot'] = ResolversParentTypes['RejectionSnapshot']> = {
  decidedInMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  dispatchedInMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  followUp?: Resolver<Maybe<ResolversTypes['FollowUp']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['ProviderProblem']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['RejectReason'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>;
  settledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['RejectionState'], ParentType, ContextType>;
};

export type RevokeApiKeyResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RevokeApiKeyResult'] = ResolversParentTypes['RevokeApiKeyResult']> = {
  __resolveType: TypeResolveFn<'ApiKeyNotFound' | 'ApiKeyRevoked', ParentType, ContextType>;
};

export type SetKillSwitchResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SetKillSwitchResult'] = ResolversParentTypes['SetKillSwitchResult']> = {
  __resolveType: TypeResolveFn<'KillSwitchSet' | 'LineNotFound', ParentType, ContextType>;
};

export type SetLinePoliciesResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SetLinePoliciesResult'] = ResolversParentTypes['SetLinePoliciesResult']> = {
  __resolveType: TypeResolveFn<'LineNotFound' | 'LinePoliciesInvalid' | 'LinePoliciesSet', ParentType, ContextType>;
};

export type SetPresenceResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SetPresenceResult'] = ResolversParentTypes['SetPresenceResult']> = {
  __resolveType: TypeResolveFn<'LineNotFound' | 'PresenceSet', ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  callEvents?: SubscriptionResolver<ResolversTypes['CallEvent'], "callEvents", ParentType, ContextType, Partial<SubscriptionCallEventsArgs>>;
};

export type TagCallerResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TagCallerResult'] = ResolversParentTypes['TagCallerResult']> = {
  __resolveType: TypeResolveFn<'CallerChanged' | 'CallerInvalid' | 'CallerNotFound', ParentType, ContextType>;
};

export type UnblockCallerResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UnblockCallerResult'] = ResolversParentTypes['UnblockCallerResult']> = {
  __resolveType: TypeResolveFn<'CallerChanged' | 'CallerInvalid' | 'CallerNotFound', ParentType, ContextType>;
};

export type UpdateLineResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UpdateLineResult'] = ResolversParentTypes['UpdateLineResult']> = {
  __resolveType: TypeResolveFn<'LineInvalid' | 'LineNotFound' | 'LineUpdated', ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'ApiKeyNotFound' | 'CallNotFound' | 'CallNotRejectable' | 'CallStillRinging' | 'CallerDoesNotMatch' | 'CallerInvalid' | 'CallerNotFound' | 'IdempotencyConflict' | 'LineInvalid' | 'LineNotFound' | 'LinePoliciesInvalid' | 'RejectionRefused', ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  lineIds?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['ViewerScope'], ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphqlContext> = {
  Actor?: ActorResolvers<ContextType>;
  ApiKeyCreated?: ApiKeyCreatedResolvers<ContextType>;
  ApiKeyNotFound?: ApiKeyNotFoundResolvers<ContextType>;
  ApiKeyRevoked?: ApiKeyRevokedResolvers<ContextType>;
  AttritionBucket?: AttritionBucketResolvers<ContextType>;
  AttritionDifference?: AttritionDifferenceResolvers<ContextType>;
  AttritionGroup?: AttritionGroupResolvers<ContextType>;
  AttritionOutcome?: AttritionOutcomeResolvers<ContextType>;
  AttritionReport?: AttritionReportResolvers<ContextType>;
  BlockCallerResult?: BlockCallerResultResolvers<ContextType>;
  Call?: CallResolvers<ContextType>;
  CallConnection?: CallConnectionResolvers<ContextType>;
  CallEdge?: CallEdgeResolvers<ContextType>;
  CallEvent?: CallEventResolvers<ContextType>;
  CallEventConnection?: CallEventConnectionResolvers<ContextType>;
  CallEventEdge?: CallEventEdgeResolvers<ContextType>;
  CallNotFound?: CallNotFoundResolvers<ContextType>;
  CallNotRejectable?: CallNotRejectableResolvers<ContextType>;
  CallRejected?: CallRejectedResolvers<ContextType>;
  CallSnapshot?: CallSnapshotResolvers<ContextType>;
  CallStillRinging?: CallStillRingingResolvers<ContextType>;
  Caller?: CallerResolvers<ContextType>;
  CallerChanged?: CallerChangedResolvers<ContextType>;
  CallerDoesNotMatch?: CallerDoesNotMatchResolvers<ContextType>;
  CallerInvalid?: CallerInvalidResolvers<ContextType>;
  CallerNotFound?: CallerNotFoundResolvers<ContextType>;
  CreateApiKeyResult?: CreateApiKeyResultResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Decision?: DecisionResolvers<ContextType>;
  DecisionCause?: DecisionCauseResolvers<ContextType>;
  DecisionHeld?: DecisionHeldResolvers<ContextType>;
  DecisionOutcome?: DecisionOutcomeResolvers<ContextType>;
  DecisionSignature?: DecisionSignatureResolvers<ContextType>;
  FieldProblem?: FieldProblemResolvers<ContextType>;
  FollowUp?: FollowUpResolvers<ContextType>;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  KillSwitchSet?: KillSwitchSetResolvers<ContextType>;
  Line?: LineResolvers<ContextType>;
  LineAbilities?: LineAbilitiesResolvers<ContextType>;
  LineConnection?: LineConnectionResolvers<ContextType>;
  LineEdge?: LineEdgeResolvers<ContextType>;
  LineInvalid?: LineInvalidResolvers<ContextType>;
  LineListening?: LineListeningResolvers<ContextType>;
  LineNotFound?: LineNotFoundResolvers<ContextType>;
  LinePerimeter?: LinePerimeterResolvers<ContextType>;
  LinePoliciesInvalid?: LinePoliciesInvalidResolvers<ContextType>;
  LinePoliciesSet?: LinePoliciesSetResolvers<ContextType>;
  LinePolicy?: LinePolicyResolvers<ContextType>;
  LineRegistered?: LineRegisteredResolvers<ContextType>;
  LineUpdated?: LineUpdatedResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NotSent?: NotSentResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PlannedText?: PlannedTextResolvers<ContextType>;
  PresenceSet?: PresenceSetResolvers<ContextType>;
  ProviderProblem?: ProviderProblemResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RateInterval?: RateIntervalResolvers<ContextType>;
  RecordingBridge?: RecordingBridgeResolvers<ContextType>;
  RegisterLineResult?: RegisterLineResultResolvers<ContextType>;
  RejectCallResult?: RejectCallResultResolvers<ContextType>;
  Rejection?: RejectionResolvers<ContextType>;
  RejectionAttempt?: RejectionAttemptResolvers<ContextType>;
  RejectionRefused?: RejectionRefusedResolvers<ContextType>;
  RejectionSnapshot?: RejectionSnapshotResolvers<ContextType>;
  RevokeApiKeyResult?: RevokeApiKeyResultResolvers<ContextType>;
  SetKillSwitchResult?: SetKillSwitchResultResolvers<ContextType>;
  SetLinePoliciesResult?: SetLinePoliciesResultResolvers<ContextType>;
  SetPresenceResult?: SetPresenceResultResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TagCallerResult?: TagCallerResultResolvers<ContextType>;
  UnblockCallerResult?: UnblockCallerResultResolvers<ContextType>;
  UpdateLineResult?: UpdateLineResultResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
};

