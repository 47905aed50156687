import { isDeepStrictEqual } from 'node:util';
import {
  type LeasedLine,
  type ListenerStatus,
  saveListenerStatus,
} from '../../db/lines/listener-leases.ts';
import type { Dependencies } from '../../use-cases/dependencies.ts';

/** Stores the state of a line's event connection, which clients read as `PhoneLine.listening`. */
export interface ListeningStatus {
  /** Stores the state if it differs from the one that was stored last. */
  save(status: ListenerStatus): Promise<void>;
}

/** Nothing is stored after another process has taken over the lease of `owner`. */
export function createListeningStatus(
  { db, log }: Pick<Dependencies, 'db' | 'log'>,
  line: LeasedLine,
  owner: string,
): ListeningStatus {
  let saved: ListenerStatus | undefined;

  return {
    async save(status) {
      if (isDeepStrictEqual(status, saved)) return;
      try {
        await saveListenerStatus(db, line, owner, status);
        saved = status;
      } catch (error) {
        // A failure here must not interrupt the reception of events.
        log.warn('saving the state of an event connection failed', { line: line.lineId, error });
      }
    },
  };
}
