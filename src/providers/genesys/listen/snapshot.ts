import type { CallSignal } from '../../../call/signal.ts';
import {
  isJsonObject,
  type JsonObject,
  objectsIn,
  readJsonObject,
  textIn,
} from '../../kit/json.ts';
import type { AgentPresence } from '../../provider.ts';
import { type AgentState, namesSeveral, readCall, vanished } from '../call-wire.ts';
import { readOwnNumbers, readPresence } from '../device-wire.ts';

export interface SnapshotSource {
  /** When this connection was made. */
  readonly connectedAt: Date;
  /** When the current calls were read. */
  readonly takenAt: Date;
  /** The numbers of the agent's devices. Needed only if `mayNameAgent`. */
  readonly ownNumbers: readonly string[];
}

/**
 * Notifications are held back while the current calls are read. Answers the agent's own numbers in the notifications about a call: empty
 * if these name none, undefined if no notification is about the call.
 */
export type HeldBackNumbers = (callId: string) => readonly string[] | undefined;

/**
 * The calls that an answer lists. The shape of the answer is inferred, so an answer without a list is `unlisted`: it shows nothing
 * about any call, but does not end the connection. Undefined if the answer is not JSON.
 */
export function callsIn(body: string): readonly JsonObject[] | 'unlisted' | undefined {
  const answer = readJsonObject(body);
  if (!answer) return undefined;
  return Array.isArray(answer.calls) ? objectsIn(answer, 'calls') : 'unlisted';
}

/** Some of these calls may have the agent's own device among their participants. */
export function mayNameAgent(calls: readonly JsonObject[] | 'unlisted'): boolean {
  return calls !== 'unlisted' && calls.some(namesSeveral);
}

/**
 * The signals that were missed, as far as the current calls show them: calls that ring or were answered, and known calls that are
 * no longer listed. A call that began and ended without a connection is lost.
 */
export function readSnapshot(
  calls: readonly JsonObject[] | 'unlisted',
  source: SnapshotSource,
  agentState: AgentState,
  heldBackNumbers: HeldBackNumbers,
): readonly CallSignal[] {
  if (calls === 'unlisted') return [];
  const ids = new Set(calls.map((call) => textIn(call, 'id')).filter((id) => id !== undefined));
  // The known open calls that are not listed. If a held-back notification is about such a call, it is read after this snapshot, and
  // tells the end more precisely.
  const missing = agentState.legs.openBeside(ids).filter((id) => heldBackNumbers(id) === undefined);
  const gone = missing.map((id) => vanished(id, agentState));
  const current = calls.flatMap((call) => {
    // Asked before `readCall`, which records the leg as open.
    const id = textIn(call, 'id') ?? '';
    const wasOpen = agentState.legs.isOpen(id);
    // Own numbers tell which participant is not the caller. Those of a held-back notification are used now, because the notification
    // itself may be ignored later, as a repetition of this signal.
    const ownNumbers =
      source.ownNumbers.length > 0 ? source.ownNumbers : (heldBackNumbers(id) ?? []);
    const signal = readCall(call, agentState, { from: 'snapshot', ownNumbers });
    if (!signal) return [];
    // When a known ring began is recorded already.
    return [wasOpen ? signal : dated(signal, call, source)];
  });
  return [...gone, ...current];
}

/**
 * Adds the time at which a ring began, from `duration` in whole seconds, and whether that was before we were connected. That
 * `duration` counts from the beginning of the ring is inferred, so a day or more is not believed.
 */
function dated(signal: CallSignal, call: JsonObject, source: SnapshotSource): CallSignal {
  const seconds = Number(textIn(call, 'duration') ?? Number.NaN);
  if (signal.kind.is !== 'ringing' || !(seconds >= 0 && seconds < 86_400)) return signal;
  const occurredAt = new Date(source.takenAt.getTime() - seconds * 1000);
  const deliveredLate = occurredAt < source.connectedAt;
  return { ...signal, occurredAt, ...(deliveredLate && { deliveredLate }) };
}

export interface Agent {
  /** Undefined if the answer does not tell it. */
  readonly presence?: AgentPresence;
  /** The numbers of the agent's devices. */
  readonly ownNumbers: readonly string[];
}

/** Reads an answer about the user and their devices. */
export function agentIn(body: string): Agent {
  const user = readJsonObject(body)?.user;
  if (!isJsonObject(user)) return { ownNumbers: [] };
  return { presence: readPresence(user), ownNumbers: readOwnNumbers(user) };
}
