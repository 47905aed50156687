import type { CallerSeen } from '../../call/call.ts';
import { isReusedId } from '../../call/lifecycle/reused-call-id.ts';
import type { CallSignal } from '../../call/signal.ts';
import { readSignalFacts, type SignalFacts } from '../../db/calls/signal-facts.ts';
import { erasedId } from '../../db/erased-ids.ts';
import type { Dependencies } from '../dependencies.ts';
import { perimeterQuestion } from '../lines/line-perimeter.ts';
import type { LoadedLine } from '../loaded-line.ts';
import { addressesOfOne } from './recognise-caller.ts';

export interface SignalQuery {
  /** The line as this process remembers it, which may be outdated. */
  readonly cached: LoadedLine;
  readonly signal: CallSignal;
  /** The caller as the signal describes it. */
  readonly seen: CallerSeen;
  readonly receivedAt: Date;
}

export interface SignalRead {
  readonly loaded: LoadedLine;
  readonly facts: SignalFacts;
}

/**
 * Reads what is stored about a signal's call and, if the cached line is outdated, the line again: a new policy or a kill
 * switch applies to all processes from the moment it is saved. Returns 'lost' if the line has changed once more meanwhile.
 */
export async function readSignal(
  deps: Dependencies,
  query: SignalQuery,
): Promise<SignalRead | 'lost'> {
  const { cached, signal } = query;
  const facts = await readFacts(deps, cached, query);
  if (!isOutdated(cached, signal, facts)) return { loaded: cached, facts };
  const loaded = await reload(deps, cached, facts.lineRevision);
  const reread = await readFacts(deps, loaded, query);
  return isOutdated(loaded, signal, reread) ? 'lost' : { loaded, facts: reread };
}

/**
 * Only a ring is decided by the policies of its line, so only for a ring the line must be current. The revision is null if the
 * line was deleted.
 */
function isOutdated({ line }: LoadedLine, signal: CallSignal, facts: SignalFacts): boolean {
  if (signal.kind.is !== 'ringing' || facts.duplicate || facts.lineRevision === null) return false;
  return facts.lineRevision !== line.revision;
}

async function reload(
  deps: Dependencies,
  outdated: LoadedLine,
  revision: number | null,
): Promise<LoadedLine> {
  const { tenantId, id } = outdated.line;
  const cached = await deps.lineCache.byId(tenantId, id);
  if (cached?.line.revision === revision) return cached;
  deps.lineCache.forget(outdated.line);
  // Not found if the line was deleted meanwhile, which the second read shows.
  return (await deps.lineCache.byId(tenantId, id)) ?? outdated;
}

async function readFacts(
  { db, erasureKeys }: Dependencies,
  { line }: LoadedLine,
  { signal, seen, receivedAt }: SignalQuery,
): Promise<SignalFacts> {
  const ids = [signal.providerCallId, ...signal.aliases] as const;
  const facts = await readSignalFacts(db, {
    tenantId: line.tenantId,
    lineId: line.id,
    dedupeKey: signal.dedupeKey,
    ids,
    erasedIds: erasureKeys.all.flatMap((key) =>
      ids.map((id) => erasedId(key, line.tenantId, line.id, id)),
    ),
    addresses: addressesOfOne(seen),
    conversationId: signal.conversationId,
    perimeter: signal.kind.is === 'ringing' ? perimeterQuestion(line, receivedAt) : null,
  });
  return isReusedId(facts.call, signal) ? asNextLeg(facts) : facts;
}

/**
 * The signal begins another ring under the id of a call that is over. The stored call becomes the previous leg (one ring of
 * a customer's call that returns from a queue), and its provider ids pass to the call that begins.
 */
function asNextLeg(facts: SignalFacts): SignalFacts {
  const { call } = facts;
  if (!call) return facts;
  const { id, leg } = call;
  // Another line may have had a leg of the same customer's call in between.
  const isBetween = facts.previousLeg !== null && facts.previousLeg.leg > leg;
  return {
    ...facts,
    call: null,
    reusedIdsOf: id,
    ourRequests: { state: 'no-effect' },
    previousLeg: isBetween ? facts.previousLeg : { id, leg },
  };
}
