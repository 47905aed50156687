import type { Call } from '../../call/call.ts';
import type { Change } from '../../call/lifecycle/change.ts';
import { passRingLimit } from '../../call/lifecycle/pass-ring-limit.ts';
import type { OurPart } from '../../call/rejection.ts';
import { readCall } from '../../db/calls/call-reads.ts';
import { readCallsRingingOut } from '../../db/calls/ringing-out.ts';
import { record } from '../../db/record/record.ts';
import type { Parts } from '../dependencies.ts';
import { untilRecorded } from '../retry-on-conflict.ts';
import { takeLease } from './lease.ts';

const batch = 100;

/** Ends the calls that ring longer than calls ring. Any number of processes may do this at once. Answers how many it ended. */
export async function passRingLimits(parts: Parts): Promise<number> {
  const now = parts.now();
  const calls = await readCallsRingingOut(parts.db, now, batch);
  const ended = await Promise.all(
    calls.map(({ call, ours }) =>
      endRing(parts, call, ours, now).catch((error: unknown) => {
        // One that cannot be ended must not hold up the others, nor the work that is due.
        parts.log.error('a ring could not be ended', { call: call.id, error });
        return false;
      }),
    ),
  );
  if (ended.some(Boolean)) parts.feed.wrote();
  return ended.filter(Boolean).length;
}

async function endRing(parts: Parts, found: Call, ours: OurPart, now: Date): Promise<boolean> {
  let known: Call | null = found;
  const change = await untilRecorded<Change | 'nothing'>(async () => {
    const call = known ?? (await readCall(parts.db, found.tenantId, found.id));
    known = null;
    const passed = call && passRingLimit(call, now, ours);
    if (!passed) return 'nothing';
    const lease = takeLease(parts);
    const recorded = await record(parts.db, found.tenantId, { change: passed, lease });
    return recorded === 'written' ? passed : 'lost';
  });
  if (change === 'nothing') return false;
  const expired = change.entries.some(({ kind }) => kind === 'REJECT_EXPIRED');
  if (expired) parts.log.error('a rejection expired', { call: found.id });
  return true;
}
