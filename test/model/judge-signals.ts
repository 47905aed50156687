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

const isOf = ({ actor, occurredAt }: StoredEntry, { occurredAt: at }: ModelSignal['signal']) =>
  actor.kind === 'PROVIDER' && occurredAt.getTime() === at.getTime();
