import { type Actor, system } from '../call/actor.ts';
import type { Call } from '../call/call.ts';
import { newId, type ProviderCallId } from '../call/ids.ts';
import type { RejectEffect } from '../call/lifecycle/change.ts';
import { giveUpReject, settleReject } from '../call/lifecycle/settle-reject.ts';
import type { NotDone, RejectOutcome, Unknown } from '../call/rejection.ts';
import { postponeEffect } from '../db/effects.ts';
import { isTooLate, lineGone, mayStillSend, overslept, retryDelayMs, tooLate } from './attempt.ts';
import type { OpenLine } from './line-book.ts';
import type { Parts } from './parts.ts';
import { settle } from './settle.ts';
import type { Work } from './work.ts';

/** Asks the provider to reject the call of this effect, and records what came of it. */
export async function carryOutReject(
  parts: Parts,
  work: Work,
  request: RejectEffect,
): Promise<Call | null> {
  const line = await parts.lineBook.byId(work.effect.tenantId, work.effect.lineId);
  const sentAtMs = performance.now();
  const outcome = await ask(parts, work, line, request);
  if (outcome.is === 'not-done') return notDone(parts, work, outcome);
  if (outcome.is === 'unknown') return unknown(parts, work, outcome);
  const first = work.effect.attempt === 1;
  const dispatchedInMs = first ? sentAtMs - work.claimedAtMs : undefined;
  const provider: Actor = line?.actor ?? system;
  return settle(parts, work, ending(outcome), (call) => {
    const textEffectId = newId('eff');
    return settleReject(call, outcome, {
      now: parts.now(),
      provider,
      textEffectId,
      dispatchedInMs,
    });
  });
}

async function ask(
  parts: Parts,
  work: Work,
  line: OpenLine | null,
  request: RejectEffect,
): Promise<RejectOutcome> {
  if (line === null) return { is: 'refused', problem: lineGone };
  if (isTooLate(parts, work)) return { is: 'not-done', problem: tooLate };
  const call = {
    providerCallId: request.providerCallId as ProviderCallId,
    callerAtProvider: request.callerAtProvider,
  };
  return parts.gate.through(line.line.id, 'reject', async (): Promise<RejectOutcome> => {
    if (!mayStillSend(parts, work)) return { is: 'not-done', problem: overslept };
    return line.provider.reject(call, AbortSignal.timeout(parts.timing.attemptTimeoutMs));
  });
}

function notDone(parts: Parts, work: Work, outcome: NotDone): Promise<Call | null> {
  const delayMs = Math.max(retryDelayMs(work.effect.attempt), outcome.retryAfterMs ?? 0);
  if (parts.now().getTime() + delayMs < work.effect.deadlineAt.getTime()) {
    return postpone(parts, work, outcome, delayMs);
  }
  parts.log.error('a rejection expired', {
    call: work.effect.callId,
    problem: outcome.problem.kind,
  });
  return settle(parts, work, ending(outcome), (call) =>
    giveUpReject(call, parts.now(), outcome.problem),
  );
}

/** Asked again at once the first time: the caller hears it ring meanwhile. At the ring's end somebody else gives up. */
function unknown(parts: Parts, work: Work, outcome: Unknown): Promise<Call | null> {
  const { attempt } = work.effect;
  return postpone(parts, work, outcome, attempt === 1 ? 0 : retryDelayMs(attempt));
}

async function postpone(
  parts: Parts,
  work: Work,
  outcome: NotDone | Unknown,
  delayMs: number,
): Promise<null> {
  const { tenantId, id: effectId, attempt } = work.effect;
  await postponeEffect(parts.db, {
    tenantId,
    effectId,
    attempt,
    outcome: outcome.is === 'unknown' ? 'UNKNOWN' : 'NOT_DONE',
    problem: outcome.problem,
    delayMs,
  });
  parts.onDue(delayMs);
  return null;
}

function ending(outcome: RejectOutcome) {
  switch (outcome.is) {
    case 'done':
    case 'under-way':
      return { outcome: 'DONE' };
    case 'already-over':
      return { outcome: 'ALREADY_OVER', problem: outcome.problem };
    case 'refused':
      return { outcome: 'REFUSED', problem: outcome.problem };
    case 'not-done':
      return { outcome: 'NOT_DONE', problem: outcome.problem };
    case 'unknown':
      return { outcome: 'UNKNOWN', problem: outcome.problem };
  }
}
