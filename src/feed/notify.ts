import type { Database } from '../db/connection/database.ts';

/**
 * Rings the bell at the database for the other processes: at most one ring under way, and none closer together than
 * `apartMs`. A bell inside the writing statement would make all commits wait for each other.
 */
export function createNotifier(db: Database, apartMs: number, onTrouble: (error: unknown) => void) {
  let ringing = false;
  let again = false;

  async function ring(): Promise<void> {
    if (ringing) {
      again = true;
      return;
    }
    ringing = true;
    try {
      do {
        again = false;
        await db.notifyJournal();
        await new Promise((resolve) => setTimeout(resolve, apartMs));
      } while (again);
    } catch (error) {
      onTrouble(error);
    } finally {
      ringing = false;
    }
  }

  return { ring: () => void ring() };
}
