import { phoneOf } from '../call/caller-address.ts';
import { newId } from '../call/ids.ts';
import { noteConversation } from '../db/conversations.ts';
import { isLostRace } from '../db/trouble.ts';
import type { MessageSignal } from '../providers/provider.ts';
import type { OpenLine } from './line-book.ts';
import type { Parts } from './parts.ts';
import { untilRecorded } from './until-recorded.ts';

/** Somebody wrote to the line. What they wrote is not kept, only that they did. */
export async function receiveMessage(
  parts: Parts,
  open: OpenLine,
  message: MessageSignal,
): Promise<void> {
  const { tenantId, id: lineId } = open.line;
  const { addresses } = message.from;
  const freshId = newId('clr');
  await untilRecorded(async () => {
    try {
      await noteConversation(parts.db, {
        tenantId,
        lineId,
        dedupeKey: message.dedupeKey,
        addresses,
        phone: phoneOf(addresses),
        at: message.occurredAt ?? parts.now(),
        freshId,
      });
      return 'noted';
    } catch (error) {
      if (isLostRace(error)) return 'lost';
      throw error;
    }
  });
}
