import type { Evidence, Exchange, Journaled } from './evidence.ts';
import type { RecordOf } from './records.ts';
import type { Violation } from './violation.ts';

const cameAbout = ['ACCEPTED', 'CONFIRMED', 'BEST_EFFORT', 'REDIRECTED'];

/**
 * I16: a rejection came about only if a request may have done it: one that was carried out, or of which whoever asked cannot know.
 * What every request was answered with, was certainly nothing: then it was somebody else.
 */
export function checkClaims(evidence: Evidence): Violation[] {
  return [...checkEvidence(evidence), ...checkAttempts(evidence), ...checkAnswered(evidence)];
}

const rejections = ['REJECTED', 'REJECT_ACCEPTED', 'REJECT_CONFIRMED'];

/** Whoever was answered was not rejected, whatever word the end was told with. */
function checkAnswered(evidence: Evidence): Violation[] {
  const byCall = Map.groupBy(evidence.journal, ({ callId }) => callId);
  return [...byCall].flatMap(([callId, entries]): Violation[] => {
    const answered = entries.find(({ kind, inferred }) => kind === 'ANSWERED' && !inferred);
    if (!answered) return [];
    const rejected = entries.find(
      ({ kind, revision }) => rejections.includes(kind) && revision > answered.revision,
    );
    if (!rejected) return [];
    const what = `a call was rejected after it had been answered (${callId})`;
    return [{ invariant: 'I16', column: 'WRONG', what, proof: [answered, rejected] }];
  });
}

function checkEvidence(evidence: Evidence): Violation[] {
  const claims = new Map<string, Journaled>();
  for (const entry of evidence.journal) {
    const id = entry.rejection?.id;
    if (id === undefined || claims.has(id)) continue;
    if (cameAbout.includes(entry.rejection?.state ?? '')) claims.set(id, entry);
  }
  const open = callsWithUnknownAttempts(evidence);
  return [...claims.values()].flatMap((claim): Violation[] => {
    const { callId, rejection } = claim;
    const asked = evidence
      .rejectsOf(callId)
      .filter(({ request }) => request.at <= claim.recordedAt + slackMs);
    if (open.has(callId) || !asked.every(certainlyDidNothing)) return [];
    if (isWithdrawn(evidence, claim)) return [];
    const what = `a rejection is ${rejection?.state}, and no request can have done it (${callId})`;
    const proof = [claim, ...asked.flatMap(({ request, ended }) => [request, ended])];
    return [{ invariant: 'I16', column: 'WRONG', what, proof }];
  });
}

/** It was claimed while an answer was missing, and withdrawn when that had come. */
function isWithdrawn(evidence: Evidence, { callId, rejection, recordedAt }: Journaled): boolean {
  const last = evidence
    .journalOf(callId)
    .findLast((entry) => entry.rejection?.id === rejection?.id);
  if (cameAbout.includes(last?.rejection?.state ?? '')) return false;
  return attemptsOf(evidence, callId).some(({ finishedAt }) => (finishedAt ?? 0) >= recordedAt);
}

function attemptsOf(evidence: Evidence, callId: string): readonly RecordOf<'attempt'>[] {
  const effects = evidence.all('effect').filter((effect) => effect.callId === callId);
  const rejects = effects.filter(({ kind }) => kind === 'reject').map(({ effectId }) => effectId);
  return evidence.all('attempt').filter(({ effectId }) => rejects.includes(effectId));
}

const nothingDone = ['NOT_DONE', 'REFUSED', 'ALREADY_OVER'];

/** As it stands in the end it is borne out by an attempt that is kept, whenever that was answered. */
function checkAttempts(evidence: Evidence): Violation[] {
  const attempts = Map.groupBy(evidence.all('attempt'), ({ effectId }) => effectId);
  const effects = evidence.all('effect').filter(({ kind }) => kind === 'reject');
  const byCall = Map.groupBy(effects, ({ callId }) => callId);
  return evidence.all('call').flatMap((call): Violation[] => {
    const { callId, rejection } = call;
    if (!cameAbout.includes(rejection?.state ?? '')) return [];
    const made = (byCall.get(callId) ?? []).flatMap(({ effectId }) => attempts.get(effectId) ?? []);
    if (!made.every(({ outcome }) => nothingDone.includes(outcome ?? ''))) return [];
    const what = `a rejection stays ${rejection?.state}, and every request had done nothing (${callId})`;
    return [{ invariant: 'I16', column: 'WRONG', what, proof: [call, ...made] }];
  });
}

/** What is written down is written a little later than it happened. */
const slackMs = 50;

/** Whoever made them did not live to say what came of them. */
function callsWithUnknownAttempts(evidence: Evidence): ReadonlySet<string> {
  const effects = new Map(evidence.all('effect').map(({ effectId, callId }) => [effectId, callId]));
  const unknown = evidence.all('attempt').filter(({ outcome }) => outcome === null);
  return new Set(unknown.map(({ effectId }) => effects.get(effectId) ?? ''));
}

function certainlyDidNothing({ processed, ended, isTurnedAway }: Exchange): boolean {
  if (processed !== undefined && processed.status < 300) return false;
  // What cannot be read leaves open what was done, whatever its status; so does an answer that never came.
  if (ended?.how !== 'answered' || ended.injected === 'process-then-garbage') return false;
  if (isTurnedAway) return true;
  const status = ended.status ?? 0;
  return status === 503 || (status >= 400 && status < 500 && status !== 408);
}
