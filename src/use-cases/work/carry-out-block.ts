import type { Call } from '../../call/call.ts';
import type { BlockEffect } from '../../call/lifecycle/change.ts';
import { finishEffect } from '../../db/effects/end-attempts.ts';
import type { BlockOutcome } from '../../providers/provider.ts';
import type { Dependencies } from '../dependencies.ts';
import type { LoadedLine } from '../loaded-line.ts';
import { isTooLate, lineGone, retryDelayMs, sendRepeatable, tooLate } from './attempt.ts';
import { postpone } from './postpone.ts';
import { retryWhileLeased } from './retry-while-leased.ts';
import type { Work } from './work.ts';

/**
 * Blocks or unblocks a caller at the provider as a best effort: this service rejects blocked callers itself.
 * The request may be repeated, and nothing else depends on its outcome. Returns null, because the call does not change.
 */
export async function carryOutBlock(
  deps: Dependencies,
  work: Work,
  kind: 'block' | 'unblock',
  request: BlockEffect,
): Promise<Call | null> {
  const { tenantId, id: effectId, lineId, attempt, deadlineAt } = work.effect;
  // Past the deadline the line is not loaded: its loading may be what failed in the attempts before.
  const loaded = isTooLate(deps, work)
    ? null
    : await retryWhileLeased(deps, work, () => deps.lineCache.byId(tenantId, lineId));
  const outcome = await ask(deps, work, loaded, kind, request);
  if (outcome.is === 'not-done' || outcome.is === 'unknown') {
    const delayMs = Math.max(retryDelayMs(attempt), retryAfterOf(outcome));
    const isInTime = deps.now().getTime() + delayMs < deadlineAt.getTime();
    if (isInTime) {
      // If another process has taken the effect, `postpone` ends this attempt.
      await postpone(deps, work, outcome, delayMs);
      return null;
    }
  }
  const problem = 'problem' in outcome ? outcome.problem : undefined;
  const ended = { tenantId, effectId, attempt, outcome: nameOf(outcome), problem };
  await retryWhileLeased(deps, work, () => finishEffect(deps.db, ended));
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
  deps: Dependencies,
  work: Work,
  loaded: LoadedLine | null,
  kind: 'block' | 'unblock',
  { callerAtProvider }: BlockEffect,
): Promise<BlockOutcome> {
  if (isTooLate(deps, work)) return { is: 'refused', problem: tooLate };
  if (loaded === null) return { is: 'refused', problem: lineGone };
  // The kill switch does not stop an unblock, which ends a block from before the switch.
  if (kind === 'block' && work.effect.isStopped) return { is: 'refused', problem: switchedOff };
  const { blockCaller, unblockCaller } = loaded.provider;
  const act = kind === 'block' ? blockCaller : unblockCaller;
  if (!act) return { is: 'refused', problem: cannotBlock };
  const caller = { callerAtProvider, phone: work.effect.callerPhone };
  // Limited like a text, so that it never delays a reject.
  const limited = { line: loaded.line, operation: 'text' } as const;
  return sendRepeatable(deps, work, limited, (signal) => act(caller, signal));
}

const switchedOff = {
  kind: 'NOT_ALLOWED',
  message: 'The kill switch of the line is on; the provider was not asked to block the caller.',
} as const;

const cannotBlock = {
  kind: 'NOT_SUPPORTED',
  message: 'The provider of this line cannot block callers.',
} as const;
