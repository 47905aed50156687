import { isDeepStrictEqual } from 'node:util';
import {
  type ListeningLine,
  type ListeningNews,
  saveListeningNews,
} from '../../db/lines/listener-leases.ts';
import type { Dependencies } from '../../use-cases/dependencies.ts';

/** Stores the state of a line's event connection, which clients read as `Line.listening`. */
export interface ListeningStatus {
  save(news: ListeningNews): Promise<void>;
}

export function createListeningStatus(
  { db, log }: Pick<Dependencies, 'db' | 'log'>,
  line: ListeningLine,
  owner: string,
): ListeningStatus {
  let saved: ListeningNews | undefined;

  return {
    async save(news) {
      if (isDeepStrictEqual(news, saved)) return;
      try {
        await saveListeningNews(db, line, owner, news);
        saved = news;
      } catch (error) {
        // A failure here must not interrupt the reception of events.
        log.warn('saving the state of an event connection failed', { line: line.lineId, error });
      }
    },
  };
}
