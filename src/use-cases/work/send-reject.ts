import type { ProviderCallId } from '../../call/ids.ts';
import type { RejectEffect } from '../../call/lifecycle/change.ts';
import type { RejectOutcome } from '../../call/rejection.ts';
import type { CallAtProvider, CallToReject, ProviderLine } from '../../providers/provider.ts';
import type { Dependencies } from '../dependencies.ts';
import type { LoadedLine } from '../loaded-line.ts';
import { isTooLate, leftForLookUpMs, lineGone, sendRepeatable, tooLate } from './attempt.ts';
import type { Work } from './work.ts';

export interface SentReject {
  readonly outcome: RejectOutcome;
  /** The time from taking the lease to sending the request. Left out if no request was sent. */
  readonly dispatchedInMs?: number;
}

/** Sends one reject request. If its answer does not tell the call's state, asks the provider for the state. */
export async function sendReject(
  deps: Dependencies,
  work: Work,
  loaded: LoadedLine | null,
  request: RejectEffect,
): Promise<SentReject> {
  if (loaded === null) return { outcome: { is: 'refused', problem: lineGone } };
  // After `not-done` past the deadline there is no further attempt: the rejection is given up.
  if (isTooLate(deps, work)) return { outcome: { is: 'not-done', problem: tooLate } };
  const { line, provider } = loaded;
  const call: CallToReject = {
    providerCallId: request.providerCallId as ProviderCallId,
    callerAtProvider: request.callerAtProvider,
    // Effects that an earlier release recorded have no reason.
    reason: request.reason ?? 'DECLINED',
    // The same in every attempt, so that a provider can recognise a repetition.
    commandId: work.effect.id,
  };
  let dispatchedInMs: number | undefined;
  const outcome = await sendRepeatable<RejectOutcome>(
    deps,
    work,
    { line, operation: 'reject' },
    async (signal) => {
      dispatchedInMs = performance.now() - work.lease.takenAtMs;
      const answered = await provider.reject(call, signal);
      return confirmByLookUp(deps, work, provider, call, answered);
    },
  );
  return { outcome, dispatchedInMs };
}

/** An answer such as "not found" only suggests that the call is over. A provider that can look up the call is asked. */
async function confirmByLookUp(
  deps: Dependencies,
  work: Work,
  { lookUp }: ProviderLine,
  call: CallAtProvider,
  outcome: RejectOutcome,
): Promise<RejectOutcome> {
  if (!lookUp || !leavesStateOpen(outcome)) return outcome;
  const withinMs = leftForLookUpMs(deps, work);
  if (withinMs < 1) return outcome;
  const state = await lookUp(call, AbortSignal.timeout(Math.floor(withinMs)));
  if (state.is === 'not-told') return outcome;
  if (state.is === 'gone') {
    return { is: 'already-over', inferred: true, problem: state.problem };
  }
  if (state.kind.is === 'ringing') {
    // A refused request would be refused again. Only a request for which the call was not found is repeated.
    return outcome.is === 'refused'
      ? outcome
      : { is: 'not-done', problem: { ...outcome.problem, message: stillRings } };
  }
  // In every other state, such as answered, no ring is left to reject.
  return { is: 'already-over', inferred: false, problem: outcome.problem, told: state.kind };
}

const stillRings =
  'The provider did not find the call to reject, but reports that it rings; the request is repeated.';

type StateOpen = Extract<RejectOutcome, { is: 'already-over' | 'refused' }>;

/**
 * The answer leaves open whether the call is over: an inferred `already-over`, or a BAD_REQUEST, by which a provider may mean the
 * call or anything else in the request.
 */
function leavesStateOpen(outcome: RejectOutcome): outcome is StateOpen {
  if (outcome.is === 'already-over') return outcome.inferred;
  return outcome.is === 'refused' && outcome.problem.kind === 'BAD_REQUEST';
}
