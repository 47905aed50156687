import { phoneOf } from '../../call/caller-address.ts';
import { newId, type TenantId } from '../../call/ids.ts';
import { noteConversation } from '../../db/callers/conversations.ts';
import { readKnownCallers } from '../../db/callers/known-callers.ts';
import { isLostRace } from '../../db/connection/database-errors.ts';
import { record } from '../../db/record/record.ts';
import type { MessageSignal } from '../../providers/provider.ts';
import type { Parts } from '../dependencies.ts';
import type { OpenLine } from '../loaded-line.ts';
import { untilRecorded } from '../retry-on-conflict.ts';
import { takeLease } from '../work/lease.ts';
import { recogniseCaller } from './recognise-caller.ts';

/** Somebody wrote to the line. What they wrote is not kept, only that they did. */
export async function receiveMessage(
  parts: Parts,
  open: OpenLine,
  message: MessageSignal,
): Promise<void> {
  const { tenantId, id: lineId } = open.line;
  const { addresses } = message.from;
  const now = parts.now();
  // A clock that is ahead does not make a caller one who has lately written for years.
  const at = message.occurredAt && message.occurredAt < now ? message.occurredAt : now;
  const conversation = {
    tenantId,
    lineId,
    dedupeKey: message.dedupeKey,
    addresses,
    phone: phoneOf(addresses),
    at,
    freshId: newId('clr'),
  };
  await untilRecorded(async () => {
    const noted = await unlessLost(() => noteConversation(parts.db, conversation));
    if (noted === 'several') await mergeWriters(parts, tenantId, message);
    return noted === 'noted' ? noted : 'lost';
  });
}

/** A message can show that two callers are one, as a call can. */
async function mergeWriters(
  parts: Parts,
  tenantId: TenantId,
  { from }: MessageSignal,
): Promise<void> {
  const callers = await readKnownCallers(parts.db, tenantId, from.addresses);
  const knownAddresses = new Set(from.addresses);
  const { toRecord } = recogniseCaller(from, { callers, knownAddresses }, newId('clr'));
  const { callerChange } = toRecord;
  if (callerChange) await record(parts.db, tenantId, { lease: takeLease(parts), callerChange });
}

async function unlessLost<Done>(write: () => Promise<Done>): Promise<Done | 'lost'> {
  try {
    return await write();
  } catch (error) {
    if (isLostRace(error)) return 'lost';
    throw error;
  }
}
