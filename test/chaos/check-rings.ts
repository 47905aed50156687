import type { Evidence } from './evidence.ts';
import type { RecordOf } from './records.ts';
import type { Violation } from './violation.ts';

/** Some providers tell when it rang in whole seconds. */
const slackMs = 1100;

/** I15: a call rings as long as rings last, whatever the clock of whoever was told of it; and whoever is in the journal has called. */
export function checkRings(evidence: Evidence): Violation[] {
  const limits = new Map(evidence.all('line').map(({ line, ringLimitMs }) => [line, ringLimitMs]));
  const rangs = new Map<string, RecordOf<'rang'>>();
  for (const rang of evidence.all('rang')) {
    const callId = evidence.callIdOf(rang.line, rang.call);
    if (callId !== undefined) rangs.set(callId, rang);
  }
  return evidence.journal.flatMap((entry): Violation[] => {
    const wrong = (what: string): Violation[] => {
      const proof = [rang, entry];
      return [{ invariant: 'I15', column: 'WRONG', what: `${what} (${entry.callId})`, proof }];
    };
    const rang = rangs.get(entry.callId);
    if (rang === undefined) return entry.revision === 1 ? wrong('a call that nobody made') : [];
    if (entry.kind !== 'MISSED' || !entry.inferred) return [];
    const endsAt = rang.at + (limits.get(rang.line) ?? 0);
    return entry.recordedAt < endsAt - slackMs ? wrong('a call was taken for missed too soon') : [];
  });
}
