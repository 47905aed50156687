import type { Evidence, Exchange } from './evidence.ts';
import type { FaultKind, RecordOf } from './records.ts';
import type { Violation } from './violation.ts';

/** What is written down is written a little later than it happened. */
const slackMs = 50;
/** For so long work belongs to whoever took it. */
const leaseMs = 5000;

/** Whose session ends seems dead to the others. */
const endsSessions: readonly FaultKind[] = [
  'kill',
  'terminate',
  'database-restart',
  'backends-terminated',
  'life-terminated',
  'proxy-reset',
  'proxy-fin',
  'proxy-refuse',
  'proxy-answer-lost',
];
/** Under these it does not learn that it has lost its session. */
const standsStill: readonly FaultKind[] = ['pause', 'proxy-black-hole', 'proxy-latency'];
/** After these a process may have lost its hold on its work. */
const losesHold: readonly FaultKind[] = [...endsSessions, 'pause', 'proxy-black-hole'];
/** After these it may also have been unable to write down in time what came of it. */
const losesOutcome: readonly FaultKind[] = [...losesHold, 'table-locked', 'proxy-latency'];

/**
 * I4: a provider is asked again to reject a call only after it certainly did nothing, or nobody can know whether it did; and never
 * while the request before is under way there: that one has been answered, or its connection is closed. A process that dies or
 * gives up closes it. Only one that stands still cannot: so a second request beside the first is forgiven while some process is
 * paused or cut off from its database, and the lease of the first is over or its owner may have seemed dead.
 */
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
    const made = evidence
      .rejectsOf(callId)
      .map((exchange): Made => ({ ...exchange, attempt: attemptOf(tries, exchange) }));
    const done = made.filter(({ isTurnedAway }) => !isTurnedAway);
    return [
      ...checkOnePerAttempt(done, 'requests were made for one attempt'),
      ...checkOnePerAttempt(
        made.filter(({ isTurnedAway }) => isTurnedAway),
        'requests of one attempt were made in lost sessions',
      ),
      ...checkSuccession(evidence, done),
    ].map((violation) => ({ ...violation, what: `${violation.what} (${callId})` }));
  });
}

type Attempt = RecordOf<'attempt'>;

interface Made extends Exchange {
  /** The latest that had begun. */
  readonly attempt: Attempt | undefined;
}

function attemptOf(tries: readonly Attempt[], { request }: Exchange): Attempt | undefined {
  return tries.filter(({ startedAt }) => startedAt <= request.at + 1).at(-1);
}

function checkOnePerAttempt(made: readonly Made[], what: string): Violation[] {
  const byAttempt = Map.groupBy(made, ({ attempt }) => attempt);
  return [...byAttempt].flatMap(([attempt, ofAttempt]): Violation[] => {
    if (ofAttempt.length < 2) return [];
    const proof = ofAttempt.flatMap(({ request, ended }) => [request, ended]);
    return [forbidden(`${ofAttempt.length} ${what}`, [attempt, ...proof])];
  });
}

function checkSuccession(evidence: Evidence, made: readonly Made[]): Violation[] {
  return made.slice(1).flatMap((second, n): Violation[] => {
    const first = made[n] as Made;
    const [before, next] = [first.attempt, second.attempt];
    if (!before || !next || before === next) return [];
    const because = isBeside(evidence, before, first, second)
      ? 'asked again while it was being asked'
      : whyForbidden(evidence, before, next, first);
    if (because === null) return [];
    return [forbidden(because, [before, first.request, first.ended, next, second.request])];
  });
}

function isBeside(evidence: Evidence, before: Attempt, first: Made, { request }: Made): boolean {
  const endedAt = first.ended?.at ?? Number.POSITIVE_INFINITY;
  if (endedAt - request.at <= slackMs) return false;
  if (!evidence.faultWithin(request.at - slackMs, request.at, standsStill)) return true;
  if (request.at - before.startedAt >= leaseMs - slackMs) return false;
  return !evidence.faultWithin(before.startedAt - slackMs, request.at, endsSessions);
}

function whyForbidden(
  evidence: Evidence,
  before: Attempt,
  next: Attempt,
  first: Made,
): string | null {
  const isDisturbedBy = (kinds: readonly FaultKind[]) =>
    evidence.faultWithin(before.startedAt - slackMs, next.startedAt + slackMs, kinds) !== undefined;
  if ((before.finishedAt ?? Number.POSITIVE_INFINITY) > next.startedAt) {
    if (isDisturbedBy(losesOutcome)) return null;
    return 'taken from a process that nothing had happened to';
  }
  switch (before.outcome) {
    case 'UNKNOWN':
      if (!wasAnsweredPlainly(first) || isDisturbedBy(losesHold)) return null;
      return 'asked again after a plain answer';
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
