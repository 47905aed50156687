import { RequestError } from '../../access/errors.ts';
import { isSameAccess, type Viewer } from '../../access/viewer.ts';
import type { Log } from '../log.ts';

/** Throws a RequestError UNAUTHENTICATED for a missing or wrong key. */
export type Authenticate = (credential: string | undefined) => Promise<Viewer>;

/** `key refused`: the key or token no longer works. `key changed`: it works, but has other lines or scopes now. */
export type KeyChange = 'key refused' | 'key changed';

interface Watched {
  readonly credential: string | undefined;
  readonly viewer: Viewer;
  /** Called once, also if the key still works but its access has changed. */
  readonly onRevoked: (change: KeyChange) => void;
}

export interface KeyRechecks {
  /** Calls `onRevoked` when the key was revoked or its access has changed. Returns a function that stops the watch. */
  watch(watched: Watched): () => void;
  stop(): void;
}

/** How many keys are checked concurrently. Checks of the same turn are one database read. */
const concurrentChecks = 500;

/**
 * Periodically checks the keys of open websockets, event streams and callback subscriptions again. A key that several of
 * them use is checked once.
 */
export function createKeyRechecks(
  authenticate: Authenticate,
  everyMs: number,
  log: Log,
): KeyRechecks {
  const all = new Set<Watched>();
  let isStopped = false;
  let timer = setTimeout(recheckAll, everyMs);

  async function recheckAll(): Promise<void> {
    const byCredential = [...Map.groupBy(all, ({ credential }) => credential)];
    for (let from = 0; from < byCredential.length && !isStopped; from += concurrentChecks) {
      await Promise.all(byCredential.slice(from, from + concurrentChecks).map(recheckOne));
    }
    if (!isStopped) timer = setTimeout(recheckAll, everyMs);
  }

  async function recheckOne([credential, watchers]: [
    string | undefined,
    Watched[],
  ]): Promise<void> {
    const current = await recheck(credential);
    if (current === 'unknown') return;
    for (const watched of watchers) {
      const change = changeOf(watched.viewer, current);
      // A watch that ended during the check is no longer in the set.
      if (change && all.delete(watched)) watched.onRevoked(change);
    }
  }

  async function recheck(credential: string | undefined): Promise<Viewer | 'revoked' | 'unknown'> {
    try {
      return await authenticate(credential);
    } catch (error) {
      if (error instanceof RequestError && error.code === 'UNAUTHENTICATED') return 'revoked';
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

function changeOf(before: Viewer, current: Viewer | 'revoked'): KeyChange | undefined {
  if (current === 'revoked') return 'key refused';
  return isSameAccess(before, current) ? undefined : 'key changed';
}
