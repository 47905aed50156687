import type { CallerSeen } from '../call/call.ts';
import type { ProviderCallId, TenantId } from '../call/ids.ts';
import type { Problem } from '../call/problem.ts';
import type {
  NotDone,
  RejectOutcome,
  RejectReason,
  SendOutcome,
  Unknown,
} from '../call/rejection.ts';
import type { CallSignal, SignalKind } from '../call/signal.ts';

export const providerNames = ['PILOT_STATUS', 'WAWP', 'WUTS', 'GENESYS', 'WAHA', 'TELNYX'] as const;
export type ProviderName = (typeof providerNames)[number];

/**
 * A carrier of calls. A provider has no state, and it serves all lines: everything that it needs about a line comes with the
 * line's account.
 */
export interface Provider<Account extends LineAccount = LineAccount> {
  readonly name: ProviderName;
  /** What a positive answer to `reject` means at this provider. */
  readonly rejection: RejectionPromise;
  /** Checks the shape of the input of `registerPhoneLine`. Does no I/O. */
  readAccount(input: AccountInput): Account | AccountProblem[];
  /**
   * Opens one line. Does no I/O; the first request connects. `tenantId` is the tenant for which requests are sent, because name
   * lookups are limited for each tenant. It may be left out if no request will be sent.
   */
  open(account: Account, tenantId?: TenantId): ProviderLine;
}

export interface RejectionPromise {
  /**
   * The strongest statement that an answer to a reject can make. CONFIRMED: the call was rejected. ACCEPTED: the request was
   * accepted. BEST_EFFORT: it was accepted, without a promise that it takes effect. RETURNED_TO_QUEUE: the call waits in its queue
   * again. If the outcome of a request is unknown and the provider then no longer has the call, this statement is inferred, with
   * ACCEPTED in place of CONFIRMED.
   */
  readonly answer: 'CONFIRMED' | 'ACCEPTED' | 'BEST_EFFORT' | 'RETURNED_TO_QUEUE';
  /** Whether an event reports later that the call was rejected. */
  readonly confirmedByEvent: boolean;
}

/** The input of `registerPhoneLine` in the provider's field, such as `pilotStatus`. Fields that the client left out are missing. */
export type AccountInput = Readonly<Record<string, unknown>>;

/** A line's account as it is stored encrypted. All its fields except `baseUrl` are treated as secrets. */
export interface LineAccount {
  readonly baseUrl: string;
  readonly [field: string]: unknown;
}

export interface AccountProblem {
  /** The field's name within the input. */
  readonly field: string;
  /** What is wrong, and how to correct it. */
  readonly message: string;
}

/**
 * One line at a provider. `reject` is required. Every other method exists only if the provider supports it, so a missing method
 * means that the line cannot do it.
 *
 * Only `listen` throws because of the network or the provider: the outcomes of the other methods describe the failure. Every method ends
 * when its `signal` aborts.
 */
export interface ProviderLine {
  /** Asks the provider to reject exactly this call. Must be harmless to repeat. */
  reject(call: CallToReject, signal: AbortSignal): Promise<RejectOutcome>;
  /**
   * Asks the provider for the current state of a call. Used if the answer to a request to reject leaves the state open, and at the ring
   * limit if such a request may have ended the call. Changes nothing at the provider.
   */
  lookUp?(call: CallAtProvider, signal: AbortSignal): Promise<StateAtProvider>;
  /**
   * Asks a question that the provider answers only to the right credentials, such as for the state of a session. Changes nothing at
   * the provider, and is asked only if an operator wants to know. Missing if the provider has no such question.
   */
  checkCredentials?(signal: AbortSignal): Promise<CredentialsVerdict>;
  /** Whether a client's spelling of a caller means this caller. If missing, the two strings must be equal. */
  isCaller?(given: string, callerAtProvider: string): boolean;
  /** Texts a caller. A text is never repeated after an unknown outcome. */
  sendText?(to: TextRecipient, text: string, signal: AbortSignal): Promise<SendOutcome>;
  /**
   * Sends the line's approved template to a caller whom a plain text does not reach. Exists if the line has a template. `sendText`
   * sends the template too if the provider refuses the plain text at once; this method is for a plain text that was accepted and
   * later reported as not delivered.
   */
  sendTemplate?(to: TextRecipient, text: string, signal: AbortSignal): Promise<SendOutcome>;
  /** Reads one webhook request. Verifies the raw bytes before it parses them. */
  webhook?(request: WebhookRequest): WebhookReading;
  /** Present if a webhook is read without the account: its URL is the only proof that it comes from the provider. */
  readonly webhookProof?: 'address';
  /** Answers the GET by which a provider proves that a webhook URL is ours before it sends events there. */
  answerChallenge?(request: WebhookRequest): ChallengeReading;
  /** Stops a caller from reaching the line, as far as the provider can. Must be harmless to repeat. */
  blockCaller?(caller: TextRecipient, signal: AbortSignal): Promise<BlockOutcome>;
  unblockCaller?(caller: TextRecipient, signal: AbortSignal): Promise<BlockOutcome>;
  /**
   * Holds a connection and yields its events. After each connect it first yields the missed events, for which it needs the
   * recorded calls in the order of their rings. When the connection is lost, it yields the events that have arrived, and then throws
   * a ListenError. It ends without one only when `signal` aborts. The code that called `listen` reconnects.
   */
  listen?(signal: AbortSignal, recorded: readonly RecordedCall[]): AsyncIterable<Heard>;
  /**
   * Texts can be sent only to phone numbers, so a caller who is known only by a LID (the id under which WhatsApp hides a number) or
   * by an address of Internet telephony (SIP) cannot be texted.
   */
  readonly textsPhonesOnly?: true;
  /** The provider itself texts rejected callers, so ours would be a second text. */
  readonly repliesByItself?: boolean;
}

/** A call of a line as this service has recorded it, to compare with the provider's list of current calls. */
export interface RecordedCall {
  readonly providerCallId: ProviderCallId;
  /** `presumed-over` if the end was inferred and not reported by the provider. */
  readonly state: 'open' | 'over' | 'presumed-over';
}

/** An item that `listen` yields. */
export type Heard =
  /** The connection was made or works again. The missed events follow. */
  | { readonly is: 'connected' }
  | { readonly is: 'signal'; readonly signal: CallSignal }
  /** The connection is open, but the provider reports a problem because of which call events may be missing. */
  | { readonly is: 'impaired'; readonly problem: Problem }
  /** The presence of the agent of this line. */
  | { readonly is: 'presence'; readonly presence: AgentPresence };

/** The state of a call at its provider. */
export type StateAtProvider =
  | { readonly is: 'told'; readonly kind: SignalKind }
  /** The provider no longer has the call, and does not report how it ended. */
  | { readonly is: 'gone'; readonly problem: Problem }
  /** No answer reported the state. */
  | { readonly is: 'not-told' };

/** What a provider's answer says about the credentials of a line. */
export type CredentialsVerdict =
  | {
      readonly is: 'proven';
      /** Why the line does not work although its credentials are right, such as a phone that is not linked. */
      readonly problem?: Problem;
    }
  /** The provider does not accept the credentials, or not for this line. */
  | { readonly is: 'refused'; readonly problem: Problem }
  /** The provider was not reached, or its answer does not show it. */
  | { readonly is: 'not-told'; readonly problem: Problem };

/** ONLINE: takes calls. BUSY: is signed in and takes none. OFFLINE: is not signed in. UNKNOWN: the provider says that it does not know. */
export type AgentPresence = 'ONLINE' | 'BUSY' | 'OFFLINE' | 'UNKNOWN';

/** The reason for which listening ended. The message is for people and contains no credential. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** `not-done`: the request certainly had no effect. `unknown`: its answer was lost, so it may have had one. */
export type BlockOutcome =
  | { readonly is: 'done' }
  | { readonly is: 'refused'; readonly problem: Problem }
  | NotDone
  | Unknown;

/** The identification of a call at its provider. It comes from the database, never from a client. */
export interface CallAtProvider {
  readonly providerCallId: ProviderCallId;
  /** The caller as the provider's events name it; empty if none has named it. */
  readonly callerAtProvider: string;
}

/** All data that a provider may need to reject a call. */
export interface CallToReject extends CallAtProvider {
  readonly reason: RejectReason;
  /** The same for every retry of one rejection, for providers that ignore a command that they have already carried out. */
  readonly commandId: string;
}

/** The caller to text or to block. `phone` is the caller's number in +E.164, if it is known by any means. */
export interface TextRecipient {
  readonly callerAtProvider: string;
  readonly phone?: string;
}

export interface WebhookRequest {
  readonly method: 'POST' | 'GET';
  /** The webhook URL as it was given to the provider, with the query of this request. Some providers sign it. */
  readonly url: string;
  /** Lower-case names, as node:http gives them. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly query: URLSearchParams;
  /** The raw bytes, because signatures are computed over them. Empty for a GET. */
  readonly body: Buffer;
}

/** A message from a person to the line. Its text is not kept. */
export interface MessageSignal {
  /** The same for every delivery of one event, so that a repetition is ignored. */
  readonly dedupeKey: string;
  readonly from: CallerSeen;
  readonly occurredAt?: Date;
}

/** The provider reports that it could not deliver a text that it had accepted. */
export interface TextReport {
  readonly dedupeKey: string;
  /** Possible ids of the text. One of them is in the provider's answer to the request that sent it. */
  readonly messageIds: readonly [string, ...string[]];
  readonly problem: Problem;
  /** The provider's name for the event. */
  readonly what: string;
}

export type WebhookReading =
  | {
      readonly is: 'read';
      readonly signals: readonly CallSignal[];
      readonly messages: readonly MessageSignal[];
      /** Left out by providers that do not report failed texts. */
      readonly texts?: readonly TextReport[];
      /** Events that this release does not know and that name no call. Only their names are kept. */
      readonly unknown: readonly { readonly dedupeKey: string; readonly what: string }[];
    }
  /** The proof that the provider sent it is missing or wrong. */
  | { readonly is: 'forged'; readonly because: string }
  /** It cannot be understood, or belongs to another session than that of the line. */
  | { readonly is: 'malformed'; readonly because: string };

export type ChallengeReading =
  | { readonly is: 'answer'; readonly body: string }
  | { readonly is: 'forged'; readonly because: string };
