import type { Evidence, Journaled } from './evidence.ts';
import type { RecordOf } from './records.ts';
import { servedMs } from './served.ts';
import type { Violation } from './violation.ts';

/** Less ring than this left in which a process was there to ask, and nobody can be blamed for not having made it. */
const hopelessMs = 3000;
const enoughTries = 4;

/** I2: every decision to reject comes to an end that the provider's own truth bears out. */
export function checkDecisions(evidence: Evidence): Violation[] {
  const requested = evidence.journal.filter(({ kind }) => kind === 'REJECT_REQUESTED');
  return [
    ...requested.flatMap((decision) => checkEnd(evidence, decision)),
    ...checkSecondDecisions(evidence, requested),
    ...checkAnswers(evidence),
  ];
}

function checkEnd(evidence: Evidence, decision: Journaled): Violation[] {
  const { callId } = decision;
  const id = decision.rejection?.id;
  const entries = evidence.journalOf(callId).filter(({ rejection }) => rejection?.id === id);
  const last = entries.at(-1) ?? decision;
  const proof = [decision, last, evidence.truthOf(callId), ...requestsFor(evidence, callId)];
  const lost = (what: string): Violation[] => [
    { invariant: 'I2', column: 'LOST', what: `${what} (${callId})`, proof },
  ];
  const wrong = (what: string): Violation[] => [
    { invariant: 'I2', column: 'WRONG', what: `${what} (${callId})`, proof },
  ];
  const truth = evidence.truthOf(callId)?.status;
  switch (last.rejection?.state) {
    case 'CONFIRMED': {
      const line = evidence.all('line').find((each) => each.line === decision.line);
      if (truth === undefined || line?.confirmedMeans.includes(truth)) return [];
      return wrong(`a rejection is CONFIRMED and the call is ${truth}`);
    }
    case 'ALREADY_OVER':
      return truth === 'RINGING' ? wrong('a rejection is ALREADY_OVER and the call rings') : [];
    case 'REFUSED':
      if (wasRefused(evidence, callId) || wasStopped(evidence, decision)) return [];
      return wrong('REFUSED, and the provider refused nothing');
    case 'EXPIRED': {
      const expiry = entries.find(({ kind }) => kind === 'REJECT_EXPIRED');
      if (!expiry) return lost('EXPIRED, no alarm');
      return mayExpire(evidence, decision, expiry) ? [] : lost('EXPIRED, and there was a way');
    }
    case 'REDIRECTED':
      return truth === 'RINGING' ? wrong('a rejection is REDIRECTED and the call rings') : [];
    case 'ACCEPTED':
    case 'BEST_EFFORT':
      return [];
    default:
      return lost(`a decision stays ${last.rejection?.state}`);
  }
}

function wasRefused(evidence: Evidence, callId: string): boolean {
  return evidence.rejectsOf(callId).some(({ ended, isTurnedAway }) => {
    if (isTurnedAway) return false;
    const status = ended?.status ?? 0;
    return status >= 400 && status < 500 && status !== 429 && status !== 408;
  });
}

/** A policy's rejection is not asked for again once the kill switch is on. */
function wasStopped(evidence: Evidence, { line, by }: Journaled): boolean {
  if (by !== 'POLICY') return false;
  return evidence.all('kill-switch').some((one) => one.on && one.line === line);
}

/**
 * The provider asked the line to wait beyond the ring's end, or failed every time it was asked; or hardly any process was
 * there to ask, or to ask again.
 */
function mayExpire(evidence: Evidence, decision: Journaled, expiry: Journaled): boolean {
  const deadlineAt = deadlineOf(evidence, decision);
  const rejects = evidence
    .rejectsOf(decision.callId)
    .filter(({ request }) => request.at >= decision.recordedAt && request.at <= expiry.recordedAt);
  const final = rejects.at(-1)?.ended;
  if (lineWaitsUntil(evidence, decision, expiry.recordedAt) > deadlineAt) return true;
  if (rejects.some(({ ended }) => ended?.injected === undefined)) {
    return servedMs(evidence, decision.recordedAt, deadlineAt) < hopelessMs;
  }
  const lastFailedAt = final?.at ?? decision.recordedAt;
  return rejects.length >= enoughTries || servedMs(evidence, lastFailedAt, deadlineAt) < hopelessMs;
}

/** What is written down is written a little later than it happened. */
const slackMs = 50;
/** A line waits no longer than this, whatever its provider asks for. */
const longestHoldMs = 10 * 60_000;

/** A Retry-After in the answer about one call holds for every call of the line. */
function lineWaitsUntil({ exchanges }: Evidence, { line }: Journaled, heardBy: number): number {
  const asked = exchanges.flatMap(({ request, ended }) => {
    const isAbout = request.line === line && request.operation === 'reject';
    if (!isAbout || ended?.retryAfterMs === undefined || ended.at > heardBy + slackMs) return [];
    return [ended.at + Math.min(ended.retryAfterMs, longestHoldMs)];
  });
  return Math.max(0, ...asked);
}

/** The ring limit at the decision: a call that its provider says rings on at that limit is given a second one. */
function deadlineOf(evidence: Evidence, { callId, recordedAt }: Journaled): number {
  const call = evidence.all('call').find((each) => each.callId === callId);
  const limits = evidence
    .all('effect')
    .filter((one) => one.callId === callId && one.kind === 'reject' && one.deadlineAt >= recordedAt)
    .map(({ deadlineAt }) => deadlineAt);
  return Math.min(call?.ringDeadlineAt ?? Number.POSITIVE_INFINITY, ...limits);
}

/** A call is decided on again only when the rejection before came to nothing and the call rang on. */
function checkSecondDecisions(evidence: Evidence, requested: readonly Journaled[]): Violation[] {
  return requested.flatMap((decision): Violation[] => {
    const entries = evidence.journalOf(decision.callId);
    const before = entries.filter(({ revision }) => revision < decision.revision).at(-1);
    const state = before?.rejection?.state;
    if (state === undefined || state === 'REFUSED' || state === 'EXPIRED') return [];
    // That it was gone was only concluded.
    if (state === 'ALREADY_OVER' && before?.inferred) return [];
    const what = `a call was decided on while its rejection was ${state} (${decision.callId})`;
    return [{ invariant: 'I2', column: 'WRONG', what, proof: [before, decision] }];
  });
}

/** What a client was told is so: the rejection exists, and one key stands for one rejection. */
function checkAnswers(evidence: Evidence): Violation[] {
  const known = new Set(evidence.journal.map(({ rejection }) => rejection?.id));
  const first = new Map<string, RecordOf<'reject-answered'>>();
  return evidence.all('reject-answered').flatMap((answer): Violation[] => {
    const { rejectionId, key } = answer;
    if (rejectionId === undefined) return [];
    const before = first.get(key) ?? answer;
    first.set(key, before);
    if (!known.has(rejectionId)) {
      const what = 'a rejection that a client was told of is not in the journal';
      return [{ invariant: 'I2', column: 'LOST', what, proof: [answer] }];
    }
    if (before.rejectionId === rejectionId) return [];
    const what = 'one idempotency key was answered with two rejections';
    return [{ invariant: 'I2', column: 'WRONG', what, proof: [before, answer] }];
  });
}

function requestsFor(evidence: Evidence, callId: string) {
  return evidence.rejectsOf(callId).flatMap(({ request, ended }) => [request, ended]);
}
