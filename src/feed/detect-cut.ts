import type { Database } from '../db/connection/database.ts';
import { beginEpoch, confirmEpoch } from '../db/epoch.ts';
import { findPosition } from '../db/journal/find-position.ts';
import type { Tail } from '../db/journal/journal-tail.ts';
import type { RingBuffer } from './ring-buffer.ts';

/**
 * Returns a function to call after each read of the tail. It resolves to true if the tail must be read again. It detects that the
 * journal no longer continues the entries in the buffer, as after a restore, and then begins a new epoch or empties the buffer. An
 * epoch is a time in which the server assigns each transaction id once; positions begin with its number. The watermark is the position
 * below which no transaction is open. `onCut` is called when entries that were read no longer exist.
 */
export function detectCuts(
  db: Database,
  buffer: RingBuffer,
  onCut: () => void,
): (tail: Tail) => Promise<boolean> {
  let lastWatermark = buffer.watermark;

  return async ({ isEpochConfirmed, watermark }) => {
    if (!isEpochConfirmed) {
      // The server was restarted or restored. `confirmEpoch` begins a new epoch, unless another process has begun it.
      await confirmEpoch(db);
      return true;
    }
    let mustReadAgain = false;
    if (watermark.epoch !== lastWatermark.epoch) {
      // The buffer may contain entries of the previous epoch that the server has lost.
      mustReadAgain = await cutIfLost();
    } else if (watermark.xid < lastWatermark.xid) {
      // Within an epoch transaction ids (xid) only rise. A lower one means that the server has lost commits, as in a crash without
      // synchronous_commit. `lastWatermark` stays, so that the next read finds a new epoch.
      await beginEpoch(db);
      return true;
    }
    // Only here, so that the next read detects the same again if a statement above fails.
    lastWatermark = watermark;
    return mustReadAgain;
  };

  async function cutIfLost(): Promise<boolean> {
    const found = await findPosition(db, buffer.end);
    if (found.is === 'found') return false;
    // What the buffer held after `cutAfter` no longer exists.
    buffer.restartAfter(found.cutAfter);
    onCut();
    return true;
  }
}
