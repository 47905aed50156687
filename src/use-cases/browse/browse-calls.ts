import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import { mayUseLine } from '../../access/viewer.ts';
import { visibleLines } from '../../access/visible-lines.ts';
import type { Call, CallFields } from '../../call/call.ts';
import { readAddress } from '../../call/caller-address.ts';
import type { CallerId, CallId, EffectId } from '../../call/ids.ts';
import { readCallers } from '../../db/callers/callers.ts';
import { readKnownCallers } from '../../db/callers/known-callers.ts';
import { readCallByAnyId, readCallsByRefs } from '../../db/calls/call-reads.ts';
import { readNextLegs } from '../../db/calls/legs.ts';
import { listCalls } from '../../db/calls/list-calls.ts';
import type { Database } from '../../db/connection/database.ts';
import { readAttempts } from '../../db/effects/attempts.ts';
import type { Attempt, Caller, CallFilter, CallKey, Page, PageRequest } from '../calls.ts';
import { isGiven, type ListCursors, listCursors, pageOf } from '../pages.ts';
import type { BrowseDependencies } from './browse-dependencies.ts';

/** `id` is ours or the provider's. Null if there is no such call on the lines that the viewer may use. */
export async function findCall(db: Database, viewer: Viewer, id: string): Promise<Call | null> {
  const { call } = await readCallByAnyId(db, viewer.tenantId, { id, lines: viewer.lines });
  return call;
}

export async function findCallsByKeys(
  db: Database,
  viewer: Viewer,
  keys: readonly CallKey[],
  fields: CallFields,
): Promise<(Call | null)[]> {
  const calls = await readCallsByRefs(db, viewer.tenantId, keys, fields);
  return calls.map((call) => (call && mayUseLine(viewer, call.lineId) ? call : null));
}

/**
 * A leg is one ring of a customer's call, which may return to its queue and ring at the next agent. For each call, returns
 * the leg after it; null if there is none, or none on a line that the viewer may use.
 */
export async function findNextLegs(
  db: Database,
  viewer: Viewer,
  ids: readonly CallId[],
): Promise<(Call | null)[]> {
  const next = await readNextLegs(db, viewer.tenantId, ids);
  return ids.map((id) => {
    const call = next.get(id);
    return call && mayUseLine(viewer, call.lineId) ? call : null;
  });
}

export async function browseCalls(
  { db, cursorSeal }: BrowseDependencies,
  viewer: Viewer,
  filter: CallFilter,
  page: PageRequest,
): Promise<Page<Call>> {
  const lineIds = visibleLines(viewer, filter.lineIds);
  const cursors = listCursors(cursorSeal, 'call', viewer);
  const after = isGiven(page.after) ? positionOrThrow(cursors, page.after) : undefined;
  const listing = { ...filter, lineIds, after };
  // This `db` is that of all tenants. The other functions of this file are given that of the viewer's tenant.
  const ofTenant = db.ofTenant(viewer.tenantId);
  // One call more than asked for shows that there is a next page.
  const calls = await listCalls(ofTenant, viewer.tenantId, listing, page.first + 1);
  return pageOf(calls, page, (call) => cursors.encode([call.ringingAt.toISOString(), call.id]));
}

function positionOrThrow(cursors: ListCursors, cursor: string): { ringingAt: string; id: string } {
  const [ringingAt = '', id = ''] = cursors.decodeOrThrow(cursor);
  return { ringingAt, id };
}

export async function findCallers(
  db: Database,
  viewer: Viewer,
  ids: readonly CallerId[],
): Promise<(Caller | null)[]> {
  const callers = await readCallers(db, viewer.tenantId, ids, viewer.lines);
  return ids.map((id) => callers.get(id) ?? null);
}

export async function findCallerByPhone(
  db: Database,
  viewer: Viewer,
  phone: string,
): Promise<Caller | null> {
  const address = readAddress(phone);
  if (!address?.startsWith('phone:')) {
    throw new RequestError(
      'BAD_USER_INPUT',
      'Give a phone number with its country code, such as `+442071838750`.',
      { argument: 'phone' },
    );
  }
  const [stored] = await readKnownCallers(db, viewer.tenantId, [address]);
  if (!stored) return null;
  // Read again by the id, which returns only a caller of the viewer's lines.
  const [caller] = await findCallers(db, viewer, [stored.id]);
  return caller ?? null;
}

/** Does not check the viewer's lines: a client gets the attempts only through a rejection that it may see. */
export async function findAttempts(
  db: Database,
  viewer: Viewer,
  effectIds: readonly EffectId[],
): Promise<Attempt[][]> {
  const attempts = await readAttempts(db, viewer.tenantId, effectIds);
  return effectIds.map((id) =>
    attempts
      .filter(({ effectId }) => effectId === id)
      .map(({ effectId: _, outcome, ...attempt }) => ({
        ...attempt,
        request: requestOf(attempt.dispatchedInMs, outcome),
        // The database stores the outcome as text.
        outcome: outcome as Attempt['outcome'],
      })),
  );
}

/** `dispatchedInMs` is stored only for a request that was sent, and the outcome only when the attempt has ended. */
function requestOf(
  dispatchedInMs: number | undefined,
  outcome: string | undefined,
): Attempt['request'] {
  if (dispatchedInMs !== undefined) return 'SENT';
  return outcome === undefined ? 'UNKNOWN' : 'NOT_SENT';
}
