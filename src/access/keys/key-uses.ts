import type { ApiKeyId } from '../../call/ids.ts';
import { noteKeyUses } from '../../db/api-keys.ts';
import type { Database } from '../../db/connection/database.ts';

export interface KeyUses {
  used(keyId: ApiKeyId): void;
  /** Notes what was not noted yet, and ends. */
  stop(): Promise<void>;
}

/** Notes when keys were last used: all of them in one statement per period, and none in a period without requests. */
export function createKeyUses(
  db: Database,
  everyMs: number,
  onTrouble: (error: unknown) => void,
): KeyUses {
  let used = new Map<ApiKeyId, Date>();
  const timer = setInterval(() => void flush(), everyMs);
  timer.unref();
  let writing: Promise<void> | undefined;

  async function write(): Promise<void> {
    if (used.size === 0) return;
    const noted = used;
    used = new Map();
    // What could not be stored is not kept: the next use of the key is noted again.
    await noteKeyUses(db, noted).catch(onTrouble);
  }

  /** While a write is under way, no other begins: what is used meanwhile is noted with the next. */
  async function flush(): Promise<void> {
    writing ??= write().finally(() => {
      writing = undefined;
    });
    await writing;
  }

  return {
    used: (keyId) => void used.set(keyId, new Date()),
    async stop() {
      clearInterval(timer);
      // It has only what was used before it began.
      await writing;
      await flush();
    },
  };
}
