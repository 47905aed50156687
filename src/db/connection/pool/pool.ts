import postgres from 'postgres';
import { socketWithBackoff } from '../reconnect-backoff.ts';

/** A pool of the driver that is replaced as a whole when one of its connections breaks, or may be broken (suspect). */
export interface Pool {
  current(): postgres.Sql;
  /** The driver may hang on a broken connection or mix up its answers if it is used again, so the whole pool is replaced. */
  replace(broken: postgres.Sql): void;
  /**
   * Called when a statement timed out or met a standby. Acts at most once in `suspectAgainAfterMs`, because the old pool's other
   * statements fail too and would replace the new pool.
   */
  replaceSuspect(): void;
  end(): Promise<void>;
}

export interface PoolSettings {
  readonly url: string;
  readonly suspectAgainAfterMs: number;
  readonly options: postgres.Options<Record<string, postgres.PostgresType>>;
}

/** After one connection of the pool broke, statements on its other connections get this long to finish. */
const drainMs = 100;

/** After a statement timed out or the pool led to a standby, the pool's other statements get this long to finish. */
const suspectDrainMs = 1000;

export function openPool({ url, suspectAgainAfterMs, options }: PoolSettings): Pool {
  let isClosing = false;
  let lastSuspectAt = Number.NEGATIVE_INFINITY;
  let pool = connect();

  function isCurrent(candidate: postgres.Sql): boolean {
    return candidate === pool && !isClosing;
  }

  function replace(broken: postgres.Sql, afterMs: number): void {
    if (!isCurrent(broken)) return;
    pool = connect();
    void broken.end({ timeout: afterMs / 1000 }).catch(() => {});
  }

  function connect(): postgres.Sql {
    const made: postgres.Sql = postgres(url, {
      ...options,
      // Only the current pool opens sockets. If the server closes one before it has sent a byte, the pool is replaced.
      ...socketWithBackoff(
        () => isCurrent(made),
        () => replace(made, drainMs),
      ),
      // The driver must not recycle connections, so that a close always means a fault.
      max_lifetime: null,
      onclose: () => replace(made, drainMs),
    });
    return made;
  }

  return {
    current: () => pool,
    replace: (broken) => replace(broken, drainMs),
    replaceSuspect() {
      const now = performance.now();
      if (now - lastSuspectAt < suspectAgainAfterMs) return;
      lastSuspectAt = now;
      replace(pool, suspectDrainMs);
    },
    async end() {
      isClosing = true;
      await pool.end({ timeout: 2 });
    },
  };
}
