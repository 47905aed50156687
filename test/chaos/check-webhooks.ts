import type { Evidence } from './evidence.ts';
import type { Violation } from './violation.ts';

/** I1: what a provider was told yes for is in the journal and in the inbox. */
export function checkWebhooks(evidence: Evidence): Violation[] {
  const received = new Set(evidence.all('received').map(({ callId, what }) => `${callId} ${what}`));
  const seen = new Set<string>();
  const violations: Violation[] = [];
  for (const webhook of evidence.all('webhook')) {
    const { line, call, what, status } = webhook;
    const key = `${line} ${call} ${what}`;
    if (status === null || status < 200 || status > 299 || seen.has(key)) continue;
    seen.add(key);
    const callId = evidence.callIdOf(line, call);
    const isInJournal = callId !== undefined && evidence.journalOf(callId).length > 0;
    if (isInJournal && received.has(`${callId} ${what}`)) continue;
    violations.push({
      invariant: 'I1',
      column: 'LOST',
      what: `an acknowledged webhook (${what}) is not in the ${isInJournal ? 'inbox' : 'journal'}`,
      proof: [webhook],
    });
  }
  return violations;
}
