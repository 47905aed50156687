import type { CallDirection, CallerSeen } from '../../call/call.ts';
import { phoneAddress } from '../../call/caller-address.ts';
import type { ProviderCallId } from '../../call/ids.ts';
import type { CallSignal, SignalKind } from '../../call/signal.ts';
import { type JsonObject, objectsIn, textIn } from '../kit/json.ts';
import type { Legs } from './legs.ts';

/** The agent whose calls these are. */
export interface Desk {
  readonly legs: Legs;
  /** Extensions mean something within one site only. */
  readonly site: string;
}

/**
 * A call as it stands, from an event or a snapshot. Every notification about a call says its state,
 * so each is read as that, and one key for each leg and state makes repetitions of what is known fall away.
 */
export function readCall(
  call: JsonObject,
  desk: Desk,
  from: 'event' | 'snapshot',
  ownNumber?: string,
): CallSignal | undefined {
  const told = textIn(call, 'state');
  if (told === undefined) return undefined;
  const { state, kind } = meaningOf(told);
  return signalOf(call, kind, state, desk, { from, ownNumber });
}

interface Source {
  readonly from: 'event' | 'snapshot';
  /** Of the device, which is among the participants as well. */
  readonly ownNumber?: string;
}

function signalOf(
  call: JsonObject,
  kind: SignalKind,
  state: string,
  desk: Desk,
  { from, ownNumber }: Source,
): CallSignal | undefined {
  const id = textIn(call, 'id');
  if (id === undefined) return undefined;
  const { key, isAnotherRing } = desk.legs.seen(id, kind.is, from);
  const forbidsReject = isOffered(state) ? isRejectForbidden(call) : undefined;
  return {
    kind,
    providerCallId: id as ProviderCallId,
    // `callUuid` names the whole call, so a later leg of it would be taken for this one.
    aliases: [],
    dedupeKey: `${key}#${state}${forbidsReject ? ' without Reject' : ''}`,
    direction: directionOf(state, textIn(call, 'callType')),
    caller: callerOf(call, desk.site, ownNumber),
    dialled: textIn(call, 'dnis'),
    forbidsReject,
    ...(isAnotherRing && { isAnotherRing }),
    conversationId: textIn(call, 'connId', 'callUuid'),
  };
}

/**
 * A leg that a snapshot no longer has: gone, nobody knows when, and how only as far as we know what it did before.
 * The key is another one than that of their own word, which may still come.
 */
export function vanished(id: string, { legs }: Desk): CallSignal {
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

/** Something went wrong with an operation on a call; its state is told elsewhere. */
export function readCallError(call: JsonObject, desk: Desk, what: string): CallSignal | undefined {
  const { state } = meaningOf(textIn(call, 'state') ?? 'unknown');
  const signal = signalOf(call, { is: 'noted', what }, state, desk, { from: 'event' });
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

/** Upper and lower case are the same. */
function meaningOf(told: string): { state: string; kind: SignalKind } {
  const known = Object.entries(meanings).find(
    ([word]) => word.toLowerCase() === told.toLowerCase(),
  );
  if (!known) return { state: told, kind: { is: 'noted', what: told } };
  const [state, is] = known;
  return { state, kind: { is } };
}

export function signalKindOf(state: string): SignalKind {
  return meaningOf(state).kind;
}

function isOffered(state: string): boolean {
  return state === 'Ringing' || state === 'Dialing';
}

/** What is internal or a consultation may be of either direction, but what rings at a desk comes in. */
function directionOf(state: string, callType: string | undefined): CallDirection | undefined {
  const type = callType?.toLowerCase();
  if (state === 'Dialing' || type === 'outbound') return 'OUTBOUND';
  if (state === 'Ringing' || type === 'inbound') return 'INBOUND';
  return undefined;
}

/** Undefined where Genesys does not say which operations are possible. */
function isRejectForbidden({ capabilities }: JsonObject): boolean | undefined {
  if (!Array.isArray(capabilities)) return undefined;
  return !capabilities.some((word) => typeof word === 'string' && word.toLowerCase() === 'reject');
}

/** The first at the other end. */
function callerOf(call: JsonObject, site: string, ownNumber?: string): CallerSeen | undefined {
  const numbers = objectsIn(call, 'participants').map(numberOf);
  const seen = numbers.find((number) => number !== undefined && number.digits !== ownNumber);
  if (!seen) return undefined;
  const address = seen.phone
    ? phoneAddress(seen.phone)
    : (`other:genesys:${seen.digits}@${site}` as const);
  return { atProvider: seen.digits, addresses: [address] };
}

/**
 * A number is a phone's only where it says its country, which is what the plus means: `e164Number` is empty for extensions,
 * and their documentation also shows an extension in it. Digits without a plus may be national, however many they are.
 */
function numberOf(participant: JsonObject): { digits: string; phone?: string } | undefined {
  const told = ['e164Number', 'phoneNumber', 'formattedPhoneNumber', 'digits'].map((name) =>
    textIn(participant, name),
  );
  const digits = textIn(participant, 'digits', 'phoneNumber', 'formattedPhoneNumber', 'e164Number');
  if (digits === undefined) return undefined;
  const phone = told.find((text) => text !== undefined && isInternational(text));
  return phone === undefined ? { digits } : { digits, phone };
}

function isInternational(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text.replaceAll(/[\s().-]/g, ''));
}
