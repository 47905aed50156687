import type { Database } from '../db/connection/database.ts';
import { beginEpoch, confirmEpoch } from '../db/epoch.ts';
import { findPosition } from '../db/journal/find-position.ts';
import type { Tail } from '../db/journal/journal-tail.ts';
import type { RingBuffer } from './ring-buffer.ts';

/**
 * Detects that the journal no longer continues the entries in the buffer, as after a restore, and then begins a new epoch or empties
 * the buffer. An epoch is a time in which the server lost no commit; positions begin with its number. Returns whether
 * the tail must be read again.
 */
export function followHistory(
  db: Database,
  buffer: RingBuffer,
  onCut: () => void,
): (tail: Tail) => Promise<boolean> {
  let lastWatermark = buffer.watermark;

  return async ({ isEpochConfirmed, watermark }) => {
    if (!isEpochConfirmed) {
      await confirmEpoch(db);
      return true;
    }
    const previous = lastWatermark;
    lastWatermark = watermark;
    if (watermark.epoch !== previous.epoch) return cutIfLost();
    if (watermark.xid >= previous.xid) return false;
    // Transaction ids (xid) only rise. A lower one means that the server has lost commits, as in a crash without synchronous_commit.
    // `lastWatermark` is set back, so that the next read detects this again if `beginEpoch` fails.
    lastWatermark = previous;
    await beginEpoch(db);
    return true;
  };

  async function cutIfLost(): Promise<boolean> {
    const found = await findPosition(db, buffer.end);
    if (found.is === 'found') return false;
    buffer.restartAfter(found.cutAfter);
    onCut();
    return true;
  }
}
