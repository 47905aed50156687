import type { ProviderCallId } from '../../call/ids.ts';
import type { RejectEffect } from '../../call/lifecycle/change.ts';
import type { RejectOutcome } from '../../call/rejection.ts';
import type { CallAtProvider, ProviderLine } from '../../providers/provider.ts';
import type { Parts } from '../dependencies.ts';
import type { OpenLine } from '../loaded-line.ts';
import { isTooLate, lineGone, mayStillSend, notSent, tooLate, whileOurs } from './attempt.ts';
import type { Work } from './work.ts';

export interface Asked {
  readonly outcome: RejectOutcome;
  /** Left out when nothing was sent. */
  readonly dispatchedInMs?: number;
}

/** One request to reject the call of this effect and, where its answer leaves open how the call stands, one for that. */
export async function askToReject(
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
    const outcome = await whileOurs(parts, work, (signal) => line.provider.reject(call, signal));
    return lookedUp(parts, work, line.provider, call, outcome);
  };
  const outcome = await parts.gate.through(line.line.id, 'reject', send);
  return { outcome, dispatchedInMs };
}

/** Where the provider can be asked what became of the call, nothing is concluded from its not being found. */
async function lookedUp(
  parts: Parts,
  work: Work,
  { lookUp }: ProviderLine,
  call: CallAtProvider,
  outcome: RejectOutcome,
): Promise<RejectOutcome> {
  if (!lookUp || !leavesOpen(outcome)) return outcome;
  // One that cannot be ended within the lease is not begun.
  if (!(await mayStillSend(parts, work))) return outcome;
  const standing = await lookUp(call, AbortSignal.timeout(parts.timing.attemptTimeoutMs));
  if (standing.is === 'not-told') return outcome;
  if (standing.kind.is === 'ringing') {
    return outcome.is === 'refused'
      ? outcome
      : { is: 'not-done', problem: { ...outcome.problem, message: itRings } };
  }
  return { is: 'already-over', inferred: false, problem: outcome.problem, told: standing.kind };
}

const itRings = 'The provider did not find the call, and says that it rings; it is asked again.';

type Open = Extract<RejectOutcome, { is: 'already-over' | 'refused' }>;

/** A request that the provider finds wrong without naming the call may be one for a call that is over. */
function leavesOpen(outcome: RejectOutcome): outcome is Open {
  if (outcome.is === 'already-over') return outcome.inferred;
  return outcome.is === 'refused' && outcome.problem.kind === 'BAD_REQUEST';
}
