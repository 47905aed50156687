import type { Call } from '../../call/call.ts';
import { type CallId, type LineId, newId } from '../../call/ids.ts';
import type { Change } from '../../call/lifecycle/change.ts';
import {
  isToBeAsked,
  passRingLimit,
  passRingLimitAsTold,
} from '../../call/lifecycle/pass-ring-limit.ts';
import {
  beforeAllRingLimits,
  type CallPastRingLimit,
  type RingLimitPlace,
  readCallPastRingLimit,
  readCallsPastRingLimit,
} from '../../db/calls/past-ring-limit.ts';
import { record } from '../../db/record/record.ts';
import type { StateAtProvider } from '../../providers/provider.ts';
import type { Dependencies } from '../dependencies.ts';
import type { LoadedLine } from '../loaded-line.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { takeLease } from './lease.ts';

/** The calls that one run reads at most. */
const batch = 100;

/** The calls about which providers are asked at once at most. Those of a line are fewer than may wait for their turn in its limiter. */
const mostAsked = { ofLine: 100, inAll: 1000 };

/** What one run leaves to the next. */
export interface RingLimitProgress {
  /** The calls whose provider is being asked, in the background, and their lines. */
  readonly beingAsked: Map<CallId, LineId>;
  /** The next run reads the calls after this place, so that calls that cannot be ended yet do not delay the others. */
  after: RingLimitPlace;
}

export function startProgress(): RingLimitProgress {
  return { beingAsked: new Map(), after: beforeAllRingLimits };
}

/**
 * Ends calls that ring past their line's ring limit. Several processes may do this at once. If a request to reject may have
 * ended the call, the provider is first asked for its state, in the background, so that a provider that hangs does not delay other
 * calls. Returns how many calls were ended without asking. After the last call the next run begins again with the first.
 */
export async function passRingLimits(
  deps: Dependencies,
  progress: RingLimitProgress = startProgress(),
): Promise<number> {
  const now = deps.now();
  const { after, beingAsked } = progress;
  const { found, next } = await readCallsPastRingLimit(deps.db, now, { after, limit: batch });
  progress.after = next ?? beforeAllRingLimits;
  const ended = await Promise.all(found.map((one) => endOrAsk(deps, one, now, beingAsked)));
  // Tells the feed that there are new journal entries to deliver.
  if (ended.some(Boolean)) deps.feed.wrote();
  return ended.filter(Boolean).length;
}

/** Returns whether the ring was ended at once. */
async function endOrAsk(
  deps: Dependencies,
  found: CallPastRingLimit,
  now: Date,
  beingAsked: Map<CallId, LineId>,
): Promise<boolean> {
  const { id, tenantId, lineId } = found.call;
  if (beingAsked.has(id)) return false;
  try {
    const loaded = isToBeAsked(found.call, found.ourRequests)
      ? await deps.lineCache.byId(tenantId, lineId)
      : null;
    if (!loaded?.provider.lookUp) return await endRing(deps, found, now);
    if (!mayAsk(lineId, beingAsked)) return false;
    beingAsked.set(id, lineId);
    deps.background.run('asking at the ring limit', () =>
      askAndEnd(deps, found, loaded, now).finally(() => beingAsked.delete(id)),
    );
  } catch (error) {
    // A call that cannot be ended must not delay the others.
    deps.log.error('ending a ring past its limit failed', { call: id, error });
  }
  return false;
}

/** A call that is not asked about now is found again by a later run. */
function mayAsk(lineId: LineId, beingAsked: ReadonlyMap<CallId, LineId>): boolean {
  if (beingAsked.size >= mostAsked.inAll) return false;
  return (
    beingAsked
      .values()
      .filter((line) => line === lineId)
      .toArray().length < mostAsked.ofLine
  );
}

async function askAndEnd(
  deps: Dependencies,
  found: CallPastRingLimit,
  loaded: LoadedLine,
  now: Date,
): Promise<void> {
  const state = await ask(deps, loaded, found.call);
  // A call that the provider no longer has ('gone') may have ended in any way, so its end is inferred.
  const told = state.is === 'told' ? state.kind : null;
  /** Null, so that the end is inferred, if the provider did not report the state or if `passRingLimitAsTold` does not use the report. */
  const asTold = ({ call, ourRequests }: CallPastRingLimit) => {
    const { ringLimitMs } = loaded.line;
    const context = {
      now: deps.now(),
      provider: loaded.actor,
      textEffectId: newId('eff'),
      ringLimitMs,
    };
    return told && passRingLimitAsTold(call, told, ourRequests, context);
  };
  if (await endRing(deps, found, now, asTold)) deps.feed.wrote();
}

async function ask(
  { limiter, timing }: Dependencies,
  { line, provider }: LoadedLine,
  call: Call,
): Promise<StateAtProvider> {
  const signal = AbortSignal.timeout(timing.attemptTimeoutMs);
  // Limited like a text, so that it never delays a reject.
  const answer = await limiter.run(line, 'text', async (): Promise<StateAtProvider> => {
    return (await provider.lookUp?.(call, signal)) ?? { is: 'not-told' };
  });
  // 'not-done': the limiter did not admit the request.
  return answer.is === 'not-done' ? { is: 'not-told' } : answer;
}

/**
 * Returns whether a change was recorded: the end of the ring or, only by `asTold`, that the call rings on. `asTold` returns the change
 * that the provider's report makes; null if the end must be inferred.
 */
async function endRing(
  deps: Dependencies,
  found: CallPastRingLimit,
  now: Date,
  asTold: (current: CallPastRingLimit) => Change | null = () => null,
): Promise<boolean> {
  const { id, tenantId } = found.call;
  const change = await retryOnConflict<Change | 'nothing'>(async (round) => {
    // The requests are read again too: a late answer that is recorded meanwhile changes how the call has ended.
    const current = round === 1 ? found : await readCallPastRingLimit(deps.db, tenantId, id);
    const passed =
      current && (asTold(current) ?? passRingLimit(current.call, now, current.ourRequests));
    if (!passed) return 'nothing';
    // `record` requires a lease, for the reject effects of a change. This change has no such effect.
    const lease = takeLease(deps);
    const recorded = await record(deps.db, tenantId, { change: passed, lease });
    // 'lost': a concurrent change came first, so `retryOnConflict` decides again.
    return recorded === 'written' ? passed : 'lost';
  });
  if (change === 'nothing') return false;
  // The text after a rejection that the provider reported. Nothing else can be due.
  if (change.effects.length > 0) deps.onDue('text', 0);
  const expired = change.entries.some(({ kind }) => kind === 'REJECT_EXPIRED');
  if (expired) deps.log.error('a rejection expired', { call: id });
  return true;
}
