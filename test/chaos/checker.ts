import { checkClaims } from './check-claims.ts';
import { checkDecisions } from './check-decisions.ts';
import { checkEvents } from './check-events.ts';
import { checkHeldTexts } from './check-held-texts.ts';
import { checkRevisions } from './check-journal.ts';
import { checkListening } from './check-listening.ts';
import { checkPolicies } from './check-policies.ts';
import { checkRepeats } from './check-repeats.ts';
import { checkRequests } from './check-requests.ts';
import { checkRings } from './check-rings.ts';
import { checkSteadiness } from './check-steadiness.ts';
import { checkTexts } from './check-texts.ts';
import { checkWebhooks } from './check-webhooks.ts';
import { arrange } from './evidence.ts';
import { type Measures, measure } from './measure.ts';
import type { HistoryRecord } from './records.ts';
import type { Violation } from './violation.ts';

export interface Verdict {
  readonly measures: Measures;
  readonly violations: readonly Violation[];
}

const checks = [
  checkWebhooks,
  checkDecisions,
  checkClaims,
  checkRequests,
  checkRepeats,
  checkTexts,
  checkHeldTexts,
  checkEvents,
  checkRevisions,
  checkSteadiness,
  checkPolicies,
  checkListening,
  checkRings,
];

/** Knows nothing of the service but its promises, and of the run only what was written down. */
export function check(records: readonly HistoryRecord[]): Verdict {
  const evidence = arrange(records);
  return {
    measures: measure(evidence),
    violations: checks.flatMap((one) => one(evidence)),
  };
}
