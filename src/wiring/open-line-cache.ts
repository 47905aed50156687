import type { Database } from '../db/connection/database.ts';
import type { Log } from '../log.ts';
import { createLineCache, type LineCacheDependencies } from '../use-cases/lines/line-cache.ts';
import type { LineCache } from '../use-cases/loaded-line.ts';
import type { Overrides } from './overrides.ts';

/** For `rememberMs` this process may miss a change of a line by another one, except at a ring, which compares the line's revision. */
export function openLineCache(
  { db, log }: { readonly db: Database; readonly log: { child(subsystem: string): Log } },
  { rememberMs = 5000 }: Overrides,
  parts: Pick<LineCacheDependencies, 'seal' | 'providers'>,
): LineCache {
  return createLineCache({ db, ...parts, rememberMs, log: log.child('lines') });
}
