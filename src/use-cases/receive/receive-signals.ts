import type { CallerSeen } from '../../call/call.ts';
import { type CallerId, type CallId, newId } from '../../call/ids.ts';
import { applyDecision } from '../../call/lifecycle/apply-decision.ts';
import type { Change } from '../../call/lifecycle/change.ts';
import { firstSignal, type NewCall, ringsAgain } from '../../call/lifecycle/first-signal.ts';
import { receiveSignal } from '../../call/lifecycle/receive-signal.ts';
import type { CallSignal } from '../../call/signal.ts';
import {
  readSignalFacts,
  type SignalFacts,
  type SignalQuestion,
} from '../../db/calls/signal-facts.ts';
import { noteReceived } from '../../db/effects/inbox.ts';
import type { PerimeterQuestion } from '../../db/lines/perimeter-facts.ts';
import { record } from '../../db/record/record.ts';
import type { Recording } from '../../db/record/recording.ts';
import type { Parts } from '../dependencies.ts';
import { perimeterQuestion } from '../lines/line-perimeter.ts';
import type { OpenLine } from '../loaded-line.ts';
import { type DecidedRing, decideRing } from '../perimeter/decide-ring.ts';
import { askedOnce } from '../perimeter/memoize-crm.ts';
import { untilRecorded } from '../retry-on-conflict.ts';
import { carryOutNew } from '../work/carry-out.ts';
import { type Lease, takeLease } from '../work/lease.ts';
import { addressesOfOne, type Recognised, recogniseCaller } from './recognise-caller.ts';

export type Received = 'recorded' | 'duplicate' | 'line-gone';

/** A provider told us something about a call: recorded once, whatever the number of deliveries. */
export async function receiveCallSignal(
  parts: Parts,
  remembered: OpenLine,
  signal: CallSignal,
): Promise<Received> {
  let open = remembered;
  const fresh = {
    callId: newId('call'),
    callerId: newId('clr'),
    textEffectId: newId('eff'),
    rejectionId: newId('rej'),
    effectId: newId('eff'),
  };
  const askedAt = parts.now();
  const seen = signal.caller ?? nobodySeen(signal);
  const asking = { ...parts, crm: askedOnce(parts.crm) };
  let mine: { readonly change: Change; readonly lease: Lease } | undefined;
  const received = await untilRecorded<Received>(async () => {
    const perimeter = signal.kind.is === 'ringing' ? perimeterQuestion(open.line, askedAt) : null;
    const found = await readSignalFacts(parts.db, questionOf(open, signal, seen, perimeter));
    const facts = ringsAgain(found.call, signal) ? asAnotherCall(found) : found;
    // Unless it is what we recorded ourselves, without the commit being acknowledged.
    if (facts.duplicate) return isMine(facts, mine?.change) ? 'recorded' : 'duplicate';
    if (facts.lineRevision === null) return 'line-gone';
    if (signal.kind.is === 'ringing' && facts.lineRevision !== open.line.revision) {
      open = await lineAsOf(parts, open, facts.lineRevision);
      return 'lost';
    }
    if (!facts.call && signal.kind.is === 'noted') return keepNote(parts, open, signal);
    const caller = recogniseCaller(seen, facts, fresh.callerId);
    const r = { now: parts.now(), provider: open.actor, textEffectId: fresh.textEffectId };
    const heard = facts.call
      ? receiveSignal(facts.call, signal, facts.ours.part, r)
      : firstSignal(signal, newCall(open, fresh.callId, caller.id, facts), r);
    const ringing = { id: caller.id, addresses: seen.addresses, known: caller.known };
    const decided =
      isToDecide(heard, signal) && facts.perimeter
        ? await decideRing(asking, open, heard.call, ringing, facts.perimeter, fresh, askedAt)
        : null;
    const change = decided
      ? applyDecision(heard, decided.decision, decided.act, { ...r, by: decided.by })
      : heard;
    const lease = takeLease(parts);
    mine = { change, lease };
    const written = await record(parts.db, open.line.tenantId, {
      ...recordingOf(open, signal, facts, change),
      ...callerPartOf(caller, facts, decided),
      lease,
    });
    return written === 'written' ? 'recorded' : 'lost';
  });
  if (received === 'recorded' && mine) {
    parts.feed.wrote();
    carryOutNew(parts, mine.change, mine.lease);
  }
  return received;
}

/** The ring before is the leg before, and gives its names away. */
function asAnotherCall(found: SignalFacts): SignalFacts {
  const { call } = found;
  if (!call) return found;
  const { id, leg } = call;
  return { ...found, call: null, namesOf: id, ours: { part: 'none' }, previousLeg: { id, leg } };
}

/** Policies and kill switches count from when they are saved, wherever an older line is remembered. */
async function lineAsOf(parts: Parts, open: OpenLine, revision: number): Promise<OpenLine> {
  const { tenantId, id } = open.line;
  const known = await parts.lineBook.byId(tenantId, id);
  if (known?.line.revision === revision) return known;
  parts.lineBook.forget(open.line);
  return (await parts.lineBook.byId(tenantId, id)) ?? open;
}

function isMine(facts: SignalFacts, change: Change | undefined): boolean {
  const id = change?.call.rejection?.id;
  return id !== undefined && facts.call?.rejection?.id === id && change?.effects.length !== 0;
}

/** It names a call and says nothing about it: not enough to begin a call with. */
async function keepNote(parts: Parts, open: OpenLine, signal: CallSignal): Promise<Received> {
  const { tenantId, id } = open.line;
  const what = signal.kind.is === 'noted' ? signal.kind.what : signal.kind.is;
  await noteReceived(parts.db, tenantId, id, signal.dedupeKey, what);
  return 'recorded';
}

/** Policies decide about a call that begins to ring now: not about old news. */
function isToDecide({ before, call }: Change, signal: CallSignal): boolean {
  return before === null && call.status === 'RINGING' && signal.deliveredLate !== true;
}

function questionOf(
  open: OpenLine,
  signal: CallSignal,
  seen: CallerSeen,
  perimeter: PerimeterQuestion | null,
): SignalQuestion {
  return {
    tenantId: open.line.tenantId,
    lineId: open.line.id,
    dedupeKey: signal.dedupeKey,
    ids: [signal.providerCallId, ...signal.aliases],
    addresses: addressesOfOne(seen),
    conversationId: signal.conversationId,
    perimeter,
  };
}

function newCall(open: OpenLine, callId: CallId, callerId: CallerId, facts: SignalFacts): NewCall {
  const { tenantId, id: lineId, ringLimitMs } = open.line;
  const previousLeg = facts.previousLeg ?? undefined;
  return { tenantId, lineId, ringLimitMs, callId, callerId, previousLeg };
}

function recordingOf(
  open: OpenLine,
  signal: CallSignal,
  facts: SignalFacts,
  change: Change,
): Omit<Recording, 'lease'> {
  const lineId = open.line.id;
  const callId = change.call.id;
  const ids = new Set([signal.providerCallId, ...signal.aliases]);
  for (const known of facts.knownIds) ids.delete(known);
  return {
    change,
    aliases: [...ids].map((providerCallId) => ({ callId, lineId, providerCallId })),
    ...(facts.namesOf && { takes: { from: facts.namesOf, ids: facts.knownIds } }),
    ...(change.asking === 'awaited' && { beside: facts.ours.underWay }),
    received: { lineId, dedupeKey: signal.dedupeKey, what: signal.kind.is, callId },
  };
}

/** Of a call that is known only what its caller is known by may be learned: who calls, its first signal has said. */
function callerPartOf(
  { unchanged, known, toRecord }: Recognised,
  { call }: SignalFacts,
  decided: DecidedRing | null,
): Pick<Recording, 'newCaller' | 'newAddresses' | 'callerChange'> {
  if (call && !known) return {};
  const change = toRecord.callerChange ?? (decided ? unchanged : undefined);
  const { newCaller } = toRecord;
  return {
    ...toRecord,
    newCaller: newCaller && { ...newCaller, ...decided?.remember },
    callerChange: change && { ...change, ...decided?.remember },
  };
}

/** Some events name a call and nobody. Should it be the first we hear of the call, its caller is a stranger. */
function nobodySeen(signal: CallSignal): CallerSeen {
  return { atProvider: '', addresses: [`other:caller-of:${signal.providerCallId}`] };
}
