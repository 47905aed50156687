import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Call as CallModel, Call as CallSnapshotModel } from '../call/call.ts';
import type { Actor as ActorModel } from '../call/actor.ts';
import type { AttritionGroup as AttritionGroupModel, AttritionReport as AttritionReportModel } from '../use-cases/attrition-reports.ts';
import type { CallEvent as CallEventModel, Attempt as AttemptModel, Caller as CallerModel } from '../use-cases/calls.ts';
import type { FollowUp as FollowUpModel, Rejection as RejectionModel, Rejection as RejectionSnapshotModel, WhyNotSent as NotSentModel } from '../call/rejection.ts';
import type { Problem as ProblemModel } from '../call/problem.ts';
import type { ApiKey as ApiKeyModel, LoggedChange as LoggedChangeModel } from '../use-cases/tenant-control.ts';
import type { Viewer as ViewerModel } from '../access/viewer.ts';
import type { Line as LineModel, LineListening as LineListeningModel } from '../use-cases/lines.ts';
import type { CopySet as CopySetModel } from '../policies/copy/copy-set.ts';
import type { Perimeter as LinePerimeterModel } from '../policies/perimeter.ts';
import type { Policy as LinePolicyModel } from '../policies/policy.ts';
import type { ProbedText as PlannedTextModel, ProbedDecision as DecisionModel } from '../use-cases/perimeter-control.ts';
import type { Cause as DecisionCauseModel, Held as DecisionHeldModel, Outcome as DecisionOutcomeModel, Signature as DecisionSignatureModel } from '../policies/decision.ts';
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
  _FieldSet: { input: unknown; output: unknown; }
};

/** What came of `blockCaller`. */
export type BlockCallerResult = CallerChanged | CallerInvalid | CallerNotFound;

/** One call on a line, whatever ids its provider uses for it. */
export type Call = {
  __typename?: 'Call';
  /** When the call was answered. */
  answeredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who is at the other end. */
  caller: Caller;
  /** What the line's policies said when it rang. Null when it has none, and for calls that did not begin to ring here. */
  decision?: Maybe<RingDecision>;
  /** The number that the caller dialled, in the provider's own words: a phone number, or an extension within the site. Null where the provider does not say. Of an outbound call it is the customer's, and masked without the scope `pii:read`. */
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
  /** True when no provider event reported the status and the service inferred it, for example because the ring limit passed. */
  inferred: Scalars['Boolean']['output'];
  /** The line the call came in on. */
  line: PhoneLine;
  /** Voice or video. */
  media: CallMedia;
  /** The leg that rang after this one. */
  nextLeg?: Maybe<Call>;
  /** The text to a caller who was let ring, or why there is none. Null when no policy asked for one. */
  notice?: Maybe<CallFollowUp>;
  /** The leg of the same customer's call that rang before this one, where a queue offered it again. */
  previousLeg?: Maybe<Call>;
  /**
   * The provider's own id of the call, as its first event named it. A provider may use it again for a later call, as a queue at
   * Genesys may. Then both calls show it, and wherever a call is named by it (`call(id:)`, `rejectCall(id:)`, the entity key
   * `line { id } providerCallId`) the newest is meant. Name an earlier one by `id`. Some ids contain the caller's number, in clear or
   * encoded: those are masked without the scope `pii:read`, as `id` never is. If the call's personal data was erased, this is a digest
   * that begins with `erased:`, and a call is no longer found by it or by the provider's id.
   */
  providerCallId: Scalars['String']['output'];
  /** True when `rejectCall` would ask the provider now. */
  rejectable: Scalars['Boolean']['output'];
  /** The rejection of this call and what became of it. Null when no rejection was requested. */
  rejection?: Maybe<CallRejection>;
  /** Counts the changes of this call, from 1, without gaps: one entry of `history` each. */
  revision: Scalars['Int']['output'];
  /** The deadline after which the service assumes that the call no longer rings. It is set for inbound and outbound calls, and stays when the ring is over. */
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

/** Who did something. */
export type CallActor = {
  __typename?: 'CallActor';
  /** What kind of actor. */
  kind: CallActorKind;
  /** Which one, for people: a key's name, a provider's name, a policy's name. */
  name: Scalars['String']['output'];
};

/** What kind of actor did something. */
export type CallActorKind =
  /** A client with an API key. */
  | 'CLIENT'
  /** A policy of the line. */
  | 'POLICY'
  /** The provider that carries the call. */
  | 'PROVIDER'
  /** This service, without a client or policy. */
  | 'SYSTEM';

/** Callers who rang in one bucket. Each counts once in every bucket in which they rang, as if it were the whole period. */
export type CallAttritionBucket = {
  __typename?: 'CallAttritionBucket';
  /** Callers who were not rejected. */
  baseline: CallAttritionOutcome;
  /** When the next one begins. */
  endsAt: Scalars['DateTime']['output'];
  /** Callers whom policies rejected. */
  rejected: CallAttritionOutcome;
  /** When it begins. */
  startsAt: Scalars['DateTime']['output'];
};

/** How long a bucket is. */
export type CallAttritionBucketSize =
  /** A day. */
  | 'DAY'
  /** An hour. */
  | 'HOUR'
  /** A month. */
  | 'MONTH'
  /** A week, from Monday. */
  | 'WEEK';

/** How far a return rate is from the baseline's. An interval that holds 0 proves nothing. */
export type CallAttritionDifference = {
  __typename?: 'CallAttritionDifference';
  /** This rate less the baseline's: below 0, these callers come back less often. */
  difference: Scalars['Float']['output'];
  /** At most, with 95 % confidence. */
  high: Scalars['Float']['output'];
  /** At least, with 95 % confidence (Newcombe's interval). */
  low: Scalars['Float']['output'];
};

/** What rejected callers are told apart by. */
export type CallAttritionDimension =
  /** The copy the caller was to get, and its variant. */
  | 'COPY_VARIANT'
  /** The line that was called. */
  | 'LINE'
  /** The policy that rejected. */
  | 'POLICY'
  /** The reason given. */
  | 'REASON';

/** Callers whom policies rejected for the same cause. */
export type CallAttritionGroup = {
  __typename?: 'CallAttritionGroup';
  /** Their copy and its variant, as `copy/variant`. Null when they got none, or when not grouped by it. */
  copyVariant?: Maybe<Scalars['String']['output']>;
  /** How their return rate differs from the baseline's. Null while in either no caller's window is over. */
  difference?: Maybe<CallAttritionDifference>;
  /** The line they called. Null when not grouped by it. */
  line?: Maybe<PhoneLine>;
  /** What they did. */
  outcome: CallAttritionOutcome;
  /** The policy that rejected them. Null when not grouped by it. */
  policy?: Maybe<PhoneLinePolicyKind>;
  /** The reason given. Null when not grouped by it. */
  reason?: Maybe<CallRejectReason>;
};

/** Which calls to count. A period with more than 500000 calls is refused. */
export type CallAttritionInput = {
  /** Also count by hour, day, week (from Monday) or month. At most 1000 of them. */
  bucket?: InputMaybe<CallAttritionBucketSize>;
  /** Calls that began to ring then or later. */
  from: Scalars['DateTime']['input'];
  /** What to tell the rejected apart by. Empty: all are one group. */
  groupBy?: Array<CallAttritionDimension>;
  /** Calls of these lines. Without it, of all that you may see. Coming back counts on any line that you may see. */
  lineIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** IANA name of the zone whose calendar the buckets follow. Without it, that of the lines where they share one, else UTC. */
  timeZone?: InputMaybe<Scalars['String']['input']>;
  /** Calls that began to ring before. At most 400 days after `from`. */
  to: Scalars['DateTime']['input'];
  /** How long after their call callers have to come back, 3600000 to 2592000000 milliseconds: an hour to 30 days. */
  windowMs?: Scalars['Float']['input'];
};

/** Where a share lies, from 0 to 1. */
export type CallAttritionInterval = {
  __typename?: 'CallAttritionInterval';
  /** At most. */
  high: Scalars['Float']['output'];
  /** At least. */
  low: Scalars['Float']['output'];
};

/** What callers did in the window after their call. `callers` = `cameBack` + `didNot` + `pending`. */
export type CallAttritionOutcome = {
  __typename?: 'CallAttritionOutcome';
  /** Called again and were answered. */
  calledAndAnswered: Scalars['Int']['output'];
  /** How many callers; groups that ring as one do not count. */
  callers: Scalars['Int']['output'];
  /** Came back: wrote, or called again and were answered. */
  cameBack: Scalars['Int']['output'];
  /** Where the true return rate lies with 95 % confidence (Wilson's score interval). */
  confidence?: Maybe<CallAttritionInterval>;
  /** Did not come back. */
  didNot: Scalars['Int']['output'];
  /** Their window is not over: they count neither as having come back nor as having left, whatever they have done so far. */
  pending: Scalars['Int']['output'];
  /** `cameBack` / (`cameBack` + `didNot`). Null while no caller's window is over. */
  returnRate?: Maybe<Scalars['Float']['output']>;
  /** Wrote. */
  wrote: Scalars['Int']['output'];
};

/** What rejection cost in a period. */
export type CallAttritionReport = {
  __typename?: 'CallAttritionReport';
  /**
   * Callers who rang the same lines in the period and were not rejected in it, neither by this service nor on another device; each counts
   * once, by their first call. Many of them were answered and have no reason to come back: compare groups with each other, too.
   */
  baseline: CallAttritionOutcome;
  /** Every bucket of the period, in order; the first and last are cut to it. Empty when none were asked for. */
  buckets: Array<CallAttritionBucket>;
  /** Calls that began to ring then or later. */
  from: Scalars['DateTime']['output'];
  /**
   * Callers whom policies rejected, the largest group first; at most 1000. A caller counts once per group, by their first such call
   * in the period. Calls that a client rejected are in no group, nor are those that the provider refused to reject or that
   * were over before.
   */
  groups: Array<CallAttritionGroup>;
  /** The zone whose calendar the buckets follow. */
  timeZone: Scalars['String']['output'];
  /** Calls that began to ring before. */
  to: Scalars['DateTime']['output'];
  /** How long after their call callers had to come back, in milliseconds. */
  windowMs: Scalars['Float']['output'];
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
  actor: CallActor;
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
  /**
   * Of this call, named as in `call(id:)`: by our id, or by the provider's, which names the newest call that has it.
   * A subscription to a call that you may not see is refused with BAD_USER_INPUT; a page of its events is empty.
   */
  callId?: InputMaybe<Scalars['ID']['input']>;
  /** Of one of these kinds. */
  kinds?: InputMaybe<Array<CallEventKindFilter>>;
  /** On one of these lines. */
  lineIds?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** What happened to a call. */
export type CallEventKind =
  /** It was answered. */
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
  /** It rang and was not answered. */
  | 'MISSED'
  /** The provider reported something that changes nothing: a repeat, something late, or something this version does not know. */
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
  /** Nothing more is tried: the ring ended before the rejection's outcome was known, the provider asks for patience beyond it and the call rings on, or it had said yes and reports at the ring limit that the call rings on. */
  | 'REJECT_EXPIRED'
  /** A rejection came too late: the call was over or answered. Also when that turns out later, because an answer was late: then what was taken for our rejection is withdrawn. */
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
  /** Nothing more is tried: the outcome is unknown at the ring's end, the provider asks for patience beyond it, or the call rings on after a yes. */
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

/** A text to a caller because of their call. */
export type CallFollowUp = {
  __typename?: 'CallFollowUp';
  /** Milliseconds from the settled rejection to the text leaving for the provider. Null when it has not been sent, or it is unknown when. */
  dispatchedInMs?: Maybe<Scalars['Float']['output']>;
  /** The language it is written in. Null for a text that a client wrote. */
  locale?: Maybe<Scalars['String']['output']>;
  /** Why it was not sent. Null unless it is `NOT_SENT`, and for texts from before reasons were kept. */
  notSent?: Maybe<CallTextNotSent>;
  /** What the provider, or the way to it, held against it, when something did. */
  problem?: Maybe<CallProviderProblem>;
  /** When it was handed to the provider. */
  sentAt?: Maybe<Scalars['DateTime']['output']>;
  /** What became of it. */
  state: CallFollowUpState;
  /** What was, will be, or was to be sent. Null when there was nothing to send: `notSent` says why. */
  text?: Maybe<Scalars['String']['output']>;
  /** Which copy it is and which variant of it, such as `quiet-hours/A`. Null for a text that a client wrote. */
  variant?: Maybe<Scalars['String']['output']>;
};

/** A text for the caller. */
export type CallFollowUpInput = {
  /** What to send, 1 to 4096 characters. */
  text: Scalars['String']['input'];
};

/** What became of a text. It is sent at most once. */
export type CallFollowUpState =
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

/** The idempotency key was already used with other arguments. */
export type CallIdempotencyConflict = CallsUserError & {
  __typename?: 'CallIdempotencyConflict';
  /** For programs. */
  code: CallsUserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** What a call carries. */
export type CallMedia =
  /** Voice and picture. */
  | 'VIDEO'
  /** Voice only. */
  | 'VOICE';

/** There is no such call that you may see. */
export type CallNotFound = CallsUserError & {
  __typename?: 'CallNotFound';
  /** For programs. */
  code: CallsUserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** This call can never be rejected, for example because it is outbound. */
export type CallNotRejectable = CallsUserError & {
  __typename?: 'CallNotRejectable';
  /** The call as it is now. */
  call: Call;
  /** For programs. */
  code: CallsUserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** Who carries calls. */
export type CallProvider =
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
export type CallProviderProblem = {
  __typename?: 'CallProviderProblem';
  /** The HTTP status of the answer, when there was one. */
  httpStatus?: Maybe<Scalars['Int']['output']>;
  /** What to make of it. */
  kind: CallProviderProblemKind;
  /** What happened and what to do about it, in words. Never holds a credential. */
  message: Scalars['String']['output'];
};

/** What to make of a provider's problem. */
export type CallProviderProblemKind =
  /** The provider found our request wrong. */
  | 'BAD_REQUEST'
  /** The provider knows no such call. */
  | 'CALL_NOT_FOUND'
  /** The credentials are right but may not do this, or the line's kill switch was turned on while a policy's rejection waited for its next attempt. */
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
  /** The provider answers with errors, or cannot be reached. */
  | 'UNAVAILABLE'
  /** The provider does not accept the line's credentials. */
  | 'WRONG_CREDENTIALS';

/** A recording bridge, as it was last reported. */
export type CallRecordingBridge = {
  __typename?: 'CallRecordingBridge';
  /** Its name. */
  name: Scalars['String']['output'];
  /** When that was said. */
  reportedAt: Scalars['DateTime']['output'];
  /** How it is. */
  state: CallRecordingBridgeState;
};

/** How a recording bridge is. */
export type CallRecordingBridgeInput = {
  /** Since when; left out, or in the future: now. What is older than what is known changes nothing. */
  at?: InputMaybe<Scalars['DateTime']['input']>;
  /** Its name, as `safetyValve` policies name it, 1 to 100 characters. */
  name?: Scalars['String']['input'];
  /** How it is. */
  state: CallRecordingBridgeStateInput;
};

/** The report is noted. */
export type CallRecordingBridgeReported = {
  __typename?: 'CallRecordingBridgeReported';
  /** What is known of the bridge now: a newer report than yours stands. */
  bridge: CallRecordingBridge;
};

/** How a recording bridge is. */
export type CallRecordingBridgeState =
  /** It does not record. */
  | 'DOWN'
  /** It can take no more. */
  | 'FULL'
  /** It records. */
  | 'UP';

/** How a recording bridge may be. */
export type CallRecordingBridgeStateInput =
  /** It does not record. */
  | 'DOWN'
  /** It can take no more. */
  | 'FULL'
  /** It records. */
  | 'UP';

/** Why a call is rejected. */
export type CallRejectReason =
  /** No agent is free to take it. */
  | 'BUSY'
  /** The called person does not want to take it. */
  | 'DECLINED'
  /** The caller is not wanted. */
  | 'UNWANTED';

/** Why a call should be rejected. */
export type CallRejectReasonInput =
  /** No agent is free to take it. */
  | 'BUSY'
  /** I do not want to take it. */
  | 'DECLINED'
  /** The caller is not wanted. */
  | 'UNWANTED';

/** The rejection stands; its state says how sure it is. */
export type CallRejected = {
  __typename?: 'CallRejected';
  /** The call as it is now. */
  call: Call;
  /** The rejection as it is now. */
  rejection: CallRejection;
  /** True when an earlier request had already asked for it: its text counts, and one that comes with this request is not sent. */
  replayed: Scalars['Boolean']['output'];
};

/** The rejection of one call and what became of it. */
export type CallRejection = {
  __typename?: 'CallRejection';
  /** Every attempt to ask the provider, oldest first. Not each of them sent a request: see `request`. */
  attempts: Array<CallRejectionAttempt>;
  /** Milliseconds from the signal or request to the decision that was recorded, the time that a CRM took to answer included. */
  decidedInMs?: Maybe<Scalars['Float']['output']>;
  /** Milliseconds from the recorded decision to the first request leaving for the provider. */
  dispatchedInMs?: Maybe<Scalars['Float']['output']>;
  /** The text that gives the caller a way forward, or why there is none. Null only when no text was asked for: a policy that rejects always asks for one, a client when it gives one. */
  followUp?: Maybe<CallFollowUp>;
  /** Our id of the rejection. */
  id: Scalars['ID']['output'];
  /** True when no provider answer or event reported the state and the service inferred it. A later event of the provider corrects it. */
  inferred: Scalars['Boolean']['output'];
  /** What stood in the way, when something did. */
  problem?: Maybe<CallProviderProblem>;
  /** Why the call was to be rejected. */
  reason: CallRejectReason;
  /** When the request was recorded. */
  requestedAt: Scalars['DateTime']['output'];
  /** Who requested it. */
  requestedBy: CallActor;
  /** When its outcome was known. Null while `SENDING`, and while `ACCEPTED` awaits an event. */
  settledAt?: Maybe<Scalars['DateTime']['output']>;
  /** What has become of the rejection so far. */
  state: CallRejectionState;
};

/** One attempt to ask the provider: one request, or none. */
export type CallRejectionAttempt = {
  __typename?: 'CallRejectionAttempt';
  /** When its answer, or the lack of one, was known. */
  finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Counts the attempts of this rejection, from 1. */
  number: Scalars['Int']['output'];
  /** What it came to. Null while it is under way, or when its process died. */
  outcome?: Maybe<CallRejectionAttemptOutcome>;
  /** What stood in the way, when something did. */
  problem?: Maybe<CallProviderProblem>;
  /** Whether it sent a request. */
  request: CallRejectionAttemptRequest;
  /** When it began. */
  startedAt: Scalars['DateTime']['output'];
};

/** What one attempt came to. */
export type CallRejectionAttemptOutcome =
  /** There was nothing left to do. */
  | 'ALREADY_OVER'
  /** The provider did it, or said it would. */
  | 'DONE'
  /** Certainly not done; a retry may succeed. */
  | 'NOT_DONE'
  /** Certainly not done; a retry would not help. */
  | 'REFUSED'
  /** It may or may not have been done: no answer, or none that can be read. */
  | 'UNKNOWN';

/** Whether an attempt sent a request to the provider. */
export type CallRejectionAttemptRequest =
  /** Nothing was sent: `problem` says why, for example because the call was over by then or the provider had asked the line to wait. */
  | 'NOT_SENT'
  /** It set out. When the provider was not reached, or its session was lost, `problem` says so. */
  | 'SENT'
  /** It is under way, or its process died: before it sent the request, or before it recorded the answer. */
  | 'UNKNOWN';

/** The provider will not reject the call. As far as is known, it rang on: `call.status` says how it is now. */
export type CallRejectionRefused = CallsUserError & {
  __typename?: 'CallRejectionRefused';
  /** The call as it is now. */
  call: Call;
  /** For programs. */
  code: CallsUserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
  /** The rejection with the provider's reason. */
  rejection: CallRejection;
};

/** A rejection as it stood right after an event. */
export type CallRejectionSnapshot = {
  __typename?: 'CallRejectionSnapshot';
  /** Milliseconds from the signal or request to the recorded decision. */
  decidedInMs?: Maybe<Scalars['Float']['output']>;
  /** Milliseconds from the recorded decision to the first request leaving for the provider, where it was known by then. */
  dispatchedInMs?: Maybe<Scalars['Float']['output']>;
  /** The text that gives the caller a way forward, as it stood then. */
  followUp?: Maybe<CallFollowUp>;
  /** What stood in the way, when something did. */
  problem?: Maybe<CallProviderProblem>;
  /** Why the call was to be rejected. */
  reason: CallRejectReason;
  /** When the request was recorded. */
  requestedAt: Scalars['DateTime']['output'];
  /** Who requested it. */
  requestedBy: CallActor;
  /** When its outcome was known. Null while it was not. */
  settledAt?: Maybe<Scalars['DateTime']['output']>;
  /** What had become of the rejection. */
  state: CallRejectionState;
};

/** What became of a rejection. A provider's yes does not mean that the caller stopped ringing: the states keep the two apart. */
export type CallRejectionState =
  /** The provider said yes; no event has confirmed it. When inferred: the answer to a request was lost, and the call is gone or ended in a way that may be our rejection. */
  | 'ACCEPTED'
  /** The caller had hung up, or the call had been answered or rejected elsewhere: a race, not an error. When inferred: the provider does not find the call, or has not said by whom it was ended. */
  | 'ALREADY_OVER'
  /** Accepted by a provider that cannot promise it. */
  | 'BEST_EFFORT'
  /** A provider event or a stored provider status says that the call was rejected. */
  | 'CONFIRMED'
  /** Given up: the ring ended before the provider accepted, the provider asks to be retried later than the ring lasts, or it had accepted and reports at the ring limit that the call rings on. `Call.status` says whether it rings. */
  | 'EXPIRED'
  /** The call went back to its queue. When inferred: the provider said yes, or a request went unanswered, and then nothing more was told of the call, also when the provider was asked about it at the ring limit. */
  | 'REDIRECTED'
  /** The provider will not; `problem` says why. */
  | 'REFUSED'
  /** Being sent, or waiting to be sent again. */
  | 'SENDING';

/**
 * A call as it was right after one of its events. It never changes, and nothing in it can be joined with the call itself:
 * `CallEvent.call` is that.
 */
export type CallSnapshot = {
  __typename?: 'CallSnapshot';
  /** When the call was answered. */
  answeredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who is at the other end, as they are known now. */
  caller: Caller;
  /** What the line's policies said when it rang. */
  decision?: Maybe<RingDecision>;
  /** The number that the caller dialled, in the provider's own words. Null where the provider had not said. */
  dialledNumber?: Maybe<Scalars['String']['output']>;
  /** Who started the call. */
  direction: CallDirection;
  /** Why the call was over. Null while it was not. */
  endReason?: Maybe<CallEndReason>;
  /** When the call was over. */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** True when no provider event had reported the status and the service had inferred it. */
  inferred: Scalars['Boolean']['output'];
  /** The line the call came in on. */
  line: PhoneLine;
  /** Voice or video. */
  media: CallMedia;
  /** The text to a caller who was let ring, as it stood then. */
  notice?: Maybe<CallFollowUp>;
  /** The provider's own id of the call, as its first event named it. Another call may have had it before, or have it since. */
  providerCallId: Scalars['String']['output'];
  /** True when `rejectCall` would have asked the provider. */
  rejectable: Scalars['Boolean']['output'];
  /** The rejection of the call as it stood then. */
  rejection?: Maybe<CallRejectionSnapshot>;
  /** Which change of the call this event is, from 1. */
  revision: Scalars['Int']['output'];
  /** The deadline after which the service assumed that the call no longer rang. It is set for inbound and outbound calls, and stays when the ring is over. */
  ringDeadlineAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the call began to ring. */
  ringingAt: Scalars['DateTime']['output'];
  /** What was happening to the call. */
  status: CallStatus;
};

/** What is happening to a call. It only moves forward, except that a refused rejection leaves the call ringing. */
export type CallStatus =
  /** It was answered and is going on. */
  | 'ANSWERED'
  /** It is over. */
  | 'ENDED'
  /** The provider says that it failed. */
  | 'FAILED'
  /** It rang and was not answered. */
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

/** The call was not rejected, and it rings. The service does not retry; the client may call `rejectCall` again. */
export type CallStillRinging = CallsUserError & {
  __typename?: 'CallStillRinging';
  /** The call as it is now. */
  call: Call;
  /** For programs. */
  code: CallsUserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
  /** The rejection, which was given up; `problem` says why. */
  rejection: CallRejection;
  /** For how many milliseconds from now the provider asks not to be asked. Null when it did not say, 0 when that time is over. */
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
};

/** Why a text was not sent. */
export type CallTextNotSent = {
  __typename?: 'CallTextNotSent';
  /** In words; reads on after "because". */
  because: Scalars['String']['output'];
  /** For programs. */
  reason: CallTextNotSentReason;
};

/** Why a text was not, or would not be, sent. */
export type CallTextNotSentReason =
  /** The call had been answered. */
  | 'ANSWERED'
  /** The ring had ended unanswered before the rejection, and the text is for a caller who was rejected. */
  | 'CALLER_GONE'
  /** The line cannot text; and there is no other line to do it, or the caller's phone number is not known. Or the provider names no caller who can be texted. */
  | 'CANNOT_TEXT'
  /** It is not known how the ring ended: the caller may have been answered, or rejected by a request of ours. */
  | 'END_UNKNOWN'
  /** The call came from a group, and every member of it would read the text. */
  | 'GROUP'
  /** The line's kill switch is on, or was when the text was about to be sent. */
  | 'KILL_SWITCH'
  /** The line over which it was to be sent no longer exists. */
  | 'LINE_GONE'
  /** The copy tells when the line opens, and it is open, or no next opening is known. */
  | 'NOT_FILLABLE'
  /** The call was not rejected. */
  | 'NOT_REJECTED'
  /** No copy is written for this occasion. */
  | 'NO_COPY'
  /** The provider texts rejected callers itself. */
  | 'PROVIDER_REPLIES'
  /** The provider did not take it; `problem` says why. */
  | 'REFUSED_BY_PROVIDER'
  /** Somebody else had rejected the call, and the text is for callers whom we reject. */
  | 'REJECTED_ELSEWHERE'
  /** The rejection returns the caller to the queue, where another agent may answer. */
  | 'STILL_IN_QUEUE'
  /** The caller had a text within the cooldown, or another is planned or on its way. Checked at the decision and again before the text is sent. */
  | 'TEXTED_LATELY'
  /** Automation has reached its cap of texts within a minute. Checked at the decision and again before the text is sent. */
  | 'TEXT_CAP'
  /** It could not be sent while it made sense; `problem` tells what stood in the way. */
  | 'TOO_LATE'
  /** The copy is too long when filled in. */
  | 'TOO_LONG';

/** Who calls: an address at a provider, and a phone number when the provider tells it. */
export type Caller = {
  __typename?: 'Caller';
  /** Every address under which this caller has been seen. Without the scope `pii:read`, masked but for their last characters. */
  addresses: Array<Scalars['String']['output']>;
  /** The block that was set last, also one that has ended. Null: the caller was never blocked, or `unblockCaller` took the block away. */
  block?: Maybe<CallerBlock>;
  /** The name that the provider last gave for the caller. Null without the scope `pii:read`. */
  displayName?: Maybe<Scalars['String']['output']>;
  /** Our id of the caller: the same person on any of the tenant's lines. Callers who turn out to be one person are one from then on, and are found by the ids of each. */
  id: Scalars['ID']['output'];
  /** When the caller last wrote to any of the tenant's lines; a message whose date is in the future counts as written when it came. */
  lastConversationAt?: Maybe<Scalars['DateTime']['output']>;
  /** The phone number, +E.164, when it is known. Without the scope `pii:read`, masked but for its last digits. */
  phone?: Maybe<Scalars['String']['output']>;
  /** The tier given by `tagCaller`. */
  tier?: Maybe<Scalars['String']['output']>;
};

/** That a caller does not ring: on lines with a `blockedCaller` policy, or with a throttle that blocks. */
export type CallerBlock = {
  __typename?: 'CallerBlock';
  /** Who set it. Null: this was not recorded. */
  by?: Maybe<CallActor>;
  /** Why, as `blockCaller` was told, or what the policy found. Null: no reason was given. */
  reason?: Maybe<Scalars['String']['output']>;
  /** When it ends, or ended. Null: it is for good. */
  until?: Maybe<Scalars['DateTime']['output']>;
};

/** The caller is changed, from the next ring on. */
export type CallerChanged = {
  __typename?: 'CallerChanged';
  /** The caller as they are now. */
  caller: Caller;
};

/** A page of callers, those whose id was seen last first. */
export type CallerConnection = {
  __typename?: 'CallerConnection';
  /** The callers with their cursors. */
  edges: Array<CallerEdge>;
  /** The callers. */
  nodes: Array<Caller>;
  /** Where this page stands. */
  pageInfo: PageInfo;
};

/** The call is from another caller than `expectedCaller` says. Nothing was rejected, and nothing is told about who it is. */
export type CallerDoesNotMatch = CallsUserError & {
  __typename?: 'CallerDoesNotMatch';
  /** For programs. */
  code: CallsUserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** A caller in a page. */
export type CallerEdge = {
  __typename?: 'CallerEdge';
  /** Its place in the list. */
  cursor: Scalars['String']['output'];
  /** The caller. */
  node: Caller;
};

/** The caller is erased. Their id stays, without a name or a number. */
export type CallerErased = {
  __typename?: 'CallerErased';
  /** How many calls were erased of personal data. */
  calls: Scalars['Int']['output'];
  /** Our id of the caller. */
  id: Scalars['ID']['output'];
};

/** The caller is in a call or ringing, or something is still being sent because of their call. Nothing was erased: try again when it is over. */
export type CallerInACall = CallsUserError & {
  __typename?: 'CallerInACall';
  /** For programs. */
  code: CallsUserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** Something about what was given is wrong; nothing was saved. */
export type CallerInvalid = CallsUserError & {
  __typename?: 'CallerInvalid';
  /** For programs. */
  code: CallsUserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
  /** Every field that is wrong. */
  problems: Array<CallsFieldProblem>;
};

/** There is no caller with this id, or the caller was erased. */
export type CallerNotFound = CallsUserError & {
  __typename?: 'CallerNotFound';
  /** For programs. */
  code: CallsUserErrorCode;
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

/** An API key, without the key itself. */
export type CallsApiKey = {
  __typename?: 'CallsApiKey';
  /** When it was made. */
  createdAt: Scalars['DateTime']['output'];
  /** When it stops working. Null: not by itself. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Our id of the key. */
  id: Scalars['ID']['output'];
  /** When it was last used, noted with a delay of about a minute. Null: not since uses are noted. */
  lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The ids of the lines it is for; empty when it is tenant-wide. */
  lineIds: Array<Scalars['ID']['output']>;
  /** What it is called. */
  name: Scalars['String']['output'];
  /** When it was revoked. Null: it was not. */
  revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the key is for some lines or for the whole tenant. */
  scope: CallsViewerScope;
  /** What it may do. */
  scopes: Array<Scalars['String']['output']>;
};

/** A page of keys, the newest first. */
export type CallsApiKeyConnection = {
  __typename?: 'CallsApiKeyConnection';
  /** The keys with their cursors. */
  edges: Array<CallsApiKeyEdge>;
  /** The keys. */
  nodes: Array<CallsApiKey>;
  /** Where this page stands. */
  pageInfo: PageInfo;
};

/** The key is made. */
export type CallsApiKeyCreated = {
  __typename?: 'CallsApiKeyCreated';
  /** Our id of the key. */
  id: Scalars['ID']['output'];
  /** The key itself. Send it as `Authorization: Bearer ...`. It cannot be shown again, except to a repeat with the same `idempotencyKey`. */
  key: Scalars['String']['output'];
  /** True when an earlier request with the same `idempotencyKey` made it. */
  replayed: Scalars['Boolean']['output'];
};

/** A key in a page. */
export type CallsApiKeyEdge = {
  __typename?: 'CallsApiKeyEdge';
  /** Its place in the list. */
  cursor: Scalars['String']['output'];
  /** The key. */
  node: CallsApiKey;
};

/** There is no such key that you may see. */
export type CallsApiKeyNotFound = CallsUserError & {
  __typename?: 'CallsApiKeyNotFound';
  /** For programs. */
  code: CallsUserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** The key no longer works. */
export type CallsApiKeyRevoked = {
  __typename?: 'CallsApiKeyRevoked';
  /** Our id of the key. */
  id: Scalars['ID']['output'];
};

/** A value that was changed. */
export type CallsAuditChange = {
  __typename?: 'CallsAuditChange';
  /** The value since, as JSON. Null: there is none. */
  after?: Maybe<Scalars['String']['output']>;
  /** The value before, as JSON. Null: there was none. */
  before?: Maybe<Scalars['String']['output']>;
  /** Its name, such as `policies`. */
  field: Scalars['String']['output'];
};

/** A page of changes, the newest first. */
export type CallsAuditConnection = {
  __typename?: 'CallsAuditConnection';
  /** The changes with their cursors. */
  edges: Array<CallsAuditEdge>;
  /** The changes. */
  nodes: Array<CallsAuditEntry>;
  /** Where this page stands. */
  pageInfo: PageInfo;
};

/** A change in a page. */
export type CallsAuditEdge = {
  __typename?: 'CallsAuditEdge';
  /** Its place in the list. */
  cursor: Scalars['String']['output'];
  /** The change. */
  node: CallsAuditEntry;
};

/** Something that a principal has changed. It is written together with the change, and never altered. */
export type CallsAuditEntry = {
  __typename?: 'CallsAuditEntry';
  /** The mutation, such as `setPhoneLinePolicies`. */
  action: Scalars['String']['output'];
  /** When it was changed. */
  at: Scalars['DateTime']['output'];
  /** What is different since. Credentials and keys are not in it. */
  changes: Array<CallsAuditChange>;
  /** Our id of the entry. */
  id: Scalars['ID']['output'];
  /** The id of the principal: of an API key, or of the user of a token or of a router. */
  principalId: Scalars['ID']['output'];
  /** The name of the principal at that time. */
  principalName: Scalars['String']['output'];
  /** The id of what was changed. */
  target?: Maybe<Scalars['ID']['output']>;
};

/** Which changes. Every field given must hold. */
export type CallsAuditFilter = {
  /** By this mutation, such as `setPhoneLinePolicies`. */
  action?: InputMaybe<Scalars['String']['input']>;
  /** By the principal with this id. */
  principalId?: InputMaybe<Scalars['ID']['input']>;
  /** Of what has this id: a line, a call, a caller, a key or a recording bridge. */
  target?: InputMaybe<Scalars['ID']['input']>;
};

/** What is wrong with one field. */
export type CallsFieldProblem = {
  __typename?: 'CallsFieldProblem';
  /** The path of the field, such as `pilotStatus.apiKey`. */
  field: Scalars['String']['output'];
  /** What is wrong and what would be right. */
  message: Scalars['String']['output'];
};

/** How long personal data is kept. */
export type CallsRetention = {
  __typename?: 'CallsRetention';
  /** How long, in milliseconds. Null: for ever. */
  keepForMs?: Maybe<Scalars['Float']['output']>;
};

/**
 * An earlier request with this idempotency key was carried out, but its secret cannot be shown again, because the service's keys
 * have changed since. Revoke or remove what it made, and ask again with a new idempotency key.
 */
export type CallsSecretLost = CallsUserError & {
  __typename?: 'CallsSecretLost';
  /** For programs. */
  code: CallsUserErrorCode;
  /** Our id of the key or line that the earlier request made or changed. */
  id: Scalars['ID']['output'];
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** The tenant is made. */
export type CallsTenantCreated = {
  __typename?: 'CallsTenantCreated';
  /** The id of the tenant. */
  id: Scalars['ID']['output'];
  /** Its first key. Send it as `Authorization: Bearer ...`. It cannot be shown again, except to a repeat with the same `idempotencyKey`. */
  key: Scalars['String']['output'];
  /** True when an earlier request with the same `idempotencyKey` made it. */
  replayed: Scalars['Boolean']['output'];
};

/** The erasure of a tenant. */
export type CallsTenantErasure = {
  __typename?: 'CallsTenantErasure';
  /** How many rows have been deleted so far. */
  deletedRows: Scalars['Int']['output'];
  /** When the last row was deleted. Null: it goes on. */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The id of the tenant. */
  id: Scalars['ID']['output'];
  /** When it began. */
  startedAt: Scalars['DateTime']['output'];
};

/** There is no such tenant, or it is your own. */
export type CallsTenantNotFound = CallsUserError & {
  __typename?: 'CallsTenantNotFound';
  /** For programs. */
  code: CallsUserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** It is done. */
export type CallsTenantSuspended = {
  __typename?: 'CallsTenantSuspended';
  /** The id of the tenant. */
  id: Scalars['ID']['output'];
  /** Whether its keys and users are refused now. */
  suspended: Scalars['Boolean']['output'];
};

/** Something that you can do something about. */
export type CallsUserError = {
  /** For programs. */
  code: CallsUserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** What kind of mistake a `CallsUserError` is about. */
export type CallsUserErrorCode =
  /** There is no such key that you may see. */
  | 'API_KEY_NOT_FOUND'
  /** The call is from another caller than `expectedCaller` says. */
  | 'CALLER_DOES_NOT_MATCH'
  /** Something about what was given of the caller is wrong. */
  | 'CALLER_INVALID'
  /** The caller is in a call or ringing. */
  | 'CALLER_IN_A_CALL'
  /** There is no caller with this id. */
  | 'CALLER_NOT_FOUND'
  /** There is no such call that you may see. */
  | 'CALL_NOT_FOUND'
  /** This call can never be rejected. */
  | 'CALL_NOT_REJECTABLE'
  /** The call was not rejected and rings on: the provider asks to be retried later than the ring lasts. */
  | 'CALL_STILL_RINGING'
  /** The idempotency key was used for something else. */
  | 'IDEMPOTENCY_CONFLICT'
  /** Something about the line's data is wrong. */
  | 'LINE_INVALID'
  /** Other lines text over this one. */
  | 'LINE_IN_USE'
  /** There is no such line that you may see. */
  | 'LINE_NOT_FOUND'
  /** Something about the policies is wrong. */
  | 'LINE_POLICIES_INVALID'
  /** The provider will not reject it. */
  | 'REJECTION_REFUSED'
  /** It was made by an earlier request, but its secret cannot be shown again. */
  | 'SECRET_LOST'
  /** There is no such tenant, or it is your own. */
  | 'TENANT_NOT_FOUND';

/** The principal that makes this request: an API key, or the user of a token or of a router. */
export type CallsViewer = {
  __typename?: 'CallsViewer';
  /** From then on, the principal may do nothing. Null: it does not expire by itself. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** The lines the principal is for; empty when it is tenant-wide. */
  lines: Array<PhoneLine>;
  /** The name of the key or of the user. */
  name: Scalars['String']['output'];
  /** Whether the principal is for some lines or for the whole tenant. */
  scope: CallsViewerScope;
  /** What the principal may do, such as `calls:read`, in the words of `@requiresScopes`. */
  scopes: Array<Scalars['String']['output']>;
};

/** Which lines a principal is for. What it may do with them is in its `scopes`. */
export type CallsViewerScope =
  /** Some lines. */
  | 'LINES'
  /** The whole tenant. An API key of the whole tenant does not act on calls. */
  | 'TENANT';

/** A key to make. */
export type CreateCallsApiKeyInput = {
  /** When it stops working, in the future. Left out: not by itself. */
  expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The lines it is for. Without it, the key is tenant-wide, and cannot act on calls. */
  lineIds?: InputMaybe<Array<Scalars['ID']['input']>>;
  /** What you call it, 1 to 100 characters. */
  name: Scalars['String']['input'];
  /**
   * What it may do: `calls:read`, `calls:reject`, `lines:read`, `lines:write`, `policies:write`, `presence:write`, `bridges:write`,
   * `callers:tag`, `pii:read`, `keys:write`, `operator`. Left out: a key of some lines may read, reject calls and set presence;
   * a tenant-wide key may read and configure. `calls:reject` needs `lineIds`; `bridges:write`, `callers:tag`, `keys:write`
   * and `operator` act on the whole tenant and need that it is left out.
   */
  scopes?: InputMaybe<Array<Scalars['String']['input']>>;
};

/** What came of `createCallsApiKey`. */
export type CreateCallsApiKeyResult = CallIdempotencyConflict | CallsApiKeyCreated | CallsSecretLost | PhoneLineNotFound;

/** What came of `eraseCaller`. */
export type EraseCallerResult = CallerErased | CallerInACall | CallerInvalid | CallerNotFound;

/** What came of `eraseCallsTenant`. */
export type EraseCallsTenantResult = CallsTenantErasure | CallsTenantNotFound;

/** An agent's device at Genesys Web Services. We listen to it; it needs no webhook. */
export type GenesysAccountInput = {
  /** Where Web Services is. */
  baseUrl: Scalars['String']['input'];
  /** Where CometD is, when it is not `/api/v2/notifications`. */
  notificationsPath?: InputMaybe<Scalars['String']['input']>;
  /** The agent's password. */
  password: Scalars['String']['input'];
  /** False when another system starts the agent's contact center session for the voice channel; by default we do. */
  startsSession?: InputMaybe<Scalars['Boolean']['input']>;
  /** The name the agent signs in with. */
  username: Scalars['String']['input'];
};

/** What can be done with calls, callers and lines. */
export type Mutation = {
  __typename?: 'Mutation';
  /** Block a caller on our side, for all lines: those with a `blockedCaller` policy, or a throttle that blocks, reject them. A phone number or address not seen before makes the caller. */
  blockCaller: BlockCallerResult;
  /** Make a key. The key is shown only here. */
  createCallsApiKey: CreateCallsApiKeyResult;
  /** Make a tenant with its first key, which is tenant-wide and shown only here. */
  createCallsTenant: CallsTenantCreated;
  /**
   * Erase what is known of a caller now, for good: numbers, names, tier, block, and the texts and numbers in their calls and the
   * histories of those. A later call of theirs is one of a new caller.
   */
  eraseCaller: EraseCallerResult;
  /**
   * Delete everything of a tenant. Its keys and users are refused at once, its lines record nothing from then on, and its rows are
   * deleted little by little. This cannot be taken back. Send it again to see how far it is.
   */
  eraseCallsTenant: EraseCallsTenantResult;
  /** Register a line. Answers with the URL to give to the provider as its webhook; it is shown only here and by `updatePhoneLine(renewWebhook: true)`. */
  registerPhoneLine: RegisterPhoneLineResult;
  /**
   * Reject a ringing call. Returns when the provider has answered or the first attempt has come to its end:
   * `rejection.state` says how far it got, and `SENDING` means that the service goes on with it in the background.
   * Rejecting a call that is being rejected, rejected or over is a success. A call that rings on is never `CallRejected`,
   * but for `SENDING`.
   */
  rejectCall: RejectCallResult;
  /**
   * Remove a line. Its webhook URL answers 404 and its event connection is closed within seconds, so nothing is recorded of it any
   * more. What was decided before is still done: rejections, texts, and callers unblocked at the provider. Calls that ring can be
   * rejected until their ring limit. Its calls, their history and its keys stay. Its credentials are deleted after a day. Removing it
   * again changes nothing. Only for principals of the whole tenant.
   */
  removePhoneLine: RemovePhoneLineResult;
  /** Tell how a recording bridge is, for `safetyValve` policies. */
  reportCallRecordingBridge: ReportCallRecordingBridgeResult;
  /** Make a key stop working, within seconds on every replica. */
  revokeCallsApiKey: RevokeCallsApiKeyResult;
  /**
   * Set how long personal data of calls is kept: numbers, names and texts. What is older is erased little by little, on a call and
   * in its history; calls, their times, outcomes and counts stay, and so do cursors. Callers with a tier or a block in force,
   * or who have written within that time, keep their number and name. A caller who never called keeps both until `eraseCaller`.
   */
  setCallsRetention: CallsRetention;
  /**
   * Stop a line from doing anything automatically, or let it again. It also stops what policies have
   * decided before: texts that are not sent yet are not sent, and rejections get no further attempt, so the call rings on. A request
   * that is being made is not called back. What clients ask for is done.
   */
  setPhoneLineKillSwitch: SetPhoneLineKillSwitchResult;
  /**
   * Replace the policies, the copy and the caps of a line as a whole. Nothing is saved when anything is
   * wrong. In force with the next ring, and within seconds on every replica.
   */
  setPhoneLinePolicies: SetPhoneLinePoliciesResult;
  /** Tell what an agent of a line is doing, for `presence` policies. */
  setPhoneLinePresence: SetPhoneLinePresenceResult;
  /**
   * Refuse all keys and users of a tenant, within seconds on every replica, or let them in again. Its lines go on: calls are
   * recorded, and policies act.
   */
  suspendCallsTenant: SuspendCallsTenantResult;
  /** Give a caller a tier, for `vipPerimeter` policies. It counts from the next ring on, before what a CRM says. A phone number or address not seen before makes the caller. */
  tagCaller: TagCallerResult;
  /** Let a caller ring again: on all lines, and at a provider that was asked to block them too. What they did before does not count towards a throttle. */
  unblockCaller: UnblockCallerResult;
  /** Change a line. What is not given stays as it is. */
  updatePhoneLine: UpdatePhoneLineResult;
};


/** What can be done with calls, callers and lines. */
export type MutationBlockCallerArgs = {
  caller: CallerRefInput;
  forMs?: InputMaybe<Scalars['Float']['input']>;
  reason?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done with calls, callers and lines. */
export type MutationCreateCallsApiKeyArgs = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  input: CreateCallsApiKeyInput;
};


/** What can be done with calls, callers and lines. */
export type MutationCreateCallsTenantArgs = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  name: Scalars['String']['input'];
};


/** What can be done with calls, callers and lines. */
export type MutationEraseCallerArgs = {
  caller: CallerRefInput;
};


/** What can be done with calls, callers and lines. */
export type MutationEraseCallsTenantArgs = {
  id: Scalars['ID']['input'];
  name: Scalars['String']['input'];
};


/** What can be done with calls, callers and lines. */
export type MutationRegisterPhoneLineArgs = {
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  input: RegisterPhoneLineInput;
};


/** What can be done with calls, callers and lines. */
export type MutationRejectCallArgs = {
  expectedCaller?: InputMaybe<Scalars['String']['input']>;
  followUp?: InputMaybe<CallFollowUpInput>;
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  reason?: CallRejectReasonInput;
};


/** What can be done with calls, callers and lines. */
export type MutationRemovePhoneLineArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done with calls, callers and lines. */
export type MutationReportCallRecordingBridgeArgs = {
  input: CallRecordingBridgeInput;
};


/** What can be done with calls, callers and lines. */
export type MutationRevokeCallsApiKeyArgs = {
  id: Scalars['ID']['input'];
};


/** What can be done with calls, callers and lines. */
export type MutationSetCallsRetentionArgs = {
  keepForMs?: InputMaybe<Scalars['Float']['input']>;
};


/** What can be done with calls, callers and lines. */
export type MutationSetPhoneLineKillSwitchArgs = {
  id: Scalars['ID']['input'];
  on: Scalars['Boolean']['input'];
};


/** What can be done with calls, callers and lines. */
export type MutationSetPhoneLinePoliciesArgs = {
  id: Scalars['ID']['input'];
  input: PhoneLinePoliciesInput;
};


/** What can be done with calls, callers and lines. */
export type MutationSetPhoneLinePresenceArgs = {
  input: PhoneLinePresenceInput;
};


/** What can be done with calls, callers and lines. */
export type MutationSuspendCallsTenantArgs = {
  id: Scalars['ID']['input'];
  suspended?: Scalars['Boolean']['input'];
};


/** What can be done with calls, callers and lines. */
export type MutationTagCallerArgs = {
  caller: CallerRefInput;
  tier?: InputMaybe<Scalars['String']['input']>;
};


/** What can be done with calls, callers and lines. */
export type MutationUnblockCallerArgs = {
  caller: CallerRefInput;
};


/** What can be done with calls, callers and lines. */
export type MutationUpdatePhoneLineArgs = {
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  input: UpdatePhoneLineInput;
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

/** One number, session, instance or agent device at one provider. */
export type PhoneLine = {
  __typename?: 'PhoneLine';
  /** What can be done with its calls. Null: this service cannot open the line's credentials; give them again with `updatePhoneLine`. */
  abilities?: Maybe<PhoneLineAbilities>;
  /** Where the provider's API is. */
  baseUrl: Scalars['String']['output'];
  /** Our id of the line. */
  id: Scalars['ID']['output'];
  /** When its provider last sent anything. Null: never. */
  lastSignalAt?: Maybe<Scalars['DateTime']['output']>;
  /** How its events come to us, where we listen to its provider. Null: its provider calls us, or this service cannot open the line's credentials. */
  listening?: Maybe<PhoneLineListening>;
  /** What you call it. */
  name: Scalars['String']['output'];
  /** What it does automatically about calls. */
  perimeter: PhoneLinePerimeter;
  /** Who carries its calls. */
  provider: CallProvider;
  /** When it was registered. */
  registeredAt: Scalars['DateTime']['output'];
  /** When it was removed. Null: it was not. */
  removedAt?: Maybe<Scalars['DateTime']['output']>;
  /** After how many milliseconds the service assumes that a call no longer rings. */
  ringLimitMs: Scalars['Int']['output'];
  /** IANA name, such as `Europe/London`. */
  timeZone: Scalars['String']['output'];
};

/** What can be done with the calls of a line, which differs from provider to provider. */
export type PhoneLineAbilities = {
  __typename?: 'PhoneLineAbilities';
  /** Whether callers can be blocked at the provider. */
  canBlock: Scalars['Boolean']['output'];
  /** Whether callers can be texted over this line. */
  canText: Scalars['Boolean']['output'];
  /** Whether an event of the provider tells later that the call was rejected. */
  confirmedByEvent: Scalars['Boolean']['output'];
  /** The best that a rejection can come to by the provider's answer alone. */
  rejection: PhoneLineRejectionPromise;
  /** Whether the provider texts rejected callers itself; then follow-up texts are not sent. */
  repliesByItself: Scalars['Boolean']['output'];
};

/** No more calls than the line can have at once. */
export type PhoneLineAlreadyInACallPolicy = {
  __typename?: 'PhoneLineAlreadyInACallPolicy';
  /** How many calls the line can have at once. */
  capacity: Scalars['Int']['output'];
};

/** No more calls than the line can have at once. */
export type PhoneLineAlreadyInACallPolicyInput = {
  /** How many calls the line can have at once, 1 to 1000. */
  capacity: Scalars['Int']['input'];
};

/** How a caller hides their number. */
export type PhoneLineAnonymity =
  /** Known by a LID and no phone number. */
  | 'LID_ONLY'
  /** Known by neither. */
  | 'WITHHELD';

/** How a caller hides their number. */
export type PhoneLineAnonymityInput =
  /** Known by a LID and no phone number. */
  | 'LID_ONLY'
  /** Known by neither. */
  | 'WITHHELD';

/** No call from callers who hide their number. */
export type PhoneLineAnonymousCallerPolicy = {
  __typename?: 'PhoneLineAnonymousCallerPolicy';
  /** Which callers do not ring. */
  who: Array<PhoneLineAnonymity>;
};

/** No call from callers who hide their number. */
export type PhoneLineAnonymousCallerPolicyInput = {
  /** Who does not ring. */
  who: Array<PhoneLineAnonymityInput>;
};

/** Callers who are blocked do not ring. */
export type PhoneLineBlockedCallerPolicy = {
  __typename?: 'PhoneLineBlockedCallerPolicy';
  /** Always true: this kind has nothing to set. */
  on: Scalars['Boolean']['output'];
};

/** Callers who are blocked do not ring. */
export type PhoneLineBlockedCallerPolicyInput = {
  /** Must be true. To do without the policy, leave the policy out. */
  on?: Scalars['Boolean']['input'];
};

/** Callers who always ring. */
export type PhoneLineBypassPolicy = {
  __typename?: 'PhoneLineBypassPolicy';
  /** Phone numbers, LIDs, addresses of WhatsApp, and our ids of callers, each as the service keeps it. Without the scope `pii:read`, masked but for their last characters. */
  callers: Array<Scalars['String']['output']>;
};

/** Callers who always ring. */
export type PhoneLineBypassPolicyInput = {
  /** 1 to 1000 of them: phone numbers with their country such as `+442071838750`, LIDs such as `lid:12345`, addresses of WhatsApp such as `12345@lid`, or our ids of callers. A zero in parentheses, as in `+44 (0)20 7183 8750`, is left out where it is not dialled from abroad. */
  callers: Array<Scalars['String']['input']>;
};

/** A page of lines, by name. */
export type PhoneLineConnection = {
  __typename?: 'PhoneLineConnection';
  /** The lines with their cursors. */
  edges: Array<PhoneLineEdge>;
  /** The lines. */
  nodes: Array<PhoneLine>;
  /** Where this page stands. */
  pageInfo: PageInfo;
};

/** Only callers who have written lately ring. */
export type PhoneLineConversationFirstPolicy = {
  __typename?: 'PhoneLineConversationFirstPolicy';
  /** To which lines they have to have written. Null: to any of the tenant's. */
  conversationsWith?: Maybe<PhoneLineConversationsWith>;
  /** Written within this time, in milliseconds. */
  withinMs: Scalars['Float']['output'];
};

/** Only callers who have written lately ring. */
export type PhoneLineConversationFirstPolicyInput = {
  /** To which lines they have to have written. Left out: to any of the tenant's. */
  conversationsWith?: InputMaybe<PhoneLineConversationsWithInput>;
  /** Written within this time, 1000 to 315360000000 milliseconds: up to 10 years. */
  withinMs: Scalars['Float']['input'];
};

/** To which lines a caller has to have written. */
export type PhoneLineConversationsWith =
  /** To any of the tenant's lines. */
  | 'ANY_LINE'
  /** To the line that they call. */
  | 'THIS_LINE';

/** To which lines a caller has to have written. */
export type PhoneLineConversationsWithInput =
  /** To any of the tenant's lines. */
  | 'ANY_LINE'
  /** To the line that they call. */
  | 'THIS_LINE';

/** What to text on one occasion. */
export type PhoneLineCopy = {
  __typename?: 'PhoneLineCopy';
  /** The occasion: a kind of policy such as `quiet-hours`, a reason such as `BUSY`, `nobody-online`, `everybody-busy`, `caller-gone`, or a key that a policy names as its `copyKey`. */
  key: Scalars['String']['output'];
  /** One or more, to compare them. A caller always gets the same one. */
  variants: Array<PhoneLineCopyVariant>;
};

/** What to text on one occasion. */
export type PhoneLineCopyInput = {
  /** A kind of policy such as `quiet-hours`, a reason such as `BUSY`, `nobody-online`, `everybody-busy`, `caller-gone` for those who had hung up, or a key of your own that a policy names as its `copyKey`. A key for which nothing asks is refused. */
  key: Scalars['String']['input'];
  /** 1 to 10, to compare them. A caller always gets the same one. */
  variants: Array<PhoneLineCopyVariantInput>;
};

/** Something that texts can link to. */
export type PhoneLineCopyLink = {
  __typename?: 'PhoneLineCopyLink';
  /** Written in a text as `{link:name}`. */
  name: Scalars['String']['output'];
  /** Where it leads. */
  url: Scalars['String']['output'];
};

/** Something that texts can link to. */
export type PhoneLineCopyLinkInput = {
  /** Written in a text as `{link:name}`. */
  name: Scalars['String']['input'];
  /** Where it leads. */
  url: Scalars['String']['input'];
};

/** What callers are texted. */
export type PhoneLineCopySet = {
  __typename?: 'PhoneLineCopySet';
  /** One for each occasion. */
  copies: Array<PhoneLineCopy>;
  /** The language in which everything is written at least, such as `en` or `pt-BR`. */
  fallbackLocale: Scalars['String']['output'];
  /** What texts can link to. */
  links: Array<PhoneLineCopyLink>;
};

/** What callers are texted. */
export type PhoneLineCopySetInput = {
  /** One for each occasion, at most 100. */
  copies: Array<PhoneLineCopyInput>;
  /** The language in which everything is written at least, such as `en` or `pt-BR`. */
  fallbackLocale: Scalars['String']['input'];
  /** What texts can link to. */
  links?: InputMaybe<Array<PhoneLineCopyLinkInput>>;
};

/** A text in one language. */
export type PhoneLineCopyText = {
  __typename?: 'PhoneLineCopyText';
  /** Such as `en` or `pt-BR`. */
  locale: Scalars['String']['output'];
  /** The text, in which `{lineName}`, `{nextOpening}` and `{link:name}` are filled in. */
  text: Scalars['String']['output'];
};

/** A text in one language. */
export type PhoneLineCopyTextInput = {
  /** Such as `en` or `pt-BR`. */
  locale: Scalars['String']['input'];
  /** 1 to 4096 characters. `{lineName}`, `{nextOpening}` and `{link:name}` are filled in. `{nextOpening}` needs opening hours: a `quietHours` policy that opens and closes within a year; and no text for callers whom `RING_AND_TEXT` lets ring while the line is open. When the line is open, the text is not sent. */
  text: Scalars['String']['input'];
};

/** One way to say it. */
export type PhoneLineCopyVariant = {
  __typename?: 'PhoneLineCopyVariant';
  /** What you call it, to tell the variants apart. */
  name: Scalars['String']['output'];
  /** The text in each language. */
  texts: Array<PhoneLineCopyText>;
  /** How often, compared to the other variants. */
  weight: Scalars['Int']['output'];
};

/** One way to say it. */
export type PhoneLineCopyVariantInput = {
  /** What you call it, to tell the variants apart. */
  name: Scalars['String']['input'];
  /** In every language in which the other variants are written, too. */
  texts: Array<PhoneLineCopyTextInput>;
  /** How often, compared to the other variants, 1 to 1000. */
  weight: Scalars['Int']['input'];
};

/** The CRM that is asked for a caller's tier while the call rings. */
export type PhoneLineCrm = {
  __typename?: 'PhoneLineCrm';
  /** For how many milliseconds its answer counts before it is asked about the caller again. Null: 300000, 5 minutes. */
  rememberMs?: Maybe<Scalars['Int']['output']>;
  /** Where it is asked. */
  url: Scalars['String']['output'];
  /** What to do when it does not answer in time. */
  whenSilent: PhoneLineWhenUnknown;
};

/** Who is asked for a caller's tier while the call rings. */
export type PhoneLineCrmInput = {
  /** For how many milliseconds its answer counts before it is asked about the caller again, 0 to 86400000. Left out: 300000, 5 minutes. A `tagCaller` counts at once. Silence is not remembered. */
  rememberMs?: InputMaybe<Scalars['Int']['input']>;
  /** We POST `{"addresses": ["phone:+44…"]}`; to be answered `{"tier": "gold"}` or `{"tier": null}` within 150 ms. Put no secret here: every key that may see the line shows it. */
  url: Scalars['String']['input'];
  /** What to do when it does not answer in time. */
  whenSilent: PhoneLineWhenUnknownInput;
};

/** A line in a page. */
export type PhoneLineEdge = {
  __typename?: 'PhoneLineEdge';
  /** Its place in the list. */
  cursor: Scalars['String']['output'];
  /** The line. */
  node: PhoneLine;
};

/** Not so many calls from one caller in a short time. */
export type PhoneLineFrequencyThrottlePolicy = {
  __typename?: 'PhoneLineFrequencyThrottlePolicy';
  /** Blocks the caller for this long, in milliseconds. Null: does not block. */
  blockForMs?: Maybe<Scalars['Int']['output']>;
  /** The first call to be rejected: 3 lets two ring. */
  calls: Scalars['Int']['output'];
  /** To which lines they have to have written. Null: to any of the tenant's. */
  conversationsWith?: Maybe<PhoneLineConversationsWith>;
  /** Callers who have written within this time, in milliseconds, are not throttled. Null, as `unlessEverWritten`: every caller is. */
  unlessConversationWithinMs?: Maybe<Scalars['Int']['output']>;
  /** True: callers who have ever written are not throttled. Null: not set. */
  unlessEverWritten?: Maybe<Scalars['Boolean']['output']>;
  /** Within this time, in milliseconds. */
  withinMs: Scalars['Float']['output'];
};

/** Not so many calls from one caller in a short time. */
export type PhoneLineFrequencyThrottlePolicyInput = {
  /** Block the caller for this long, up to 24 days in milliseconds: on all lines with this or a `blockedCaller` policy. */
  blockForMs?: InputMaybe<Scalars['Int']['input']>;
  /** The first call to be rejected: 3 lets two ring, 1 to 100. The caller's calls to this line count, those before an `unblockCaller` do not. */
  calls: Scalars['Int']['input'];
  /** To which lines they have to have written. Left out: to any of the tenant's. */
  conversationsWith?: InputMaybe<PhoneLineConversationsWithInput>;
  /** Callers who have written within this time, up to 24 days in milliseconds, are not throttled. Left out, as `unlessEverWritten`: every caller is. */
  unlessConversationWithinMs?: InputMaybe<Scalars['Int']['input']>;
  /** True: callers who have ever written, as far as is known here, are not throttled. Instead of `unlessConversationWithinMs`. */
  unlessEverWritten?: InputMaybe<Scalars['Boolean']['input']>;
  /** Within this time, 1000 to 86400000 milliseconds. */
  withinMs: Scalars['Float']['input'];
};

/** A date on which the week's hours do not hold. Hours belong to the date that they start on. */
export type PhoneLineHoliday = {
  __typename?: 'PhoneLineHoliday';
  /** Such as `2026-12-25`. */
  date: Scalars['String']['output'];
  /** What it is called: told in decisions. */
  name?: Maybe<Scalars['String']['output']>;
  /** The hours that hold instead. Empty: closed. */
  open: Array<PhoneLineHours>;
};

/** A date on which the week's hours do not hold. Hours belong to the date that they start on: a night that started the day before goes on into the holiday until it ends. To end it at midnight, give the day before as a holiday with hours to `24:00`. */
export type PhoneLineHolidayInput = {
  /** Such as `2026-12-25`. */
  date: Scalars['String']['input'];
  /** What it is called, 1 to 100 characters: told in decisions. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The hours that hold instead. Left out: closed. */
  open?: InputMaybe<Array<PhoneLineHoursInput>>;
};

/** From one time of day to another. */
export type PhoneLineHours = {
  __typename?: 'PhoneLineHours';
  /** The time of day, such as `09:00`. */
  from: Scalars['String']['output'];
  /** The time of day, such as `17:30` or `24:00`. Not after `from`: on the next day. */
  to: Scalars['String']['output'];
};

/** From one time of day to another. */
export type PhoneLineHoursInput = {
  /** The time of day, such as `09:00`. */
  from: Scalars['String']['input'];
  /** The time of day, such as `17:30` or `24:00`. Not after `from`: on the next day. */
  to: Scalars['String']['input'];
};

/** Other lines text their callers over this one. Nothing was changed: set another `textVia` with `setPhoneLinePolicies` first. */
export type PhoneLineInUse = CallsUserError & {
  __typename?: 'PhoneLineInUse';
  /** For programs. */
  code: CallsUserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
  /** The lines whose `PhoneLinePerimeter.textVia` is this one, at most 100. */
  textedFrom: Array<PhoneLine>;
};

/** Something about the line is wrong; nothing was saved. */
export type PhoneLineInvalid = CallsUserError & {
  __typename?: 'PhoneLineInvalid';
  /** For programs. */
  code: CallsUserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
  /** Every field that is wrong. */
  problems: Array<CallsFieldProblem>;
};

/** The kill switch is set. */
export type PhoneLineKillSwitchSet = {
  __typename?: 'PhoneLineKillSwitchSet';
  /** The line as it is now. */
  line: PhoneLine;
};

/** How events come from a provider that we listen to. */
export type PhoneLineListening = {
  __typename?: 'PhoneLineListening';
  /** Why they are not heard; or, where they are, what the provider says is wrong with its service. Null when nothing is known to be wrong. */
  problem?: Maybe<CallProviderProblem>;
  /** Since when they are heard. Null while they are not. */
  since?: Maybe<Scalars['DateTime']['output']>;
  /** Whether they are heard. */
  state: PhoneLineListeningState;
};

/** Whether the events of a line are heard. */
export type PhoneLineListeningState =
  /** The connection stands. */
  | 'HEARD'
  /** There is no connection, or it is being made. Calls may ring unseen; those that still stand are recorded once it is made. */
  | 'NOT_HEARD';

/** There is no such line that you may see. */
export type PhoneLineNotFound = CallsUserError & {
  __typename?: 'PhoneLineNotFound';
  /** For programs. */
  code: CallsUserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** Hours that are open on some days of the week. */
export type PhoneLineOpening = {
  __typename?: 'PhoneLineOpening';
  /** The days on which it opens. */
  days: Array<PhoneLineWeekday>;
  /** The time of day, such as `09:00`. */
  from: Scalars['String']['output'];
  /** The time of day, such as `17:30` or `24:00`. Not after `from`: on the next day. */
  to: Scalars['String']['output'];
};

/** Hours that are open on some days of the week. */
export type PhoneLineOpeningInput = {
  /** The days on which it opens. */
  days: Array<PhoneLineWeekdayInput>;
  /** The time of day, such as `09:00`. */
  from: Scalars['String']['input'];
  /** The time of day, such as `17:30` or `24:00`. Not after `from`: on the next day. */
  to: Scalars['String']['input'];
};

/** What a line does automatically about the calls that ring on it. */
export type PhoneLinePerimeter = {
  __typename?: 'PhoneLinePerimeter';
  /** What callers are texted. */
  copy: PhoneLineCopySet;
  /** True: nothing is done automatically. What would have been done is still in every `Call.decision`. */
  killSwitch: Scalars['Boolean']['output'];
  /** From this leg of a customer's call on, it is not rejected any more. */
  legCap: Scalars['Int']['output'];
  /** In the order in which they are asked. */
  policies: Array<PhoneLinePolicy>;
  /** How many calls policies reject within a minute; more ring on. Rejections that were refused, expired or came too late do not count. */
  rejectsPerMinute: Scalars['Int']['output'];
  /** A caller gets no second text because of a policy within this time, in milliseconds, whichever of the tenant's lines the first was about. It begins with a text that was or may have been sent, also one that a client asked for. */
  textCooldownMs: Scalars['Int']['output'];
  /** The line over which callers are texted where this one cannot. */
  textVia?: Maybe<PhoneLine>;
  /** How many texts are sent because of policies within a minute. Texts that were not sent do not count. */
  textsPerMinute: Scalars['Int']['output'];
};

/** What a line is to do automatically. */
export type PhoneLinePoliciesInput = {
  /** What callers are texted. Left out: nothing. */
  copy?: InputMaybe<PhoneLineCopySetInput>;
  /** True: nothing is done automatically. Left out: as it was. */
  killSwitch?: InputMaybe<Scalars['Boolean']['input']>;
  /** From this leg of a customer's call on, it is not rejected any more, 1 to 100. */
  legCap?: Scalars['Int']['input'];
  /** At most 50, asked in this order. Bypass lists come first wherever they stand. */
  policies: Array<PhoneLinePolicyInput>;
  /** How many calls policies reject within a minute, 0 to 10000; more ring on. */
  rejectsPerMinute?: Scalars['Int']['input'];
  /** A caller gets no second text because of a policy within this time, 0 to 2073600000 milliseconds, whichever of the tenant's lines the first was about. It begins with a text that was or may have been sent, also one that a client asked for. */
  textCooldownMs?: Scalars['Int']['input'];
  /** A line of yours that can text, for callers whose phone number is known, where this one cannot text. */
  textVia?: InputMaybe<Scalars['ID']['input']>;
  /** How many texts are sent because of policies within a minute, 0 to 10000. */
  textsPerMinute?: Scalars['Int']['input'];
};

/** Something about the policies is wrong; nothing was saved. */
export type PhoneLinePoliciesInvalid = CallsUserError & {
  __typename?: 'PhoneLinePoliciesInvalid';
  /** For programs. */
  code: CallsUserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
  /** Everything that is wrong; `field` names the place, such as `policies[2].quietHours.open[0].from`. */
  problems: Array<CallsFieldProblem>;
};

/** The policies are saved. */
export type PhoneLinePoliciesSet = {
  __typename?: 'PhoneLinePoliciesSet';
  /** The line as it is now. */
  line: PhoneLine;
};

/** One policy of a line. */
export type PhoneLinePolicy = {
  __typename?: 'PhoneLinePolicy';
  /** Which copy the caller gets. Null: that of its kind. */
  copyKey?: Maybe<Scalars['String']['output']>;
  /** What kind of policy. */
  kind: PhoneLinePolicyKind;
  /** Whether anything is done about what it decides. */
  mode: PhoneLinePolicyMode;
  /** What its operator calls it. */
  name?: Maybe<Scalars['String']['output']>;
  /** The reason that it rejects with. Null: that of its kind. */
  reason?: Maybe<CallRejectReason>;
  /** What is particular to its kind. `PhoneLinePolicyInput` takes the same fields in the field that is named like `kind`: `quietHours` for `QUIET_HOURS`. */
  settings: PhoneLinePolicySettings;
};

/** One policy. Exactly one of the fields from `bypass` on must be given: it says what kind of policy it is. */
export type PhoneLinePolicyInput = {
  /** No more calls than the line can have at once. */
  alreadyInACall?: InputMaybe<PhoneLineAlreadyInACallPolicyInput>;
  /** No call from callers who hide their number. */
  anonymousCaller?: InputMaybe<PhoneLineAnonymousCallerPolicyInput>;
  /** Callers whom `blockCaller` or a throttle has blocked do not ring. */
  blockedCaller?: InputMaybe<PhoneLineBlockedCallerPolicyInput>;
  /** These callers always ring, whatever the other policies say. */
  bypass?: InputMaybe<PhoneLineBypassPolicyInput>;
  /** Only callers who have written lately ring. */
  conversationFirst?: InputMaybe<PhoneLineConversationFirstPolicyInput>;
  /** Which copy the caller gets; it must be written. Left out: the copy whose key is the policy's kind, such as `quiet-hours`, or else the reason. */
  copyKey?: InputMaybe<Scalars['String']['input']>;
  /** Not so many calls from one caller in a short time. */
  frequencyThrottle?: InputMaybe<PhoneLineFrequencyThrottlePolicyInput>;
  /** Whether anything is done about what it decides. */
  mode?: PhoneLinePolicyModeInput;
  /** What you call it, 1 to 100 characters. It signs what the policy does. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** No call when no agent is there to take it. */
  presence?: InputMaybe<PhoneLinePresencePolicyInput>;
  /** No call while the line is closed, by the clock of the line's time zone. */
  quietHours?: InputMaybe<PhoneLineQuietHoursPolicyInput>;
  /** The reason to reject with. Left out: that of its kind. */
  reason?: InputMaybe<CallRejectReasonInput>;
  /** No call that could not be recorded. */
  safetyValve?: InputMaybe<PhoneLineSafetyValvePolicyInput>;
  /** Only callers of some tiers ring. */
  vipPerimeter?: InputMaybe<PhoneLineVipPerimeterPolicyInput>;
};

/** What a policy looks at. */
export type PhoneLinePolicyKind =
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
  /** Hours in which no call rings. */
  | 'QUIET_HOURS'
  /** No call that could not be recorded. */
  | 'SAFETY_VALVE'
  /** Only callers of some tiers ring. */
  | 'VIP_PERIMETER';

/** Whether anything is done about what a policy decides. */
export type PhoneLinePolicyMode =
  /** It acts. */
  | 'ENFORCE'
  /** It decides and is recorded, and nothing is done: to try it on live traffic. */
  | 'OBSERVE';

/** Whether anything is to be done about what a policy decides. */
export type PhoneLinePolicyModeInput =
  /** It acts. */
  | 'ENFORCE'
  /** It decides and is recorded, and nothing is done. */
  | 'OBSERVE';

/** What is particular to a kind of policy. Fields of the same name have the same type in all of them, so one selection reads every kind. */
export type PhoneLinePolicySettings = PhoneLineAlreadyInACallPolicy | PhoneLineAnonymousCallerPolicy | PhoneLineBlockedCallerPolicy | PhoneLineBypassPolicy | PhoneLineConversationFirstPolicy | PhoneLineFrequencyThrottlePolicy | PhoneLinePresencePolicy | PhoneLineQuietHoursPolicy | PhoneLineSafetyValvePolicy | PhoneLineVipPerimeterPolicy;

/** What an agent is doing. */
export type PhoneLinePresenceInput = {
  /** Who: a name of your own, 1 to 100 characters. */
  agent: Scalars['String']['input'];
  /** Since when; left out, or in the future: now. What is older than what is known changes nothing. */
  at?: InputMaybe<Scalars['DateTime']['input']>;
  /** Our id of the line. */
  lineId: Scalars['ID']['input'];
  /** What they are doing. */
  state: PhoneLinePresenceStateInput;
};

/** No call when no agent is there to take it. */
export type PhoneLinePresencePolicy = {
  __typename?: 'PhoneLinePresencePolicy';
  /** The copy for callers who ring or are rejected then. Null: `everybody-busy`. */
  busyCopyKey?: Maybe<Scalars['String']['output']>;
  /** A state older than this, in milliseconds, says nothing. Null: it holds until another is reported. */
  staleAfterMs?: Maybe<Scalars['Int']['output']>;
  /** What to do when agents are online and all of them are busy. */
  whenBusy: PhoneLineWhenBusy;
  /** What to do when no agent has reported a state, or none lately. */
  whenUnknown: PhoneLineWhenUnknown;
};

/** No call when no agent is there to take it. */
export type PhoneLinePresencePolicyInput = {
  /** The copy for callers who ring or are rejected then; it must be written. Left out: `everybody-busy`. */
  busyCopyKey?: InputMaybe<Scalars['String']['input']>;
  /** A state older than this says nothing, 1000 milliseconds to 24 days. Left out: it holds until another comes. */
  staleAfterMs?: InputMaybe<Scalars['Int']['input']>;
  /** What to do when agents are online and all of them are busy. */
  whenBusy: PhoneLineWhenBusyInput;
  /** What to do when no agent has said anything, or nothing lately. */
  whenUnknown: PhoneLineWhenUnknownInput;
};

/** It is noted. */
export type PhoneLinePresenceSet = {
  __typename?: 'PhoneLinePresenceSet';
  /** The line. */
  line: PhoneLine;
};

/** What an agent is doing. */
export type PhoneLinePresenceStateInput =
  /** There and busy. */
  | 'BUSY'
  /** Not there. */
  | 'OFFLINE'
  /** There and free. */
  | 'ONLINE';

/** When the line is open; at all other times calls are rejected. */
export type PhoneLineQuietHoursPolicy = {
  __typename?: 'PhoneLineQuietHoursPolicy';
  /** Dates on which other hours hold. */
  holidays: Array<PhoneLineHoliday>;
  /** Every week, by the clock of the line's time zone. Empty: never open. */
  open: Array<PhoneLineOpening>;
};

/** When the line is open; at all other times calls are rejected. */
export type PhoneLineQuietHoursPolicyInput = {
  /** Dates on which other hours hold. */
  holidays?: InputMaybe<Array<PhoneLineHolidayInput>>;
  /** Every week, by the clock of the line's time zone. None: never open. */
  open: Array<PhoneLineOpeningInput>;
};

/** The line is registered. */
export type PhoneLineRegistered = {
  __typename?: 'PhoneLineRegistered';
  /** The line. */
  line: PhoneLine;
  /** True when an earlier request with the same `idempotencyKey` registered it. */
  replayed: Scalars['Boolean']['output'];
  /**
   * Give this to the provider as the webhook's URL. It is a secret. Null for providers that we listen to instead, and in a repeat
   * after the URL was renewed.
   */
  webhookUrl?: Maybe<Scalars['String']['output']>;
};

/** What a provider's yes to a rejection is worth. */
export type PhoneLineRejectionPromise =
  /** The provider took the request. */
  | 'ACCEPTED'
  /** The provider tries and cannot promise it. */
  | 'BEST_EFFORT'
  /** The provider stores that the call is rejected. */
  | 'CONFIRMED'
  /** The call goes back to the queue it came from. */
  | 'RETURNED_TO_QUEUE';

/** The line is removed, by this request or an earlier one. */
export type PhoneLineRemoved = {
  __typename?: 'PhoneLineRemoved';
  /** The line, with `removedAt`. */
  line: PhoneLine;
};

/** No call that could not be recorded. */
export type PhoneLineSafetyValvePolicy = {
  __typename?: 'PhoneLineSafetyValvePolicy';
  /** The name of the recording bridge, as `reportCallRecordingBridge` names it. */
  bridge: Scalars['String']['output'];
  /** The URL that is asked every 10 seconds how the bridge is. Null: none. */
  healthUrl?: Maybe<Scalars['String']['output']>;
  /** A report older than this, in milliseconds, says nothing. Never null here: nullable as in `PhoneLinePresencePolicy`. */
  staleAfterMs?: Maybe<Scalars['Int']['output']>;
  /** What to do when there is no report, or an old one. */
  whenStale: PhoneLineWhenUnknown;
};

/** No call that could not be recorded. */
export type PhoneLineSafetyValvePolicyInput = {
  /** The name of the recording bridge, as `reportCallRecordingBridge` names it. Lines that name the same one share its reports. */
  bridge: Scalars['String']['input'];
  /** Asked every 10 seconds: a 2xx means up, or what it says in `{"state": "UP" | "DOWN" | "FULL"}`; everything else means down once it has answered a 2xx, and nothing before. Put no secret here: every key that may see the line shows it. */
  healthUrl?: InputMaybe<Scalars['String']['input']>;
  /** A report older than this says nothing, 1000 milliseconds to 24 days. */
  staleAfterMs: Scalars['Int']['input'];
  /** What to do when there is no report, or an old one. */
  whenStale: PhoneLineWhenUnknownInput;
};

/** The line is changed. */
export type PhoneLineUpdated = {
  __typename?: 'PhoneLineUpdated';
  /** The line as it is now. */
  line: PhoneLine;
  /** True when an earlier request with the same `idempotencyKey` changed it. */
  replayed: Scalars['Boolean']['output'];
  /** The new webhook URL, when one was asked for. Null in a repeat after it was renewed again. */
  webhookUrl?: Maybe<Scalars['String']['output']>;
};

/** Only callers of some tiers ring. */
export type PhoneLineVipPerimeterPolicy = {
  __typename?: 'PhoneLineVipPerimeterPolicy';
  /** Which CRM knows the tier of callers without a tag. Null: none is asked. */
  crm?: Maybe<PhoneLineCrm>;
  /** The tiers; capitals make no difference. */
  tiers: Array<Scalars['String']['output']>;
};

/** Only callers of some tiers ring. */
export type PhoneLineVipPerimeterPolicyInput = {
  /** Who knows the tier of callers without a tag. */
  crm?: InputMaybe<PhoneLineCrmInput>;
  /** 1 to 50 tiers, as `tagCaller` or the CRM names them; capitals make no difference. */
  tiers: Array<Scalars['String']['input']>;
};

/** A day of the week. */
export type PhoneLineWeekday =
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

/** A day of the week. */
export type PhoneLineWeekdayInput =
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
export type PhoneLineWhenBusy =
  /** Reject it. */
  | 'REJECT'
  /** Let it ring. */
  | 'RING'
  /** Let it ring and text the caller. */
  | 'RING_AND_TEXT';

/** What to do when all agents are busy. */
export type PhoneLineWhenBusyInput =
  /** Reject it. */
  | 'REJECT'
  /** Let it ring. */
  | 'RING'
  /** Let it ring and text the caller, for example that it may take a while. The copy for it must be written. */
  | 'RING_AND_TEXT';

/** What to do when a policy cannot know what it has to know. */
export type PhoneLineWhenUnknown =
  /** Reject it. */
  | 'REJECT'
  /** Let the call ring. */
  | 'RING';

/** What to do when a policy cannot know what it has to know. */
export type PhoneLineWhenUnknownInput =
  /** Reject it. */
  | 'REJECT'
  /** Let the call ring. */
  | 'RING';

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
export type PlannedCallText = {
  __typename?: 'PlannedCallText';
  /** The language it is written in. */
  locale?: Maybe<Scalars['String']['output']>;
  /** Why none is sent. Null when one is. */
  notSent?: Maybe<CallTextNotSent>;
  /** The words. Only in `probeRingDecision`. */
  text?: Maybe<Scalars['String']['output']>;
  /** Which copy it is and which variant of it, such as `quiet-hours/A`. */
  variant?: Maybe<Scalars['String']['output']>;
};

/** What can be asked of the calls subgraph. */
export type Query = {
  __typename?: 'Query';
  /** Callers with a block that is in force, those whose id was seen last first. With a key of some lines: callers of these lines. */
  blockedCallers: CallerConnection;
  /** One call, by our id or by the provider's own id of it on a line you may use. Null when there is none that you may see. */
  call?: Maybe<Call>;
  /**
   * What rejection costs: how many of the callers whom policies rejected came back, and how many did not, beside callers who
   * were not rejected. Counts the calls that you may see.
   */
  callAttrition: CallAttritionReport;
  /**
   * A cursor to begin with, before you have seen any event: where the journal ends. Ask for it together with what you show
   * (or before), then subscribe with it as `after`: you get everything that your answer does not show yet, and perhaps some that it does.
   */
  callEventHead: Scalars['String']['output'];
  /** The journal across calls, oldest first: everything a subscription delivers, for catching up. */
  callEventLog: CallEventConnection;
  /** One caller. Null when there is none that you may see. */
  caller?: Maybe<Caller>;
  /** The caller with a phone number. Null when there is none that you may see. */
  callerByPhone?: Maybe<Caller>;
  /** Calls, newest first. */
  calls: CallConnection;
  /** The tenant's API keys, the newest first, with those that were revoked or have expired. */
  callsApiKeys: CallsApiKeyConnection;
  /**
   * What principals of the tenant have changed, the newest first, with the rejections that they asked for. What came of a
   * rejection is in the call's history.
   */
  callsAuditLog: CallsAuditConnection;
  /** How long personal data of the tenant's calls is kept. */
  callsRetention: CallsRetention;
  /** Who you are to the calls subgraph. */
  callsViewer: CallsViewer;
  /** One line. Null when there is none that you may see. */
  phoneLine?: Maybe<PhoneLine>;
  /** Lines, by name, without those that were removed. */
  phoneLines: PhoneLineConnection;
  /**
   * What would happen if this caller rang this line now, or then, with the text that they would get. Caps and the cooldown count
   * as they do for a ring. Nothing is recorded, rejected or sent; a CRM is asked as it is for a ring.
   */
  probeRingDecision: RingDecision;
  /** Callers with a tier given by `tagCaller`, those whose id was seen last first. With a key of some lines: callers of these lines. */
  taggedCallers: CallerConnection;
};


/** What can be asked of the calls subgraph. */
export type QueryBlockedCallersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/** What can be asked of the calls subgraph. */
export type QueryCallArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked of the calls subgraph. */
export type QueryCallAttritionArgs = {
  input: CallAttritionInput;
};


/** What can be asked of the calls subgraph. */
export type QueryCallEventLogArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CallEventFilter>;
  first?: Scalars['Int']['input'];
};


/** What can be asked of the calls subgraph. */
export type QueryCallerArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked of the calls subgraph. */
export type QueryCallerByPhoneArgs = {
  phone: Scalars['String']['input'];
};


/** What can be asked of the calls subgraph. */
export type QueryCallsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CallFilter>;
  first?: Scalars['Int']['input'];
};


/** What can be asked of the calls subgraph. */
export type QueryCallsApiKeysArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/** What can be asked of the calls subgraph. */
export type QueryCallsAuditLogArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CallsAuditFilter>;
  first?: Scalars['Int']['input'];
};


/** What can be asked of the calls subgraph. */
export type QueryPhoneLineArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked of the calls subgraph. */
export type QueryPhoneLinesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
};


/** What can be asked of the calls subgraph. */
export type QueryProbeRingDecisionArgs = {
  input: RingDecisionProbeInput;
};


/** What can be asked of the calls subgraph. */
export type QueryTaggedCallersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: Scalars['Int']['input'];
  tier?: InputMaybe<Scalars['String']['input']>;
};

/** A line to register. Exactly one of the provider fields must be given. */
export type RegisterPhoneLineInput = {
  /** An agent's device at Genesys Web Services. */
  genesys?: InputMaybe<GenesysAccountInput>;
  /** What you call it, 1 to 100 characters. */
  name: Scalars['String']['input'];
  /** A line at Pilot Status. */
  pilotStatus?: InputMaybe<PilotStatusAccountInput>;
  /** After how many milliseconds the service assumes that a call no longer rings, 5000 to 300000. */
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

/** What came of `registerPhoneLine`. */
export type RegisterPhoneLineResult = CallIdempotencyConflict | CallsSecretLost | PhoneLineInvalid | PhoneLineRegistered;

/** What came of `rejectCall`. */
export type RejectCallResult = CallIdempotencyConflict | CallNotFound | CallNotRejectable | CallRejected | CallRejectionRefused | CallStillRinging | CallerDoesNotMatch;

/** What came of `removePhoneLine`. */
export type RemovePhoneLineResult = PhoneLineInUse | PhoneLineNotFound | PhoneLineRemoved;

/** What came of `reportCallRecordingBridge`. */
export type ReportCallRecordingBridgeResult = CallRecordingBridgeReported;

/** What came of `revokeCallsApiKey`. */
export type RevokeCallsApiKeyResult = CallsApiKeyNotFound | CallsApiKeyRevoked;

/** What the policies of a line say about a ringing call, with everything that they considered. */
export type RingDecision = {
  __typename?: 'RingDecision';
  /** Only in `probeRingDecision`: whether the caller was judged as one who was never seen. So is a caller who is not known, and, for a key of some lines, one who has never called one of these. */
  asStranger?: Maybe<Scalars['Boolean']['output']>;
  /** How long the caller is to be blocked, in milliseconds. */
  blockCallerForMs?: Maybe<Scalars['Int']['output']>;
  /** Who decided. Null when nothing was against ringing. */
  by?: Maybe<RingDecisionSignature>;
  /** Everything that was considered, in the order in which it counts. */
  causes: Array<RingDecisionCause>;
  /** Which copy the caller is to get. */
  copyKey?: Maybe<Scalars['String']['output']>;
  /** What the caller is to be texted, or why nothing. Null when no text is asked for. What became of it is in `CallRejection.followUp` and `Call.notice`. */
  followUp?: Maybe<PlannedCallText>;
  /** The same for a caller who is gone before the rejection reaches them. Null when nothing is rejected. */
  followUpWhenGone?: Maybe<PlannedCallText>;
  /** What policies that act came to and was not done, and why: the kill switch, a cap or another rule. Null when nothing was held back. */
  held?: Maybe<RingDecisionHeld>;
  /** The reason to reject with. */
  reason?: Maybe<CallRejectReason>;
  /** All of it for people: what happens, and why. */
  sentence: Scalars['String']['output'];
  /** What happens: what is held back is not in it. */
  verdict: RingDecisionVerdict;
  /** What it would be if every policy acted, the kill switch were off and the cap on rejections not reached. */
  would: RingDecisionOutcome;
};

/** A policy or rule that was considered. */
export type RingDecisionCause = {
  __typename?: 'RingDecisionCause';
  /** Why, in words; reads on after "because". */
  because: Scalars['String']['output'];
  /** What it saw. */
  facts: Array<RingDecisionFact>;
  /** The rule for which it does not count. */
  heldBackBy?: Maybe<RingDecisionCauseKind>;
  /** What kind. */
  kind: RingDecisionCauseKind;
  /** Whether it acts. */
  mode: PhoneLinePolicyMode;
  /** What its operator calls it. */
  name?: Maybe<Scalars['String']['output']>;
  /** Its place among the line's policies, from 0. Null for rules. */
  policy?: Maybe<Scalars['Int']['output']>;
  /** What it found. */
  verdict: RingDecisionCauseVerdict;
};

/** What can speak for or against a call: every kind of policy, and the rules, which hold on every line and cannot be configured away. */
export type RingDecisionCauseKind =
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
  /** No call when no agent is there to take it. */
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
export type RingDecisionCauseVerdict =
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

/** Something that a policy or rule saw when it judged a call. */
export type RingDecisionFact = {
  __typename?: 'RingDecisionFact';
  /** What it is, such as `callsWithin` or `blockedUntil`. */
  name: Scalars['String']['output'];
  /** A text, a number in decimal digits, `true`, `false`, or a time as a `DateTime` is written. Null: there is none, or it is not known. */
  value?: Maybe<Scalars['String']['output']>;
};

/** What was held back of a decision. */
export type RingDecisionHeld = {
  __typename?: 'RingDecisionHeld';
  /** Why, in words; reads on after "because". */
  because: Scalars['String']['output'];
  /** The rule that held it back. */
  by: RingDecisionCauseKind;
  /** What would have happened. */
  outcome: RingDecisionOutcome;
};

/** What policies come to. */
export type RingDecisionOutcome = {
  __typename?: 'RingDecisionOutcome';
  /** How long the caller is to be blocked, in milliseconds. */
  blockCallerForMs?: Maybe<Scalars['Int']['output']>;
  /** Who decided. Null when nothing was against ringing. */
  by?: Maybe<RingDecisionSignature>;
  /** Which copy the caller is to get. */
  copyKey?: Maybe<Scalars['String']['output']>;
  /** The reason to reject with. */
  reason?: Maybe<CallRejectReason>;
  /** What is to happen. */
  verdict: RingDecisionVerdict;
};

/** A call to imagine. */
export type RingDecisionProbeInput = {
  /** When it rings; left out: now. Who is blocked, tagged, present or has written is taken as it is now; more than a minute from now, caps are taken as not reached. */
  at?: InputMaybe<Scalars['DateTime']['input']>;
  /** Who rings. An unknown caller is judged as a new one; so is, for a key of some lines, a caller who has never called one of these. */
  caller: CallerRefInput;
  /** Our id of the line. */
  lineId: Scalars['ID']['input'];
};

/** Which policy or rule decided. */
export type RingDecisionSignature = {
  __typename?: 'RingDecisionSignature';
  /** What kind. */
  kind: RingDecisionCauseKind;
  /** What its operator calls it. */
  name?: Maybe<Scalars['String']['output']>;
  /** Its place among the line's policies, from 0. Null for rules. */
  policy?: Maybe<Scalars['Int']['output']>;
};

/** What is to happen to a ringing call. */
export type RingDecisionVerdict =
  /** It is rejected. */
  | 'REJECT'
  /** It rings. */
  | 'RING'
  /** It rings, and its caller is texted meanwhile. */
  | 'RING_WITH_TEXT';

/** What came of `setPhoneLineKillSwitch`. */
export type SetPhoneLineKillSwitchResult = PhoneLineKillSwitchSet | PhoneLineNotFound;

/** What came of `setPhoneLinePolicies`. */
export type SetPhoneLinePoliciesResult = PhoneLineNotFound | PhoneLinePoliciesInvalid | PhoneLinePoliciesSet;

/** What came of `setPhoneLinePresence`. */
export type SetPhoneLinePresenceResult = PhoneLineNotFound | PhoneLinePresenceSet;

/** What can be followed as it happens. */
export type Subscription = {
  __typename?: 'Subscription';
  /**
   * Events as they are recorded, in order. With `after`, first everything since that cursor, then on without a gap;
   * without it, what is recorded from now on. To miss nothing from the start, begin with `callEventHead`.
   * Delivery is at least once along the way to you: drop events whose `id` you have seen.
   */
  callEvents: CallEvent;
};


/** What can be followed as it happens. */
export type SubscriptionCallEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CallEventFilter>;
};

/** What came of `suspendCallsTenant`. */
export type SuspendCallsTenantResult = CallsTenantNotFound | CallsTenantSuspended;

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
export type UpdatePhoneLineInput = {
  /** The account at Genesys Web Services. */
  genesys?: InputMaybe<GenesysAccountInput>;
  /** What you call it. */
  name?: InputMaybe<Scalars['String']['input']>;
  /** The account at Pilot Status. */
  pilotStatus?: InputMaybe<PilotStatusAccountInput>;
  /** True to make a new webhook URL. The old one works for another 24 hours, so that the provider can be given the new one; a second renewal ends it at once. */
  renewWebhook?: InputMaybe<Scalars['Boolean']['input']>;
  /** After how many milliseconds the service assumes that a call no longer rings. */
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

/** What came of `updatePhoneLine`. */
export type UpdatePhoneLineResult = CallIdempotencyConflict | CallsSecretLost | PhoneLineInvalid | PhoneLineNotFound | PhoneLineUpdated;

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
  PhoneLine: PhoneLine;
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
  PhoneLine:
    ( { __typename: 'PhoneLine' }
    & GraphQLRecursivePick<FederationTypes['PhoneLine'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  BlockCallerResult:
    | ( Omit<CallerChanged, 'caller'> & { caller: _RefType['Caller'] } & { __typename: 'CallerChanged' } )
    | ( CallerInvalid & { __typename: 'CallerInvalid' } )
    | ( CallerNotFound & { __typename: 'CallerNotFound' } )
  ;
  CreateCallsApiKeyResult:
    | ( CallIdempotencyConflict & { __typename: 'CallIdempotencyConflict' } )
    | ( CallsApiKeyCreated & { __typename: 'CallsApiKeyCreated' } )
    | ( CallsSecretLost & { __typename: 'CallsSecretLost' } )
    | ( PhoneLineNotFound & { __typename: 'PhoneLineNotFound' } )
  ;
  EraseCallerResult:
    | ( CallerErased & { __typename: 'CallerErased' } )
    | ( CallerInACall & { __typename: 'CallerInACall' } )
    | ( CallerInvalid & { __typename: 'CallerInvalid' } )
    | ( CallerNotFound & { __typename: 'CallerNotFound' } )
  ;
  EraseCallsTenantResult:
    | ( CallsTenantErasure & { __typename: 'CallsTenantErasure' } )
    | ( CallsTenantNotFound & { __typename: 'CallsTenantNotFound' } )
  ;
  PhoneLinePolicySettings:
    | ( PhoneLineAlreadyInACallPolicy & { __typename: 'PhoneLineAlreadyInACallPolicy' } )
    | ( PhoneLineAnonymousCallerPolicy & { __typename: 'PhoneLineAnonymousCallerPolicy' } )
    | ( PhoneLineBlockedCallerPolicy & { __typename: 'PhoneLineBlockedCallerPolicy' } )
    | ( PhoneLineBypassPolicy & { __typename: 'PhoneLineBypassPolicy' } )
    | ( PhoneLineConversationFirstPolicy & { __typename: 'PhoneLineConversationFirstPolicy' } )
    | ( PhoneLineFrequencyThrottlePolicy & { __typename: 'PhoneLineFrequencyThrottlePolicy' } )
    | ( PhoneLinePresencePolicy & { __typename: 'PhoneLinePresencePolicy' } )
    | ( PhoneLineQuietHoursPolicy & { __typename: 'PhoneLineQuietHoursPolicy' } )
    | ( PhoneLineSafetyValvePolicy & { __typename: 'PhoneLineSafetyValvePolicy' } )
    | ( PhoneLineVipPerimeterPolicy & { __typename: 'PhoneLineVipPerimeterPolicy' } )
  ;
  RegisterPhoneLineResult:
    | ( CallIdempotencyConflict & { __typename: 'CallIdempotencyConflict' } )
    | ( CallsSecretLost & { __typename: 'CallsSecretLost' } )
    | ( PhoneLineInvalid & { __typename: 'PhoneLineInvalid' } )
    | ( Omit<PhoneLineRegistered, 'line'> & { line: _RefType['PhoneLine'] } & { __typename: 'PhoneLineRegistered' } )
  ;
  RejectCallResult:
    | ( CallIdempotencyConflict & { __typename: 'CallIdempotencyConflict' } )
    | ( CallNotFound & { __typename: 'CallNotFound' } )
    | ( Omit<CallNotRejectable, 'call'> & { call: _RefType['Call'] } & { __typename: 'CallNotRejectable' } )
    | ( Omit<CallRejected, 'call' | 'rejection'> & { call: _RefType['Call'], rejection: _RefType['CallRejection'] } & { __typename: 'CallRejected' } )
    | ( Omit<CallRejectionRefused, 'call' | 'rejection'> & { call: _RefType['Call'], rejection: _RefType['CallRejection'] } & { __typename: 'CallRejectionRefused' } )
    | ( Omit<CallStillRinging, 'call' | 'rejection'> & { call: _RefType['Call'], rejection: _RefType['CallRejection'] } & { __typename: 'CallStillRinging' } )
    | ( CallerDoesNotMatch & { __typename: 'CallerDoesNotMatch' } )
  ;
  RemovePhoneLineResult:
    | ( Omit<PhoneLineInUse, 'textedFrom'> & { textedFrom: Array<_RefType['PhoneLine']> } & { __typename: 'PhoneLineInUse' } )
    | ( PhoneLineNotFound & { __typename: 'PhoneLineNotFound' } )
    | ( Omit<PhoneLineRemoved, 'line'> & { line: _RefType['PhoneLine'] } & { __typename: 'PhoneLineRemoved' } )
  ;
  ReportCallRecordingBridgeResult: ( CallRecordingBridgeReported & { __typename: 'CallRecordingBridgeReported' } );
  RevokeCallsApiKeyResult:
    | ( CallsApiKeyNotFound & { __typename: 'CallsApiKeyNotFound' } )
    | ( CallsApiKeyRevoked & { __typename: 'CallsApiKeyRevoked' } )
  ;
  SetPhoneLineKillSwitchResult:
    | ( Omit<PhoneLineKillSwitchSet, 'line'> & { line: _RefType['PhoneLine'] } & { __typename: 'PhoneLineKillSwitchSet' } )
    | ( PhoneLineNotFound & { __typename: 'PhoneLineNotFound' } )
  ;
  SetPhoneLinePoliciesResult:
    | ( PhoneLineNotFound & { __typename: 'PhoneLineNotFound' } )
    | ( PhoneLinePoliciesInvalid & { __typename: 'PhoneLinePoliciesInvalid' } )
    | ( Omit<PhoneLinePoliciesSet, 'line'> & { line: _RefType['PhoneLine'] } & { __typename: 'PhoneLinePoliciesSet' } )
  ;
  SetPhoneLinePresenceResult:
    | ( PhoneLineNotFound & { __typename: 'PhoneLineNotFound' } )
    | ( Omit<PhoneLinePresenceSet, 'line'> & { line: _RefType['PhoneLine'] } & { __typename: 'PhoneLinePresenceSet' } )
  ;
  SuspendCallsTenantResult:
    | ( CallsTenantNotFound & { __typename: 'CallsTenantNotFound' } )
    | ( CallsTenantSuspended & { __typename: 'CallsTenantSuspended' } )
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
  UpdatePhoneLineResult:
    | ( CallIdempotencyConflict & { __typename: 'CallIdempotencyConflict' } )
    | ( CallsSecretLost & { __typename: 'CallsSecretLost' } )
    | ( PhoneLineInvalid & { __typename: 'PhoneLineInvalid' } )
    | ( PhoneLineNotFound & { __typename: 'PhoneLineNotFound' } )
    | ( Omit<PhoneLineUpdated, 'line'> & { line: _RefType['PhoneLine'] } & { __typename: 'PhoneLineUpdated' } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  CallsUserError:
    | ( CallIdempotencyConflict )
    | ( CallNotFound )
    | ( Omit<CallNotRejectable, 'call'> & { call: _RefType['Call'] } )
    | ( Omit<CallRejectionRefused, 'call' | 'rejection'> & { call: _RefType['Call'], rejection: _RefType['CallRejection'] } )
    | ( Omit<CallStillRinging, 'call' | 'rejection'> & { call: _RefType['Call'], rejection: _RefType['CallRejection'] } )
    | ( CallerDoesNotMatch )
    | ( CallerInACall )
    | ( CallerInvalid )
    | ( CallerNotFound )
    | ( CallsApiKeyNotFound )
    | ( CallsSecretLost )
    | ( CallsTenantNotFound )
    | ( Omit<PhoneLineInUse, 'textedFrom'> & { textedFrom: Array<_RefType['PhoneLine']> } )
    | ( PhoneLineInvalid )
    | ( PhoneLineNotFound )
    | ( PhoneLinePoliciesInvalid )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  BlockCallerResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['BlockCallerResult']>;
  Call: ResolverTypeWrapper<CallModel>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  CallActor: ResolverTypeWrapper<ActorModel>;
  CallActorKind: CallActorKind;
  CallAttritionBucket: ResolverTypeWrapper<CallAttritionBucket>;
  CallAttritionBucketSize: CallAttritionBucketSize;
  CallAttritionDifference: ResolverTypeWrapper<CallAttritionDifference>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  CallAttritionDimension: CallAttritionDimension;
  CallAttritionGroup: ResolverTypeWrapper<AttritionGroupModel>;
  CallAttritionInput: CallAttritionInput;
  CallAttritionInterval: ResolverTypeWrapper<CallAttritionInterval>;
  CallAttritionOutcome: ResolverTypeWrapper<CallAttritionOutcome>;
  CallAttritionReport: ResolverTypeWrapper<AttritionReportModel>;
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
  CallFollowUp: ResolverTypeWrapper<FollowUpModel>;
  CallFollowUpInput: CallFollowUpInput;
  CallFollowUpState: CallFollowUpState;
  CallIdempotencyConflict: ResolverTypeWrapper<CallIdempotencyConflict>;
  CallMedia: CallMedia;
  CallNotFound: ResolverTypeWrapper<CallNotFound>;
  CallNotRejectable: ResolverTypeWrapper<Omit<CallNotRejectable, 'call'> & { call: ResolversTypes['Call'] }>;
  CallProvider: CallProvider;
  CallProviderProblem: ResolverTypeWrapper<ProblemModel>;
  CallProviderProblemKind: CallProviderProblemKind;
  CallRecordingBridge: ResolverTypeWrapper<CallRecordingBridge>;
  CallRecordingBridgeInput: CallRecordingBridgeInput;
  CallRecordingBridgeReported: ResolverTypeWrapper<CallRecordingBridgeReported>;
  CallRecordingBridgeState: CallRecordingBridgeState;
  CallRecordingBridgeStateInput: CallRecordingBridgeStateInput;
  CallRejectReason: CallRejectReason;
  CallRejectReasonInput: CallRejectReasonInput;
  CallRejected: ResolverTypeWrapper<Omit<CallRejected, 'call' | 'rejection'> & { call: ResolversTypes['Call'], rejection: ResolversTypes['CallRejection'] }>;
  CallRejection: ResolverTypeWrapper<RejectionModel>;
  CallRejectionAttempt: ResolverTypeWrapper<AttemptModel>;
  CallRejectionAttemptOutcome: CallRejectionAttemptOutcome;
  CallRejectionAttemptRequest: CallRejectionAttemptRequest;
  CallRejectionRefused: ResolverTypeWrapper<Omit<CallRejectionRefused, 'call' | 'rejection'> & { call: ResolversTypes['Call'], rejection: ResolversTypes['CallRejection'] }>;
  CallRejectionSnapshot: ResolverTypeWrapper<RejectionSnapshotModel>;
  CallRejectionState: CallRejectionState;
  CallSnapshot: ResolverTypeWrapper<CallSnapshotModel>;
  CallStatus: CallStatus;
  CallStatusFilter: CallStatusFilter;
  CallStillRinging: ResolverTypeWrapper<Omit<CallStillRinging, 'call' | 'rejection'> & { call: ResolversTypes['Call'], rejection: ResolversTypes['CallRejection'] }>;
  CallTextNotSent: ResolverTypeWrapper<NotSentModel>;
  CallTextNotSentReason: CallTextNotSentReason;
  Caller: ResolverTypeWrapper<CallerModel>;
  CallerBlock: ResolverTypeWrapper<Omit<CallerBlock, 'by'> & { by?: Maybe<ResolversTypes['CallActor']> }>;
  CallerChanged: ResolverTypeWrapper<Omit<CallerChanged, 'caller'> & { caller: ResolversTypes['Caller'] }>;
  CallerConnection: ResolverTypeWrapper<Omit<CallerConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['CallerEdge']>, nodes: Array<ResolversTypes['Caller']> }>;
  CallerDoesNotMatch: ResolverTypeWrapper<CallerDoesNotMatch>;
  CallerEdge: ResolverTypeWrapper<Omit<CallerEdge, 'node'> & { node: ResolversTypes['Caller'] }>;
  CallerErased: ResolverTypeWrapper<CallerErased>;
  CallerInACall: ResolverTypeWrapper<CallerInACall>;
  CallerInvalid: ResolverTypeWrapper<CallerInvalid>;
  CallerNotFound: ResolverTypeWrapper<CallerNotFound>;
  CallerRefInput: CallerRefInput;
  CallsApiKey: ResolverTypeWrapper<ApiKeyModel>;
  CallsApiKeyConnection: ResolverTypeWrapper<Omit<CallsApiKeyConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['CallsApiKeyEdge']>, nodes: Array<ResolversTypes['CallsApiKey']> }>;
  CallsApiKeyCreated: ResolverTypeWrapper<CallsApiKeyCreated>;
  CallsApiKeyEdge: ResolverTypeWrapper<Omit<CallsApiKeyEdge, 'node'> & { node: ResolversTypes['CallsApiKey'] }>;
  CallsApiKeyNotFound: ResolverTypeWrapper<CallsApiKeyNotFound>;
  CallsApiKeyRevoked: ResolverTypeWrapper<CallsApiKeyRevoked>;
  CallsAuditChange: ResolverTypeWrapper<CallsAuditChange>;
  CallsAuditConnection: ResolverTypeWrapper<Omit<CallsAuditConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['CallsAuditEdge']>, nodes: Array<ResolversTypes['CallsAuditEntry']> }>;
  CallsAuditEdge: ResolverTypeWrapper<Omit<CallsAuditEdge, 'node'> & { node: ResolversTypes['CallsAuditEntry'] }>;
  CallsAuditEntry: ResolverTypeWrapper<LoggedChangeModel>;
  CallsAuditFilter: CallsAuditFilter;
  CallsFieldProblem: ResolverTypeWrapper<CallsFieldProblem>;
  CallsRetention: ResolverTypeWrapper<CallsRetention>;
  CallsSecretLost: ResolverTypeWrapper<CallsSecretLost>;
  CallsTenantCreated: ResolverTypeWrapper<CallsTenantCreated>;
  CallsTenantErasure: ResolverTypeWrapper<CallsTenantErasure>;
  CallsTenantNotFound: ResolverTypeWrapper<CallsTenantNotFound>;
  CallsTenantSuspended: ResolverTypeWrapper<CallsTenantSuspended>;
  CallsUserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['CallsUserError']>;
  CallsUserErrorCode: CallsUserErrorCode;
  CallsViewer: ResolverTypeWrapper<ViewerModel>;
  CallsViewerScope: CallsViewerScope;
  CreateCallsApiKeyInput: CreateCallsApiKeyInput;
  CreateCallsApiKeyResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateCallsApiKeyResult']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  EraseCallerResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EraseCallerResult']>;
  EraseCallsTenantResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EraseCallsTenantResult']>;
  GenesysAccountInput: GenesysAccountInput;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PhoneLine: ResolverTypeWrapper<LineModel>;
  PhoneLineAbilities: ResolverTypeWrapper<PhoneLineAbilities>;
  PhoneLineAlreadyInACallPolicy: ResolverTypeWrapper<PhoneLineAlreadyInACallPolicy>;
  PhoneLineAlreadyInACallPolicyInput: PhoneLineAlreadyInACallPolicyInput;
  PhoneLineAnonymity: PhoneLineAnonymity;
  PhoneLineAnonymityInput: PhoneLineAnonymityInput;
  PhoneLineAnonymousCallerPolicy: ResolverTypeWrapper<PhoneLineAnonymousCallerPolicy>;
  PhoneLineAnonymousCallerPolicyInput: PhoneLineAnonymousCallerPolicyInput;
  PhoneLineBlockedCallerPolicy: ResolverTypeWrapper<PhoneLineBlockedCallerPolicy>;
  PhoneLineBlockedCallerPolicyInput: PhoneLineBlockedCallerPolicyInput;
  PhoneLineBypassPolicy: ResolverTypeWrapper<PhoneLineBypassPolicy>;
  PhoneLineBypassPolicyInput: PhoneLineBypassPolicyInput;
  PhoneLineConnection: ResolverTypeWrapper<Omit<PhoneLineConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['PhoneLineEdge']>, nodes: Array<ResolversTypes['PhoneLine']> }>;
  PhoneLineConversationFirstPolicy: ResolverTypeWrapper<PhoneLineConversationFirstPolicy>;
  PhoneLineConversationFirstPolicyInput: PhoneLineConversationFirstPolicyInput;
  PhoneLineConversationsWith: PhoneLineConversationsWith;
  PhoneLineConversationsWithInput: PhoneLineConversationsWithInput;
  PhoneLineCopy: ResolverTypeWrapper<PhoneLineCopy>;
  PhoneLineCopyInput: PhoneLineCopyInput;
  PhoneLineCopyLink: ResolverTypeWrapper<PhoneLineCopyLink>;
  PhoneLineCopyLinkInput: PhoneLineCopyLinkInput;
  PhoneLineCopySet: ResolverTypeWrapper<CopySetModel>;
  PhoneLineCopySetInput: PhoneLineCopySetInput;
  PhoneLineCopyText: ResolverTypeWrapper<PhoneLineCopyText>;
  PhoneLineCopyTextInput: PhoneLineCopyTextInput;
  PhoneLineCopyVariant: ResolverTypeWrapper<PhoneLineCopyVariant>;
  PhoneLineCopyVariantInput: PhoneLineCopyVariantInput;
  PhoneLineCrm: ResolverTypeWrapper<PhoneLineCrm>;
  PhoneLineCrmInput: PhoneLineCrmInput;
  PhoneLineEdge: ResolverTypeWrapper<Omit<PhoneLineEdge, 'node'> & { node: ResolversTypes['PhoneLine'] }>;
  PhoneLineFrequencyThrottlePolicy: ResolverTypeWrapper<PhoneLineFrequencyThrottlePolicy>;
  PhoneLineFrequencyThrottlePolicyInput: PhoneLineFrequencyThrottlePolicyInput;
  PhoneLineHoliday: ResolverTypeWrapper<PhoneLineHoliday>;
  PhoneLineHolidayInput: PhoneLineHolidayInput;
  PhoneLineHours: ResolverTypeWrapper<PhoneLineHours>;
  PhoneLineHoursInput: PhoneLineHoursInput;
  PhoneLineInUse: ResolverTypeWrapper<Omit<PhoneLineInUse, 'textedFrom'> & { textedFrom: Array<ResolversTypes['PhoneLine']> }>;
  PhoneLineInvalid: ResolverTypeWrapper<PhoneLineInvalid>;
  PhoneLineKillSwitchSet: ResolverTypeWrapper<Omit<PhoneLineKillSwitchSet, 'line'> & { line: ResolversTypes['PhoneLine'] }>;
  PhoneLineListening: ResolverTypeWrapper<LineListeningModel>;
  PhoneLineListeningState: PhoneLineListeningState;
  PhoneLineNotFound: ResolverTypeWrapper<PhoneLineNotFound>;
  PhoneLineOpening: ResolverTypeWrapper<PhoneLineOpening>;
  PhoneLineOpeningInput: PhoneLineOpeningInput;
  PhoneLinePerimeter: ResolverTypeWrapper<LinePerimeterModel>;
  PhoneLinePoliciesInput: PhoneLinePoliciesInput;
  PhoneLinePoliciesInvalid: ResolverTypeWrapper<PhoneLinePoliciesInvalid>;
  PhoneLinePoliciesSet: ResolverTypeWrapper<Omit<PhoneLinePoliciesSet, 'line'> & { line: ResolversTypes['PhoneLine'] }>;
  PhoneLinePolicy: ResolverTypeWrapper<LinePolicyModel>;
  PhoneLinePolicyInput: PhoneLinePolicyInput;
  PhoneLinePolicyKind: PhoneLinePolicyKind;
  PhoneLinePolicyMode: PhoneLinePolicyMode;
  PhoneLinePolicyModeInput: PhoneLinePolicyModeInput;
  PhoneLinePolicySettings: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PhoneLinePolicySettings']>;
  PhoneLinePresenceInput: PhoneLinePresenceInput;
  PhoneLinePresencePolicy: ResolverTypeWrapper<PhoneLinePresencePolicy>;
  PhoneLinePresencePolicyInput: PhoneLinePresencePolicyInput;
  PhoneLinePresenceSet: ResolverTypeWrapper<Omit<PhoneLinePresenceSet, 'line'> & { line: ResolversTypes['PhoneLine'] }>;
  PhoneLinePresenceStateInput: PhoneLinePresenceStateInput;
  PhoneLineQuietHoursPolicy: ResolverTypeWrapper<PhoneLineQuietHoursPolicy>;
  PhoneLineQuietHoursPolicyInput: PhoneLineQuietHoursPolicyInput;
  PhoneLineRegistered: ResolverTypeWrapper<Omit<PhoneLineRegistered, 'line'> & { line: ResolversTypes['PhoneLine'] }>;
  PhoneLineRejectionPromise: PhoneLineRejectionPromise;
  PhoneLineRemoved: ResolverTypeWrapper<Omit<PhoneLineRemoved, 'line'> & { line: ResolversTypes['PhoneLine'] }>;
  PhoneLineSafetyValvePolicy: ResolverTypeWrapper<PhoneLineSafetyValvePolicy>;
  PhoneLineSafetyValvePolicyInput: PhoneLineSafetyValvePolicyInput;
  PhoneLineUpdated: ResolverTypeWrapper<Omit<PhoneLineUpdated, 'line'> & { line: ResolversTypes['PhoneLine'] }>;
  PhoneLineVipPerimeterPolicy: ResolverTypeWrapper<PhoneLineVipPerimeterPolicy>;
  PhoneLineVipPerimeterPolicyInput: PhoneLineVipPerimeterPolicyInput;
  PhoneLineWeekday: PhoneLineWeekday;
  PhoneLineWeekdayInput: PhoneLineWeekdayInput;
  PhoneLineWhenBusy: PhoneLineWhenBusy;
  PhoneLineWhenBusyInput: PhoneLineWhenBusyInput;
  PhoneLineWhenUnknown: PhoneLineWhenUnknown;
  PhoneLineWhenUnknownInput: PhoneLineWhenUnknownInput;
  PilotStatusAccountInput: PilotStatusAccountInput;
  PilotStatusTemplateInput: PilotStatusTemplateInput;
  PilotStatusTemplateVariableInput: PilotStatusTemplateVariableInput;
  PlannedCallText: ResolverTypeWrapper<PlannedTextModel>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RegisterPhoneLineInput: RegisterPhoneLineInput;
  RegisterPhoneLineResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterPhoneLineResult']>;
  RejectCallResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RejectCallResult']>;
  RemovePhoneLineResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RemovePhoneLineResult']>;
  ReportCallRecordingBridgeResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReportCallRecordingBridgeResult']>;
  RevokeCallsApiKeyResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeCallsApiKeyResult']>;
  RingDecision: ResolverTypeWrapper<DecisionModel>;
  RingDecisionCause: ResolverTypeWrapper<DecisionCauseModel>;
  RingDecisionCauseKind: RingDecisionCauseKind;
  RingDecisionCauseVerdict: RingDecisionCauseVerdict;
  RingDecisionFact: ResolverTypeWrapper<RingDecisionFact>;
  RingDecisionHeld: ResolverTypeWrapper<DecisionHeldModel>;
  RingDecisionOutcome: ResolverTypeWrapper<DecisionOutcomeModel>;
  RingDecisionProbeInput: RingDecisionProbeInput;
  RingDecisionSignature: ResolverTypeWrapper<DecisionSignatureModel>;
  RingDecisionVerdict: RingDecisionVerdict;
  SetPhoneLineKillSwitchResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetPhoneLineKillSwitchResult']>;
  SetPhoneLinePoliciesResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetPhoneLinePoliciesResult']>;
  SetPhoneLinePresenceResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetPhoneLinePresenceResult']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SuspendCallsTenantResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SuspendCallsTenantResult']>;
  TagCallerResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['TagCallerResult']>;
  TelnyxAccountInput: TelnyxAccountInput;
  UnblockCallerResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UnblockCallerResult']>;
  UpdatePhoneLineInput: UpdatePhoneLineInput;
  UpdatePhoneLineResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdatePhoneLineResult']>;
  WahaAccountInput: WahaAccountInput;
  WawpAccountInput: WawpAccountInput;
  WutsAccountInput: WutsAccountInput;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  BlockCallerResult: ResolversUnionTypes<ResolversParentTypes>['BlockCallerResult'];
  Call: CallModel;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  Boolean: Scalars['Boolean']['output'];
  CallActor: ActorModel;
  CallAttritionBucket: CallAttritionBucket;
  CallAttritionDifference: CallAttritionDifference;
  Float: Scalars['Float']['output'];
  CallAttritionGroup: AttritionGroupModel;
  CallAttritionInput: CallAttritionInput;
  CallAttritionInterval: CallAttritionInterval;
  CallAttritionOutcome: CallAttritionOutcome;
  CallAttritionReport: AttritionReportModel;
  CallConnection: Omit<CallConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['CallEdge']>, nodes: Array<ResolversParentTypes['Call']> };
  CallEdge: Omit<CallEdge, 'node'> & { node: ResolversParentTypes['Call'] };
  CallEvent: CallEventModel;
  CallEventConnection: Omit<CallEventConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['CallEventEdge']>, nodes: Array<ResolversParentTypes['CallEvent']> };
  CallEventEdge: Omit<CallEventEdge, 'node'> & { node: ResolversParentTypes['CallEvent'] };
  CallEventFilter: CallEventFilter;
  CallFilter: CallFilter;
  CallFollowUp: FollowUpModel;
  CallFollowUpInput: CallFollowUpInput;
  CallIdempotencyConflict: CallIdempotencyConflict;
  CallNotFound: CallNotFound;
  CallNotRejectable: Omit<CallNotRejectable, 'call'> & { call: ResolversParentTypes['Call'] };
  CallProviderProblem: ProblemModel;
  CallRecordingBridge: CallRecordingBridge;
  CallRecordingBridgeInput: CallRecordingBridgeInput;
  CallRecordingBridgeReported: CallRecordingBridgeReported;
  CallRejected: Omit<CallRejected, 'call' | 'rejection'> & { call: ResolversParentTypes['Call'], rejection: ResolversParentTypes['CallRejection'] };
  CallRejection: RejectionModel;
  CallRejectionAttempt: AttemptModel;
  CallRejectionRefused: Omit<CallRejectionRefused, 'call' | 'rejection'> & { call: ResolversParentTypes['Call'], rejection: ResolversParentTypes['CallRejection'] };
  CallRejectionSnapshot: RejectionSnapshotModel;
  CallSnapshot: CallSnapshotModel;
  CallStillRinging: Omit<CallStillRinging, 'call' | 'rejection'> & { call: ResolversParentTypes['Call'], rejection: ResolversParentTypes['CallRejection'] };
  CallTextNotSent: NotSentModel;
  Caller: CallerModel;
  CallerBlock: Omit<CallerBlock, 'by'> & { by?: Maybe<ResolversParentTypes['CallActor']> };
  CallerChanged: Omit<CallerChanged, 'caller'> & { caller: ResolversParentTypes['Caller'] };
  CallerConnection: Omit<CallerConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['CallerEdge']>, nodes: Array<ResolversParentTypes['Caller']> };
  CallerDoesNotMatch: CallerDoesNotMatch;
  CallerEdge: Omit<CallerEdge, 'node'> & { node: ResolversParentTypes['Caller'] };
  CallerErased: CallerErased;
  CallerInACall: CallerInACall;
  CallerInvalid: CallerInvalid;
  CallerNotFound: CallerNotFound;
  CallerRefInput: CallerRefInput;
  CallsApiKey: ApiKeyModel;
  CallsApiKeyConnection: Omit<CallsApiKeyConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['CallsApiKeyEdge']>, nodes: Array<ResolversParentTypes['CallsApiKey']> };
  CallsApiKeyCreated: CallsApiKeyCreated;
  CallsApiKeyEdge: Omit<CallsApiKeyEdge, 'node'> & { node: ResolversParentTypes['CallsApiKey'] };
  CallsApiKeyNotFound: CallsApiKeyNotFound;
  CallsApiKeyRevoked: CallsApiKeyRevoked;
  CallsAuditChange: CallsAuditChange;
  CallsAuditConnection: Omit<CallsAuditConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['CallsAuditEdge']>, nodes: Array<ResolversParentTypes['CallsAuditEntry']> };
  CallsAuditEdge: Omit<CallsAuditEdge, 'node'> & { node: ResolversParentTypes['CallsAuditEntry'] };
  CallsAuditEntry: LoggedChangeModel;
  CallsAuditFilter: CallsAuditFilter;
  CallsFieldProblem: CallsFieldProblem;
  CallsRetention: CallsRetention;
  CallsSecretLost: CallsSecretLost;
  CallsTenantCreated: CallsTenantCreated;
  CallsTenantErasure: CallsTenantErasure;
  CallsTenantNotFound: CallsTenantNotFound;
  CallsTenantSuspended: CallsTenantSuspended;
  CallsUserError: ResolversInterfaceTypes<ResolversParentTypes>['CallsUserError'];
  CallsViewer: ViewerModel;
  CreateCallsApiKeyInput: CreateCallsApiKeyInput;
  CreateCallsApiKeyResult: ResolversUnionTypes<ResolversParentTypes>['CreateCallsApiKeyResult'];
  DateTime: Scalars['DateTime']['output'];
  EraseCallerResult: ResolversUnionTypes<ResolversParentTypes>['EraseCallerResult'];
  EraseCallsTenantResult: ResolversUnionTypes<ResolversParentTypes>['EraseCallsTenantResult'];
  GenesysAccountInput: GenesysAccountInput;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  PhoneLine: LineModel;
  PhoneLineAbilities: PhoneLineAbilities;
  PhoneLineAlreadyInACallPolicy: PhoneLineAlreadyInACallPolicy;
  PhoneLineAlreadyInACallPolicyInput: PhoneLineAlreadyInACallPolicyInput;
  PhoneLineAnonymousCallerPolicy: PhoneLineAnonymousCallerPolicy;
  PhoneLineAnonymousCallerPolicyInput: PhoneLineAnonymousCallerPolicyInput;
  PhoneLineBlockedCallerPolicy: PhoneLineBlockedCallerPolicy;
  PhoneLineBlockedCallerPolicyInput: PhoneLineBlockedCallerPolicyInput;
  PhoneLineBypassPolicy: PhoneLineBypassPolicy;
  PhoneLineBypassPolicyInput: PhoneLineBypassPolicyInput;
  PhoneLineConnection: Omit<PhoneLineConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['PhoneLineEdge']>, nodes: Array<ResolversParentTypes['PhoneLine']> };
  PhoneLineConversationFirstPolicy: PhoneLineConversationFirstPolicy;
  PhoneLineConversationFirstPolicyInput: PhoneLineConversationFirstPolicyInput;
  PhoneLineCopy: PhoneLineCopy;
  PhoneLineCopyInput: PhoneLineCopyInput;
  PhoneLineCopyLink: PhoneLineCopyLink;
  PhoneLineCopyLinkInput: PhoneLineCopyLinkInput;
  PhoneLineCopySet: CopySetModel;
  PhoneLineCopySetInput: PhoneLineCopySetInput;
  PhoneLineCopyText: PhoneLineCopyText;
  PhoneLineCopyTextInput: PhoneLineCopyTextInput;
  PhoneLineCopyVariant: PhoneLineCopyVariant;
  PhoneLineCopyVariantInput: PhoneLineCopyVariantInput;
  PhoneLineCrm: PhoneLineCrm;
  PhoneLineCrmInput: PhoneLineCrmInput;
  PhoneLineEdge: Omit<PhoneLineEdge, 'node'> & { node: ResolversParentTypes['PhoneLine'] };
  PhoneLineFrequencyThrottlePolicy: PhoneLineFrequencyThrottlePolicy;
  PhoneLineFrequencyThrottlePolicyInput: PhoneLineFrequencyThrottlePolicyInput;
  PhoneLineHoliday: PhoneLineHoliday;
  PhoneLineHolidayInput: PhoneLineHolidayInput;
  PhoneLineHours: PhoneLineHours;
  PhoneLineHoursInput: PhoneLineHoursInput;
  PhoneLineInUse: Omit<PhoneLineInUse, 'textedFrom'> & { textedFrom: Array<ResolversParentTypes['PhoneLine']> };
  PhoneLineInvalid: PhoneLineInvalid;
  PhoneLineKillSwitchSet: Omit<PhoneLineKillSwitchSet, 'line'> & { line: ResolversParentTypes['PhoneLine'] };
  PhoneLineListening: LineListeningModel;
  PhoneLineNotFound: PhoneLineNotFound;
  PhoneLineOpening: PhoneLineOpening;
  PhoneLineOpeningInput: PhoneLineOpeningInput;
  PhoneLinePerimeter: LinePerimeterModel;
  PhoneLinePoliciesInput: PhoneLinePoliciesInput;
  PhoneLinePoliciesInvalid: PhoneLinePoliciesInvalid;
  PhoneLinePoliciesSet: Omit<PhoneLinePoliciesSet, 'line'> & { line: ResolversParentTypes['PhoneLine'] };
  PhoneLinePolicy: LinePolicyModel;
  PhoneLinePolicyInput: PhoneLinePolicyInput;
  PhoneLinePolicySettings: ResolversUnionTypes<ResolversParentTypes>['PhoneLinePolicySettings'];
  PhoneLinePresenceInput: PhoneLinePresenceInput;
  PhoneLinePresencePolicy: PhoneLinePresencePolicy;
  PhoneLinePresencePolicyInput: PhoneLinePresencePolicyInput;
  PhoneLinePresenceSet: Omit<PhoneLinePresenceSet, 'line'> & { line: ResolversParentTypes['PhoneLine'] };
  PhoneLineQuietHoursPolicy: PhoneLineQuietHoursPolicy;
  PhoneLineQuietHoursPolicyInput: PhoneLineQuietHoursPolicyInput;
  PhoneLineRegistered: Omit<PhoneLineRegistered, 'line'> & { line: ResolversParentTypes['PhoneLine'] };
  PhoneLineRemoved: Omit<PhoneLineRemoved, 'line'> & { line: ResolversParentTypes['PhoneLine'] };
  PhoneLineSafetyValvePolicy: PhoneLineSafetyValvePolicy;
  PhoneLineSafetyValvePolicyInput: PhoneLineSafetyValvePolicyInput;
  PhoneLineUpdated: Omit<PhoneLineUpdated, 'line'> & { line: ResolversParentTypes['PhoneLine'] };
  PhoneLineVipPerimeterPolicy: PhoneLineVipPerimeterPolicy;
  PhoneLineVipPerimeterPolicyInput: PhoneLineVipPerimeterPolicyInput;
  PilotStatusAccountInput: PilotStatusAccountInput;
  PilotStatusTemplateInput: PilotStatusTemplateInput;
  PilotStatusTemplateVariableInput: PilotStatusTemplateVariableInput;
  PlannedCallText: PlannedTextModel;
  Query: Record<PropertyKey, never>;
  RegisterPhoneLineInput: RegisterPhoneLineInput;
  RegisterPhoneLineResult: ResolversUnionTypes<ResolversParentTypes>['RegisterPhoneLineResult'];
  RejectCallResult: ResolversUnionTypes<ResolversParentTypes>['RejectCallResult'];
  RemovePhoneLineResult: ResolversUnionTypes<ResolversParentTypes>['RemovePhoneLineResult'];
  ReportCallRecordingBridgeResult: ResolversUnionTypes<ResolversParentTypes>['ReportCallRecordingBridgeResult'];
  RevokeCallsApiKeyResult: ResolversUnionTypes<ResolversParentTypes>['RevokeCallsApiKeyResult'];
  RingDecision: DecisionModel;
  RingDecisionCause: DecisionCauseModel;
  RingDecisionFact: RingDecisionFact;
  RingDecisionHeld: DecisionHeldModel;
  RingDecisionOutcome: DecisionOutcomeModel;
  RingDecisionProbeInput: RingDecisionProbeInput;
  RingDecisionSignature: DecisionSignatureModel;
  SetPhoneLineKillSwitchResult: ResolversUnionTypes<ResolversParentTypes>['SetPhoneLineKillSwitchResult'];
  SetPhoneLinePoliciesResult: ResolversUnionTypes<ResolversParentTypes>['SetPhoneLinePoliciesResult'];
  SetPhoneLinePresenceResult: ResolversUnionTypes<ResolversParentTypes>['SetPhoneLinePresenceResult'];
  Subscription: Record<PropertyKey, never>;
  SuspendCallsTenantResult: ResolversUnionTypes<ResolversParentTypes>['SuspendCallsTenantResult'];
  TagCallerResult: ResolversUnionTypes<ResolversParentTypes>['TagCallerResult'];
  TelnyxAccountInput: TelnyxAccountInput;
  UnblockCallerResult: ResolversUnionTypes<ResolversParentTypes>['UnblockCallerResult'];
  UpdatePhoneLineInput: UpdatePhoneLineInput;
  UpdatePhoneLineResult: ResolversUnionTypes<ResolversParentTypes>['UpdatePhoneLineResult'];
  WahaAccountInput: WahaAccountInput;
  WawpAccountInput: WawpAccountInput;
  WutsAccountInput: WutsAccountInput;
};

export type BlockCallerResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['BlockCallerResult'] = ResolversParentTypes['BlockCallerResult']> = {
  __resolveType: TypeResolveFn<'CallerChanged' | 'CallerInvalid' | 'CallerNotFound', ParentType, ContextType>;
};

export type CallResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Call'] = ResolversParentTypes['Call'], FederationReferenceType extends FederationReferenceTypes['Call'] = FederationReferenceTypes['Call']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Call']> | FederationReferenceType, FederationReferenceType, ContextType>;
  answeredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  caller?: Resolver<ResolversTypes['Caller'], ParentType, ContextType>;
  decision?: Resolver<Maybe<ResolversTypes['RingDecision']>, ParentType, ContextType>;
  dialledNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['CallDirection'], ParentType, ContextType>;
  endReason?: Resolver<Maybe<ResolversTypes['CallEndReason']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  history?: Resolver<ResolversTypes['CallEventConnection'], ParentType, ContextType, RequireFields<CallHistoryArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inferred?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  line?: Resolver<ResolversTypes['PhoneLine'], ParentType, ContextType>;
  media?: Resolver<ResolversTypes['CallMedia'], ParentType, ContextType>;
  nextLeg?: Resolver<Maybe<ResolversTypes['Call']>, ParentType, ContextType>;
  notice?: Resolver<Maybe<ResolversTypes['CallFollowUp']>, ParentType, ContextType>;
  previousLeg?: Resolver<Maybe<ResolversTypes['Call']>, ParentType, ContextType>;
  providerCallId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rejectable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rejection?: Resolver<Maybe<ResolversTypes['CallRejection']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ringDeadlineAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  ringingAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CallStatus'], ParentType, ContextType>;
};

export type CallActorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallActor'] = ResolversParentTypes['CallActor']> = {
  kind?: Resolver<ResolversTypes['CallActorKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CallAttritionBucketResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallAttritionBucket'] = ResolversParentTypes['CallAttritionBucket']> = {
  baseline?: Resolver<ResolversTypes['CallAttritionOutcome'], ParentType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  rejected?: Resolver<ResolversTypes['CallAttritionOutcome'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type CallAttritionDifferenceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallAttritionDifference'] = ResolversParentTypes['CallAttritionDifference']> = {
  difference?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  high?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  low?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type CallAttritionGroupResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallAttritionGroup'] = ResolversParentTypes['CallAttritionGroup']> = {
  copyVariant?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  difference?: Resolver<Maybe<ResolversTypes['CallAttritionDifference']>, ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['PhoneLine']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['CallAttritionOutcome'], ParentType, ContextType>;
  policy?: Resolver<Maybe<ResolversTypes['PhoneLinePolicyKind']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['CallRejectReason']>, ParentType, ContextType>;
};

export type CallAttritionIntervalResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallAttritionInterval'] = ResolversParentTypes['CallAttritionInterval']> = {
  high?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  low?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type CallAttritionOutcomeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallAttritionOutcome'] = ResolversParentTypes['CallAttritionOutcome']> = {
  calledAndAnswered?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  callers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cameBack?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  confidence?: Resolver<Maybe<ResolversTypes['CallAttritionInterval']>, ParentType, ContextType>;
  didNot?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  pending?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  returnRate?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  wrote?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CallAttritionReportResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallAttritionReport'] = ResolversParentTypes['CallAttritionReport']> = {
  baseline?: Resolver<ResolversTypes['CallAttritionOutcome'], ParentType, ContextType>;
  buckets?: Resolver<Array<ResolversTypes['CallAttritionBucket']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  groups?: Resolver<Array<ResolversTypes['CallAttritionGroup']>, ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  windowMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
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
  actor?: Resolver<ResolversTypes['CallActor'], ParentType, ContextType>;
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

export type CallFollowUpResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallFollowUp'] = ResolversParentTypes['CallFollowUp']> = {
  dispatchedInMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  locale?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  notSent?: Resolver<Maybe<ResolversTypes['CallTextNotSent']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['CallProviderProblem']>, ParentType, ContextType>;
  sentAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CallFollowUpState'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  variant?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CallIdempotencyConflictResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallIdempotencyConflict'] = ResolversParentTypes['CallIdempotencyConflict']> = {
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallNotFoundResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallNotFound'] = ResolversParentTypes['CallNotFound']> = {
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallNotRejectableResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallNotRejectable'] = ResolversParentTypes['CallNotRejectable']> = {
  call?: Resolver<ResolversTypes['Call'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallProviderProblemResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallProviderProblem'] = ResolversParentTypes['CallProviderProblem']> = {
  httpStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CallProviderProblemKind'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CallRecordingBridgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallRecordingBridge'] = ResolversParentTypes['CallRecordingBridge']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reportedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CallRecordingBridgeState'], ParentType, ContextType>;
};

export type CallRecordingBridgeReportedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallRecordingBridgeReported'] = ResolversParentTypes['CallRecordingBridgeReported']> = {
  bridge?: Resolver<ResolversTypes['CallRecordingBridge'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallRejectedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallRejected'] = ResolversParentTypes['CallRejected']> = {
  call?: Resolver<ResolversTypes['Call'], ParentType, ContextType>;
  rejection?: Resolver<ResolversTypes['CallRejection'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallRejectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallRejection'] = ResolversParentTypes['CallRejection']> = {
  attempts?: Resolver<Array<ResolversTypes['CallRejectionAttempt']>, ParentType, ContextType>;
  decidedInMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  dispatchedInMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  followUp?: Resolver<Maybe<ResolversTypes['CallFollowUp']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inferred?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['CallProviderProblem']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['CallRejectReason'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['CallActor'], ParentType, ContextType>;
  settledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CallRejectionState'], ParentType, ContextType>;
};

export type CallRejectionAttemptResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallRejectionAttempt'] = ResolversParentTypes['CallRejectionAttempt']> = {
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['CallRejectionAttemptOutcome']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['CallProviderProblem']>, ParentType, ContextType>;
  request?: Resolver<ResolversTypes['CallRejectionAttemptRequest'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type CallRejectionRefusedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallRejectionRefused'] = ResolversParentTypes['CallRejectionRefused']> = {
  call?: Resolver<ResolversTypes['Call'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rejection?: Resolver<ResolversTypes['CallRejection'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallRejectionSnapshotResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallRejectionSnapshot'] = ResolversParentTypes['CallRejectionSnapshot']> = {
  decidedInMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  dispatchedInMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  followUp?: Resolver<Maybe<ResolversTypes['CallFollowUp']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['CallProviderProblem']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['CallRejectReason'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  requestedBy?: Resolver<ResolversTypes['CallActor'], ParentType, ContextType>;
  settledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CallRejectionState'], ParentType, ContextType>;
};

export type CallSnapshotResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallSnapshot'] = ResolversParentTypes['CallSnapshot']> = {
  answeredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  caller?: Resolver<ResolversTypes['Caller'], ParentType, ContextType>;
  decision?: Resolver<Maybe<ResolversTypes['RingDecision']>, ParentType, ContextType>;
  dialledNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['CallDirection'], ParentType, ContextType>;
  endReason?: Resolver<Maybe<ResolversTypes['CallEndReason']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  inferred?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  line?: Resolver<ResolversTypes['PhoneLine'], ParentType, ContextType>;
  media?: Resolver<ResolversTypes['CallMedia'], ParentType, ContextType>;
  notice?: Resolver<Maybe<ResolversTypes['CallFollowUp']>, ParentType, ContextType>;
  providerCallId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rejectable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rejection?: Resolver<Maybe<ResolversTypes['CallRejectionSnapshot']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ringDeadlineAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  ringingAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CallStatus'], ParentType, ContextType>;
};

export type CallStillRingingResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallStillRinging'] = ResolversParentTypes['CallStillRinging']> = {
  call?: Resolver<ResolversTypes['Call'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rejection?: Resolver<ResolversTypes['CallRejection'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallTextNotSentResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallTextNotSent'] = ResolversParentTypes['CallTextNotSent']> = {
  because?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['CallTextNotSentReason'], ParentType, ContextType>;
};

export type CallerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Caller'] = ResolversParentTypes['Caller'], FederationReferenceType extends FederationReferenceTypes['Caller'] = FederationReferenceTypes['Caller']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Caller']> | FederationReferenceType, FederationReferenceType, ContextType>;
  addresses?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  block?: Resolver<Maybe<ResolversTypes['CallerBlock']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastConversationAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CallerBlockResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallerBlock'] = ResolversParentTypes['CallerBlock']> = {
  by?: Resolver<Maybe<ResolversTypes['CallActor']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type CallerChangedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallerChanged'] = ResolversParentTypes['CallerChanged']> = {
  caller?: Resolver<ResolversTypes['Caller'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallerConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallerConnection'] = ResolversParentTypes['CallerConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CallerEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['Caller']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CallerDoesNotMatchResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallerDoesNotMatch'] = ResolversParentTypes['CallerDoesNotMatch']> = {
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallerEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallerEdge'] = ResolversParentTypes['CallerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Caller'], ParentType, ContextType>;
};

export type CallerErasedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallerErased'] = ResolversParentTypes['CallerErased']> = {
  calls?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallerInACallResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallerInACall'] = ResolversParentTypes['CallerInACall']> = {
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallerInvalidResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallerInvalid'] = ResolversParentTypes['CallerInvalid']> = {
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['CallsFieldProblem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallerNotFoundResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallerNotFound'] = ResolversParentTypes['CallerNotFound']> = {
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallsApiKeyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsApiKey'] = ResolversParentTypes['CallsApiKey']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lineIds?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['CallsViewerScope'], ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CallsApiKeyConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsApiKeyConnection'] = ResolversParentTypes['CallsApiKeyConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CallsApiKeyEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['CallsApiKey']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CallsApiKeyCreatedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsApiKeyCreated'] = ResolversParentTypes['CallsApiKeyCreated']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallsApiKeyEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsApiKeyEdge'] = ResolversParentTypes['CallsApiKeyEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CallsApiKey'], ParentType, ContextType>;
};

export type CallsApiKeyNotFoundResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsApiKeyNotFound'] = ResolversParentTypes['CallsApiKeyNotFound']> = {
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallsApiKeyRevokedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsApiKeyRevoked'] = ResolversParentTypes['CallsApiKeyRevoked']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallsAuditChangeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsAuditChange'] = ResolversParentTypes['CallsAuditChange']> = {
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CallsAuditConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsAuditConnection'] = ResolversParentTypes['CallsAuditConnection']> = {
  edges?: Resolver<Array<ResolversTypes['CallsAuditEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['CallsAuditEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type CallsAuditEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsAuditEdge'] = ResolversParentTypes['CallsAuditEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['CallsAuditEntry'], ParentType, ContextType>;
};

export type CallsAuditEntryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsAuditEntry'] = ResolversParentTypes['CallsAuditEntry']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  changes?: Resolver<Array<ResolversTypes['CallsAuditChange']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  principalId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  principalName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  target?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type CallsFieldProblemResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsFieldProblem'] = ResolversParentTypes['CallsFieldProblem']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CallsRetentionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsRetention'] = ResolversParentTypes['CallsRetention']> = {
  keepForMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type CallsSecretLostResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsSecretLost'] = ResolversParentTypes['CallsSecretLost']> = {
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallsTenantCreatedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsTenantCreated'] = ResolversParentTypes['CallsTenantCreated']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CallsTenantErasureResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsTenantErasure'] = ResolversParentTypes['CallsTenantErasure']> = {
  deletedRows?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallsTenantNotFoundResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsTenantNotFound'] = ResolversParentTypes['CallsTenantNotFound']> = {
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallsTenantSuspendedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsTenantSuspended'] = ResolversParentTypes['CallsTenantSuspended']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  suspended?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CallsUserErrorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsUserError'] = ResolversParentTypes['CallsUserError']> = {
  __resolveType: TypeResolveFn<'CallIdempotencyConflict' | 'CallNotFound' | 'CallNotRejectable' | 'CallRejectionRefused' | 'CallStillRinging' | 'CallerDoesNotMatch' | 'CallerInACall' | 'CallerInvalid' | 'CallerNotFound' | 'CallsApiKeyNotFound' | 'CallsSecretLost' | 'CallsTenantNotFound' | 'PhoneLineInUse' | 'PhoneLineInvalid' | 'PhoneLineNotFound' | 'PhoneLinePoliciesInvalid', ParentType, ContextType>;
};

export type CallsViewerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CallsViewer'] = ResolversParentTypes['CallsViewer']> = {
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['PhoneLine']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['CallsViewerScope'], ParentType, ContextType>;
  scopes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CreateCallsApiKeyResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CreateCallsApiKeyResult'] = ResolversParentTypes['CreateCallsApiKeyResult']> = {
  __resolveType: TypeResolveFn<'CallIdempotencyConflict' | 'CallsApiKeyCreated' | 'CallsSecretLost' | 'PhoneLineNotFound', ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type EraseCallerResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['EraseCallerResult'] = ResolversParentTypes['EraseCallerResult']> = {
  __resolveType: TypeResolveFn<'CallerErased' | 'CallerInACall' | 'CallerInvalid' | 'CallerNotFound', ParentType, ContextType>;
};

export type EraseCallsTenantResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['EraseCallsTenantResult'] = ResolversParentTypes['EraseCallsTenantResult']> = {
  __resolveType: TypeResolveFn<'CallsTenantErasure' | 'CallsTenantNotFound', ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  blockCaller?: Resolver<ResolversTypes['BlockCallerResult'], ParentType, ContextType, RequireFields<MutationBlockCallerArgs, 'caller'>>;
  createCallsApiKey?: Resolver<ResolversTypes['CreateCallsApiKeyResult'], ParentType, ContextType, RequireFields<MutationCreateCallsApiKeyArgs, 'input'>>;
  createCallsTenant?: Resolver<ResolversTypes['CallsTenantCreated'], ParentType, ContextType, RequireFields<MutationCreateCallsTenantArgs, 'name'>>;
  eraseCaller?: Resolver<ResolversTypes['EraseCallerResult'], ParentType, ContextType, RequireFields<MutationEraseCallerArgs, 'caller'>>;
  eraseCallsTenant?: Resolver<ResolversTypes['EraseCallsTenantResult'], ParentType, ContextType, RequireFields<MutationEraseCallsTenantArgs, 'id' | 'name'>>;
  registerPhoneLine?: Resolver<ResolversTypes['RegisterPhoneLineResult'], ParentType, ContextType, RequireFields<MutationRegisterPhoneLineArgs, 'input'>>;
  rejectCall?: Resolver<ResolversTypes['RejectCallResult'], ParentType, ContextType, RequireFields<MutationRejectCallArgs, 'id' | 'reason'>>;
  removePhoneLine?: Resolver<ResolversTypes['RemovePhoneLineResult'], ParentType, ContextType, RequireFields<MutationRemovePhoneLineArgs, 'id'>>;
  reportCallRecordingBridge?: Resolver<ResolversTypes['ReportCallRecordingBridgeResult'], ParentType, ContextType, RequireFields<MutationReportCallRecordingBridgeArgs, 'input'>>;
  revokeCallsApiKey?: Resolver<ResolversTypes['RevokeCallsApiKeyResult'], ParentType, ContextType, RequireFields<MutationRevokeCallsApiKeyArgs, 'id'>>;
  setCallsRetention?: Resolver<ResolversTypes['CallsRetention'], ParentType, ContextType, Partial<MutationSetCallsRetentionArgs>>;
  setPhoneLineKillSwitch?: Resolver<ResolversTypes['SetPhoneLineKillSwitchResult'], ParentType, ContextType, RequireFields<MutationSetPhoneLineKillSwitchArgs, 'id' | 'on'>>;
  setPhoneLinePolicies?: Resolver<ResolversTypes['SetPhoneLinePoliciesResult'], ParentType, ContextType, RequireFields<MutationSetPhoneLinePoliciesArgs, 'id' | 'input'>>;
  setPhoneLinePresence?: Resolver<ResolversTypes['SetPhoneLinePresenceResult'], ParentType, ContextType, RequireFields<MutationSetPhoneLinePresenceArgs, 'input'>>;
  suspendCallsTenant?: Resolver<ResolversTypes['SuspendCallsTenantResult'], ParentType, ContextType, RequireFields<MutationSuspendCallsTenantArgs, 'id' | 'suspended'>>;
  tagCaller?: Resolver<ResolversTypes['TagCallerResult'], ParentType, ContextType, RequireFields<MutationTagCallerArgs, 'caller'>>;
  unblockCaller?: Resolver<ResolversTypes['UnblockCallerResult'], ParentType, ContextType, RequireFields<MutationUnblockCallerArgs, 'caller'>>;
  updatePhoneLine?: Resolver<ResolversTypes['UpdatePhoneLineResult'], ParentType, ContextType, RequireFields<MutationUpdatePhoneLineArgs, 'id' | 'input'>>;
};

export type PageInfoResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PhoneLineResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLine'] = ResolversParentTypes['PhoneLine'], FederationReferenceType extends FederationReferenceTypes['PhoneLine'] = FederationReferenceTypes['PhoneLine']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['PhoneLine']> | FederationReferenceType, FederationReferenceType, ContextType>;
  abilities?: Resolver<Maybe<ResolversTypes['PhoneLineAbilities']>, ParentType, ContextType>;
  baseUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastSignalAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  listening?: Resolver<Maybe<ResolversTypes['PhoneLineListening']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  perimeter?: Resolver<ResolversTypes['PhoneLinePerimeter'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['CallProvider'], ParentType, ContextType>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  removedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  ringLimitMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  timeZone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PhoneLineAbilitiesResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineAbilities'] = ResolversParentTypes['PhoneLineAbilities']> = {
  canBlock?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  canText?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  confirmedByEvent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rejection?: Resolver<ResolversTypes['PhoneLineRejectionPromise'], ParentType, ContextType>;
  repliesByItself?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type PhoneLineAlreadyInACallPolicyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineAlreadyInACallPolicy'] = ResolversParentTypes['PhoneLineAlreadyInACallPolicy']> = {
  capacity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineAnonymousCallerPolicyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineAnonymousCallerPolicy'] = ResolversParentTypes['PhoneLineAnonymousCallerPolicy']> = {
  who?: Resolver<Array<ResolversTypes['PhoneLineAnonymity']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineBlockedCallerPolicyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineBlockedCallerPolicy'] = ResolversParentTypes['PhoneLineBlockedCallerPolicy']> = {
  on?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineBypassPolicyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineBypassPolicy'] = ResolversParentTypes['PhoneLineBypassPolicy']> = {
  callers?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineConnection'] = ResolversParentTypes['PhoneLineConnection']> = {
  edges?: Resolver<Array<ResolversTypes['PhoneLineEdge']>, ParentType, ContextType>;
  nodes?: Resolver<Array<ResolversTypes['PhoneLine']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PhoneLineConversationFirstPolicyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineConversationFirstPolicy'] = ResolversParentTypes['PhoneLineConversationFirstPolicy']> = {
  conversationsWith?: Resolver<Maybe<ResolversTypes['PhoneLineConversationsWith']>, ParentType, ContextType>;
  withinMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineCopyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineCopy'] = ResolversParentTypes['PhoneLineCopy']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  variants?: Resolver<Array<ResolversTypes['PhoneLineCopyVariant']>, ParentType, ContextType>;
};

export type PhoneLineCopyLinkResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineCopyLink'] = ResolversParentTypes['PhoneLineCopyLink']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PhoneLineCopySetResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineCopySet'] = ResolversParentTypes['PhoneLineCopySet']> = {
  copies?: Resolver<Array<ResolversTypes['PhoneLineCopy']>, ParentType, ContextType>;
  fallbackLocale?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  links?: Resolver<Array<ResolversTypes['PhoneLineCopyLink']>, ParentType, ContextType>;
};

export type PhoneLineCopyTextResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineCopyText'] = ResolversParentTypes['PhoneLineCopyText']> = {
  locale?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PhoneLineCopyVariantResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineCopyVariant'] = ResolversParentTypes['PhoneLineCopyVariant']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  texts?: Resolver<Array<ResolversTypes['PhoneLineCopyText']>, ParentType, ContextType>;
  weight?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PhoneLineCrmResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineCrm'] = ResolversParentTypes['PhoneLineCrm']> = {
  rememberMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  whenSilent?: Resolver<ResolversTypes['PhoneLineWhenUnknown'], ParentType, ContextType>;
};

export type PhoneLineEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineEdge'] = ResolversParentTypes['PhoneLineEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['PhoneLine'], ParentType, ContextType>;
};

export type PhoneLineFrequencyThrottlePolicyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineFrequencyThrottlePolicy'] = ResolversParentTypes['PhoneLineFrequencyThrottlePolicy']> = {
  blockForMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  calls?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  conversationsWith?: Resolver<Maybe<ResolversTypes['PhoneLineConversationsWith']>, ParentType, ContextType>;
  unlessConversationWithinMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  unlessEverWritten?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  withinMs?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineHolidayResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineHoliday'] = ResolversParentTypes['PhoneLineHoliday']> = {
  date?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  open?: Resolver<Array<ResolversTypes['PhoneLineHours']>, ParentType, ContextType>;
};

export type PhoneLineHoursResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineHours'] = ResolversParentTypes['PhoneLineHours']> = {
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PhoneLineInUseResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineInUse'] = ResolversParentTypes['PhoneLineInUse']> = {
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  textedFrom?: Resolver<Array<ResolversTypes['PhoneLine']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineInvalidResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineInvalid'] = ResolversParentTypes['PhoneLineInvalid']> = {
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['CallsFieldProblem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineKillSwitchSetResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineKillSwitchSet'] = ResolversParentTypes['PhoneLineKillSwitchSet']> = {
  line?: Resolver<ResolversTypes['PhoneLine'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineListeningResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineListening'] = ResolversParentTypes['PhoneLineListening']> = {
  problem?: Resolver<Maybe<ResolversTypes['CallProviderProblem']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PhoneLineListeningState'], ParentType, ContextType>;
};

export type PhoneLineNotFoundResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineNotFound'] = ResolversParentTypes['PhoneLineNotFound']> = {
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineOpeningResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineOpening'] = ResolversParentTypes['PhoneLineOpening']> = {
  days?: Resolver<Array<ResolversTypes['PhoneLineWeekday']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PhoneLinePerimeterResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLinePerimeter'] = ResolversParentTypes['PhoneLinePerimeter']> = {
  copy?: Resolver<ResolversTypes['PhoneLineCopySet'], ParentType, ContextType>;
  killSwitch?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  legCap?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  policies?: Resolver<Array<ResolversTypes['PhoneLinePolicy']>, ParentType, ContextType>;
  rejectsPerMinute?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  textCooldownMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  textVia?: Resolver<Maybe<ResolversTypes['PhoneLine']>, ParentType, ContextType>;
  textsPerMinute?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PhoneLinePoliciesInvalidResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLinePoliciesInvalid'] = ResolversParentTypes['PhoneLinePoliciesInvalid']> = {
  code?: Resolver<ResolversTypes['CallsUserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problems?: Resolver<Array<ResolversTypes['CallsFieldProblem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLinePoliciesSetResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLinePoliciesSet'] = ResolversParentTypes['PhoneLinePoliciesSet']> = {
  line?: Resolver<ResolversTypes['PhoneLine'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLinePolicyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLinePolicy'] = ResolversParentTypes['PhoneLinePolicy']> = {
  copyKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PhoneLinePolicyKind'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['PhoneLinePolicyMode'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['CallRejectReason']>, ParentType, ContextType>;
  settings?: Resolver<ResolversTypes['PhoneLinePolicySettings'], ParentType, ContextType>;
};

export type PhoneLinePolicySettingsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLinePolicySettings'] = ResolversParentTypes['PhoneLinePolicySettings']> = {
  __resolveType: TypeResolveFn<'PhoneLineAlreadyInACallPolicy' | 'PhoneLineAnonymousCallerPolicy' | 'PhoneLineBlockedCallerPolicy' | 'PhoneLineBypassPolicy' | 'PhoneLineConversationFirstPolicy' | 'PhoneLineFrequencyThrottlePolicy' | 'PhoneLinePresencePolicy' | 'PhoneLineQuietHoursPolicy' | 'PhoneLineSafetyValvePolicy' | 'PhoneLineVipPerimeterPolicy', ParentType, ContextType>;
};

export type PhoneLinePresencePolicyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLinePresencePolicy'] = ResolversParentTypes['PhoneLinePresencePolicy']> = {
  busyCopyKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  staleAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  whenBusy?: Resolver<ResolversTypes['PhoneLineWhenBusy'], ParentType, ContextType>;
  whenUnknown?: Resolver<ResolversTypes['PhoneLineWhenUnknown'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLinePresenceSetResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLinePresenceSet'] = ResolversParentTypes['PhoneLinePresenceSet']> = {
  line?: Resolver<ResolversTypes['PhoneLine'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineQuietHoursPolicyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineQuietHoursPolicy'] = ResolversParentTypes['PhoneLineQuietHoursPolicy']> = {
  holidays?: Resolver<Array<ResolversTypes['PhoneLineHoliday']>, ParentType, ContextType>;
  open?: Resolver<Array<ResolversTypes['PhoneLineOpening']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineRegisteredResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineRegistered'] = ResolversParentTypes['PhoneLineRegistered']> = {
  line?: Resolver<ResolversTypes['PhoneLine'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  webhookUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineRemovedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineRemoved'] = ResolversParentTypes['PhoneLineRemoved']> = {
  line?: Resolver<ResolversTypes['PhoneLine'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineSafetyValvePolicyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineSafetyValvePolicy'] = ResolversParentTypes['PhoneLineSafetyValvePolicy']> = {
  bridge?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  healthUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  staleAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  whenStale?: Resolver<ResolversTypes['PhoneLineWhenUnknown'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineUpdatedResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineUpdated'] = ResolversParentTypes['PhoneLineUpdated']> = {
  line?: Resolver<ResolversTypes['PhoneLine'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  webhookUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PhoneLineVipPerimeterPolicyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PhoneLineVipPerimeterPolicy'] = ResolversParentTypes['PhoneLineVipPerimeterPolicy']> = {
  crm?: Resolver<Maybe<ResolversTypes['PhoneLineCrm']>, ParentType, ContextType>;
  tiers?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PlannedCallTextResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PlannedCallText'] = ResolversParentTypes['PlannedCallText']> = {
  locale?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  notSent?: Resolver<Maybe<ResolversTypes['CallTextNotSent']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  variant?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  blockedCallers?: Resolver<ResolversTypes['CallerConnection'], ParentType, ContextType, RequireFields<QueryBlockedCallersArgs, 'first'>>;
  call?: Resolver<Maybe<ResolversTypes['Call']>, ParentType, ContextType, RequireFields<QueryCallArgs, 'id'>>;
  callAttrition?: Resolver<ResolversTypes['CallAttritionReport'], ParentType, ContextType, RequireFields<QueryCallAttritionArgs, 'input'>>;
  callEventHead?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  callEventLog?: Resolver<ResolversTypes['CallEventConnection'], ParentType, ContextType, RequireFields<QueryCallEventLogArgs, 'first'>>;
  caller?: Resolver<Maybe<ResolversTypes['Caller']>, ParentType, ContextType, RequireFields<QueryCallerArgs, 'id'>>;
  callerByPhone?: Resolver<Maybe<ResolversTypes['Caller']>, ParentType, ContextType, RequireFields<QueryCallerByPhoneArgs, 'phone'>>;
  calls?: Resolver<ResolversTypes['CallConnection'], ParentType, ContextType, RequireFields<QueryCallsArgs, 'first'>>;
  callsApiKeys?: Resolver<ResolversTypes['CallsApiKeyConnection'], ParentType, ContextType, RequireFields<QueryCallsApiKeysArgs, 'first'>>;
  callsAuditLog?: Resolver<ResolversTypes['CallsAuditConnection'], ParentType, ContextType, RequireFields<QueryCallsAuditLogArgs, 'first'>>;
  callsRetention?: Resolver<ResolversTypes['CallsRetention'], ParentType, ContextType>;
  callsViewer?: Resolver<ResolversTypes['CallsViewer'], ParentType, ContextType>;
  phoneLine?: Resolver<Maybe<ResolversTypes['PhoneLine']>, ParentType, ContextType, RequireFields<QueryPhoneLineArgs, 'id'>>;
  phoneLines?: Resolver<ResolversTypes['PhoneLineConnection'], ParentType, ContextType, RequireFields<QueryPhoneLinesArgs, 'first'>>;
  probeRingDecision?: Resolver<ResolversTypes['RingDecision'], ParentType, ContextType, RequireFields<QueryProbeRingDecisionArgs, 'input'>>;
  taggedCallers?: Resolver<ResolversTypes['CallerConnection'], ParentType, ContextType, RequireFields<QueryTaggedCallersArgs, 'first'>>;
};

export type RegisterPhoneLineResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RegisterPhoneLineResult'] = ResolversParentTypes['RegisterPhoneLineResult']> = {
  __resolveType: TypeResolveFn<'CallIdempotencyConflict' | 'CallsSecretLost' | 'PhoneLineInvalid' | 'PhoneLineRegistered', ParentType, ContextType>;
};

export type RejectCallResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RejectCallResult'] = ResolversParentTypes['RejectCallResult']> = {
  __resolveType: TypeResolveFn<'CallIdempotencyConflict' | 'CallNotFound' | 'CallNotRejectable' | 'CallRejected' | 'CallRejectionRefused' | 'CallStillRinging' | 'CallerDoesNotMatch', ParentType, ContextType>;
};

export type RemovePhoneLineResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RemovePhoneLineResult'] = ResolversParentTypes['RemovePhoneLineResult']> = {
  __resolveType: TypeResolveFn<'PhoneLineInUse' | 'PhoneLineNotFound' | 'PhoneLineRemoved', ParentType, ContextType>;
};

export type ReportCallRecordingBridgeResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReportCallRecordingBridgeResult'] = ResolversParentTypes['ReportCallRecordingBridgeResult']> = {
  __resolveType: TypeResolveFn<'CallRecordingBridgeReported', ParentType, ContextType>;
};

export type RevokeCallsApiKeyResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RevokeCallsApiKeyResult'] = ResolversParentTypes['RevokeCallsApiKeyResult']> = {
  __resolveType: TypeResolveFn<'CallsApiKeyNotFound' | 'CallsApiKeyRevoked', ParentType, ContextType>;
};

export type RingDecisionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RingDecision'] = ResolversParentTypes['RingDecision']> = {
  asStranger?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  blockCallerForMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  by?: Resolver<Maybe<ResolversTypes['RingDecisionSignature']>, ParentType, ContextType>;
  causes?: Resolver<Array<ResolversTypes['RingDecisionCause']>, ParentType, ContextType>;
  copyKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  followUp?: Resolver<Maybe<ResolversTypes['PlannedCallText']>, ParentType, ContextType>;
  followUpWhenGone?: Resolver<Maybe<ResolversTypes['PlannedCallText']>, ParentType, ContextType>;
  held?: Resolver<Maybe<ResolversTypes['RingDecisionHeld']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['CallRejectReason']>, ParentType, ContextType>;
  sentence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['RingDecisionVerdict'], ParentType, ContextType>;
  would?: Resolver<ResolversTypes['RingDecisionOutcome'], ParentType, ContextType>;
};

export type RingDecisionCauseResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RingDecisionCause'] = ResolversParentTypes['RingDecisionCause']> = {
  because?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  facts?: Resolver<Array<ResolversTypes['RingDecisionFact']>, ParentType, ContextType>;
  heldBackBy?: Resolver<Maybe<ResolversTypes['RingDecisionCauseKind']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RingDecisionCauseKind'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['PhoneLinePolicyMode'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  policy?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['RingDecisionCauseVerdict'], ParentType, ContextType>;
};

export type RingDecisionFactResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RingDecisionFact'] = ResolversParentTypes['RingDecisionFact']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RingDecisionHeldResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RingDecisionHeld'] = ResolversParentTypes['RingDecisionHeld']> = {
  because?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['RingDecisionCauseKind'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['RingDecisionOutcome'], ParentType, ContextType>;
};

export type RingDecisionOutcomeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RingDecisionOutcome'] = ResolversParentTypes['RingDecisionOutcome']> = {
  blockCallerForMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  by?: Resolver<Maybe<ResolversTypes['RingDecisionSignature']>, ParentType, ContextType>;
  copyKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['CallRejectReason']>, ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['RingDecisionVerdict'], ParentType, ContextType>;
};

export type RingDecisionSignatureResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RingDecisionSignature'] = ResolversParentTypes['RingDecisionSignature']> = {
  kind?: Resolver<ResolversTypes['RingDecisionCauseKind'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  policy?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SetPhoneLineKillSwitchResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SetPhoneLineKillSwitchResult'] = ResolversParentTypes['SetPhoneLineKillSwitchResult']> = {
  __resolveType: TypeResolveFn<'PhoneLineKillSwitchSet' | 'PhoneLineNotFound', ParentType, ContextType>;
};

export type SetPhoneLinePoliciesResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SetPhoneLinePoliciesResult'] = ResolversParentTypes['SetPhoneLinePoliciesResult']> = {
  __resolveType: TypeResolveFn<'PhoneLineNotFound' | 'PhoneLinePoliciesInvalid' | 'PhoneLinePoliciesSet', ParentType, ContextType>;
};

export type SetPhoneLinePresenceResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SetPhoneLinePresenceResult'] = ResolversParentTypes['SetPhoneLinePresenceResult']> = {
  __resolveType: TypeResolveFn<'PhoneLineNotFound' | 'PhoneLinePresenceSet', ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  callEvents?: SubscriptionResolver<ResolversTypes['CallEvent'], "callEvents", ParentType, ContextType, Partial<SubscriptionCallEventsArgs>>;
};

export type SuspendCallsTenantResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SuspendCallsTenantResult'] = ResolversParentTypes['SuspendCallsTenantResult']> = {
  __resolveType: TypeResolveFn<'CallsTenantNotFound' | 'CallsTenantSuspended', ParentType, ContextType>;
};

export type TagCallerResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TagCallerResult'] = ResolversParentTypes['TagCallerResult']> = {
  __resolveType: TypeResolveFn<'CallerChanged' | 'CallerInvalid' | 'CallerNotFound', ParentType, ContextType>;
};

export type UnblockCallerResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UnblockCallerResult'] = ResolversParentTypes['UnblockCallerResult']> = {
  __resolveType: TypeResolveFn<'CallerChanged' | 'CallerInvalid' | 'CallerNotFound', ParentType, ContextType>;
};

export type UpdatePhoneLineResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UpdatePhoneLineResult'] = ResolversParentTypes['UpdatePhoneLineResult']> = {
  __resolveType: TypeResolveFn<'CallIdempotencyConflict' | 'CallsSecretLost' | 'PhoneLineInvalid' | 'PhoneLineNotFound' | 'PhoneLineUpdated', ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphqlContext> = {
  BlockCallerResult?: BlockCallerResultResolvers<ContextType>;
  Call?: CallResolvers<ContextType>;
  CallActor?: CallActorResolvers<ContextType>;
  CallAttritionBucket?: CallAttritionBucketResolvers<ContextType>;
  CallAttritionDifference?: CallAttritionDifferenceResolvers<ContextType>;
  CallAttritionGroup?: CallAttritionGroupResolvers<ContextType>;
  CallAttritionInterval?: CallAttritionIntervalResolvers<ContextType>;
  CallAttritionOutcome?: CallAttritionOutcomeResolvers<ContextType>;
  CallAttritionReport?: CallAttritionReportResolvers<ContextType>;
  CallConnection?: CallConnectionResolvers<ContextType>;
  CallEdge?: CallEdgeResolvers<ContextType>;
  CallEvent?: CallEventResolvers<ContextType>;
  CallEventConnection?: CallEventConnectionResolvers<ContextType>;
  CallEventEdge?: CallEventEdgeResolvers<ContextType>;
  CallFollowUp?: CallFollowUpResolvers<ContextType>;
  CallIdempotencyConflict?: CallIdempotencyConflictResolvers<ContextType>;
  CallNotFound?: CallNotFoundResolvers<ContextType>;
  CallNotRejectable?: CallNotRejectableResolvers<ContextType>;
  CallProviderProblem?: CallProviderProblemResolvers<ContextType>;
  CallRecordingBridge?: CallRecordingBridgeResolvers<ContextType>;
  CallRecordingBridgeReported?: CallRecordingBridgeReportedResolvers<ContextType>;
  CallRejected?: CallRejectedResolvers<ContextType>;
  CallRejection?: CallRejectionResolvers<ContextType>;
  CallRejectionAttempt?: CallRejectionAttemptResolvers<ContextType>;
  CallRejectionRefused?: CallRejectionRefusedResolvers<ContextType>;
  CallRejectionSnapshot?: CallRejectionSnapshotResolvers<ContextType>;
  CallSnapshot?: CallSnapshotResolvers<ContextType>;
  CallStillRinging?: CallStillRingingResolvers<ContextType>;
  CallTextNotSent?: CallTextNotSentResolvers<ContextType>;
  Caller?: CallerResolvers<ContextType>;
  CallerBlock?: CallerBlockResolvers<ContextType>;
  CallerChanged?: CallerChangedResolvers<ContextType>;
  CallerConnection?: CallerConnectionResolvers<ContextType>;
  CallerDoesNotMatch?: CallerDoesNotMatchResolvers<ContextType>;
  CallerEdge?: CallerEdgeResolvers<ContextType>;
  CallerErased?: CallerErasedResolvers<ContextType>;
  CallerInACall?: CallerInACallResolvers<ContextType>;
  CallerInvalid?: CallerInvalidResolvers<ContextType>;
  CallerNotFound?: CallerNotFoundResolvers<ContextType>;
  CallsApiKey?: CallsApiKeyResolvers<ContextType>;
  CallsApiKeyConnection?: CallsApiKeyConnectionResolvers<ContextType>;
  CallsApiKeyCreated?: CallsApiKeyCreatedResolvers<ContextType>;
  CallsApiKeyEdge?: CallsApiKeyEdgeResolvers<ContextType>;
  CallsApiKeyNotFound?: CallsApiKeyNotFoundResolvers<ContextType>;
  CallsApiKeyRevoked?: CallsApiKeyRevokedResolvers<ContextType>;
  CallsAuditChange?: CallsAuditChangeResolvers<ContextType>;
  CallsAuditConnection?: CallsAuditConnectionResolvers<ContextType>;
  CallsAuditEdge?: CallsAuditEdgeResolvers<ContextType>;
  CallsAuditEntry?: CallsAuditEntryResolvers<ContextType>;
  CallsFieldProblem?: CallsFieldProblemResolvers<ContextType>;
  CallsRetention?: CallsRetentionResolvers<ContextType>;
  CallsSecretLost?: CallsSecretLostResolvers<ContextType>;
  CallsTenantCreated?: CallsTenantCreatedResolvers<ContextType>;
  CallsTenantErasure?: CallsTenantErasureResolvers<ContextType>;
  CallsTenantNotFound?: CallsTenantNotFoundResolvers<ContextType>;
  CallsTenantSuspended?: CallsTenantSuspendedResolvers<ContextType>;
  CallsUserError?: CallsUserErrorResolvers<ContextType>;
  CallsViewer?: CallsViewerResolvers<ContextType>;
  CreateCallsApiKeyResult?: CreateCallsApiKeyResultResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  EraseCallerResult?: EraseCallerResultResolvers<ContextType>;
  EraseCallsTenantResult?: EraseCallsTenantResultResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PhoneLine?: PhoneLineResolvers<ContextType>;
  PhoneLineAbilities?: PhoneLineAbilitiesResolvers<ContextType>;
  PhoneLineAlreadyInACallPolicy?: PhoneLineAlreadyInACallPolicyResolvers<ContextType>;
  PhoneLineAnonymousCallerPolicy?: PhoneLineAnonymousCallerPolicyResolvers<ContextType>;
  PhoneLineBlockedCallerPolicy?: PhoneLineBlockedCallerPolicyResolvers<ContextType>;
  PhoneLineBypassPolicy?: PhoneLineBypassPolicyResolvers<ContextType>;
  PhoneLineConnection?: PhoneLineConnectionResolvers<ContextType>;
  PhoneLineConversationFirstPolicy?: PhoneLineConversationFirstPolicyResolvers<ContextType>;
  PhoneLineCopy?: PhoneLineCopyResolvers<ContextType>;
  PhoneLineCopyLink?: PhoneLineCopyLinkResolvers<ContextType>;
  PhoneLineCopySet?: PhoneLineCopySetResolvers<ContextType>;
  PhoneLineCopyText?: PhoneLineCopyTextResolvers<ContextType>;
  PhoneLineCopyVariant?: PhoneLineCopyVariantResolvers<ContextType>;
  PhoneLineCrm?: PhoneLineCrmResolvers<ContextType>;
  PhoneLineEdge?: PhoneLineEdgeResolvers<ContextType>;
  PhoneLineFrequencyThrottlePolicy?: PhoneLineFrequencyThrottlePolicyResolvers<ContextType>;
  PhoneLineHoliday?: PhoneLineHolidayResolvers<ContextType>;
  PhoneLineHours?: PhoneLineHoursResolvers<ContextType>;
  PhoneLineInUse?: PhoneLineInUseResolvers<ContextType>;
  PhoneLineInvalid?: PhoneLineInvalidResolvers<ContextType>;
  PhoneLineKillSwitchSet?: PhoneLineKillSwitchSetResolvers<ContextType>;
  PhoneLineListening?: PhoneLineListeningResolvers<ContextType>;
  PhoneLineNotFound?: PhoneLineNotFoundResolvers<ContextType>;
  PhoneLineOpening?: PhoneLineOpeningResolvers<ContextType>;
  PhoneLinePerimeter?: PhoneLinePerimeterResolvers<ContextType>;
  PhoneLinePoliciesInvalid?: PhoneLinePoliciesInvalidResolvers<ContextType>;
  PhoneLinePoliciesSet?: PhoneLinePoliciesSetResolvers<ContextType>;
  PhoneLinePolicy?: PhoneLinePolicyResolvers<ContextType>;
  PhoneLinePolicySettings?: PhoneLinePolicySettingsResolvers<ContextType>;
  PhoneLinePresencePolicy?: PhoneLinePresencePolicyResolvers<ContextType>;
  PhoneLinePresenceSet?: PhoneLinePresenceSetResolvers<ContextType>;
  PhoneLineQuietHoursPolicy?: PhoneLineQuietHoursPolicyResolvers<ContextType>;
  PhoneLineRegistered?: PhoneLineRegisteredResolvers<ContextType>;
  PhoneLineRemoved?: PhoneLineRemovedResolvers<ContextType>;
  PhoneLineSafetyValvePolicy?: PhoneLineSafetyValvePolicyResolvers<ContextType>;
  PhoneLineUpdated?: PhoneLineUpdatedResolvers<ContextType>;
  PhoneLineVipPerimeterPolicy?: PhoneLineVipPerimeterPolicyResolvers<ContextType>;
  PlannedCallText?: PlannedCallTextResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RegisterPhoneLineResult?: RegisterPhoneLineResultResolvers<ContextType>;
  RejectCallResult?: RejectCallResultResolvers<ContextType>;
  RemovePhoneLineResult?: RemovePhoneLineResultResolvers<ContextType>;
  ReportCallRecordingBridgeResult?: ReportCallRecordingBridgeResultResolvers<ContextType>;
  RevokeCallsApiKeyResult?: RevokeCallsApiKeyResultResolvers<ContextType>;
  RingDecision?: RingDecisionResolvers<ContextType>;
  RingDecisionCause?: RingDecisionCauseResolvers<ContextType>;
  RingDecisionFact?: RingDecisionFactResolvers<ContextType>;
  RingDecisionHeld?: RingDecisionHeldResolvers<ContextType>;
  RingDecisionOutcome?: RingDecisionOutcomeResolvers<ContextType>;
  RingDecisionSignature?: RingDecisionSignatureResolvers<ContextType>;
  SetPhoneLineKillSwitchResult?: SetPhoneLineKillSwitchResultResolvers<ContextType>;
  SetPhoneLinePoliciesResult?: SetPhoneLinePoliciesResultResolvers<ContextType>;
  SetPhoneLinePresenceResult?: SetPhoneLinePresenceResultResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SuspendCallsTenantResult?: SuspendCallsTenantResultResolvers<ContextType>;
  TagCallerResult?: TagCallerResultResolvers<ContextType>;
  UnblockCallerResult?: UnblockCallerResultResolvers<ContextType>;
  UpdatePhoneLineResult?: UpdatePhoneLineResultResolvers<ContextType>;
};

