import type { Call } from '../../call/call.ts';
import type { BlockEffect } from '../../call/lifecycle/change.ts';
import { finishEffect } from '../../db/effects/effects.ts';
import type { BlockOutcome } from '../../providers/provider.ts';
import type { Parts } from '../dependencies.ts';
import type { OpenLine } from '../loaded-line.ts';
import {
  isTooLate,
  lineGone,
  mayStillSend,
  notSent,
  retryDelayMs,
  tooLate,
  whileOurs,
} from './attempt.ts';
import { postpone } from './postpone.ts';
import { whileLeased } from './retry-while-leased.ts';
import type { Work } from './work.ts';

/**
 * Blocks or unblocks a caller at the provider, as a best effort: whom we block we reject ourselves.
 * It may be repeated, and nothing else depends on it.
 */
export async function carryOutBlock(
  parts: Parts,
  work: Work,
  kind: 'block' | 'unblock',
  request: BlockEffect,
): Promise<Call | null> {
  const { tenantId, id: effectId, lineId, attempt, deadlineAt } = work.effect;
  const line = isTooLate(parts, work)
    ? null
    : await whileLeased(parts, work, () => parts.lineBook.byId(tenantId, lineId));
  const outcome = await ask(parts, work, line, kind, request);
  if (outcome.is === 'not-done' || outcome.is === 'unknown') {
    const delayMs = Math.max(retryDelayMs(attempt), retryAfterOf(outcome));
    const isInTime = parts.now().getTime() + delayMs < deadlineAt.getTime();
    if (isInTime) {
      await postpone(parts, work, outcome, delayMs);
      return null;
    }
  }
  const problem = 'problem' in outcome ? outcome.problem : undefined;
  const ended = { tenantId, effectId, attempt, outcome: nameOf(outcome), problem };
  await whileLeased(parts, work, () => finishEffect(parts.db, ended));
  return null;
}

function nameOf({ is }: BlockOutcome): string {
  switch (is) {
    case 'done':
      return 'DONE';
    case 'refused':
      return 'REFUSED';
    case 'not-done':
      return 'NOT_DONE';
    case 'unknown':
      return 'UNKNOWN';
  }
}

function retryAfterOf(outcome: BlockOutcome): number {
  return outcome.is === 'not-done' ? (outcome.retryAfterMs ?? 0) : 0;
}

async function ask(
  parts: Parts,
  work: Work,
  line: OpenLine | null,
  kind: 'block' | 'unblock',
  { callerAtProvider }: BlockEffect,
): Promise<BlockOutcome> {
  if (line === null) return { is: 'refused', problem: lineGone };
  if (isTooLate(parts, work)) return { is: 'refused', problem: tooLate };
  const { blockCaller, unblockCaller } = line.provider;
  const act = kind === 'block' ? blockCaller : unblockCaller;
  if (!act) return { is: 'refused', problem: cannotBlock };
  return parts.gate.through(line.line.id, 'text', async (): Promise<BlockOutcome> => {
    if (!(await mayStillSend(parts, work))) return notSent;
    const caller = { callerAtProvider, phone: work.effect.callerPhone };
    return whileOurs(parts, work, (signal) => act(caller, signal));
  });
}

const cannotBlock = {
  kind: 'NOT_SUPPORTED',
  message: 'The provider of this line cannot block callers.',
} as const;
