import { isDeepStrictEqual } from 'node:util';
import {
  type ListeningLine,
  type ListeningNews,
  saveListeningNews,
} from '../../db/lines/listener-leases.ts';
import type { Parts } from '../../use-cases/dependencies.ts';

/** Says of one line how listening to it goes, for those who look at the line. */
export interface LineReport {
  say(news: ListeningNews): Promise<void>;
}

export function createLineReport(
  { db, log }: Pick<Parts, 'db' | 'log'>,
  line: ListeningLine,
  owner: string,
): LineReport {
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
