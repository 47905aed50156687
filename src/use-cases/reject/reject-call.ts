import { createHash } from 'node:crypto';
import { RequestError } from '../../access/errors.ts';
import { actorOf, type Viewer } from '../../access/viewer.ts';
import type { Call } from '../../call/call.ts';
import { newId } from '../../call/ids.ts';
import type { Change } from '../../call/lifecycle/change.ts';
import { requestReject } from '../../call/lifecycle/request-reject.ts';
import type { Rejection } from '../../call/rejection.ts';
import { readCall, readCallToReject } from '../../db/calls/call-reads.ts';
import { isUnavailable } from '../../db/connection/database-errors.ts';
import { record } from '../../db/record/record.ts';
import type { RejectAnswer, RejectRequest } from '../calls.ts';
import type { Parts } from '../dependencies.ts';
import { untilRecorded } from '../retry-on-conflict.ts';
import { carryOut } from '../work/carry-out.ts';
import { type Lease, takeLease } from '../work/lease.ts';
import { firstAttempt } from '../work/work.ts';

type Outcome =
  | Exclude<RejectAnswer, { is: 'rejected' | 'refused' | 'still-ringing' }>
  | { readonly is: 'recorded'; readonly change: Change; readonly lease: Lease }
  | { readonly is: 'standing'; readonly call: Call; readonly rejection: Rejection };

/** Records the wish, asks the provider once, and says how far that got. */
export async function rejectCall(
  parts: Parts,
  viewer: Viewer,
  request: RejectRequest,
): Promise<RejectAnswer> {
  if (viewer.lines === 'ALL') {
    throw new RequestError(
      'TENANT_SCOPE_NOT_ALLOWED',
      'A tenant-wide key reads and configures, but does not act on calls. Use a key made for the line.',
    );
  }
  const outcome = await recordWish(parts, viewer, request);
  switch (outcome.is) {
    case 'recorded':
      return answerFor(parts, await askProvider(parts, outcome.change, outcome.lease), false);
    case 'standing':
      return answerFor(parts, outcome.call, true);
    default:
      return outcome;
  }
}

async function recordWish(parts: Parts, viewer: Viewer, request: RejectRequest): Promise<Outcome> {
  const fresh = { rejectionId: newId('rej'), effectId: newId('eff') };
  const askedAt = parts.now();
  const { id, idempotencyKey: key } = request;
  let wished: { readonly change: Change; readonly lease: Lease } | undefined;
  return untilRecorded<Outcome>(async () => {
    const { tenantId, lines } = viewer;
    const { call, usedFor } = await readCallToReject(parts.db, tenantId, id, lines, key);
    if (call === null) return { is: 'not-found' };
    if (!(await isFrom(parts, call, request.from))) return { is: 'other-caller' };
    const requestHash = hashOf(call, request);
    if (usedFor && usedFor.requestHash !== requestHash) return { is: 'idempotency-conflict' };
    // Our own wish, whose commit was not acknowledged.
    if (wished && call.rejection?.id === fresh.rejectionId) return { is: 'recorded', ...wished };
    if (usedFor && call.rejection) return { is: 'standing', call, rejection: call.rejection };
    const { reason, followUpText } = request;
    const followUp = followUpText === undefined ? undefined : { text: followUpText };
    const by = actorOf(viewer);
    const now = parts.now();
    const decision = requestReject(call, { ...fresh, reason, by, followUp, now, askedAt });
    if (decision.is === 'not-rejectable')
      return { is: 'not-rejectable', call, because: decision.because };
    const change = decision.is === 'change' ? decision.change : undefined;
    const lease = takeLease(parts);
    wished = change && { change, lease };
    const idempotency = key && !usedFor ? { key, callId: call.id, requestHash } : undefined;
    if (change || idempotency) {
      const recorded = await record(parts.db, tenantId, { change, lease, idempotency });
      if (recorded !== 'written') return 'lost';
    }
    return decision.is === 'change'
      ? { is: 'recorded', change: decision.change, lease }
      : { is: 'standing', call, rejection: decision.rejection };
  });
}

async function isFrom(parts: Parts, call: Call, from: string | undefined): Promise<boolean> {
  if (from === undefined || from === call.callerAtProvider) return true;
  const line = await parts.lineBook.byId(call.tenantId, call.lineId);
  return line?.provider.isCaller?.(from, call.callerAtProvider) === true;
}

/** The call after the first attempt. What could not be settled goes on by itself. */
async function askProvider(parts: Parts, change: Change, lease: Lease): Promise<Call> {
  parts.feed.wrote();
  const effect = change.effects.find(({ kind }) => kind === 'reject');
  if (effect === undefined) return change.call;
  const { promise, resolve } = Promise.withResolvers<Call | null>();
  parts.background.run('reject', async () => {
    try {
      resolve(await carryOut(parts, firstAttempt(change, effect, lease)));
    } catch (error) {
      resolve(null);
      throw error;
    }
  });
  const settled = await promise;
  return settled ?? (await readAgain(parts, change.call));
}

/** The wish is recorded, whether or not the database can be asked just now: then SENDING is the honest answer. */
async function readAgain(parts: Parts, recorded: Call): Promise<Call> {
  try {
    return (await readCall(parts.db, recorded.tenantId, recorded.id)) ?? recorded;
  } catch (error) {
    if (isUnavailable(error)) return recorded;
    throw error;
  }
}

function answerFor(parts: Parts, call: Call, replayed: boolean): RejectAnswer {
  const rejection = call.rejection;
  if (rejection === undefined) throw new Error(`call ${call.id} has lost its rejection`);
  if (rejection.state === 'REFUSED') return { is: 'refused', call, rejection };
  if (rejection.state === 'EXPIRED' && call.status === 'RINGING') {
    const { retryAt } = rejection;
    const retryAfterMs = retryAt && Math.max(0, retryAt.getTime() - parts.now().getTime());
    return { is: 'still-ringing', call, rejection, retryAfterMs };
  }
  return { is: 'rejected', call, rejection, replayed };
}

/** An idempotency key stands for one request: this call, for this reason, with this text. */
function hashOf(call: Call, request: RejectRequest): string {
  const what = JSON.stringify([
    'rejectCall',
    call.id,
    request.reason,
    request.followUpText ?? null,
  ]);
  return createHash('sha256').update(what).digest('base64url');
}
