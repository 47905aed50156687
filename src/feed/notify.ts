import type { Database } from '../db/connection/database.ts';

/**
 * Sends NOTIFY to the other processes, coalesced: one at a time, and at most one per `intervalMs`. It is not part of the
 * writing statement, because PostgreSQL takes a global lock at the commit of a transaction that notifies.
 */
export function createNotifier(
  db: Database,
  intervalMs: number,
  onTrouble: (error: unknown) => void,
) {
  let isSending = false;
  let isRequested = false;

  async function send(): Promise<void> {
    isRequested = true;
    if (isSending) return;
    isSending = true;
    try {
      while (isRequested) {
        isRequested = false;
        await db.notifyJournal();
        await new Promise((resolve) => setTimeout(resolve, intervalMs));
      }
    } catch (error) {
      onTrouble(error);
    } finally {
      isSending = false;
    }
  }

  return { notify: () => void send() };
}
