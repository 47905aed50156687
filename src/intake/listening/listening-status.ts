import { isDeepStrictEqual } from 'node:util';
import {
  type ListeningLine,
  type ListeningNews,
  saveListeningNews,
} from '../../db/lines/listener-leases.ts';
import type { Dependencies } from '../../use-cases/dependencies.ts';

/** Says of one line how listening to it goes, for those who look at the line. */
export interface ListeningStatus {
  say(news: ListeningNews): Promise<void>;
}

export function createListeningStatus(
  { db, log }: Pick<Dependencies, 'db' | 'log'>,
  line: ListeningLine,
  owner: string,
): ListeningStatus {
  let said: ListeningNews | undefined;

  return {
    async say(news) {
      if (isDeepStrictEqual(news, said)) return;
      try {
        await saveListeningNews(db, line, owner, news);
        said = news;
      } catch (error) {
        // What is heard counts for more than what is said about hearing it.
        log.warn('how a line is heard could not be said', { line: line.lineId, error });
      }
    },
  };
}
