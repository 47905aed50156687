import type { CallerSeen } from '../call/call.ts';
import { type CallerAddress, phoneOf } from '../call/caller-address.ts';
import { type CallerId, type CallId, newId } from '../call/ids.ts';
import type { Change } from '../call/lifecycle/change.ts';
import { firstSignal, type NewCall } from '../call/lifecycle/first-signal.ts';
import { receiveSignal } from '../call/lifecycle/receive-signal.ts';
import type { CallSignal } from '../call/signal.ts';
import { noteReceived } from '../db/inbox.ts';
import { type Recording, record } from '../db/record.ts';
import { readSignalFacts, type SignalFacts } from '../db/signal-facts.ts';
import { carryOutNew } from './carry-out.ts';
import type { OpenLine } from './line-book.ts';
import type { Parts } from './parts.ts';
import { untilRecorded } from './until-recorded.ts';

export type Received = 'recorded' | 'duplicate' | 'line-gone';

/** A provider told us something about a call: recorded once, whatever the number of deliveries. */
export async function receiveCallSignal(
  parts: Parts,
  open: OpenLine,
  signal: CallSignal,
): Promise<Received> {
  const fresh = { callId: newId('call'), callerId: newId('clr'), textEffectId: newId('eff') };
  const seen = signal.caller ?? nobodySeen(signal);
  let change: Change | undefined;
  const received = await untilRecorded<Received>(async () => {
    const facts = await readSignalFacts(parts.db, questionOf(open, signal, seen));
    if (facts.duplicate) return 'duplicate';
    if (facts.lineRevision === null) return 'line-gone';
    if (!facts.call && signal.kind.is === 'noted') {
      // It names a call and says nothing about it: not enough to begin a call with.
      await noteReceived(
        parts.db,
        open.line.tenantId,
        open.line.id,
        signal.dedupeKey,
        signal.kind.what,
      );
      return 'recorded';
    }
    const caller = recognise(seen, facts, fresh.callerId);
    const receiving = {
      now: parts.now(),
      provider: open.actor,
      textEffectId: fresh.textEffectId,
    };
    change = facts.call
      ? receiveSignal(facts.call, signal, receiving)
      : firstSignal(signal, newCall(open, fresh.callId, caller.id, facts), receiving);
    const written = await record(parts.db, open.line.tenantId, {
      ...recordingOf(parts, open, signal, facts, change),
      ...caller.toRecord,
    });
    return written === 'written' ? 'recorded' : 'lost';
  });
  if (received === 'recorded' && change) {
    parts.feed.wrote();
    carryOutNew(parts, change);
  }
  return received;
}

function questionOf(open: OpenLine, signal: CallSignal, seen: CallerSeen) {
  return {
    tenantId: open.line.tenantId,
    lineId: open.line.id,
    dedupeKey: signal.dedupeKey,
    ids: [signal.providerCallId, ...signal.aliases],
    addresses: seen.addresses,
    conversationId: signal.conversationId,
  };
}

function newCall(open: OpenLine, callId: CallId, callerId: CallerId, facts: SignalFacts): NewCall {
  const { tenantId, id: lineId, ringLimitMs } = open.line;
  const previousLeg = facts.previousLeg ?? undefined;
  return { tenantId, lineId, ringLimitMs, callId, callerId, previousLeg };
}

function recordingOf(
  parts: Parts,
  open: OpenLine,
  signal: CallSignal,
  facts: SignalFacts,
  change: Change,
): Recording {
  const lineId = open.line.id;
  const callId = change.call.id;
  const ids = new Set([signal.providerCallId, ...signal.aliases]);
  for (const known of facts.knownIds) ids.delete(known);
  return {
    change,
    lease: { owner: parts.db.owner(), ms: parts.timing.leaseMs },
    aliases: [...ids].map((providerCallId) => ({ callId, lineId, providerCallId })),
    received: { lineId, dedupeKey: signal.dedupeKey, what: signal.kind.is, callId },
  };
}

interface Recognised {
  readonly id: CallerId;
  readonly toRecord: Pick<Recording, 'newCaller' | 'newAddresses'>;
}

/** The same person under any known address; addresses not known before are theirs from now on. */
function recognise(seen: CallerSeen, facts: SignalFacts, freshId: CallerId): Recognised {
  const known = seen.addresses.map((address) => facts.knownAddresses.get(address));
  const id = known.find((callerId) => callerId !== undefined) ?? freshId;
  const unknown = seen.addresses.filter((address) => !facts.knownAddresses.has(address));
  const newAddresses = [...new Set<CallerAddress>(unknown)].map((address) => ({
    address,
    callerId: id,
  }));
  if (id !== freshId || facts.call) return { id, toRecord: facts.call ? {} : { newAddresses } };
  const phone = phoneOf(seen.addresses);
  const newCaller = { id, phone, displayName: seen.displayName };
  return { id, toRecord: { newCaller, newAddresses } };
}

/** Some events name a call and nobody. Should it be the first we hear of the call, its caller is a stranger. */
function nobodySeen(signal: CallSignal): CallerSeen {
  return { atProvider: '', addresses: [`other:caller-of:${signal.providerCallId}`] };
}
