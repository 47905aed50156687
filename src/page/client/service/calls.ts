/** A call as the board shows it. */
export interface Call {
  readonly id: string;
  /** Grows with each change of the call, so that an older version of it can be ignored. */
  readonly revision: number;
  readonly status: CallStatus;
  readonly endReason: string | null;
  /** No provider reported the status: the service inferred it. */
  readonly inferred: boolean;
  /** Whether a request to reject the call would be sent to the provider now. */
  readonly rejectable: boolean;
  readonly direction: 'INBOUND' | 'OUTBOUND';
  readonly media: 'VOICE' | 'VIDEO';
  readonly ringingAt: string;
  /** When the service assumes that the ring is over; null if the ring has no limit. */
  readonly ringDeadlineAt: string | null;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly caller: Caller;
  readonly line: CallLine;
  /** Null if nobody has asked to reject the call. */
  readonly rejection: Rejection | null;
  /** The text to a caller who was let ring; null if no policy asked for one. */
  readonly notice: Text | null;
  /** What the line's policies decided about the ring; null if there was nothing to decide. */
  readonly decision: Decision | null;
}

export type CallStatus =
  | 'RINGING'
  | 'REJECTING'
  | 'REJECTED'
  | 'REDIRECTED'
  | 'ANSWERED'
  | 'MISSED'
  | 'ENDED'
  | 'FAILED';

export interface Caller {
  readonly id: string;
  /** Masked, with `…` in front, for a key without the scope `pii:read`. */
  readonly phone: string | null;
  readonly displayName: string | null;
  readonly addresses: readonly string[];
  readonly tier: string | null;
}

/** A key without the scope `lines:read` sees only the id. */
export interface CallLine {
  readonly id: string;
  readonly name?: string;
  readonly provider?: string;
  /** Null if the service cannot decrypt the line's credentials. */
  readonly abilities?: {
    readonly rejection: string;
    readonly canText: boolean;
    readonly repliesByItself: boolean;
  } | null;
}

export interface Rejection {
  readonly state: RejectionState;
  readonly inferred: boolean;
  readonly reason: string;
  readonly requestedBy: Actor;
  readonly requestedAt: string;
  /** Null while the provider is asked (`SENDING`), and while it carries out a request that it has accepted (`ACCEPTED`). */
  readonly settledAt: string | null;
  readonly problem: Problem | null;
  /** The text after the rejection; null if none was asked for. */
  readonly followUp: Text | null;
  /** From the signal or request to the decision, and from the decision to the first request to the provider. */
  readonly decidedInMs: number | null;
  readonly dispatchedInMs: number | null;
}

/** `rejectionMeanings` says what each state means. */
export type RejectionState =
  | 'SENDING'
  | 'ACCEPTED'
  | 'CONFIRMED'
  | 'BEST_EFFORT'
  | 'REDIRECTED'
  | 'ALREADY_OVER'
  | 'REFUSED'
  | 'EXPIRED';

export interface Actor {
  readonly kind: 'CLIENT' | 'PROVIDER' | 'POLICY' | 'SYSTEM';
  readonly name: string;
}

export interface Problem {
  readonly kind: string;
  readonly message: string;
}

export interface Text {
  /** Null if there was nothing to send. */
  readonly text: string | null;
  /** The copy and its variant, such as `quiet-hours/A`; null for a text that a client wrote. */
  readonly variant: string | null;
  readonly state: 'WAITING' | 'SENDING' | 'SENT' | 'NOT_SENT' | 'UNKNOWN';
  readonly sentAt: string | null;
  /** Why no text is sent; null unless the state is `NOT_SENT`. */
  readonly notSent: { readonly because: string } | null;
  readonly problem: Problem | null;
  /** From when the text was due (at the ring, or when the rejection was settled) until it was sent. */
  readonly dispatchedInMs: number | null;
}

export interface Decision {
  readonly verdict: 'RING' | 'REJECT' | 'RING_WITH_TEXT';
  readonly sentence: string;
  readonly by: Signature | null;
  /** What a rule, such as the kill switch, prevented; null if none did. */
  readonly held: { readonly because: string } | null;
  /** The outcome if all policies were enforced, the kill switch off and the cap on rejections not reached. */
  readonly would: { readonly verdict: string; readonly by: Signature | null };
}

/** The policy or rule that decided. `name` is the operator's name for the policy. */
export interface Signature {
  readonly kind: string;
  readonly name: string | null;
}

export interface CallEvent {
  readonly id: string;
  readonly cursor: string;
  readonly kind: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: Actor;
  /** Why, in words. A `Cause` is something else: a part of a decision. */
  readonly cause: string | null;
  readonly call: Call;
}

export interface Calls {
  readonly nodes: readonly Call[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The first answer: the newest calls, and the cursor of the newest event at that time. */
export interface Start {
  readonly callEventHead: string;
  readonly calls: Calls;
}

export interface Cause extends Signature {
  /** Its place among the line's policies, from 0; null for a rule. */
  readonly policy: number | null;
  readonly mode: 'ENFORCE' | 'OBSERVE';
  readonly verdict: string;
  readonly because: string;
  /** The rule because of which this cause does not count. */
  readonly heldBackBy: string | null;
}

export type StoryEvent = Omit<CallEvent, 'call'>;

/** A queue may offer one customer's call several times. Each such ring is a leg, with a call of its own. */
interface Leg {
  readonly id: string;
}

export interface Story extends Omit<Call, 'decision' | 'rejection'> {
  readonly providerCallId: string;
  readonly dialledNumber: string | null;
  readonly previousLeg: Leg | null;
  readonly nextLeg: Leg | null;
  readonly decision: (Decision & { readonly causes: readonly Cause[] }) | null;
  readonly rejection:
    | (Rejection & { readonly attempts: readonly { readonly number: number }[] })
    | null;
  readonly history: {
    readonly nodes: readonly StoryEvent[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
}

/** `message` is the problem, if there is one. `call` is left out with some problems. */
export interface RejectAnswer {
  readonly rejectCall: {
    readonly message?: string;
    readonly call?: Call;
  };
}
