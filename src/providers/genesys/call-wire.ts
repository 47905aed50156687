import type { CallDirection, CallerSeen } from '../../call/call.ts';
import { phoneAddress } from '../../call/caller-address.ts';
import type { ProviderCallId } from '../../call/ids.ts';
import type { CallSignal, SignalKind } from '../../call/signal.ts';
import { type JsonObject, objectsIn, textIn } from '../kit/json.ts';
import type { Legs } from './legs.ts';

/** The state that is needed to read the calls of one agent. */
export interface AgentState {
  readonly legs: Legs;
  /** The host of the site. An extension is unique only within one site. */
  readonly site: string;
}

/**
 * Reads the current state of a call from an event or a snapshot, which is the list of the current calls. Every notification
 * about a call has its state, so all are read alike. The deduplication key is the leg (one ring of the call at this agent) and
 * the state (and whether Reject is missing), so that a state that is already known is ignored. Undefined if the call has no state or no id.
 */
export function readCall(
  call: JsonObject,
  agentState: AgentState,
  source: Source,
): CallSignal | undefined {
  const word = textIn(call, 'state');
  if (word === undefined) return undefined;
  const { state, kind } = meaningOf(word);
  return signalOf(call, kind, state, agentState, source);
}

export interface Source {
  readonly from: 'event' | 'snapshot';
  /** The numbers of the agent's devices, which may be among the participants; empty if they are not known. */
  readonly ownNumbers: readonly string[];
}

function signalOf(
  call: JsonObject,
  kind: SignalKind,
  state: string,
  agentState: AgentState,
  { from, ownNumbers }: Source,
): CallSignal | undefined {
  const id = textIn(call, 'id');
  if (id === undefined) return undefined;
  // Counts the rings with this id: the key differs for each, and another ring begins when a leg that is over rings again.
  const { key, isAnotherRing } = agentState.legs.seen(id, kind.is, from);
  // Only until a call is answered do its capabilities show whether it can be rejected.
  const forbidsReject = isUnanswered(state) ? isRejectForbidden(call) : undefined;
  const isCallerUnclear = ownNumbers.length === 0 && namesSeveral(call);
  return {
    kind,
    providerCallId: id as ProviderCallId,
    // `callUuid` identifies the whole call: as an alias it would make a later leg look like this one.
    aliases: [],
    dedupeKey: `${key}#${state}${forbidsReject ? ' without Reject' : ''}`,
    direction: directionOf(state, textIn(call, 'callType')),
    ...(isCallerUnclear
      ? { isCallerUnclear }
      : { caller: callerOf(call, agentState.site, ownNumbers) }),
    // The dialled number identification service: the number that the caller dialled.
    dialled: textIn(call, 'dnis'),
    forbidsReject,
    ...(isAnotherRing && { isAnotherRing }),
    // Both identify the customer's call.
    conversationId: textIn(call, 'connId', 'callUuid'),
  };
}

/**
 * The signal for a leg that a snapshot no longer lists. It is unknown when the leg ended. The key differs from that of the
 * `Released` event, which may still come and then must not count as a repetition.
 */
export function vanished(id: string, { legs }: AgentState): CallSignal {
  const { key } = legs.seen(id, 'released', 'snapshot');
  return {
    kind: { is: 'released' },
    providerCallId: id as ProviderCallId,
    aliases: [],
    dedupeKey: `${key}#gone`,
    deliveredLate: true,
    inferred: true,
  };
}

/** Reads an event about a failed operation on a call. Such an event changes nothing, because the call's state comes in other events. */
export function readCallError(
  call: JsonObject,
  agentState: AgentState,
  what: string,
  ownNumbers: readonly string[],
): CallSignal | undefined {
  const { state } = meaningOf(textIn(call, 'state') ?? 'unknown');
  const source = { from: 'event', ownNumbers } as const;
  const signal = signalOf(call, { is: 'noted', what }, state, agentState, source);
  return signal && { ...signal, dedupeKey: `${signal.dedupeKey} ${what}` };
}

const meanings = {
  Ringing: 'ringing',
  Dialing: 'ringing',
  Established: 'answered',
  Held: 'answered',
  Hold: 'answered',
  Released: 'released',
} as const;

/** The documented spelling of a state, and what it means. Ignores case. A state that is not documented changes nothing. */
function meaningOf(word: string): { state: string; kind: SignalKind } {
  const meaning = Object.entries(meanings).find(
    ([state]) => state.toLowerCase() === word.toLowerCase(),
  );
  if (!meaning) return { state: word, kind: { is: 'noted', what: word } };
  const [state, is] = meaning;
  return { state, kind: { is } };
}

export function signalKindOf(state: string): SignalKind {
  return meaningOf(state).kind;
}

/** Whether the call has begun and nobody has answered it yet. */
function isUnanswered(state: string): boolean {
  return state === 'Ringing' || state === 'Dialing';
}

/** An internal call or a consultation may have either direction. A call that rings at the agent's device is inbound. */
function directionOf(state: string, callType: string | undefined): CallDirection | undefined {
  const type = callType?.toLowerCase();
  if (state === 'Dialing' || type === 'outbound') return 'OUTBOUND';
  if (state === 'Ringing' || type === 'inbound') return 'INBOUND';
  return undefined;
}

/** Undefined if Genesys does not list the possible operations. */
function isRejectForbidden({ capabilities }: JsonObject): boolean | undefined {
  if (!Array.isArray(capabilities)) return undefined;
  return !capabilities.some((word) => typeof word === 'string' && word.toLowerCase() === 'reject');
}

/** A single participant is the other party, as in the documentation. Of several, one may be the agent's own device. */
export function namesSeveral(call: JsonObject): boolean {
  return new Set(numbersIn(call).map(({ digits }) => digits)).size > 1;
}

/** The caller is the first participant that is not the agent's own device. Undefined if there is none: the number is withheld. */
function callerOf(
  call: JsonObject,
  site: string,
  ownNumbers: readonly string[],
): CallerSeen | undefined {
  const seen = numbersIn(call).find(({ digits }) => !ownNumbers.includes(digits));
  if (!seen) return undefined;
  const address = seen.phone
    ? phoneAddress(seen.phone)
    : (`other:genesys:${seen.digits}@${site}` as const);
  return { atProvider: seen.digits, addresses: [address] };
}

function numbersIn(call: JsonObject): readonly Participant[] {
  return objectsIn(call, 'participants')
    .map(numberOf)
    .filter((number) => number !== undefined);
}

interface Participant {
  readonly digits: string;
  readonly phone?: string;
}

/**
 * Only a number with a plus, which starts the country code, is a phone number. `e164Number` is empty for extensions, but the
 * documentation of Genesys also shows an extension in it. Digits without a plus may be a national number of any length.
 */
function numberOf(participant: JsonObject): Participant | undefined {
  const numbers = ['e164Number', 'phoneNumber', 'formattedPhoneNumber', 'digits'].map((name) =>
    textIn(participant, name),
  );
  // The spelling that is compared with the numbers of the agent's devices: plain digits come first.
  const digits = textIn(participant, 'digits', 'phoneNumber', 'formattedPhoneNumber', 'e164Number');
  if (digits === undefined) return undefined;
  const phone = numbers.find((text) => text !== undefined && isInternational(text));
  return phone === undefined ? { digits } : { digits, phone };
}

function isInternational(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text.replaceAll(/[\s().-]/g, ''));
}
