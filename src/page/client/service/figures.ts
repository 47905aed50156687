import type { Signature } from './calls.ts';

/** A call as the figures need it. */
export interface CountedCall {
  readonly ringingAt: string;
  readonly rejection: {
    readonly requestedBy: { readonly kind: string; readonly name: string };
    readonly decidedInMs: number | null;
    readonly dispatchedInMs: number | null;
    readonly followUp: { readonly dispatchedInMs: number | null } | null;
  } | null;
  readonly decision: {
    readonly verdict: string;
    readonly by: Signature | null;
    readonly causes: readonly (Signature & {
      readonly mode: 'ENFORCE' | 'OBSERVE';
      readonly verdict: string;
    })[];
  } | null;
}

/** What callers did in the hour after their call: came back (wrote, or called again and were answered), or did not. */
export interface Outcome {
  readonly callers: number;
  readonly cameBack: number;
  readonly didNot: number;
  /** Callers whose hour has not ended. The rate leaves them out. */
  readonly pending: number;
  /** The share of callers who came back, and where it lies with 95 % confidence; null if no hour has ended. */
  readonly returnRate: number | null;
  readonly confidence: { readonly low: number; readonly high: number } | null;
}

/** Rejected callers by the text that they got (null: none), and the callers who were not rejected. */
export interface Attrition {
  readonly groups: readonly { readonly copyVariant: string | null; readonly outcome: Outcome }[];
  readonly baseline: Outcome;
}

export interface Figures {
  readonly calls: readonly CountedCall[];
  /** Whether there are more calls in the period than are counted here. */
  readonly isCut: boolean;
  /** How many hours before `countedAt` the period begins. */
  readonly hours: number;
  readonly countedAt: string;
  readonly attrition: Attrition;
}

export const countedDocument = `query Counted($from: DateTime!, $after: String) {
  calls(first: 100, after: $after, filter: { ringingFrom: $from }) {
    nodes {
      ringingAt
      rejection { requestedBy { kind name } decidedInMs dispatchedInMs followUp { dispatchedInMs } }
      decision { verdict by { kind name } causes { kind name mode verdict } }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const attritionDocument = `query Attrition($input: CallAttritionInput!) {
  callAttrition(input: $input) {
    groups { copyVariant outcome { ...OutcomeFields } }
    baseline { ...OutcomeFields }
  }
}
fragment OutcomeFields on CallAttritionOutcome {
  callers cameBack didNot pending returnRate confidence { low high }
}`;
