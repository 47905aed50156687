import type { Call } from '../../call/call.ts';
import type { Change } from '../../call/lifecycle/change.ts';
import { passRingLimit } from '../../call/lifecycle/pass-ring-limit.ts';
import type { OurRequests } from '../../call/rejection.ts';
import { readCall } from '../../db/calls/call-reads.ts';
import { readCallsPastRingLimit } from '../../db/calls/past-ring-limit.ts';
import { record } from '../../db/record/record.ts';
import type { Dependencies } from '../dependencies.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { takeLease } from './lease.ts';

const batch = 100;

/** Ends the calls that ring past their line's ring limit, and returns their number. Several processes may do this at once. */
export async function passRingLimits(deps: Dependencies): Promise<number> {
  const now = deps.now();
  const calls = await readCallsPastRingLimit(deps.db, now, batch);
  const ended = await Promise.all(
    calls.map(({ call, ourRequests }) =>
      endRing(deps, call, ourRequests, now).catch((error: unknown) => {
        // One that cannot be ended must not delay the others.
        deps.log.error('ending a ring past its limit failed', { call: call.id, error });
        return false;
      }),
    ),
  );
  if (ended.some(Boolean)) deps.feed.wrote();
  return ended.filter(Boolean).length;
}

async function endRing(
  deps: Dependencies,
  found: Call,
  ourRequests: OurRequests,
  now: Date,
): Promise<boolean> {
  const change = await retryOnConflict<Change | 'nothing'>(async (round) => {
    const call = round === 1 ? found : await readCall(deps.db, found.tenantId, found.id);
    const passed = call && passRingLimit(call, now, ourRequests);
    if (!passed) return 'nothing';
    const lease = takeLease(deps);
    const recorded = await record(deps.db, found.tenantId, { change: passed, lease });
    return recorded === 'written' ? passed : 'lost';
  });
  if (change === 'nothing') return false;
  const expired = change.entries.some(({ kind }) => kind === 'REJECT_EXPIRED');
  if (expired) deps.log.error('a rejection expired', { call: found.id });
  return true;
}
