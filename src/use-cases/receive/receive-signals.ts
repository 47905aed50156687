import type { CallerSeen } from '../../call/call.ts';
import { unnamedCallerOf } from '../../call/caller-address.ts';
import { newId } from '../../call/ids.ts';
import { applyDecision } from '../../call/lifecycle/apply-decision.ts';
import type { Change } from '../../call/lifecycle/change.ts';
import { firstSignal, type NewCall } from '../../call/lifecycle/first-signal.ts';
import { receiveSignal } from '../../call/lifecycle/receive-signal.ts';
import type { CallSignal } from '../../call/signal.ts';
import type { SignalFacts } from '../../db/calls/signal-facts.ts';
import { noteReceived } from '../../db/record/note-received-event.ts';
import { record } from '../../db/record/record.ts';
import type { Recording } from '../../db/record/recording.ts';
import type { Dependencies } from '../dependencies.ts';
import type { LoadedLine } from '../loaded-line.ts';
import { type DecidedRing, decideRing } from '../perimeter/decide-ring.ts';
import { memoizeCrm } from '../perimeter/memoize-crm.ts';
import { type Decided, decideAndWrite } from '../retry-on-conflict.ts';
import { carryOutNew } from '../work/carry-out.ts';
import { type Lease, takeLease } from '../work/lease.ts';
import { erasedCallOf, withoutCaller } from './erased-call.ts';
import { readSignal, type SignalQuery, type SignalRead } from './read-signal.ts';
import { type Recognised, recogniseCaller } from './recognise-caller.ts';
import { signalRecording } from './signal-recording.ts';

/** `line-gone`: the line was deleted, and nothing was recorded. */
export type Received = 'recorded' | 'duplicate' | 'line-gone';

/** Records a provider's signal about a call once, however often it is delivered. */
export async function receiveCallSignal(
  deps: Dependencies,
  cached: LoadedLine,
  signal: CallSignal,
): Promise<Received> {
  const reception: Reception = {
    cached,
    signal,
    seen: signal.caller ?? unnamedCaller(signal),
    receivedAt: deps.now(),
    newIds: createIds(),
  };
  // The CRM is asked once for all rounds.
  const memoized = { ...deps, crm: memoizeCrm(deps.crm) };
  const { received, written } = await decideAndWrite<Result, Write>(
    (previous) => decide(memoized, reception, previous),
    async (write) => {
      // 'lost': what was read has changed, so the next round decides again.
      const recorded = await record(deps.db, cached.line.tenantId, write.recording);
      return recorded === 'written' ? { received: 'recorded', written: write } : 'lost';
    },
  );
  if (written) {
    // Tells the feed that there are new journal entries to deliver.
    deps.feed.wrote();
    trace(deps, reception, written);
    carryOutNew(deps, written.change, written.lease);
  }
  return received;
}

function trace(deps: Dependencies, { signal, receivedAt }: Reception, { change }: Write): void {
  const { id: callId, lineId } = change.call;
  const by = change.entries[0]?.actor;
  // A signal that changes nothing may have no journal entry.
  if (!by) return;
  const what = signal.kind.is;
  deps.tracing?.sawSignal({ callId, lineId, by, what, receivedAt, recordedAt: deps.now() });
}

interface Reception extends SignalQuery {
  /** The same ids in each round of the retry, so that a round recognises what an earlier round has written. */
  readonly newIds: ReturnType<typeof createIds>;
}

interface Write {
  readonly change: Change;
  readonly lease: Lease;
  readonly recording: Recording;
}

interface Result {
  readonly received: Received;
  /** What was recorded for the call. Left out for a duplicate, for a deleted line, and for a signal that was noted without a call. */
  readonly written?: Write;
}

/** `textEffectId` is for a text, `effectId` for a reject. */
function createIds() {
  return {
    callId: newId('call'),
    callerId: newId('clr'),
    textEffectId: newId('eff'),
    rejectionId: newId('rej'),
    effectId: newId('eff'),
  };
}

async function decide(
  deps: Dependencies,
  reception: Reception,
  previous: Write | undefined,
): Promise<Decided<Result, Write> | 'lost'> {
  const read = await readSignal(deps, reception);
  // The line has changed while it was read, so the next round reads it again.
  if (read === 'lost') return 'lost';
  const { facts } = read;
  if (facts.duplicate) {
    return isOwnWrite(facts, previous?.change)
      ? done({ received: 'recorded', written: previous })
      : done({ received: 'duplicate' });
  }
  if (facts.lineRevision === null) return done({ received: 'line-gone' });
  const erased = erasedCallOf(facts, reception.signal);
  if (erased.is === 'over' || (!facts.call && reception.signal.kind.is === 'noted')) {
    await noteAlone(deps, read.loaded, reception.signal);
    return done({ received: 'recorded' });
  }
  if (erased.is !== 'open') return decideAbout(deps, reception, read);
  // A call that was erased while it was open: what the signal tells is recorded, except the caller.
  const bare = withoutCaller(reception, read, erased.call);
  return decideAbout(deps, bare.query, bare.read);
}

async function decideAbout(
  deps: Dependencies,
  reception: Reception,
  read: SignalRead,
): Promise<Decided<Result, Write>> {
  const { signal } = reception;
  const { facts } = read;
  const { seen, newIds } = reception;
  const caller = recogniseCaller(seen, facts, newIds.callerId, toldAt(reception));
  const { change, decided } = await changeOf(deps, reception, read, caller);
  // For a reject that the change begins: this process sends it right after the commit.
  const lease = takeLease(deps);
  const recording = { ...signalRecording(read, signal, change, caller, decided), lease };
  return { is: 'write', write: { change, lease, recording } };
}

/** When the provider told the signal. Undefined for one that came late and has no time. */
function toldAt({ signal, receivedAt }: Reception): Date | undefined {
  const { occurredAt, deliveredLate } = signal;
  if (occurredAt === undefined) return deliveredLate ? undefined : receivedAt;
  // A time in the future, from a provider's wrong clock, would outlast the times of later signals.
  return occurredAt < receivedAt ? occurredAt : receivedAt;
}

function done(result: Result): Decided<Result, Write> {
  return { is: 'done', done: result };
}

/** Applies the signal to its call and, if the call begins to ring, the decision of the policies. */
async function changeOf(
  deps: Dependencies,
  { signal, seen, newIds, receivedAt }: Reception,
  { loaded, facts }: SignalRead,
  caller: Recognised,
): Promise<{ readonly change: Change; readonly decided: DecidedRing | null }> {
  const { textEffectId } = newIds;
  const context = { now: deps.now(), provider: loaded.actor, textEffectId };
  const change = facts.call
    ? receiveSignal(facts.call, signal, facts.ourRequests.state, context)
    : firstSignal(signal, newCall(loaded, newIds, caller, facts), context);
  // Perimeter facts are read only for a ring on a line with policies. Without them nothing is decided.
  if (!beginsToRing(change, signal) || !facts.perimeter) return { change, decided: null };
  const decided = await decideRing(deps, {
    loaded,
    call: change.call,
    caller: {
      id: caller.id,
      addresses: seen.addresses,
      known: caller.known,
      isUnclear: signal.isCallerUnclear,
    },
    stored: facts.perimeter,
    newIds,
    receivedAt,
  });
  return { change: applyDecision(change, decided.decision, decided.action, context), decided };
}

/**
 * Whether the signal is stored because the commit of an earlier round succeeded and only its acknowledgement was lost.
 * Then a reject that it began must be sent here, because this process has its lease. Any other effect is claimed by a pool, so
 * without a rejection or effects the signal may as well count as a duplicate.
 */
function isOwnWrite(facts: SignalFacts, change: Change | undefined): boolean {
  const id = change?.call.rejection?.id;
  return id !== undefined && facts.call?.rejection?.id === id && change?.effects.length !== 0;
}

/**
 * Notes the event, so that it is recognised when it is repeated, and nothing of a call: a `noted` signal does not tell the state of its
 * call, so it cannot begin a call that is unknown here, and of a call that was erased nothing may come back.
 */
async function noteAlone(
  { db }: Dependencies,
  { line }: LoadedLine,
  { kind, dedupeKey }: CallSignal,
): Promise<void> {
  const what = kind.is === 'noted' ? kind.what : kind.is;
  await noteReceived(db, line.tenantId, line.id, dedupeKey, what);
}

/** Policies decide only about a call that begins to ring now. A signal that was delivered late is about an earlier ring. */
function beginsToRing({ before, call }: Change, signal: CallSignal): boolean {
  return before === null && call.status === 'RINGING' && signal.deliveredLate !== true;
}

function newCall(
  { line }: LoadedLine,
  { callId }: Reception['newIds'],
  caller: Recognised,
  facts: SignalFacts,
): NewCall {
  const { tenantId, id: lineId, ringLimitMs } = line;
  const previousLeg = facts.previousLeg ?? undefined;
  return { tenantId, lineId, ringLimitMs, callId, callerId: caller.id, previousLeg };
}

/** For a signal that names no caller. A call that begins with it gets a caller of its own, who has no phone number. */
function unnamedCaller(signal: CallSignal): CallerSeen {
  return { atProvider: '', addresses: [unnamedCallerOf(signal.providerCallId)] };
}
