import { isDeepStrictEqual } from 'node:util';
import { type CallStatus, isOver } from '../../src/call/status.ts';
import type { StoredCall } from './judge.ts';
import { isWithdrawal } from './judge-evidence.ts';

const rank: Record<CallStatus, number> = {
  RINGING: 0,
  REJECTING: 1,
  ANSWERED: 2,
  REJECTED: 3,
  REDIRECTED: 3,
  MISSED: 3,
  ENDED: 3,
  FAILED: 3,
};

const cameToNothing = ['REJECT_REFUSED', 'REJECT_EXPIRED'];

/** I8: revisions without a gap, a history that only goes forward, and a row that is what its history says. */
export function judgeCall(stored: StoredCall): string[] {
  const { call, entries } = stored;
  const violations: string[] = [];
  const revisions = entries.map(({ revision }) => revision);
  if (revisions.some((revision, n) => revision !== n + 1)) {
    violations.push(`I8: ${call.providerCallId} has the revisions ${revisions}`);
  }
  const last = entries.at(-1)?.call;
  if (!isDeepStrictEqual(last, call)) {
    violations.push(`I8: ${call.providerCallId} is not as its last entry says`);
  }
  return [...violations, ...backwards(stored), ...rejectedThoughAnswered(stored)];
}

/** I16: whoever was answered was not rejected, whatever word the end was told with. */
function rejectedThoughAnswered({ call, entries }: StoredCall): string[] {
  const answered = entries.findIndex((entry) => entry.call.status === 'ANSWERED');
  if (answered < 0) return [];
  const rejected = entries.slice(answered).find((entry) => entry.call.status === 'REJECTED');
  if (!rejected) return [];
  return [`I16: ${call.providerCallId} is ${rejected.call.endReason} after it had been answered`];
}

function backwards({ call, entries }: StoredCall): string[] {
  const violations: string[] = [];
  let refinements = 0;
  for (const [n, entry] of entries.entries()) {
    const before = entries[n - 1]?.call.status;
    const after = entry.call.status;
    if (before === undefined || before === after) continue;
    // That it was gone was only concluded: a new wish asks again.
    if (isOver(before) && after === 'REJECTING') continue;
    if (isWithdrawal(entry, { entries })) continue;
    if (isOver(before)) refinements++;
    else if (after === 'RINGING' && cameToNothing.includes(entry.kind)) continue;
    else if (rank[after] <= rank[before]) {
      violations.push(`I8: ${call.providerCallId} went from ${before} to ${after}`);
    }
  }
  if (refinements > 1) violations.push(`I8: ${call.providerCallId} ended ${refinements + 1} times`);
  return violations;
}
