import type { Database } from '../db/connection/database.ts';

/**
 * Sends NOTIFY to the other processes, one at a time and at most one per `intervalMs`. It is not part of the statement that writes,
 * because PostgreSQL takes a global lock when a transaction that notifies commits.
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
      // The other processes also poll the journal, so without a notification they only read it later.
      onTrouble(error);
    } finally {
      isSending = false;
    }
  }

  return { notify: () => void send() };
}
