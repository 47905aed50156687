import type { Change } from '../../call/lifecycle/change.ts';
import type { CallSignal } from '../../call/signal.ts';
import type { SignalFacts } from '../../db/calls/signal-facts.ts';
import type { Recording } from '../../db/record/recording.ts';
import type { DecidedRing } from '../perimeter/decide-ring.ts';
import type { SignalRead } from './read-signal.ts';
import type { Recognised } from './recognise-caller.ts';

/** Everything that a signal writes: the change of its call, new ids of the call, and the change of its caller. */
export function signalRecording(
  { loaded, facts }: SignalRead,
  signal: CallSignal,
  change: Change,
  caller: Recognised,
  decided: DecidedRing | null,
): Omit<Recording, 'lease'> {
  const lineId = loaded.line.id;
  const callId = change.call.id;
  const newIds = new Set([signal.providerCallId, ...signal.aliases]).difference(
    new Set(facts.knownIds),
  );
  return {
    change,
    aliases: [...newIds].map((providerCallId) => ({ callId, lineId, providerCallId })),
    // The provider reuses the ids of a call that is over, so they pass to the new call.
    ...(facts.reusedIdsOf && { movesAliases: { from: facts.reusedIdsOf, ids: facts.knownIds } }),
    // The answer to the request in flight decides what this signal means. If that answer is recorded first, nothing is written here,
    // and the signal is applied again.
    ...(change.rejectRetries === 'await-in-flight' && {
      whileInFlight: facts.ourRequests.inFlight,
    }),
    // The change assumes that the unanswered request may have acted. If its outcome is recorded first, the signal is applied again too.
    whileUnanswered: facts.ourRequests.unanswered,
    received: { lineId, dedupeKey: signal.dedupeKey, what: signal.kind.is, callId },
    ...callerRecording(caller, facts, decided),
  };
}

/**
 * Only the first signal of a call may create its caller. A later signal only adds addresses to a known caller. `decided.remember` is what
 * the decision stores about the caller, such as a block. A decision depends on the caller, so it is recorded only if the caller has not
 * changed since (`versionGuard`, which `toRecord.callerChange` contains). A call that begins without a decision needs only that its caller
 * was not erased since.
 */
function callerRecording(
  { versionGuard, known, toRecord }: Recognised,
  { call }: SignalFacts,
  decided: DecidedRing | null,
): Pick<Recording, 'newCaller' | 'newAddresses' | 'callerChange' | 'whileStored'> {
  if (call && !known) return {};
  const change = toRecord.callerChange ?? (decided ? versionGuard : undefined);
  const { newCaller } = toRecord;
  const [address] = known?.addresses ?? [];
  const isGuarded = call !== null || change !== undefined;
  return {
    ...toRecord,
    newCaller: newCaller && { ...newCaller, ...decided?.remember },
    callerChange: change && { ...change, ...decided?.remember },
    ...(!isGuarded && known && address && { whileStored: { callerId: known.id, address } }),
  };
}
