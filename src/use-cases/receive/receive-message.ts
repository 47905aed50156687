import { phoneOf } from '../../call/caller-address.ts';
import { newId, type TenantId } from '../../call/ids.ts';
import { noteConversation } from '../../db/callers/conversations.ts';
import { readKnownCallers } from '../../db/callers/known-callers.ts';
import { isLostRace } from '../../db/connection/database-errors.ts';
import { record } from '../../db/record/record.ts';
import type { MessageSignal } from '../../providers/provider.ts';
import type { Dependencies } from '../dependencies.ts';
import type { LoadedLine } from '../loaded-line.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { takeLease } from '../work/lease.ts';
import { recogniseCaller } from './recognise-caller.ts';

/** Records that a caller wrote to the line. Only the time is stored, not the message. */
export async function receiveMessage(
  deps: Dependencies,
  loaded: LoadedLine,
  message: MessageSignal,
): Promise<void> {
  const { tenantId, id: lineId } = loaded.line;
  const { addresses } = message.from;
  const now = deps.now();
  // A time in the future, from a provider's wrong clock, would make the conversation look recent for too long.
  const at = message.occurredAt && message.occurredAt < now ? message.occurredAt : now;
  const conversation = {
    tenantId,
    lineId,
    dedupeKey: message.dedupeKey,
    addresses,
    phone: phoneOf(addresses),
    displayName: message.from.displayName,
    at,
    newCallerId: newId('clr'),
  };
  await retryOnConflict(async () => {
    const noted = await lostAsValue(() => noteConversation(deps.db, conversation));
    // The addresses belong to several stored callers.
    if (noted === 'several') await mergeWriters(deps, tenantId, message, at);
    // After a merge, as after a lost race, the next round notes the conversation.
    return noted === 'noted' ? noted : 'lost';
  });
}

/** Merges the stored callers whose addresses one message shows to belong to the same person. */
async function mergeWriters(
  deps: Dependencies,
  tenantId: TenantId,
  { from }: MessageSignal,
  at: Date,
): Promise<void> {
  const callers = await readKnownCallers(deps.db, tenantId, from.addresses);
  // All addresses count as known here, because the next round stores those that are new.
  const knownAddresses = new Set(from.addresses);
  // There are stored callers, so the new id is not used.
  const { toRecord } = recogniseCaller(from, { callers, knownAddresses }, newId('clr'), at);
  const { callerChange } = toRecord;
  if (callerChange) await record(deps.db, tenantId, { lease: takeLease(deps), callerChange });
}

/** Returns 'lost' for a lost race, as `retryOnConflict` expects it. */
async function lostAsValue<Done>(write: () => Promise<Done>): Promise<Done | 'lost'> {
  try {
    return await write();
  } catch (error) {
    if (isLostRace(error)) return 'lost';
    throw error;
  }
}
