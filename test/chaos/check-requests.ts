import type { Evidence, Exchange } from './evidence.ts';
import type { RecordOf } from './records.ts';
import type { Violation } from './violation.ts';

/** Clocks are the same; what is written down is written a little later than it happened. */
const slackMs = 50;

/** I3: providers are asked to reject only what was decided, on the right line and with its credentials. */
export function checkRequests(evidence: Evidence): Violation[] {
  return evidence.exchanges.flatMap((exchange): Violation[] => {
    const { request, processed } = exchange;
    const wrong = (what: string): Violation[] => [
      { invariant: 'I3', column: 'WRONG', what, proof: [request, processed] },
    ];
    if (request.operation === 'other') return wrong('a provider was asked for something unknown');
    if (processed?.status === 401) return wrong('a provider was asked with wrong credentials');
    if (request.operation !== 'reject') return [];
    const callId = evidence.callIdOf(request.line, request.call);
    if (callId === undefined) return wrong('a reject of a call that this line does not have');
    const decision = evidence.journalOf(callId).find(({ kind, recordedAt }) => {
      return kind === 'REJECT_REQUESTED' && recordedAt <= request.at + slackMs;
    });
    return decision ? [] : wrong(`a reject that nobody had decided (${callId})`);
  });
}

/** I4: a provider is asked again only after it certainly did nothing, or nobody can know whether it did. */
export function checkRepeats(evidence: Evidence): Violation[] {
  const effects = Map.groupBy(
    evidence.all('effect').filter(({ kind }) => kind === 'reject'),
    ({ callId }) => callId,
  );
  const attempts = Map.groupBy(evidence.all('attempt'), ({ effectId }) => effectId);
  return [...effects].flatMap(([callId, ofCall]) => {
    const tries = ofCall
      .flatMap(({ effectId }) => attempts.get(effectId) ?? [])
      .sort((a, b) => a.startedAt - b.startedAt);
    const exchanges = evidence.rejectsOf(callId);
    return [
      ...checkOnePerAttempt(exchanges, tries),
      ...checkSuccession(evidence, exchanges, tries),
    ].map((violation) => ({ ...violation, what: `${violation.what} (${callId})` }));
  });
}

type Attempt = RecordOf<'attempt'>;

/** The attempt that a request belongs to: the latest that had begun. */
function attemptOf(tries: readonly Attempt[], { request }: Exchange): Attempt | undefined {
  return tries.filter(({ startedAt }) => startedAt <= request.at + 1).at(-1);
}

function checkOnePerAttempt(exchanges: readonly Exchange[], tries: readonly Attempt[]) {
  const byAttempt = Map.groupBy(exchanges, (exchange) => attemptOf(tries, exchange));
  return [...byAttempt].flatMap(([attempt, made]): Violation[] => {
    if (made.length < 2) return [];
    const what = `${made.length} requests were made for one attempt`;
    return [forbidden(what, [attempt, ...made.flatMap(({ request, ended }) => [request, ended])])];
  });
}

function checkSuccession(
  evidence: Evidence,
  exchanges: readonly Exchange[],
  tries: readonly Attempt[],
): Violation[] {
  return tries.slice(1).flatMap((next, n): Violation[] => {
    const before = tries[n] as Attempt;
    const first = exchanges.find((exchange) => attemptOf(tries, exchange) === before);
    const second = exchanges.find((exchange) => attemptOf(tries, exchange) === next);
    if (!first || !second) return [];
    const because = whyForbidden(evidence, before, next, first, second);
    if (because === null) return [];
    return [forbidden(because, [before, first.request, first.ended, next, second.request])];
  });
}

function whyForbidden(
  evidence: Evidence,
  before: Attempt,
  next: Attempt,
  first: Exchange,
  second: Exchange,
): string | null {
  const isDisturbed = evidence.faultWithin(before.startedAt - slackMs, next.startedAt + slackMs);
  const overlapMs = (first.ended?.at ?? Number.POSITIVE_INFINITY) - second.request.at;
  if (overlapMs > slackMs && !isDisturbed) return 'asked again while it was being asked';
  if ((before.finishedAt ?? Number.POSITIVE_INFINITY) > next.startedAt) {
    return isDisturbed ? null : 'taken from a process that nothing had happened to';
  }
  switch (before.outcome) {
    case 'UNKNOWN':
      return wasAnsweredPlainly(first) && !isDisturbed ? 'asked again after a plain answer' : null;
    case 'NOT_DONE':
      if (first.processed === undefined) return null;
      return 'said to be certainly not done, and the provider had done it';
    default:
      // Another rejection of the same call, which rang on.
      if (before.effectId !== next.effectId) return null;
      return `asked again after ${before.outcome}`;
  }
}

function wasAnsweredPlainly({ request, ended }: Exchange): boolean {
  if (ended?.how !== 'answered' || ended.injected !== undefined) return false;
  return ended.at - request.at < 1000;
}

function forbidden(what: string, proof: Violation['proof']): Violation {
  return { invariant: 'I4', column: 'FORBIDDEN DUPLICATES', what, proof };
}
