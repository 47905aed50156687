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
 * A carrier of calls, before any line at it is known.
 * A provider has no state: everything it needs comes with the account.
 */
export interface Provider<Account extends LineAccount = LineAccount> {
  readonly name: ProviderName;
  /** What a yes to `reject` is worth here. */
  readonly rejection: RejectionPromise;
  /** Checks the shape of what `registerPhoneLine` was given. No I/O. */
  readAccount(input: AccountInput): Account | AccountProblem[];
  /** Opens one line. No I/O: the first request does that. `tenantId` is left out when there will be no request. */
  open(account: Account, tenantId?: TenantId): ProviderLine;
}

export interface RejectionPromise {
  /**
   * The best that the answer to a reject can say. It is also the most that is concluded where a request went unanswered
   * and the provider then no longer has the call: `ACCEPTED` where the answer would have been CONFIRMED.
   */
  readonly answer: 'CONFIRMED' | 'ACCEPTED' | 'BEST_EFFORT' | 'RETURNED_TO_QUEUE';
  /** Whether an event tells later that the call was rejected. */
  readonly confirmedByEvent: boolean;
}

/** What `registerPhoneLine` was given in the provider's own field, such as `pilotStatus`. Absent fields are absent. */
export type AccountInput = Readonly<Record<string, unknown>>;

/** A line's account, as it is sealed and stored. Everything in it is treated as secret but `baseUrl`. */
export interface LineAccount {
  readonly baseUrl: string;
  readonly [field: string]: unknown;
}

export interface AccountProblem {
  /** The field's name within the input. */
  readonly field: string;
  /** What is wrong and what would be right. */
  readonly message: string;
}

/**
 * One line at a provider. `reject` is required; every other ability exists only where the provider has it,
 * so that its absence is the answer.
 *
 * No method throws for anything a network or a provider can do: the outcome says it.
 * Each ends by itself when `signal` aborts.
 */
export interface ProviderLine {
  /** Asks to reject exactly this call. Must be harmless to repeat. */
  reject(call: CallToReject, signal: AbortSignal): Promise<RejectOutcome>;
  /**
   * How a call stands now, as the provider keeps it. Asked only when a request to reject was answered with something
   * that leaves it open. Changes nothing at the provider.
   */
  lookUp?(call: CallAtProvider, signal: AbortSignal): Promise<Standing>;
  /** Whether the provider takes the credentials of this line. Changes nothing there. */
  checkCredentials?(signal: AbortSignal): Promise<CredentialsStanding>;
  /** Whether a client's word for a caller means the caller of a call. Without it, the words must be equal. */
  isCaller?(given: string, callerAtProvider: string): boolean;
  /** Texts a caller. Never repeated when the outcome is unknown. */
  sendText?(to: TextRecipient, text: string, signal: AbortSignal): Promise<SendOutcome>;
  /**
   * Texts by an approved template a caller whom a plain text does not reach. Exists where the line has a template. A plain text
   * that is refused at once falls back by itself; this is for one that was taken, and reported later as not delivered.
   */
  sendTemplate?(to: TextRecipient, text: string, signal: AbortSignal): Promise<SendOutcome>;
  /** Understands one webhook request. Verifies before it parses, on the raw bytes. */
  webhook?(request: WebhookRequest): WebhookReading;
  /** The webhook URL is the only proof that a webhook is the provider's, and none of the account is needed to read it. */
  readonly webhookProof?: 'address';
  /** Answers the GET by which a provider proves that a webhook URL is ours before it sends events there. */
  answerChallenge?(request: WebhookRequest): ChallengeReading;
  /** Stops a caller from reaching the line at all, as far as the provider can. Harmless to repeat. */
  blockCaller?(caller: TextRecipient, signal: AbortSignal): Promise<BlockOutcome>;
  unblockCaller?(caller: TextRecipient, signal: AbortSignal): Promise<BlockOutcome>;
  /**
   * Holds a connection and tells what comes over it, beginning, each time it has connected, with what it missed: so it must be
   * told which calls are `held`. Ends, or throws a ListenError, when the connection is lost, and tells before that everything
   * that an answer has told; coming back is the work of the caller.
   */
  listen?(signal: AbortSignal, held: readonly HeldCall[]): AsyncIterable<Heard>;
  /** Texts go to phone numbers only: a caller who is known by a LID or a SIP address alone cannot be texted. */
  readonly textsPhonesOnly?: true;
  /** The provider answers rejected callers with a text of its own, so ours would be a second one. */
  readonly repliesByItself?: boolean;
}

/** A call of a line as it is recorded here. */
export interface HeldCall {
  readonly providerCallId: ProviderCallId;
  /** `presumed-over`: the provider did not say so; it was concluded. */
  readonly state: 'open' | 'over' | 'presumed-over';
}

export type Heard =
  | { readonly is: 'connected' }
  | { readonly is: 'signal'; readonly signal: CallSignal }
  /** The connection stands, and the provider says that calls may not be told over it. */
  | { readonly is: 'impaired'; readonly problem: Problem }
  /** What the agent of this line is doing. */
  | { readonly is: 'presence'; readonly presence: AgentPresence };

/** What became of a call, in the words of a signal. */
export type Standing =
  | { readonly is: 'told'; readonly kind: SignalKind }
  /** The provider does not have it any more, and does not say how it ended. */
  | { readonly is: 'gone'; readonly problem: Problem }
  /** There was no answer that says it. */
  | { readonly is: 'not-told' };

/** `not-told`: there was no answer that says it. */
export type CredentialsStanding = 'taken' | 'refused' | 'not-told';

export type AgentPresence = 'ONLINE' | 'BUSY' | 'OFFLINE';

/** Why listening cannot go on; the message is for people and holds no credential. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

export type BlockOutcome =
  | { readonly is: 'done' }
  | { readonly is: 'refused'; readonly problem: Problem }
  | NotDone
  | Unknown;

/** What identifies a call at its provider: from our store, never from a client. */
export interface CallAtProvider {
  readonly providerCallId: ProviderCallId;
  readonly callerAtProvider: string;
}

/** Everything a provider may want to know to reject a call. */
export interface CallToReject extends CallAtProvider {
  readonly reason: RejectReason;
  /** The same for every repeat of one rejection, for providers that ignore a command they have already carried out. */
  readonly commandId: string;
}

export interface TextRecipient {
  readonly callerAtProvider: string;
  readonly phone?: string;
}

export interface WebhookRequest {
  readonly method: 'POST' | 'GET';
  /** As the provider was given it, with the query it was called with: some providers sign it. */
  readonly url: string;
  /** Lower-case names, as node:http gives them. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly query: URLSearchParams;
  /** The raw bytes, whatever their content type: signatures are over these. Empty for a GET. */
  readonly body: Buffer;
}

/** A person wrote to the line. The text itself is not kept. */
export interface MessageSignal {
  readonly dedupeKey: string;
  readonly from: CallerSeen;
  readonly occurredAt?: Date;
}

/** The provider had accepted a text of ours, and could not deliver it. */
export interface TextReport {
  readonly dedupeKey: string;
  /** Any of these may be the one that the answer to the text told. */
  readonly messageIds: readonly [string, ...string[]];
  readonly problem: Problem;
  readonly what: string;
}

export type WebhookReading =
  | {
      readonly is: 'read';
      readonly signals: readonly CallSignal[];
      readonly messages: readonly MessageSignal[];
      /** Left out by providers who never tell. */
      readonly texts?: readonly TextReport[];
      /** Events that this version does not know and that name no call; kept as names. */
      readonly unknown: readonly { readonly dedupeKey: string; readonly what: string }[];
    }
  | { readonly is: 'forged'; readonly because: string }
  | { readonly is: 'malformed'; readonly because: string };

export type ChallengeReading =
  | { readonly is: 'answer'; readonly body: string }
  | { readonly is: 'forged'; readonly because: string };
