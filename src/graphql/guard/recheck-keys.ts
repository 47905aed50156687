import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Log } from '../log.ts';

/** Throws a RequestError UNAUTHENTICATED for a missing or wrong key. */
export type Authenticate = (credential: string | undefined) => Promise<Viewer>;

interface Watched {
  readonly credential: string | undefined;
  readonly viewer: Viewer;
  readonly onLost: (because: string) => void;
}

export interface KeyChecks {
  /** Calls `onLost` once the key no longer works, or no longer means the same. Returns how to stop watching. */
  watch(watched: Watched): () => void;
  stop(): void;
}

/** Looks again, now and then, at the keys behind connections that stay open. One timer for all, one look per key. */
export function createKeyChecks(authenticate: Authenticate, everyMs: number, log: Log): KeyChecks {
  const all = new Set<Watched>();
  let isStopped = false;
  let timer = setTimeout(sweep, everyMs);

  async function sweep(): Promise<void> {
    for (const [credential, watchers] of Map.groupBy(all, (one) => one.credential)) {
      if (isStopped) return;
      const now = await look(credential);
      for (const one of watchers) {
        const because = now === 'unknown' ? undefined : reasonToLeave(one.viewer, now);
        if (because && all.delete(one)) one.onLost(because);
      }
    }
    if (!isStopped) timer = setTimeout(sweep, everyMs);
  }

  async function look(credential: string | undefined): Promise<Viewer | 'gone' | 'unknown'> {
    try {
      return await authenticate(credential);
    } catch (error) {
      if (error instanceof RequestError && error.code === 'UNAUTHENTICATED') return 'gone';
      log.warn('A key could not be checked; its connections stay open.', { error: String(error) });
      return 'unknown';
    }
  }

  return {
    watch(watched) {
      all.add(watched);
      return () => all.delete(watched);
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

function reasonToLeave(before: Viewer, now: Viewer | 'gone'): string | undefined {
  if (now === 'gone') return 'The key no longer works';
  const isSame =
    before.keyId === now.keyId && JSON.stringify(before.lines) === JSON.stringify(now.lines);
  return isSame ? undefined : 'The key has changed: connect again';
}
