import type { TestApp } from './app.ts';
import { get } from './client.ts';
import { perimeter } from './perimeter-document.ts';

export interface PoliciesSet {
  readonly __typename: string;
  readonly code?: string;
  readonly problems?: { readonly field: string; readonly message: string }[];
}

/** Gives a line its policies as an operator does. */
export async function setPolicies(
  t: TestApp,
  lineId: string,
  input: object,
  key = t.tenantKey,
): Promise<PoliciesSet> {
  const { setPhoneLinePolicies } = await get<{ setPhoneLinePolicies: PoliciesSet }>(
    t.url,
    key,
    set,
    {
      lineId,
      input,
    },
  );
  return setPhoneLinePolicies;
}

const set = `mutation ($lineId: ID!, $input: PhoneLinePoliciesInput!) {
  setPhoneLinePolicies(id: $lineId, input: $input) {
    __typename
    ... on CallsUserError { code }
    ... on PhoneLinePoliciesInvalid { problems { field message } } } }`;

export interface SeenPolicy {
  readonly kind: string;
  readonly settings: object;
}

export interface SeenPerimeter {
  readonly policies: readonly SeenPolicy[];
  readonly copy: unknown;
  readonly killSwitch: boolean;
  readonly rejectsPerMinute: number;
  readonly textsPerMinute: number;
  readonly textCooldownMs: number;
  readonly legCap: number;
  readonly textVia: { readonly id: string } | null;
}

/** What a line does by itself, as clients see it. */
export async function perimeterOf(t: TestApp, lineId: string): Promise<SeenPerimeter> {
  const { phoneLine } = await get<{ phoneLine: { perimeter: SeenPerimeter } }>(
    t.url,
    t.tenantKey,
    `query ($id: ID!) { phoneLine(id: $id) { perimeter { ${perimeter} } } }`,
    { id: lineId },
  );
  return phoneLine.perimeter;
}

export interface SeenText {
  readonly variant: string | null;
  readonly locale: string | null;
  readonly notSent: { readonly reason: string; readonly because: string } | null;
}

export interface SeenDecision {
  readonly verdict: string;
  readonly by: { readonly kind: string; readonly name: string | null } | null;
  readonly copyKey: string | null;
  readonly sentence: string;
  readonly held: {
    readonly by: string;
    readonly because: string;
    readonly outcome: { readonly verdict: string };
  } | null;
  readonly followUp: SeenText | null;
  readonly followUpWhenGone: SeenText | null;
  readonly would: { readonly verdict: string };
  readonly causes: readonly {
    readonly kind: string;
    readonly mode: string;
    readonly verdict: string;
    readonly because: string;
    readonly facts: readonly { readonly name: string; readonly value: string | null }[];
  }[];
}

const planned = 'variant locale notSent { reason because }';
const decision = `verdict by { kind name policy } reason copyKey blockCallerForMs sentence
  held { by because outcome { verdict by { kind name policy } } }
  followUp { ${planned} } followUpWhenGone { ${planned} }
  would { verdict by { kind name policy } reason copyKey blockCallerForMs }
  causes { kind name policy mode verdict because facts { name value } heldBackBy }`;

export interface SeenProbe extends SeenDecision {
  readonly asStranger: boolean;
  readonly words: { readonly text: string | null } | null;
  readonly wordsWhenGone: { readonly text: string | null } | null;
}

/** What would happen if this caller rang now. */
export async function probe(t: TestApp, key: string, input: object): Promise<SeenProbe> {
  const query = `query ($input: RingDecisionProbeInput!) {
    probeRingDecision(input: $input) { ${decision} asStranger
      words: followUp { text } wordsWhenGone: followUpWhenGone { text } } }`;
  const { probeRingDecision } = await get<{ probeRingDecision: SeenProbe }>(t.url, key, query, {
    input,
  });
  return probeRingDecision;
}

/** What was decided when a call rang. */
export async function decisionOf(
  t: TestApp,
  key: string,
  callId: string,
): Promise<SeenDecision | null> {
  const query = `query ($id: ID!) { call(id: $id) { decision { ${decision} } } }`;
  const { call } = await get<{ call: { decision: SeenDecision | null } }>(t.url, key, query, {
    id: callId,
  });
  return call.decision;
}

/** What a cause saw, by name. */
export function factsOf(cause: SeenDecision['causes'][number] | undefined) {
  return Object.fromEntries(cause?.facts.map(({ name, value }) => [name, value]) ?? []);
}
