import postgres from 'postgres';
import { socketWithBackoff } from '../reconnect-backoff.ts';

/**
 * One connection to the server, and a new one in its place when it breaks or is suspected to be broken. The driver may hang on a broken
 * connection, or mix up its answers, if it opens it again.
 */
export interface Connection {
  current(): postgres.Sql;
  replace(broken: postgres.Sql): void;
  /**
   * Called when a statement timed out or met a standby. Acts at most once in `statementTimeoutMs`: until then the other statements
   * on the old connection fail too, and would replace the new one.
   */
  replaceSuspect(): void;
  end(): Promise<void>;
}

export interface ConnectionSettings {
  readonly url: string;
  readonly statementTimeoutMs: number;
  readonly options: postgres.Options<Record<string, postgres.PostgresType>>;
}

/** A broken connection gets this long to fail its statements. */
const drainMs = 100;

/** After a statement timed out or the connection led to a standby, its other statements get this long to finish. */
const suspectDrainMs = 1000;

export function openConnection(settings: ConnectionSettings): Connection {
  const { url, statementTimeoutMs, options } = settings;
  let isClosing = false;
  let lastSuspectAt = Number.NEGATIVE_INFINITY;
  let connection = connect();

  function isCurrent(candidate: postgres.Sql): boolean {
    return candidate === connection && !isClosing;
  }

  function replace(broken: postgres.Sql, afterMs: number): void {
    if (!isCurrent(broken)) return;
    connection = connect();
    void broken.end({ timeout: afterMs / 1000 }).catch(() => {});
  }

  /** The driver opens the socket with the first statement. */
  function connect(): postgres.Sql {
    const made: postgres.Sql = postgres(url, {
      ...options,
      max: 1,
      // If the server closes it before there is a session, the connection is replaced.
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
    current: () => connection,
    replace: (broken) => replace(broken, drainMs),
    replaceSuspect() {
      const now = performance.now();
      if (now - lastSuspectAt < statementTimeoutMs) return;
      lastSuspectAt = now;
      replace(connection, suspectDrainMs);
    },
    async end() {
      isClosing = true;
      await connection.end({ timeout: 2 });
    },
  };
}
