import type { Cause, Decision, Problem } from './calls.ts';

/** A line as the page shows it. */
export interface Line {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly timeZone: string;
  readonly ringLimitMs: number;
  readonly baseUrl: string;
  readonly lastSignalAt: string | null;
  /** How its events are heard; null if its provider sends them by webhook, or if the credentials cannot be decrypted. */
  readonly listening: {
    readonly state: 'HEARD' | 'NOT_HEARD';
    readonly since: string | null;
    readonly problem: Problem | null;
  } | null;
  /** Null if the service cannot decrypt the line's credentials. */
  readonly abilities: {
    readonly rejection: string;
    readonly confirmedByEvent: boolean;
    readonly canText: boolean;
    readonly canBlock: boolean;
    readonly repliesByItself: boolean;
  } | null;
  readonly perimeter: Perimeter;
}

/** What the line does automatically about its calls. */
export interface Perimeter {
  readonly policies: readonly Policy[];
  readonly copy: Copy;
  readonly killSwitch: boolean;
  readonly rejectsPerMinute: number;
  readonly textsPerMinute: number;
  readonly textCooldownMs: number;
  /** A leg is one ring of a customer's call that a queue offers again. From this leg on, no leg is rejected. */
  readonly legCap: number;
  /** The line that sends the texts if this one cannot. */
  readonly textVia: { readonly id: string } | null;
}

export interface Policy {
  readonly kind: string;
  readonly mode: 'ENFORCE' | 'OBSERVE';
  readonly name: string | null;
  readonly reason: string | null;
  readonly copyKey: string | null;
  /** The fields that this kind of policy has in `perimeterFields`. `on` is always true: that kind has no settings of its own. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The texts to callers. A copy is the text for one occasion. Callers get one of its variants, by weight, in their language. */
export interface Copy {
  readonly fallbackLocale: string;
  readonly links: readonly { readonly name: string; readonly url: string }[];
  readonly copies: readonly {
    readonly key: string;
    readonly variants: readonly {
      readonly name: string;
      readonly weight: number;
      readonly texts: readonly { readonly locale: string; readonly text: string }[];
    }[];
  }[];
}

const perimeterFields = `policies {
  kind mode name reason copyKey
  settings {
    ... on PhoneLineBypassPolicy { callers }
    ... on PhoneLineBlockedCallerPolicy { on }
    ... on PhoneLineVipPerimeterPolicy { tiers crm { url whenSilent rememberMs } }
    ... on PhoneLineQuietHoursPolicy { open { days from to } holidays { date name open { from to } } }
    ... on PhoneLineFrequencyThrottlePolicy {
      calls withinMs unlessConversationWithinMs unlessEverWritten conversationsWith blockForMs
    }
    ... on PhoneLineConversationFirstPolicy { withinMs conversationsWith }
    ... on PhoneLineSafetyValvePolicy { bridge healthUrl staleAfterMs whenStale }
    ... on PhoneLinePresencePolicy { whenBusy busyCopyKey whenUnknown staleAfterMs }
    ... on PhoneLineAlreadyInACallPolicy { capacity }
    ... on PhoneLineAnonymousCallerPolicy { who }
  }
}
copy { fallbackLocale links { name url } copies { key variants { name weight texts { locale text } } } }
killSwitch rejectsPerMinute textsPerMinute textCooldownMs legCap textVia { id }`;

const lineFields = `fragment LineFields on PhoneLine {
  id name provider timeZone ringLimitMs baseUrl lastSignalAt
  listening { state since problem { kind message } }
  abilities { rejection confirmedByEvent canText canBlock repliesByItself }
  perimeter { ${perimeterFields} }
}`;

export const linesDocument = `query Lines($after: String) {
  phoneLines(first: 100, after: $after) {
    nodes { ...LineFields } pageInfo { hasNextPage endCursor }
  }
} ${lineFields}`;

export const killSwitchDocument = `mutation KillSwitch($id: ID!, $on: Boolean!) {
  setPhoneLineKillSwitch(id: $id, on: $on) {
    ... on PhoneLineKillSwitchSet { line { ...LineFields } }
    ... on CallsUserError { message }
  }
} ${lineFields}`;

export const policiesDocument = `mutation Policies($id: ID!, $input: PhoneLinePoliciesInput!) {
  setPhoneLinePolicies(id: $id, input: $input) {
    ... on PhoneLinePoliciesSet { line { ...LineFields } }
    ... on CallsUserError { message }
    ... on PhoneLinePoliciesInvalid { problems { field message } }
  }
} ${lineFields}`;

export const probeDocument = `query Probe($input: RingDecisionProbeInput!) {
  probeRingDecision(input: $input) {
    verdict sentence asStranger by { kind name } held { because }
    would { verdict by { kind name } }
    followUp { text variant notSent { because } }
    causes { kind name policy mode verdict because heldBackBy }
  }
}`;

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** `line` is there if the policies were saved, `problems` if fields are wrong, and `message` in every case but the first. */
export interface PoliciesAnswer {
  readonly setPhoneLinePolicies: {
    readonly line?: Line;
    readonly message?: string;
    readonly problems?: readonly FieldProblem[];
  };
}

export interface Probed extends Decision {
  /** Whether the caller was judged as one who was never seen. Never null in a probe. */
  readonly asStranger: boolean | null;
  readonly followUp: {
    readonly text: string | null;
    readonly variant: string | null;
    readonly notSent: { readonly because: string } | null;
  } | null;
  readonly causes: readonly Cause[];
}
