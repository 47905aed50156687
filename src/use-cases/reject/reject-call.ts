import { createHash } from 'node:crypto';
import { auditOf } from '../../access/audit-of.ts';
import { mayNotReject } from '../../access/require-scope.ts';
import { actorOf, hasScope, type Viewer } from '../../access/viewer.ts';
import type { Call } from '../../call/call.ts';
import { type EffectId, newId, type RejectionId } from '../../call/ids.ts';
import type { Change } from '../../call/lifecycle/change.ts';
import { type RejectCommand, requestReject } from '../../call/lifecycle/request-reject.ts';
import type { Rejection } from '../../call/rejection.ts';
import type { AuditEntry } from '../../db/audit.ts';
import { type KeyUse, readCall, readCallByAnyId } from '../../db/calls/call-reads.ts';
import { isUnavailable } from '../../db/connection/database-errors.ts';
import { record } from '../../db/record/record.ts';
import type { Recording } from '../../db/record/recording.ts';
import type { RejectAnswer, RejectRequest } from '../calls.ts';
import type { Dependencies } from '../dependencies.ts';
import { type Decided, decideAndWrite } from '../retry-on-conflict.ts';
import { carryOut } from '../work/carry-out.ts';
import { type Lease, takeLease } from '../work/lease.ts';
import { firstAttempt } from '../work/work.ts';

/** `recorded`: this request has begun a rejection. `existing`: the call was rejected before, perhaps by the same request. */
type Outcome =
  | Exclude<RejectAnswer, { is: 'rejected' | 'refused' | 'still-ringing' }>
  | { readonly is: 'recorded'; readonly change: Change; readonly lease: Lease }
  | { readonly is: 'existing'; readonly call: Call; readonly rejection: Rejection };

/** Records the rejection, makes the first attempt, and returns its result. */
export async function rejectCall(
  deps: Dependencies,
  viewer: Viewer,
  request: RejectRequest,
): Promise<RejectAnswer> {
  if (!hasScope(viewer, 'calls:reject')) throw mayNotReject(viewer);
  const outcome = await recordRejection(deps, viewer, request);
  switch (outcome.is) {
    case 'recorded':
      return answerFor(deps, await askProvider(deps, outcome.change, outcome.lease), 'new');
    case 'existing':
      return answerFor(deps, outcome.call, 'existing');
    default:
      return outcome;
  }
}

/** One request of a client, together with what stays the same in each round of the retry after a lost race. */
interface RequestedReject {
  readonly viewer: Viewer;
  readonly request: RejectRequest;
  /** A round recognises by it the rejection that an earlier round has written. */
  readonly rejectionId: RejectionId;
  readonly effectId: EffectId;
  readonly askedAt: Date;
}

interface Write {
  readonly outcome: Extract<Outcome, { is: 'recorded' | 'existing' }>;
  readonly recording: Recording;
}

function recordRejection(
  deps: Dependencies,
  viewer: Viewer,
  request: RejectRequest,
): Promise<Outcome> {
  const ids = { rejectionId: newId('rej'), effectId: newId('eff') };
  const requested = { viewer, request, ...ids, askedAt: deps.now() };
  return decideAndWrite<Outcome, Write>(
    (previous) => decide(deps, requested, previous),
    async ({ outcome, recording }) => {
      const recorded = await record(deps.db, viewer.tenantId, recording);
      return recorded === 'written' ? outcome : 'lost';
    },
  );
}

async function decide(
  deps: Dependencies,
  requested: RequestedReject,
  previous: Write | undefined,
): Promise<Decided<Outcome, Write>> {
  const { request, rejectionId } = requested;
  const { tenantId, lines } = requested.viewer;
  // The release before stored the client's bare key; this one stores it with the API key's id. Both are looked up.
  const { id, idempotencyKey: keyOfReleaseBefore } = request;
  const idempotencyKey = idempotencyKeyOf(requested);
  const question = { id, lines, idempotencyKey, keyOfReleaseBefore };
  const { call, ...used } = await readCallByAnyId(deps.db, tenantId, question);
  if (call === null) return done({ is: 'not-found' });
  if (!(await isExpectedCaller(deps, call, request.from))) return done({ is: 'other-caller' });
  const requestHash = hashOf(call, request);
  const usedFor = used.usedFor ?? sameRequest(used.usedForBefore, requestHash);
  if (usedFor && usedFor.requestHash !== requestHash) return done({ is: 'idempotency-conflict' });
  // An earlier round has written this rejection, but its commit was not acknowledged.
  const isOwnWrite = previous?.outcome.is === 'recorded' && call.rejection?.id === rejectionId;
  if (isOwnWrite) return done(previous.outcome);
  // The client repeats its request. A key that was used for a call without a rejection does not prevent one now.
  if (usedFor && call.rejection) return done({ is: 'existing', call, rejection: call.rejection });
  const decision = requestReject(call, toRejectCommand(deps, requested));
  if (decision.is === 'not-rejectable') {
    return done({ is: 'not-rejectable', call, because: decision.because });
  }
  const lease = takeLease(deps);
  const idempotency =
    idempotencyKey && !usedFor ? { key: idempotencyKey, callId: call.id, requestHash } : undefined;
  if (decision.is === 'change') {
    const { change } = decision;
    const outcome = { is: 'recorded', change, lease } as const;
    const audit = auditEntry(requested, call);
    return { is: 'write', write: { outcome, recording: { change, lease, idempotency, audit } } };
  }
  // The call was rejected before. A new idempotency key is stored, so that its repetition gets the same answer.
  const outcome = { is: 'existing', call, rejection: decision.rejection } as const;
  if (idempotency === undefined) return done(outcome);
  return { is: 'write', write: { outcome, recording: { lease, idempotency } } };
}

/** Without the text of the follow-up, which is erased with the call, and without the idempotency key itself. */
function auditEntry({ viewer, request, rejectionId }: RequestedReject, call: Call): AuditEntry {
  const { reason, followUpText, idempotencyKey: key } = request;
  const after = {
    rejectionId,
    lineId: call.lineId,
    reason,
    withFollowUp: followUpText !== undefined,
    ...(key !== undefined && { idempotencyKeySha256: sha256(key) }),
  };
  return auditOf(viewer, { action: 'rejectCall', target: call.id, after });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function done(outcome: Outcome): Decided<Outcome, Write> {
  return { is: 'done', done: outcome };
}

function toRejectCommand(deps: Dependencies, requested: RequestedReject): RejectCommand {
  const { viewer, request, rejectionId, effectId, askedAt } = requested;
  const { reason, followUpText } = request;
  const followUp = followUpText === undefined ? undefined : { text: followUpText };
  const by = actorOf(viewer);
  return { rejectionId, effectId, reason, by, followUp, now: deps.now(), askedAt };
}

/** `from` is the caller that the client expects. Without it, any caller is. */
async function isExpectedCaller(
  deps: Dependencies,
  call: Call,
  from: string | undefined,
): Promise<boolean> {
  if (from === undefined || from === call.callerAtProvider) return true;
  const line = await deps.lineCache.byId(call.tenantId, call.lineId);
  return line?.provider.isCaller?.(from, call.callerAtProvider) === true;
}

/**
 * Makes the first attempt in the background, so that it continues if the client disconnects, and returns the call after
 * it. The effect pool makes further attempts.
 */
async function askProvider(deps: Dependencies, change: Change, lease: Lease): Promise<Call> {
  // Tells the feed that there are new journal entries to deliver.
  deps.feed.wrote();
  const effect = change.effects.find(({ kind }) => kind === 'reject');
  // Without this effect the provider is not asked: the call is over, or the provider forbids to reject it.
  if (effect === undefined) return change.call;
  const { promise, resolve } = Promise.withResolvers<Call | null>();
  deps.background.run('reject', async () => {
    try {
      resolve(await carryOut(deps, firstAttempt(change, effect, lease)));
    } catch (error) {
      resolve(null);
      throw error;
    }
  });
  const settled = await promise;
  // Null: the attempt failed, or left the call as it was, such as when it is to be repeated.
  return settled ?? (await readAgain(deps, change.call));
}

/** The rejection is recorded, so the client gets it in the state SENDING if the database is unavailable now. */
async function readAgain(deps: Dependencies, recorded: Call): Promise<Call> {
  try {
    return (await readCall(deps.db, recorded.tenantId, recorded.id)) ?? recorded;
  } catch (error) {
    if (isUnavailable(error)) return recorded;
    throw error;
  }
}

function answerFor(deps: Dependencies, call: Call, is: 'new' | 'existing'): RejectAnswer {
  const rejection = call.rejection;
  if (rejection === undefined) throw new Error(`call ${call.id} has lost its rejection`);
  if (rejection.state === 'REFUSED') return { is: 'refused', call, rejection };
  if (rejection.state === 'EXPIRED' && call.status === 'RINGING') {
    const { retryAt } = rejection;
    const retryAfterMs = retryAt && Math.max(0, retryAt.getTime() - deps.now().getTime());
    return { is: 'still-ringing', call, rejection, retryAfterMs };
  }
  return { is: 'rejected', call, rejection, replayed: is === 'existing' };
}

/** Two clients with different API keys may choose the same idempotency key, so it includes the API key's id. */
function idempotencyKeyOf({ viewer, request }: RequestedReject): string | undefined {
  const { idempotencyKey } = request;
  return idempotencyKey === undefined ? undefined : `${viewer.keyId} ${idempotencyKey}`;
}

/**
 * The release before stored idempotency keys without the API key's id. An entry of it counts only if its request is the same; if
 * the request differs, another client may have stored it, so it is not reported as a conflict.
 */
function sameRequest(before: KeyUse | null, requestHash: string): KeyUse | null {
  return before?.requestHash === requestHash ? before : null;
}

/** The arguments that must be equal when an idempotency key is used again. */
function hashOf(call: Call, request: RejectRequest): string {
  const parts = JSON.stringify([
    'rejectCall',
    call.id,
    request.reason,
    request.followUpText ?? null,
  ]);
  return sha256(parts);
}
