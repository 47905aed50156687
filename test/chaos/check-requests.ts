import type { Evidence, Exchange } from './evidence.ts';
import type { Violation } from './violation.ts';

/** The clocks of the database and of the driver are the same; what is written down is written a little later than it happened. */
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
    if (request.operation === 'listen' && processed?.status === 403) {
      return wrong('a provider was asked without its token');
    }
    if (request.operation !== 'reject') return [];
    const callId = evidence.callIdOf(request.line, request.call);
    if (callId === undefined) return wrong('a reject of a call that this line does not have');
    const decision = evidence.journalOf(callId).find(({ kind, recordedAt }) => {
      return kind === 'REJECT_REQUESTED' && recordedAt <= request.at + slackMs;
    });
    if (!decision) return wrong(`a reject that nobody had decided (${callId})`);
    return isStale(evidence, callId, exchange) ? wrong(`a reject came too late (${callId})`) : [];
  });
}

/** Between the last look at the time and the request there may be a wait for a turn. */
const lateMs = 2500;

/** Its ring was over. Who was paused on the way to the socket cannot know. */
function isStale(evidence: Evidence, callId: string, { request }: Exchange): boolean {
  const deadlineAt = evidence
    .all('effect')
    .filter((effect) => effect.callId === callId && effect.kind === 'reject')
    .reduce((latest, effect) => Math.max(latest, effect.deadlineAt), Number.NEGATIVE_INFINITY);
  if (request.at <= deadlineAt + lateMs) return false;
  return evidence.faultWithin(deadlineAt, request.at, ['pause']) === undefined;
}
