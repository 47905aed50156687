import { type Actor, system } from '../call/actor.ts';
import type { Call } from '../call/call.ts';
import { type LineId, newId, type ProviderCallId } from '../call/ids.ts';
import type { RejectEffect } from '../call/lifecycle/change.ts';
import { giveUpReject, settleReject } from '../call/lifecycle/settle-reject.ts';
import type { NotDone, RejectOutcome, Unknown } from '../call/rejection.ts';
import {
  isTooLate,
  lineGone,
  mayStillSend,
  notSent,
  retryDelayMs,
  tooLate,
  whileOurs,
} from './attempt.ts';
import type { OpenLine } from './line-book.ts';
import type { Parts } from './parts.ts';
import { postpone } from './postpone.ts';
import { settle } from './settle.ts';
import { whileLeased } from './while-leased.ts';
import type { Work } from './work.ts';

/** Asks the provider to reject the call of this effect, and records what came of it. */
export async function carryOutReject(
  parts: Parts,
  work: Work,
  request: RejectEffect,
): Promise<Call | null> {
  const { tenantId, lineId } = work.effect;
  const line = await whileLeased(parts, work, () => parts.lineBook.byId(tenantId, lineId));
  const { outcome, dispatchedInMs } = await ask(parts, work, line, request);
  if (outcome.is === 'not-done') return notDone(parts, work, outcome, dispatchedInMs);
  if (outcome.is === 'unknown') return unknown(parts, work, outcome, dispatchedInMs);
  const provider: Actor = line?.actor ?? system;
  const learned = outcome.is === 'done' ? learnedOf(lineId, outcome.aliases) : [];
  return settle(parts, work, { ...ending(outcome), dispatchedInMs, learned }, (call) => {
    const textEffectId = newId('eff');
    return settleReject(call, outcome, {
      now: parts.now(),
      provider,
      textEffectId,
      ...(work.effect.attempt === 1 && { dispatchedInMs }),
    });
  });
}

function learnedOf(lineId: LineId, aliases: readonly ProviderCallId[] = []) {
  return aliases.map((providerCallId) => ({ lineId, providerCallId }));
}

interface Asked {
  readonly outcome: RejectOutcome;
  /** Left out when nothing was sent. */
  readonly dispatchedInMs?: number;
}

async function ask(
  parts: Parts,
  work: Work,
  line: OpenLine | null,
  request: RejectEffect,
): Promise<Asked> {
  if (line === null) return { outcome: { is: 'refused', problem: lineGone } };
  if (isTooLate(parts, work)) return { outcome: { is: 'not-done', problem: tooLate } };
  const call = {
    providerCallId: request.providerCallId as ProviderCallId,
    callerAtProvider: request.callerAtProvider,
  };
  let dispatchedInMs: number | undefined;
  const send = async (): Promise<RejectOutcome> => {
    if (!(await mayStillSend(parts, work))) return notSent;
    dispatchedInMs = performance.now() - work.lease.takenAtMs;
    return whileOurs(parts, work, (signal) => line.provider.reject(call, signal));
  };
  const outcome = await parts.gate.through(line.line.id, 'reject', send);
  return { outcome, dispatchedInMs };
}

async function notDone(
  parts: Parts,
  work: Work,
  outcome: NotDone,
  dispatchedInMs: number | undefined,
): Promise<Call | null> {
  const delayMs = Math.max(retryDelayMs(work.effect.attempt), outcome.retryAfterMs ?? 0);
  if (parts.now().getTime() + delayMs < work.effect.deadlineAt.getTime()) {
    return postpone(parts, work, outcome, delayMs, dispatchedInMs);
  }
  const expired = await settle(parts, work, { ...ending(outcome), dispatchedInMs }, (call) =>
    giveUpReject(call, parts.now(), outcome.problem),
  );
  const { kind } = outcome.problem;
  if (expired) parts.log.error('a rejection expired', { call: expired.id, problem: kind });
  return expired;
}

/** Asked again at once the first time: the caller hears it ring meanwhile. At the ring's end somebody else gives up. */
function unknown(
  parts: Parts,
  work: Work,
  outcome: Unknown,
  dispatchedInMs: number | undefined,
): Promise<Call | null> {
  const { attempt } = work.effect;
  const delayMs = attempt === 1 ? 0 : retryDelayMs(attempt);
  return postpone(parts, work, outcome, delayMs, dispatchedInMs);
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
