/** A call as the board shows it. */
export interface Call {
  readonly id: string;
  readonly revision: number;
  readonly status: CallStatus;
  readonly endReason: string | null;
  readonly inferred: boolean;
  readonly rejectable: boolean;
  readonly direction: 'INBOUND' | 'OUTBOUND';
  readonly media: 'VOICE' | 'VIDEO';
  readonly ringingAt: string;
  readonly ringDeadlineAt: string | null;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly caller: Caller;
  readonly line: CallLine;
  readonly rejection: Rejection | null;
  readonly notice: Text | null;
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
  readonly settledAt: string | null;
  readonly problem: Problem | null;
  readonly followUp: Text | null;
  readonly decidedInMs: number | null;
  readonly dispatchedInMs: number | null;
}

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
  readonly text: string | null;
  readonly variant: string | null;
  readonly state: 'WAITING' | 'SENDING' | 'SENT' | 'NOT_SENT' | 'UNKNOWN';
  readonly sentAt: string | null;
  readonly notSent: { readonly because: string } | null;
  readonly problem: Problem | null;
  readonly dispatchedInMs: number | null;
}

export interface Decision {
  readonly verdict: 'RING' | 'REJECT' | 'RING_WITH_TEXT';
  readonly sentence: string;
  readonly by: Signature | null;
  readonly held: { readonly because: string } | null;
  readonly would: { readonly verdict: string; readonly by: Signature | null };
}

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
  readonly cause: string | null;
  readonly call: Call;
}

export interface Calls {
  readonly nodes: readonly Call[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface Start {
  readonly callEventHead: string;
  readonly calls: Calls;
}

export interface Cause extends Signature {
  readonly policy: number | null;
  readonly mode: 'ENFORCE' | 'OBSERVE';
  readonly verdict: string;
  readonly because: string;
  readonly heldBackBy: string | null;
}

export type StoryEvent = Omit<CallEvent, 'call'>;

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

export interface RejectAnswer {
  readonly rejectCall: {
    readonly message?: string;
    readonly call?: Call;
  };
}
