import type { Evidence, Journaled } from './evidence.ts';
import type { RecordOf } from './records.ts';
import type { Violation } from './violation.ts';

/** Heard with less ring than this left, it may have rung out before it was decided on. */
const hopelessMs = 1000;

/** I13: policies reject whom they are to reject, in the very change in which the ring is recorded, and nobody else. */
export function checkPolicies(evidence: Evidence): Violation[] {
  const lines = new Map(evidence.all('line').map((line) => [line.line, line]));
  return evidence.all('rang').flatMap((rang): Violation[] => {
    const callId = evidence.callIdOf(rang.line, rang.call);
    const line = lines.get(rang.line);
    if (callId === undefined || line === undefined) return [];
    // What they decide there depends on more than the caller.
    if (line.holds) return [];
    const entries = evidence.journalOf(callId);
    const byPolicy = entries.filter(isByPolicy);
    const isToRing = rang.caller === undefined || line.bypassed?.includes(rang.caller);
    if (line.bypassed === undefined || isToRing) {
      return byPolicy.map((entry) => wrong('policies rejected whom they let ring', [rang, entry]));
    }
    return checkRejected(rang, line, entries);
  });
}

/** It is not to be decided on when its end was heard first, or it had rung out. */
function checkRejected(
  rang: RecordOf<'rang'>,
  line: RecordOf<'line'>,
  entries: readonly Journaled[],
): Violation[] {
  const [first] = entries;
  if (first?.kind !== 'RANG') return [];
  if (first.recordedAt > rang.at + line.ringLimitMs - hopelessMs) return [];
  const inOneChange = entries.filter(({ change }) => change === first.change);
  const decisions = entries.filter(isByPolicy);
  if (decisions.length === 1 && inOneChange.some(isByPolicy)) return [];
  const proof = [rang, ...entries.slice(0, 4)];
  if (decisions.length > 1) return [wrong('policies rejected one call twice', proof)];
  if (decisions.length === 1) return [wrong('policies decided after the ring was recorded', proof)];
  const what = 'policies let ring whom they were to reject';
  return [{ invariant: 'I13', column: 'LOST', what, proof }];
}

export function isByPolicy({ kind, by }: Journaled): boolean {
  return kind === 'REJECT_REQUESTED' && by === 'POLICY';
}

function wrong(what: string, proof: Violation['proof']): Violation {
  return { invariant: 'I13', column: 'WRONG', what, proof };
}
