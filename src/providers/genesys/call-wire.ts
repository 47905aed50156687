import type { CallDirection, CallerSeen } from '../../call/call.ts';
import { phoneAddress } from '../../call/caller-address.ts';
import type { CallSignal, SignalKind } from '../../call/signal.ts';
import { type JsonObject, objectsIn, textIn } from '../json.ts';
import type { Legs } from './legs.ts';

/** Whose calls they are. */
export interface Desk {
  readonly legs: Legs;
  /** Extensions mean something within one site only. */
  readonly site: string;
}

/**
 * A call as it stands, from an event or a snapshot. Every notification about a call says its state,
 * so each is read as that, and one key for each leg and state makes repetitions of what is known fall away.
 */
export function readCall(call: JsonObject, desk: Desk, ownNumber?: string): CallSignal | undefined {
  const id = textIn(call, 'id');
  const state = textIn(call, 'state');
  if (id === undefined || state === undefined) return undefined;
  const kind = signalKindOf(state);
  const providerCallId = desk.legs.seen(id, kind.is);
  const direction = directionOf(state, textIn(call, 'callType'));
  const forbidsReject = kind.is === 'ringing' ? isRejectForbidden(call) : undefined;
  return {
    kind,
    providerCallId,
    // `callUuid` names the whole call, so a later leg of it would be taken for this one.
    aliases: [],
    dedupeKey: `${providerCallId}#${state}${forbidsReject ? ' without Reject' : ''}`,
    direction,
    caller: callerOf(call, desk.site, ownNumber),
    forbidsReject,
    conversationId: textIn(call, 'connId', 'callUuid'),
  };
}

/** A leg that a snapshot no longer has: gone, nobody knows when. */
export function vanished(id: string, { legs }: Desk): CallSignal {
  const providerCallId = legs.seen(id, 'released');
  return {
    kind: { is: 'released' },
    providerCallId,
    aliases: [],
    dedupeKey: `${providerCallId}#Released`,
    deliveredLate: true,
  };
}

/** Something went wrong with an operation on a call; its state is told elsewhere. */
export function readCallError(call: JsonObject, desk: Desk, what: string): CallSignal | undefined {
  const signal = readCall(call, desk);
  if (!signal) return undefined;
  return { ...signal, kind: { is: 'noted', what }, dedupeKey: `${signal.dedupeKey} ${what}` };
}

export function signalKindOf(state: string): SignalKind {
  switch (state) {
    case 'Ringing':
    case 'Dialing':
      return { is: 'ringing' };
    case 'Established':
    case 'Held':
    case 'Hold':
      return { is: 'answered' };
    case 'Released':
      return { is: 'released' };
    default:
      return { is: 'noted', what: state };
  }
}

/** What is internal or a consultation may be of either direction, but what rings at a desk comes in. */
function directionOf(state: string, callType: string | undefined): CallDirection | undefined {
  if (state === 'Dialing' || callType === 'Outbound') return 'OUTBOUND';
  if (state === 'Ringing' || callType === 'Inbound') return 'INBOUND';
  return undefined;
}

/** Undefined where they do not say what may be done. */
function isRejectForbidden({ capabilities }: JsonObject): boolean | undefined {
  if (!Array.isArray(capabilities)) return undefined;
  return !capabilities.includes('Reject');
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
 * `e164Number` is empty for extensions. Where it is empty for a number as long as one with its country code,
 * that it is one is a guess.
 */
function numberOf(participant: JsonObject): { digits: string; phone?: string } | undefined {
  const e164 = textIn(participant, 'e164Number');
  const digits = textIn(participant, 'digits', 'phoneNumber', 'formattedPhoneNumber') ?? e164;
  if (digits === undefined) return undefined;
  const phone = [e164, digits].find((text) => text !== undefined && isPhone(text));
  return phone === undefined ? { digits } : { digits, phone };
}

function isPhone(text: string): boolean {
  return /^\+?\d{10,15}$/.test(text);
}
