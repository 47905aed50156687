import type { CallSignal } from '../../../call/signal.ts';
import {
  isJsonObject,
  type JsonObject,
  objectsIn,
  readJsonObject,
  textIn,
} from '../../kit/json.ts';
import type { AgentPresence } from '../../provider.ts';
import { type Desk, readCall, vanished } from '../call-wire.ts';
import { readPresence } from '../device-wire.ts';

export interface SnapshotTimes {
  readonly connectedAt: Date;
  readonly takenAt: Date;
}

/**
 * The calls that an answer lists. Its shape is inferred: an answer of theirs without such a list is `unlisted`,
 * which tells nothing about any call and is no reason not to listen.
 */
export function callsIn(body: string): readonly JsonObject[] | 'unlisted' | undefined {
  const said = readJsonObject(body);
  if (!said) return undefined;
  return Array.isArray(said.calls) ? objectsIn(said, 'calls') : 'unlisted';
}

/**
 * What was missed, as far as calls that stand there now can tell: those that ring and that were answered,
 * and those we knew that are gone. What came and went in between is lost.
 */
export function readSnapshot(
  calls: readonly JsonObject[] | 'unlisted',
  times: SnapshotTimes,
  desk: Desk,
  isNamedSince: (id: string) => boolean,
): readonly CallSignal[] {
  if (calls === 'unlisted') return [];
  const ids = new Set(calls.map((call) => textIn(call, 'id')).filter((id) => id !== undefined));
  // What is told of a call itself is worth more than that it is not among the others.
  const unnamed = desk.legs.openBeside(ids).filter((id) => !isNamedSince(id));
  const gone = unnamed.map((id) => vanished(id, desk));
  const standing = calls.flatMap((call) => {
    const isNews = !desk.legs.isOpen(textIn(call, 'id') ?? '');
    const signal = readCall(call, desk, 'snapshot');
    return signal ? [isNews ? dated(signal, call, times) : signal] : [];
  });
  return [...gone, ...standing];
}

/**
 * That `duration`, in whole seconds, counts from the beginning of the ring is inferred.
 * It dates a ring, and tells when one began before we listened.
 */
function dated(signal: CallSignal, call: JsonObject, times: SnapshotTimes): CallSignal {
  const seconds = Number(textIn(call, 'duration') ?? Number.NaN);
  if (signal.kind.is !== 'ringing' || !(seconds >= 0 && seconds < 86_400)) return signal;
  const occurredAt = new Date(times.takenAt.getTime() - seconds * 1000);
  const deliveredLate = occurredAt < times.connectedAt;
  return { ...signal, occurredAt, ...(deliveredLate && { deliveredLate }) };
}

/** The agent's presence, from an answer about the user and their devices. */
export function presenceIn(body: string): AgentPresence | undefined {
  const user = readJsonObject(body)?.user;
  return isJsonObject(user) ? readPresence(user) : undefined;
}
