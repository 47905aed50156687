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

export interface CallLine {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly abilities: {
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

const text =
  'text variant state sentAt notSent { because } problem { kind message } dispatchedInMs';

const callFields = `fragment CallFields on Call {
  id revision status endReason inferred rejectable direction media
  ringingAt ringDeadlineAt answeredAt endedAt
  caller { id phone displayName addresses tier }
  line { id name provider abilities { rejection canText repliesByItself } }
  rejection { state inferred reason requestedBy { kind name } requestedAt settledAt
    problem { kind message } followUp { ${text} } decidedInMs dispatchedInMs }
  notice { ${text} }
  decision { verdict sentence by { kind name } held { because }
    would { verdict by { kind name } } }
}`;

const eventFields = 'id cursor kind occurredAt recordedAt actor { kind name } cause';

/** Reads the end of the journal before the calls: events after it are delivered, so none is missed between this read and the subscription. */
export const startDocument = `query Start($first: Int!) {
  callEventHead
  callsViewer { scopes }
  calls(first: $first) { nodes { ...CallFields } pageInfo { hasNextPage endCursor } }
} ${callFields}`;

export const olderDocument = `query Older($first: Int!, $after: String!) {
  calls(first: $first, after: $after) { nodes { ...CallFields } pageInfo { hasNextPage endCursor } }
} ${callFields}`;

export const followDocument = `subscription Follow($after: String!) {
  callEvents(after: $after) { ${eventFields} call { ...CallFields } }
} ${callFields}`;

export const storyDocument = `query Story($id: ID!, $after: String) {
  call(id: $id) {
    ...CallFields
    providerCallId dialledNumber
    previousLeg { id line { name } } nextLeg { id line { name } }
    decision { causes { kind name policy mode verdict because heldBackBy } }
    rejection { attempts { number request startedAt finishedAt outcome problem { message } } }
    history(first: 100, after: $after) {
      nodes { ${eventFields} } pageInfo { hasNextPage endCursor }
    }
  }
} ${callFields}`;

export const rejectDocument = `mutation Reject(
  $id: ID!, $reason: CallRejectReasonInput!, $followUp: CallFollowUpInput, $idempotencyKey: String
) {
  rejectCall(id: $id, reason: $reason, followUp: $followUp, idempotencyKey: $idempotencyKey) {
    __typename
    ... on CallRejected { replayed call { ...CallFields } }
    ... on CallStillRinging { call { ...CallFields } }
    ... on CallRejectionRefused { call { ...CallFields } }
    ... on CallNotRejectable { call { ...CallFields } }
    ... on CallsUserError { message }
  }
} ${callFields}`;

export interface Calls {
  readonly nodes: readonly Call[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface Start {
  readonly callEventHead: string;
  readonly callsViewer: { readonly scopes: readonly string[] };
  readonly calls: Calls;
}

export interface Cause extends Signature {
  readonly policy: number | null;
  readonly mode: 'ENFORCE' | 'OBSERVE';
  readonly verdict: string;
  readonly because: string;
  readonly heldBackBy: string | null;
}

export interface Attempt {
  readonly number: number;
  readonly request: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly outcome: string | null;
  readonly problem: { readonly message: string } | null;
}

export type StoryEvent = Omit<CallEvent, 'call'>;

interface Leg {
  readonly id: string;
  readonly line: { readonly name: string };
}

export interface Story extends Omit<Call, 'decision' | 'rejection'> {
  readonly providerCallId: string;
  readonly dialledNumber: string | null;
  readonly previousLeg: Leg | null;
  readonly nextLeg: Leg | null;
  readonly decision: (Decision & { readonly causes: readonly Cause[] }) | null;
  readonly rejection: (Rejection & { readonly attempts: readonly Attempt[] }) | null;
  readonly history: {
    readonly nodes: readonly StoryEvent[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

export interface RejectAnswer {
  readonly rejectCall: {
    readonly __typename: string;
    readonly message?: string;
    readonly replayed?: boolean;
    readonly call?: Call;
  };
}
