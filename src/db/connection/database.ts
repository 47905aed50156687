import type { Entry } from '../../call/journal.ts';
import type { Owner } from './liveness.ts';
import type { Pooling } from './pooling.ts';
import { type Parameters, type Statement, valuesOf } from './statement.ts';

/** One PostgreSQL server or the embedded one. Every change is a single statement: no transaction stays open. */
export interface Database {
  readonly kind: 'postgres' | 'embedded';
  run<Row>(statement: Statement<Row>, parameters?: Parameters): Promise<Row[]>;
  /** The name under which this process holds leases now. It changes when the liveness lock is lost (`liveness.ts`). */
  owner(): Owner;
  /** How many statements are in flight. */
  waiting(): number;
  /** Tells every process that the journal has grown. A lost notification only causes a delay, because the feed also polls. */
  notifyJournal(): Promise<void>;
  /** Listens for notifications of other processes. `listener` is also called after a reconnect, because notifications may have been missed. */
  onJournalNotify(listener: () => void): Promise<void>;
  /** Reports entries that this process has recorded to the observer. */
  recorded(entries: readonly Entry[]): void;
  close(): Promise<void>;
}

/** The part of a database that depends on the driver. `createDatabase` adds the timeout, the bound on concurrency and the metrics. */
export interface Driver {
  readonly kind: Database['kind'];
  query(text: string, values: (string | null)[]): Promise<unknown[]>;
  owner(): Owner;
  notifyJournal(): Promise<void>;
  onJournalNotify(listener: () => void): Promise<void>;
  /** A statement timed out, so its connection is suspect. */
  onTimeout(): void;
  close(): Promise<void>;
}

export interface DatabaseLimits {
  readonly statementTimeoutMs: number;
  /** Back-pressure: while this many statements are in flight, further ones are refused. */
  readonly maxWaiting: number;
}

/** The database did not answer in time, or is overloaded. The statement may or may not have been committed. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
}

export type StatementObserver = (statement: Statement<unknown>) => void;

/** Hooks for metrics and logs. */
export interface DatabaseObserver {
  /** A statement is sent. */
  readonly statement?: StatementObserver;
  /** A statement returned, or failed with `error`. */
  readonly returned?: (statement: Statement<unknown>, seconds: number, error?: unknown) => void;
  readonly recorded?: (entries: readonly Entry[]) => void;
  /** Reports whether DATABASE_URL leads to a pooler. */
  readonly pooling?: (pooling: Pooling) => void;
  /** A step of a migration was applied. */
  readonly applied?: (step: AppliedStep) => void;
  /** Reports what the start waits for. Called repeatedly. */
  readonly waiting?: (reason: string) => void;
}

export interface AppliedStep {
  readonly step: string;
  readonly tookMs: number;
  /** More than one if other sessions held locks. */
  readonly tries: number;
}

export function createDatabase(
  driver: Driver,
  limits: DatabaseLimits,
  observer: DatabaseObserver = {},
): Database {
  let waiting = 0;
  return {
    kind: driver.kind,
    owner: () => driver.owner(),
    waiting: () => waiting,
    notifyJournal: () => driver.notifyJournal(),
    onJournalNotify: (listener) => driver.onJournalNotify(listener),
    recorded: (entries) => observer.recorded?.(entries),
    close: () => driver.close(),
    async run<Row>(statement: Statement<Row>, parameters: Parameters = {}) {
      if (waiting >= limits.maxWaiting) {
        throw new DatabaseUnavailableError(`too many statements are in flight: ${waiting}`);
      }
      observer.statement?.(statement);
      waiting++;
      const sentAt = performance.now();
      const secondsSince = () => (performance.now() - sentAt) / 1000;
      try {
        const rows = driver.query(statement.text, valuesOf(statement, parameters));
        const answer = await within(limits.statementTimeoutMs, statement.name, rows, driver);
        observer.returned?.(statement, secondsSince());
        return answer as Row[];
      } catch (error) {
        observer.returned?.(statement, secondsSince(), error);
        throw error;
      } finally {
        waiting--;
      }
    },
  };
}

async function within(
  timeoutMs: number,
  name: string,
  rows: Promise<unknown[]>,
  driver: Driver,
): Promise<unknown[]> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      driver.onTimeout();
      reject(new DatabaseUnavailableError(`${name} timed out after ${timeoutMs} ms`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([rows, overdue]);
  } finally {
    clearTimeout(timer);
    // After a timeout the statement may still fail, and the error was already reported as a timeout.
    rows.catch(() => {});
  }
}
