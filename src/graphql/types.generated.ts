import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Actor as ActorModel } from '../call/actor.ts';
import type { Call as CallModel } from '../call/call.ts';
import type { CallEvent as CallEventModel, Caller as CallerModel, Attempt as AttemptModel } from '../calls/calls.ts';
import type { FollowUp as FollowUpModel, Rejection as RejectionModel } from '../call/rejection.ts';
import type { Line as LineModel } from '../calls/lines.ts';
import type { Problem as ProblemModel } from '../call/problem.ts';
import type { Viewer as ViewerModel } from '../access/viewer.ts';
import type { GraphqlContext } from './context.ts';
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
  /** The provider that carries the call. */
  | 'PROVIDER'
  /** This service by itself. */
  | 'SYSTEM';

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

/** One call on a line, whatever ids its provider uses for it. */
export type Call = {
  __typename?: 'Call';
  /** When somebody answered. */
  answeredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who is at the other end. */
  caller: Caller;
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
  /** The call as it was right after this event. */
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
  /** The cursor of the event before it in this stream or page. A difference from the last one you saw means that you missed something. */
  previousCursor?: Maybe<Scalars['String']['output']>;
  /** When we recorded it. */
  recordedAt: Scalars['DateTime']['output'];
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
  /** True when an earlier request had already asked for it. */
  replayed: Scalars['Boolean']['output'];
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

/** Who calls: an address at a provider, and a phone number when the provider tells it. */
export type Caller = {
  __typename?: 'Caller';
  /** Every address under which this caller has been seen. */
  addresses: Array<Scalars['String']['output']>;
  /** The name that the provider last gave for the caller. */
  displayName?: Maybe<Scalars['String']['output']>;
  /** Our id of the caller: the same person on any of the tenant's lines. */
  id: Scalars['ID']['output'];
  /** The phone number, +E.164, when it is known. */
  phone?: Maybe<Scalars['String']['output']>;
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

/** What is wrong with one field. */
export type FieldProblem = {
  __typename?: 'FieldProblem';
  /** The path of the field, such as `pilotStatus.apiKey`. */
  field: Scalars['String']['output'];
  /** What is wrong and what would be right. */
  message: Scalars['String']['output'];
};

/** The text that follows a rejection. */
export type FollowUp = {
  __typename?: 'FollowUp';
  /** Milliseconds from the settled rejection to the text leaving for the provider. */
  dispatchedInMs?: Maybe<Scalars['Float']['output']>;
  /** What stood in the way, when something did. */
  problem?: Maybe<ProviderProblem>;
  /** When it was handed to the provider. */
  sentAt?: Maybe<Scalars['DateTime']['output']>;
  /** What became of it. */
  state: FollowUpState;
  /** What was, or will be, sent. */
  text: Scalars['String']['output'];
};

/** A text for the caller. */
export type FollowUpInput = {
  /** What to send, 1 to 4096 characters. */
  text: Scalars['String']['input'];
};

/** What became of a follow-up text. It is sent at most once. */
export type FollowUpState =
  /** Not needed: the rejection did not come about. */
  | 'DROPPED'
  /** The provider did not take it; `problem` says why. */
  | 'NOT_SENT'
  /** On its way. */
  | 'SENDING'
  /** The provider took it. */
  | 'SENT'
  /** It may or may not have been sent; it is not sent again. */
  | 'UNKNOWN'
  /** Waits for the rejection to succeed. */
  | 'WAITING';

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

/** The idempotency key was already used with other arguments. */
export type IdempotencyConflict = UserError & {
  __typename?: 'IdempotencyConflict';
  /** For programs. */
  code: UserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
};

/** One number, session, instance or agent device at one provider. */
export type Line = {
  __typename?: 'Line';
  /** What can be done with its calls. */
  abilities: LineAbilities;
  /** Where the provider's API is. */
  baseUrl: Scalars['String']['output'];
  /** Our id of the line. */
  id: Scalars['ID']['output'];
  /** When its provider last told us anything. Null: never. */
  lastSignalAt?: Maybe<Scalars['DateTime']['output']>;
  /** What you call it. */
  name: Scalars['String']['output'];
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

/** There is no such line that you may see. */
export type LineNotFound = UserError & {
  __typename?: 'LineNotFound';
  /** For programs. */
  code: UserErrorCode;
  /** What happened and what to do. */
  message: Scalars['String']['output'];
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
  /** Make a key. Needs a tenant-wide key. The key is shown only here. */
  createApiKey: CreateApiKeyResult;
  /** Register a line. Answers with the URL to give to the provider as its webhook; it is shown only here and by `updateLine(renewWebhook: true)`. */
  registerLine: RegisterLineResult;
  /**
   * Reject a ringing call. Returns when the provider has answered or the first attempt has come to its end:
   * `rejection.state` says how far it got, and `SENDING` means that it goes on by itself.
   * Rejecting a call that is being rejected, rejected or over is a success.
   */
  rejectCall: RejectCallResult;
  /** Make a key stop working, within seconds on every replica. */
  revokeApiKey: RevokeApiKeyResult;
  /** Change a line. What is not given stays as it is. */
  updateLine: UpdateLineResult;
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


export type MutationRevokeApiKeyArgs = {
  id: Scalars['ID']['input'];
};


export type MutationUpdateLineArgs = {
  id: Scalars['ID']['input'];
  input: UpdateLineInput;
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
  /** The webhook's signing secret, when you have set one. */
  webhookSecret?: InputMaybe<Scalars['String']['input']>;
};

/** Who carries calls. */
export type Provider =
  /** Genesys Web Services. */
  | 'GENESYS'
  /** Pilot Status, pilotstatus.com.br. */
  | 'PILOT_STATUS'
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
  /** Too many requests. */
  | 'RATE_LIMITED'
  /** The provider is not well, or cannot be reached. */
  | 'UNAVAILABLE'
  /** The provider does not accept the line's credentials. */
  | 'WRONG_CREDENTIALS';

export type Query = {
  __typename?: 'Query';
  /** One call, by our id or by the provider's own id of it on a line you may use. Null when there is none that you may see. */
  call?: Maybe<Call>;
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
  /** Who you are to this service. */
  viewer: Viewer;
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
export type RejectCallResult = CallNotFound | CallNotRejectable | CallRejected | IdempotencyConflict | RejectionRefused;

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
  /** Milliseconds from the signal or request to the recorded decision. */
  decidedInMs?: Maybe<Scalars['Float']['output']>;
  /** Milliseconds from the recorded decision to the first request leaving for the provider. */
  dispatchedInMs?: Maybe<Scalars['Float']['output']>;
  /** The text that gives the caller a way forward, when there is one. */
  followUp?: Maybe<FollowUp>;
  /** Our id of the rejection. */
  id: Scalars['ID']['output'];
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

/** The provider will not reject the call. It goes on ringing. */
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

/** What became of a rejection. A provider's yes does not mean that the caller stopped ringing: the states keep the two apart. */
export type RejectionState =
  /** The provider said yes; no event has confirmed it. */
  | 'ACCEPTED'
  /** The caller was gone, or somebody had answered: a race, not an error. */
  | 'ALREADY_OVER'
  /** Accepted by a provider that cannot promise it. */
  | 'BEST_EFFORT'
  /** A provider event or a stored provider status says that the call was rejected. */
  | 'CONFIRMED'
  /** The ring ended before the outcome was known. */
  | 'EXPIRED'
  /** The call went back to its queue. */
  | 'REDIRECTED'
  /** The provider will not; `problem` says why. */
  | 'REFUSED'
  /** Being sent, or waiting to be sent again. */
  | 'SENDING';

/** What came of `revokeApiKey`. */
export type RevokeApiKeyResult = ApiKeyNotFound | ApiKeyRevoked;

export type Subscription = {
  __typename?: 'Subscription';
  /**
   * Events as they are recorded, in order. With `after`, first everything since that cursor, then on without a gap.
   * Delivery is at least once along the way to you: drop events whose `id` you have seen.
   */
  callEvents: CallEvent;
};


export type SubscriptionCallEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CallEventFilter>;
};

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
  /** There is no such call that you may see. */
  | 'CALL_NOT_FOUND'
  /** This call can never be rejected. */
  | 'CALL_NOT_REJECTABLE'
  /** The idempotency key was used for something else. */
  | 'IDEMPOTENCY_CONFLICT'
  /** Something about the line's data is wrong. */
  | 'LINE_INVALID'
  /** There is no such line that you may see. */
  | 'LINE_NOT_FOUND'
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
  /** Where blocking is, when it is not `/v2/contacts`. */
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
    | ( IdempotencyConflict & { __typename: 'IdempotencyConflict' } )
    | ( Omit<RejectionRefused, 'call' | 'rejection'> & { call: _RefType['Call'], rejection: _RefType['Rejection'] } & { __typename: 'RejectionRefused' } )
  ;
  RevokeApiKeyResult:
    | ( ApiKeyNotFound & { __typename: 'ApiKeyNotFound' } )
    | ( ApiKeyRevoked & { __typename: 'ApiKeyRevoked' } )
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
    | ( IdempotencyConflict )
    | ( LineInvalid )
    | ( LineNotFound )
    | ( Omit<RejectionRefused, 'call' | 'rejection'> & { call: _RefType['Call'], rejection: _RefType['Rejection'] } )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Actor: ResolverTypeWrapper<ActorModel>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  ActorKind: ActorKind;
  ApiKeyCreated: ResolverTypeWrapper<ApiKeyCreated>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  ApiKeyNotFound: ResolverTypeWrapper<ApiKeyNotFound>;
  ApiKeyRevoked: ResolverTypeWrapper<ApiKeyRevoked>;
  AttemptOutcome: AttemptOutcome;
  Call: ResolverTypeWrapper<CallModel>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
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
  CallStatus: CallStatus;
  CallStatusFilter: CallStatusFilter;
  Caller: ResolverTypeWrapper<CallerModel>;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateApiKeyResult']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  FieldProblem: ResolverTypeWrapper<FieldProblem>;
  FollowUp: ResolverTypeWrapper<FollowUpModel>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  FollowUpInput: FollowUpInput;
  FollowUpState: FollowUpState;
  GenesysAccountInput: GenesysAccountInput;
  IdempotencyConflict: ResolverTypeWrapper<IdempotencyConflict>;
  Line: ResolverTypeWrapper<LineModel>;
  LineAbilities: ResolverTypeWrapper<LineAbilities>;
  LineConnection: ResolverTypeWrapper<Omit<LineConnection, 'edges' | 'nodes'> & { edges: Array<ResolversTypes['LineEdge']>, nodes: Array<ResolversTypes['Line']> }>;
  LineEdge: ResolverTypeWrapper<Omit<LineEdge, 'node'> & { node: ResolversTypes['Line'] }>;
  LineInvalid: ResolverTypeWrapper<LineInvalid>;
  LineNotFound: ResolverTypeWrapper<LineNotFound>;
  LineRegistered: ResolverTypeWrapper<Omit<LineRegistered, 'line'> & { line: ResolversTypes['Line'] }>;
  LineUpdated: ResolverTypeWrapper<Omit<LineUpdated, 'line'> & { line: ResolversTypes['Line'] }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PilotStatusAccountInput: PilotStatusAccountInput;
  Provider: Provider;
  ProviderProblem: ResolverTypeWrapper<ProblemModel>;
  ProviderProblemKind: ProviderProblemKind;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RegisterLineInput: RegisterLineInput;
  RegisterLineResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterLineResult']>;
  RejectCallResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RejectCallResult']>;
  RejectReason: RejectReason;
  RejectReasonInput: RejectReasonInput;
  Rejection: ResolverTypeWrapper<RejectionModel>;
  RejectionAttempt: ResolverTypeWrapper<AttemptModel>;
  RejectionPromise: RejectionPromise;
  RejectionRefused: ResolverTypeWrapper<Omit<RejectionRefused, 'call' | 'rejection'> & { call: ResolversTypes['Call'], rejection: ResolversTypes['Rejection'] }>;
  RejectionState: RejectionState;
  RevokeApiKeyResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeApiKeyResult']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  UpdateLineInput: UpdateLineInput;
  UpdateLineResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateLineResult']>;
  UserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['UserError']>;
  UserErrorCode: UserErrorCode;
  Viewer: ResolverTypeWrapper<ViewerModel>;
  ViewerScope: ViewerScope;
  WahaAccountInput: WahaAccountInput;
  WawpAccountInput: WawpAccountInput;
  WutsAccountInput: WutsAccountInput;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Actor: ActorModel;
  String: Scalars['String']['output'];
  ApiKeyCreated: ApiKeyCreated;
  ID: Scalars['ID']['output'];
  ApiKeyNotFound: ApiKeyNotFound;
  ApiKeyRevoked: ApiKeyRevoked;
  Call: CallModel;
  Int: Scalars['Int']['output'];
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
  Caller: CallerModel;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyResult: ResolversUnionTypes<ResolversParentTypes>['CreateApiKeyResult'];
  DateTime: Scalars['DateTime']['output'];
  FieldProblem: FieldProblem;
  FollowUp: FollowUpModel;
  Float: Scalars['Float']['output'];
  FollowUpInput: FollowUpInput;
  GenesysAccountInput: GenesysAccountInput;
  IdempotencyConflict: IdempotencyConflict;
  Line: LineModel;
  LineAbilities: LineAbilities;
  LineConnection: Omit<LineConnection, 'edges' | 'nodes'> & { edges: Array<ResolversParentTypes['LineEdge']>, nodes: Array<ResolversParentTypes['Line']> };
  LineEdge: Omit<LineEdge, 'node'> & { node: ResolversParentTypes['Line'] };
  LineInvalid: LineInvalid;
  LineNotFound: LineNotFound;
  LineRegistered: Omit<LineRegistered, 'line'> & { line: ResolversParentTypes['Line'] };
  LineUpdated: Omit<LineUpdated, 'line'> & { line: ResolversParentTypes['Line'] };
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  PilotStatusAccountInput: PilotStatusAccountInput;
  ProviderProblem: ProblemModel;
  Query: Record<PropertyKey, never>;
  RegisterLineInput: RegisterLineInput;
  RegisterLineResult: ResolversUnionTypes<ResolversParentTypes>['RegisterLineResult'];
  RejectCallResult: ResolversUnionTypes<ResolversParentTypes>['RejectCallResult'];
  Rejection: RejectionModel;
  RejectionAttempt: AttemptModel;
  RejectionRefused: Omit<RejectionRefused, 'call' | 'rejection'> & { call: ResolversParentTypes['Call'], rejection: ResolversParentTypes['Rejection'] };
  RevokeApiKeyResult: ResolversUnionTypes<ResolversParentTypes>['RevokeApiKeyResult'];
  Subscription: Record<PropertyKey, never>;
  UpdateLineInput: UpdateLineInput;
  UpdateLineResult: ResolversUnionTypes<ResolversParentTypes>['UpdateLineResult'];
  UserError: ResolversInterfaceTypes<ResolversParentTypes>['UserError'];
  Viewer: ViewerModel;
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

export type CallResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Call'] = ResolversParentTypes['Call'], FederationReferenceType extends FederationReferenceTypes['Call'] = FederationReferenceTypes['Call']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Call']> | FederationReferenceType, FederationReferenceType, ContextType>;
  answeredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  caller?: Resolver<ResolversTypes['Caller'], ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['CallDirection'], ParentType, ContextType>;
  endReason?: Resolver<Maybe<ResolversTypes['CallEndReason']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  history?: Resolver<ResolversTypes['CallEventConnection'], ParentType, ContextType, RequireFields<CallHistoryArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inferred?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  line?: Resolver<ResolversTypes['Line'], ParentType, ContextType>;
  media?: Resolver<ResolversTypes['CallMedia'], ParentType, ContextType>;
  nextLeg?: Resolver<Maybe<ResolversTypes['Call']>, ParentType, ContextType>;
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

export type CallerResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Caller'] = ResolversParentTypes['Caller'], FederationReferenceType extends FederationReferenceTypes['Caller'] = FederationReferenceTypes['Caller']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Caller']> | FederationReferenceType, FederationReferenceType, ContextType>;
  addresses?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CreateApiKeyResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CreateApiKeyResult'] = ResolversParentTypes['CreateApiKeyResult']> = {
  __resolveType: TypeResolveFn<'ApiKeyCreated' | 'LineNotFound', ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type FieldProblemResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FieldProblem'] = ResolversParentTypes['FieldProblem']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FollowUpResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FollowUp'] = ResolversParentTypes['FollowUp']> = {
  dispatchedInMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['ProviderProblem']>, ParentType, ContextType>;
  sentAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['FollowUpState'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type IdempotencyConflictResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['IdempotencyConflict'] = ResolversParentTypes['IdempotencyConflict']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LineResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Line'] = ResolversParentTypes['Line'], FederationReferenceType extends FederationReferenceTypes['Line'] = FederationReferenceTypes['Line']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Line']> | FederationReferenceType, FederationReferenceType, ContextType>;
  abilities?: Resolver<ResolversTypes['LineAbilities'], ParentType, ContextType>;
  baseUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastSignalAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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

export type LineNotFoundResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LineNotFound'] = ResolversParentTypes['LineNotFound']> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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
  createApiKey?: Resolver<ResolversTypes['CreateApiKeyResult'], ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  registerLine?: Resolver<ResolversTypes['RegisterLineResult'], ParentType, ContextType, RequireFields<MutationRegisterLineArgs, 'input'>>;
  rejectCall?: Resolver<ResolversTypes['RejectCallResult'], ParentType, ContextType, RequireFields<MutationRejectCallArgs, 'id' | 'reason'>>;
  revokeApiKey?: Resolver<ResolversTypes['RevokeApiKeyResult'], ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'id'>>;
  updateLine?: Resolver<ResolversTypes['UpdateLineResult'], ParentType, ContextType, RequireFields<MutationUpdateLineArgs, 'id' | 'input'>>;
};

export type PageInfoResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProviderProblemResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ProviderProblem'] = ResolversParentTypes['ProviderProblem']> = {
  httpStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ProviderProblemKind'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  call?: Resolver<Maybe<ResolversTypes['Call']>, ParentType, ContextType, RequireFields<QueryCallArgs, 'id'>>;
  callEventLog?: Resolver<ResolversTypes['CallEventConnection'], ParentType, ContextType, RequireFields<QueryCallEventLogArgs, 'first'>>;
  caller?: Resolver<Maybe<ResolversTypes['Caller']>, ParentType, ContextType, RequireFields<QueryCallerArgs, 'id'>>;
  calls?: Resolver<ResolversTypes['CallConnection'], ParentType, ContextType, RequireFields<QueryCallsArgs, 'first'>>;
  line?: Resolver<Maybe<ResolversTypes['Line']>, ParentType, ContextType, RequireFields<QueryLineArgs, 'id'>>;
  lines?: Resolver<ResolversTypes['LineConnection'], ParentType, ContextType, RequireFields<QueryLinesArgs, 'first'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type RegisterLineResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RegisterLineResult'] = ResolversParentTypes['RegisterLineResult']> = {
  __resolveType: TypeResolveFn<'LineInvalid' | 'LineRegistered', ParentType, ContextType>;
};

export type RejectCallResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RejectCallResult'] = ResolversParentTypes['RejectCallResult']> = {
  __resolveType: TypeResolveFn<'CallNotFound' | 'CallNotRejectable' | 'CallRejected' | 'IdempotencyConflict' | 'RejectionRefused', ParentType, ContextType>;
};

export type RejectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Rejection'] = ResolversParentTypes['Rejection']> = {
  attempts?: Resolver<Array<ResolversTypes['RejectionAttempt']>, ParentType, ContextType>;
  decidedInMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  dispatchedInMs?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  followUp?: Resolver<Maybe<ResolversTypes['FollowUp']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
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

export type RevokeApiKeyResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RevokeApiKeyResult'] = ResolversParentTypes['RevokeApiKeyResult']> = {
  __resolveType: TypeResolveFn<'ApiKeyNotFound' | 'ApiKeyRevoked', ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  callEvents?: SubscriptionResolver<ResolversTypes['CallEvent'], "callEvents", ParentType, ContextType, Partial<SubscriptionCallEventsArgs>>;
};

export type UpdateLineResultResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UpdateLineResult'] = ResolversParentTypes['UpdateLineResult']> = {
  __resolveType: TypeResolveFn<'LineInvalid' | 'LineNotFound' | 'LineUpdated', ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'ApiKeyNotFound' | 'CallNotFound' | 'CallNotRejectable' | 'IdempotencyConflict' | 'LineInvalid' | 'LineNotFound' | 'RejectionRefused', ParentType, ContextType>;
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
  Call?: CallResolvers<ContextType>;
  CallConnection?: CallConnectionResolvers<ContextType>;
  CallEdge?: CallEdgeResolvers<ContextType>;
  CallEvent?: CallEventResolvers<ContextType>;
  CallEventConnection?: CallEventConnectionResolvers<ContextType>;
  CallEventEdge?: CallEventEdgeResolvers<ContextType>;
  CallNotFound?: CallNotFoundResolvers<ContextType>;
  CallNotRejectable?: CallNotRejectableResolvers<ContextType>;
  CallRejected?: CallRejectedResolvers<ContextType>;
  Caller?: CallerResolvers<ContextType>;
  CreateApiKeyResult?: CreateApiKeyResultResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  FieldProblem?: FieldProblemResolvers<ContextType>;
  FollowUp?: FollowUpResolvers<ContextType>;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  Line?: LineResolvers<ContextType>;
  LineAbilities?: LineAbilitiesResolvers<ContextType>;
  LineConnection?: LineConnectionResolvers<ContextType>;
  LineEdge?: LineEdgeResolvers<ContextType>;
  LineInvalid?: LineInvalidResolvers<ContextType>;
  LineNotFound?: LineNotFoundResolvers<ContextType>;
  LineRegistered?: LineRegisteredResolvers<ContextType>;
  LineUpdated?: LineUpdatedResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  ProviderProblem?: ProviderProblemResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RegisterLineResult?: RegisterLineResultResolvers<ContextType>;
  RejectCallResult?: RejectCallResultResolvers<ContextType>;
  Rejection?: RejectionResolvers<ContextType>;
  RejectionAttempt?: RejectionAttemptResolvers<ContextType>;
  RejectionRefused?: RejectionRefusedResolvers<ContextType>;
  RevokeApiKeyResult?: RevokeApiKeyResultResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  UpdateLineResult?: UpdateLineResultResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
};

