import { system } from '../../call/actor.ts';
import type { Call } from '../../call/call.ts';
import { type LineId, newId } from '../../call/ids.ts';
import type { Change } from '../../call/lifecycle/change.ts';
import { hearLateAnswer } from '../../call/lifecycle/late-answer.ts';
import type { Problem } from '../../call/problem.ts';
import type { AnsweredRequests } from '../../call/rejection.ts';
import { readCallAtAnswer } from '../../db/calls/call-at-answer.ts';
import { readCall } from '../../db/calls/call-reads.ts';
import { type EndedAttempt, finishEffect } from '../../db/effects/end-attempts.ts';
import { record } from '../../db/record/record.ts';
import type { Recorded } from '../../db/record/write-batch.ts';
import type { Dependencies } from '../dependencies.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { takeLease } from './lease.ts';
import { retryWhileLeased } from './retry-while-leased.ts';
import type { Work } from './work.ts';

export interface AttemptEnding {
  /** Such as DONE or NOT_DONE, as the database stores it. */
  readonly outcome: string;
  readonly problem?: Problem;
  readonly dispatchedInMs?: number;
  /** Ids that the provider's answer contained. Later events may name the call or its text by them. */
  readonly learned?: readonly { readonly lineId: LineId; readonly providerCallId: string }[];
}

/**
 * Records how an attempt ended and the change of its call, and returns the call. `decide` gets what the other requests may have done,
 * and returns null if the call does not change any more, because an event, a deadline or another attempt has already settled it. It is
 * not asked if another rejection has replaced the one of this attempt (`isReplaced`).
 * In both cases `settle` returns null, as it does if another attempt has started and this one was not DONE. The attempt is recorded all
 * the same, and its effect is finished unless another attempt has started.
 */
export async function settle(
  deps: Dependencies,
  work: Work,
  ending: AttemptEnding,
  decide: (call: Call, others: AnsweredRequests) => Change | null,
): Promise<Call | null> {
  // 'overtaken': nothing was written, because the call does not change any more or another attempt has started. After 'lost', a
  // concurrent change, `retryOnConflict` decides again.
  const settled = await retryWhileLeased(deps, work, () =>
    retryOnConflict<Change | 'overtaken'>(async (round) => {
      const found = await findCall(deps, work, round);
      if (found === null || isReplaced(work, ending, found.call)) return 'overtaken';
      const change = decide(found.call, found.others);
      if (!change) return 'overtaken';
      const recorded = await recordEnd(deps, work, ending, change);
      return recorded === 'written' ? change : recorded;
    }),
  );
  if (settled === 'overtaken') {
    const { tenantId, id: effectId, attempt } = work.effect;
    const { learned: _, ...ended } = ending;
    await retryWhileLeased(deps, work, () => recordLearned(deps, work, ending));
    await retryWhileLeased(deps, work, () =>
      endOvertaken(deps, work, { tenantId, effectId, attempt, ...ended }),
    );
    return null;
  }
  // Tells the feed that there are new journal entries to deliver.
  deps.feed.wrote();
  // The only effect that can follow is a text, which must be claimed.
  if (settled.effects.length > 0) deps.onDue('text', 0);
  return settled.call;
}

/**
 * The attempt was made for an earlier rejection of the call, which is over, and it did not reject the call. It tells nothing about the
 * rejection in force, except by whom a reported end was that may wait for just this answer (`heard`).
 */
function isReplaced({ effect }: Work, { outcome }: AttemptEnding, { rejection }: Call): boolean {
  if (effect.work.kind !== 'reject' || outcome === 'DONE') return false;
  return rejection?.effectId !== effect.id && rejection?.heard === undefined;
}

/**
 * Writes nothing and answers 'overtaken' if another attempt at the effect has started. But if this attempt has carried out the
 * rejection, or sent the text, the change is written nevertheless, and the retries of a rejection stop: no third attempt follows.
 */
async function recordEnd(
  deps: Dependencies,
  attempted: Work,
  { learned, ...ended }: AttemptEnding,
  change: Change,
): Promise<Recorded> {
  const { tenantId, id: effectId, attempt, work } = attempted.effect;
  const learnedAliases = aliasesOf(attempted, learned);
  const recording = { change, lease: takeLease(deps), learnedAliases };
  const end = { effectId, attempt, ...ended };
  // Unlike `lateAnswer`, a `fence` lets the recording be written only while this attempt is the latest and in flight.
  const recorded = await record(deps.db, tenantId, { ...recording, fence: end });
  if (recorded !== 'overtaken' || ended.outcome !== 'DONE') return recorded;
  const late: Change = work.kind === 'reject' ? { ...change, rejectRetries: 'stop' } : change;
  return record(deps.db, tenantId, { ...recording, change: late, lateAnswer: end });
}

/** Records the ids alone: the call does not change any more, but its later events may name it by them. */
async function recordLearned(deps: Dependencies, work: Work, { learned = [] }: AttemptEnding) {
  if (learned.length === 0) return;
  const learnedAliases = aliasesOf(work, learned);
  await record(deps.db, work.effect.tenantId, { lease: takeLease(deps), learnedAliases });
}

function aliasesOf({ effect: { callId } }: Work, learned: AttemptEnding['learned'] = []) {
  return learned.map((alias) => ({ callId, ...alias }));
}

interface FoundCall {
  readonly call: Call;
  /** What the other requests to reject the call may have done. */
  readonly others: AnsweredRequests;
}

/**
 * Finds the call that an attempt was about. If an earlier request to reject counted as one that may have acted, the requests are
 * read again, because that request may have been answered meanwhile.
 */
async function findCall(
  { db }: Dependencies,
  work: Work,
  round: number,
): Promise<FoundCall | null> {
  const { tenantId, callId, id: effectId, attempt, ourRequests: others } = work.effect;
  if (work.effect.work.kind === 'reject' && others !== 'no-effect') {
    const found = await readCallAtAnswer(db, { tenantId, callId, effectId, attempt });
    // `decide` knows no 'unanswered': another request without an outcome counts as one that may have acted.
    const didNothing = found?.others === 'no-effect';
    return found && { call: found.call, others: didNothing ? 'no-effect' : 'may-have-acted' };
  }
  const justRecorded = round === 1 ? work.call : undefined;
  const call = justRecorded ?? (await readCall(db, tenantId, callId));
  return call && { call, others };
}

/**
 * Records the end of an attempt that settles nothing any more. If it certainly did nothing, this may correct what was
 * concluded about its call while its answer was missing.
 */
async function endOvertaken(
  deps: Dependencies,
  { effect }: Work,
  ended: EndedAttempt,
): Promise<void> {
  const didNothing = ended.outcome !== 'DONE' && ended.outcome !== 'UNKNOWN';
  if (effect.work.kind !== 'reject' || !didNothing) return finishEffect(deps.db, ended);
  const heard = await hearLate(deps, effect, ended, 'with this answer');
  if (heard === 'unchanged') await finishEffect(deps.db, ended);
}

/**
 * Hears an answer "not done" whose attempt was postponed after its lease had ended. Until then the attempt counted as one that
 * may have acted, and a change that was decided from that may have been recorded, or may be about to be.
 */
export async function hearAfterLease(deps: Dependencies, work: Work): Promise<void> {
  const { tenantId, id: effectId, attempt } = work.effect;
  const ended = { tenantId, effectId, attempt, outcome: 'NOT_DONE' } as const;
  await retryWhileLeased(deps, work, () => hearLate(deps, work.effect, ended, 'before'));
}

/**
 * The answer says that the request did nothing. Corrects what was concluded while the answer was missing. `endRecorded` says when the
 * end of the attempt is recorded: together with what the answer changes, or already before.
 */
async function hearLate(
  deps: Dependencies,
  { callId, lineId }: Work['effect'],
  ended: EndedAttempt,
  endRecorded: 'with this answer' | 'before',
): Promise<'heard' | 'unchanged'> {
  const { tenantId, ...lateAnswer } = ended;
  const line = await deps.lineCache.byId(tenantId, lineId);
  // There is no line once the erasure of its tenant has deleted it.
  const provider = line?.actor ?? system;
  const change = await retryOnConflict(async () => {
    const found = await readCallAtAnswer(deps.db, { ...ended, callId });
    // An end that was to be recorded here and is recorded already: an earlier round wrote it and lost the connection before it knew.
    if (!found || (found.isEnded && endRecorded === 'with this answer')) return 'unchanged';
    const heard = hearLateAnswer(found.call, found, {
      now: deps.now(),
      provider,
      textEffectId: newId('eff'),
    });
    if (heard === null) return 'unchanged';
    const recorded = await record(deps.db, tenantId, {
      change: heard,
      lease: takeLease(deps),
      ...(endRecorded === 'with this answer' && { lateAnswer }),
    });
    // Without a `fence`, a recording is never 'overtaken'.
    return recorded === 'written' ? heard : 'lost';
  });
  if (change === 'unchanged') return 'unchanged';
  deps.feed.wrote();
  if (change.effects.length > 0) deps.onDue('text', 0);
  return 'heard';
}
