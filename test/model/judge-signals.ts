import { isOver } from '../../src/call/status.ts';
import { inboxKeyOf } from '../../src/db/inbox-key.ts';
import type { StoredCall, StoredEntry } from './judge.ts';
import type { ModelSignal } from './signals.ts';
import type { World } from './world.ts';

/** I1: what was acknowledged is in the inbox, and once in the journal of its call. */
export async function judgeSignals(world: World, calls: readonly StoredCall[]): Promise<string[]> {
  const rows = await world.stage.ask<{ key: string; call: string | null }>(
    'select dedupe_key as key, call_id as call from inbox',
  );
  const inbox = new Map(rows.map(({ key, call }) => [key, call]));
  return world.signals.all.flatMap((told) => judgeSignal(told, inbox, calls));
}

function judgeSignal(
  { signal, line, received }: ModelSignal,
  inbox: ReadonlyMap<string, string | null>,
  calls: readonly StoredCall[],
): string[] {
  const name = `${signal.dedupeKey} (${signal.kind.is})`;
  if (received !== 'recorded' && received !== 'duplicate') {
    return [`I1: ${name} was never received: ${received}`];
  }
  const callId = inbox.get(inboxKeyOf(signal.dedupeKey));
  if (callId === undefined) return [`I1: ${name} was acknowledged and is not in the inbox`];
  const found = calls.flatMap(({ entries }) => entries.filter((entry) => isOf(entry, signal)));
  // It named a call that nobody knew and said nothing about it.
  if (callId === null) return found.length > 0 ? [`I1: ${name} is about no call, and in one`] : [];
  const [first, ...more] = found;
  if (!first) return [`I1: ${name} was acknowledged and is not in the journal`];
  if (first.call.id !== callId || first.call.lineId !== line) {
    return [`I1: ${name} is in the journal of another call`];
  }
  // An ineffective rejection and what came instead are told by one signal.
  const twice = more.some((entry) => entry.kind === first.kind) || more.length > 1;
  return twice ? [`I1: ${name} is ${found.length} times in the journal`] : [];
}

/** What is concluded from the carrier's list is no word of the carrier, unless it is the first that is heard of a call. */
function isOf(entry: StoredEntry, signal: ModelSignal['signal']): boolean {
  const { kind, actor, occurredAt, revision } = entry;
  // That a text comes to nothing may follow from it.
  if (kind === 'FOLLOW_UP_NOT_SENT') return false;
  const by = signal.inferred && revision > 1 ? 'SYSTEM' : 'PROVIDER';
  return actor.kind === by && occurredAt.getTime() === signal.occurredAt.getTime();
}

/** I16: that the carrier's list has a call no longer does not tell its end, also where an answer had to be awaited. */
export function judgeConclusions({ signals }: World, { call, entries }: StoredCall): string[] {
  const isJudged = isOver(call.status) && !call.inferred && entries[0]?.kind === 'RANG';
  // Of what counts as our doing, the answers are judged.
  if (!isJudged || call.endReason === 'REJECTED_BY_US') return [];
  const isTold = signals.all.some(
    ({ line, signal }) =>
      line === call.lineId &&
      signal.providerCallId === call.providerCallId &&
      !signal.inferred &&
      tellsEnd.has(signal.kind.is),
  );
  return isTold ? [] : [`I16: ${call.providerCallId} is ${call.status}, which nobody has told`];
}

const tellsEnd: ReadonlySet<string> = new Set([
  ...['rejected', 'rejected-or-over', 'missed', 'ended', 'over', 'failed', 'released'],
]);
