import type { Call } from '../../src/call/call.ts';
import type { Rejection, RejectionState } from '../../src/call/rejection.ts';
import type { CarrierRequest } from './carrier.ts';
import type { StoredCall, StoredEntry } from './judge.ts';
import { isWithdrawal } from './judge-evidence.ts';
import type { World } from './world.ts';

interface Told {
  readonly call: StoredCall;
  readonly rejection: Rejection;
  readonly requests: readonly CarrierRequest[];
  /** With those of the call's earlier rejections: a late yes to one of them confirms the rejection that was wished since. */
  readonly ofCall: readonly CarrierRequest[];
  /** The carrier asked the line to wait, with its answer about this call or another. */
  readonly lineWaits: boolean;
  readonly signals: ReadonlySet<string>;
}

/** I2: every rejection came to an end, and to one that something brought about. Then texts and idempotency keys. */
export async function judgeRejections(world: World, calls: readonly StoredCall[]) {
  const told = calls.flatMap((call) => rejectionsOf(world, call));
  return [
    ...told.flatMap((one) => judgeEnd(world, one)),
    ...(await judgeAllClaims(world, calls)),
    ...calls.flatMap(judgeSettlings),
    ...calls.flatMap(judgeText),
    ...(await judgeAttempts(world)),
    ...judgeKeys(world, told),
    ...(await judgeTextEffects(world)),
  ];
}

/** As each was when it was last heard of. */
function rejectionsOf(world: World, call: StoredCall): Told[] {
  const last = new Map<string, Rejection>();
  for (const entry of call.entries) {
    if (entry.call.rejection) last.set(entry.call.rejection.id, entry.call.rejection);
  }
  const { lineId, providerCallId } = call.call;
  const signals = world.signals.all.filter(
    ({ line, signal }) => line === lineId && signal.providerCallId === providerCallId,
  );
  const ofCall = world.carrier.requests.filter(
    ({ operation, decided }) => operation === 'reject' && decided?.callId === call.call.id,
  );
  return [...last.values()].map((rejection) => ({
    call,
    rejection,
    ofCall,
    requests: ofCall.filter(({ decided }) => decided?.id === rejection.effectId),
    lineWaits: world.carrier.requests.some(
      ({ line, outcome }) =>
        line === lineId && outcome?.is === 'not-done' && outcome.retryAfterMs !== undefined,
    ),
    signals: new Set(signals.map(({ signal }) => signal.kind.is)),
  }));
}

function judgeEnd(world: World, told: Told): string[] {
  const { rejection, requests, call } = told;
  const { state, effectId } = rejection;
  const about = `the rejection of ${call.call.providerCallId}`;
  if (!broughtAbout(state, told) && !wasStopped(world, rejection))
    return [`I2: ${about} is ${state}, which nothing brought about`];
  if (effectId === undefined) return [];
  const done = requests.find((request) => isCertainlyDone(world, request, call));
  const denied = state === 'EXPIRED' || state === 'REFUSED';
  return done && denied ? [`I2: ${about} is ${state}, although the carrier has done it`] : [];
}

/** By the kill switch, before its next attempt. */
function wasStopped({ evidence }: World, { state, requestedBy }: Rejection): boolean {
  return evidence.wasSwitchedOff && state === 'REFUSED' && requestedBy.kind === 'POLICY';
}

/**
 * I16: an end is ours only if a request may have acted: one that was carried out, or of which nobody can know.
 */
async function judgeAllClaims(world: World, calls: readonly StoredCall[]): Promise<string[]> {
  const untold = await world.stage.ask<{ call: string }>(
    `select e.call_id as call from effects e join effect_attempts a on a.effect_id = e.id
     where e.kind = 'reject' and (a.outcome is null or a.finished_at > (
       select min(j.recorded_at) from journal j where j.call_id = e.call_id
         and j.kind in ('REJECTED', 'REDIRECTED', 'REJECT_CONFIRMED')))`,
  );
  // A process that died or was frozen had not yet said whether it had asked.
  const unknown = new Set(untold.map(({ call }) => call));
  return calls
    .filter(({ call }) => !unknown.has(call.id))
    .flatMap((call) => judgeClaims(world, call));
}

function judgeClaims({ carrier }: World, { call, entries }: StoredCall): string[] {
  const claim = entries.find((entry) => claims(entry.call));
  if (!claim) return [];
  const requests = carrier.requests.filter(
    ({ operation, line, about }) =>
      operation === 'reject' && line === call.lineId && about === call.providerCallId,
  );
  if (requests.some(mayHaveActed)) return [];
  const { status, endReason, rejection } = claim.call;
  return [
    `I16: ${call.providerCallId} is ${status}, ${endReason}, ${rejection?.state}, and no request can have done it`,
  ];
}

const ours = ['ACCEPTED', 'CONFIRMED', 'BEST_EFFORT', 'REDIRECTED'];

function claims({ endReason, rejection }: Call): boolean {
  if (endReason === 'REJECTED_BY_US' || endReason === 'RETURNED_TO_QUEUE') return true;
  return rejection !== undefined && ours.includes(rejection.state);
}

/** Without an outcome it was never answered; and whoever was harmed over it may have been unable to tell. */
function mayHaveActed({ outcome, process, answeredAtMs }: CarrierRequest): boolean {
  if (outcome === undefined || answeredAtMs === undefined || process.traps.harmed) return true;
  return outcome.is === 'done' || outcome.is === 'under-way' || outcome.is === 'unknown';
}

/** The answer came to a process that was unharmed, in time to be recorded. */
function isCertainlyDone(
  world: World,
  { outcome, process, answeredAtMs }: CarrierRequest,
  { call }: StoredCall,
): boolean {
  if (outcome?.is !== 'done' || process.traps.harmed || answeredAtMs === undefined) return false;
  const base = world.clock.now().getTime() - world.clock.elapsedMs;
  return base + answeredAtMs < (call.ringDeadlineAt?.getTime() ?? 0);
}

const rejects = ['rejected', 'rejected-or-over'];
const endings = ['answered', 'missed', 'ended', 'over', 'failed', 'released', ...rejects];

function broughtAbout(
  state: RejectionState,
  { call, requests, ofCall, lineWaits, signals, rejection }: Told,
): boolean {
  const answered = (is: string) => requests.some(({ outcome }) => outcome?.is === is);
  const said = (certainty: string) =>
    ofCall.some(({ outcome }) => outcome?.is === 'done' && outcome.certainty === certainty);
  const told = (kinds: readonly string[]) => kinds.some((kind) => signals.has(kind));
  switch (state) {
    case 'SENDING':
      return false;
    case 'CONFIRMED':
      if (said('CONFIRMED') || told(['rejected'])) return true;
      // A word that may mean another end confirms only what was carried out, as far as anybody could tell.
      return told(rejects) && !rejection.inferred;
    case 'ACCEPTED':
      // Gone after a request of which nobody knows what it did.
      if (said('ACCEPTED')) return true;
      // A yes of which no event had told stands as no more than a yes once somebody has answered.
      if (said('CONFIRMED') && told(['answered', 'ended'])) return true;
      // Or it ended in a way that may be ours, after such a request.
      return (
        rejection.inferred === true && (answered('already-over') || told(['rejected-or-over']))
      );
    case 'BEST_EFFORT':
      return said('BEST_EFFORT');
    case 'REDIRECTED':
      return answered('under-way') || told(['released']);
    case 'REFUSED':
      return answered('refused');
    case 'ALREADY_OVER':
      // Without an effect nobody was asked: it was over when it was wished.
      return rejection.effectId === undefined || answered('already-over') || told(endings);
    case 'EXPIRED':
      // Before the ring's end only somebody who knows that the carrier has not done it may give up.
      if (isSettledAfter(rejection, call.call.ringDeadlineAt)) return true;
      return answered('not-done') || lineWaits;
  }
}

const isSettledAfter = ({ settledAt }: Rejection, deadline: Date | undefined): boolean =>
  settledAt !== undefined && deadline !== undefined && settledAt >= deadline;

const isSettling = ({ kind, occurredAt }: StoredEntry) =>
  settlings.includes(kind) && occurredAt.getTime() % 1000 === 0;

const settlings = [
  ...['REJECTED', 'REJECT_ACCEPTED', 'REJECT_FOUND_CALL_OVER', 'REJECT_REFUSED', 'REJECT_EXPIRED'],
];

/** An answer or the ring's end settles a rejection once. Events, which come between whole seconds, may add to it. */
function judgeSettlings({ call, entries }: StoredCall): string[] {
  const settled = entries
    .filter((entry) => isSettling(entry) && !isWithdrawal(entry, { entries }))
    .map((entry) => entry.call.rejection?.id);
  const twice = settled.filter((id, n) => settled.indexOf(id) !== n);
  return twice.map((id) => `rejection ${id} of ${call.providerCallId} was settled twice`);
}

/** Whoever was overtaken settles nothing. */
async function judgeAttempts(world: World): Promise<string[]> {
  const overtaken = await world.stage.ask<{ call: string; number: number }>(
    `select e.call_id as call, a.number from effects e join effect_attempts a on a.effect_id = e.id
     where a.number < e.attempts and a.finished_at = e.settled_at
       and not exists (select 1 from effect_attempts l
         where l.effect_id = e.id and l.number = e.attempts and l.finished_at = e.settled_at)
       -- The ring's end may settle it within the same millisecond.
       and exists (select 1 from journal j where j.call_id = e.call_id
         and j.recorded_at = e.settled_at and j.actor->>'kind' <> 'SYSTEM')
       and not exists (select 1 from journal j where j.call_id = e.call_id
         and j.recorded_at = e.settled_at and j.occurred_at <> date_trunc('second', j.occurred_at))`,
  );
  return overtaken.map(
    ({ call, number }) => `attempt ${number} at ${call} settled what others had taken`,
  );
}

/** No text is forgotten, and none comes to nothing without a word. */
function judgeText({ call, entries }: StoredCall): string[] {
  const { id, followUp } = call.rejection ?? {};
  const about = `the text about ${call.providerCallId} is ${followUp?.state}`;
  if (followUp?.state === 'WAITING' || followUp?.state === 'SENDING') return [`${about} for ever`];
  if (followUp?.state !== 'NOT_SENT') return [];
  const isTold = entries.some(
    ({ kind, call: then }) => kind === 'FOLLOW_UP_NOT_SENT' && then.rejection?.id === id,
  );
  return [
    ...(followUp.notSent === undefined ? [`${about} without a reason`] : []),
    ...(isTold ? [] : [`${about}, and the journal does not tell`]),
  ];
}

/** I5 again, as it is stored: no rejection brings about two texts. */
async function judgeTextEffects(world: World): Promise<string[]> {
  const twice = await world.stage.ask<{ call: string }>(
    `select call_id as call from effects e where kind = 'text' group by tenant_id, call_id
     having count(*) > (select count(distinct j.call->'rejection'->>'id') from journal j where j.call_id = e.call_id)`,
  );
  return twice.map(({ call }) => `I5: ${call} has more texts than rejections`);
}

/** A key stands for one request: for one call with one text, and it has brought about one rejection at most. */
function judgeKeys(world: World, told: readonly Told[]): string[] {
  const keyed = told.filter(({ rejection }) => rejection.requestedBy.name.startsWith('the key'));
  const names = keyed.map(({ rejection }) => rejection.requestedBy.name);
  const twice = names.filter((name, n) => names.indexOf(name) !== n);
  const granted = world.wishes.filter(({ answer }) => answer && 'rejection' in answer);
  const other = granted.filter(({ key, call, text }) =>
    granted.some(
      (wish) => key !== null && wish.key === key && (wish.call !== call || wish.text !== text),
    ),
  );
  return [
    ...twice.map((name) => `${name} stands for two rejections`),
    ...other.map(({ key }) => `the key ${key} was taken for two requests`),
  ];
}
