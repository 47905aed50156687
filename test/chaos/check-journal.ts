import type { Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

/** I8: a call's revisions count from 1 without gaps, in the order of the journal, up to what the call says. */
export function checkRevisions(evidence: Evidence): Violation[] {
  const calls = new Map(evidence.all('call').map((call) => [call.callId, call]));
  const byCall = Map.groupBy(evidence.journal, ({ callId }) => callId);
  const gaps = [...byCall].flatMap(([callId, entries]): Violation[] => {
    const odd = entries.find(({ revision }, n) => revision !== n + 1);
    const call = calls.get(callId);
    if (!odd && call?.revision === entries.length) return [];
    const what = `the revisions of a call are not gapless (${callId})`;
    return [{ invariant: 'I8', column: 'WRONG', what, proof: [odd ?? entries.at(-1), call] }];
  });
  const silent = [...calls.values()].filter(({ callId }) => !byCall.has(callId));
  return [
    ...gaps,
    ...silent.map((call) => ({
      invariant: 'I8' as const,
      column: 'LOST' as const,
      what: `a call has no journal (${call.callId})`,
      proof: [call],
    })),
  ];
}
