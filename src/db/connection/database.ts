import type { Entry } from '../../call/journal.ts';
import type { Owner } from './liveness.ts';
import { type Parameters, type Statement, valuesOf } from './statement.ts';

/** One PostgreSQL, near or far. The only way to it is one statement at a time: there is no transaction to hold open. */
export interface Database {
  readonly kind: 'postgres' | 'embedded';
  run<Row>(statement: Statement<Row>, parameters?: Parameters): Promise<Row[]>;
  /**
   * Under whose name this process holds leases. While it is alive others can tell; it is another
   * when they may have taken it for dead.
   */
  owner(): Owner;
  /** How many statements are under way. */
  waiting(): number;
  /** Tells every process at this database that the journal has grown. May get lost; nothing depends on it. */
  ringBell(): Promise<void>;
  /** `heard` is also called whenever bells may have been missed. */
  onBell(heard: () => void): Promise<void>;
  /** This process has recorded these entries. */
  recorded(entries: readonly Entry[]): void;
  close(): Promise<void>;
}

/** What a driver can do; the deadline, the bound and the counting are the same for all. */
export interface Driver {
  readonly kind: Database['kind'];
  query(text: string, values: (string | null)[]): Promise<unknown[]>;
  owner(): Owner;
  ringBell(): Promise<void>;
  onBell(heard: () => void): Promise<void>;
  /** A statement has not come back in time: whatever carries it is not to be trusted. */
  onOverdue(): void;
  close(): Promise<void>;
}

export interface DatabaseLimits {
  readonly statementTimeoutMs: number;
  /** More statements than this waiting at once are refused, so that trouble stays bounded. */
  readonly maxWaiting: number;
}

/** The database did not answer, or has too much to do. What was asked may or may not have been done. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
}

export type StatementObserver = (statement: Statement<unknown>) => void;

/** What is told to others about this database's work. */
export interface DatabaseObserver {
  /** A statement is sent. */
  readonly statement?: StatementObserver;
  /** It came back, or failed with `error`. */
  readonly returned?: (statement: Statement<unknown>, seconds: number, error?: unknown) => void;
  readonly recorded?: (entries: readonly Entry[]) => void;
  /** The database was brought up to this release by these migrations; none: it was already. */
  readonly migrated?: (names: readonly string[], tookMs: number) => void;
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
    ringBell: () => driver.ringBell(),
    onBell: (heard) => driver.onBell(heard),
    recorded: (entries) => observer.recorded?.(entries),
    close: () => driver.close(),
    async run<Row>(statement: Statement<Row>, parameters: Parameters = {}) {
      if (waiting >= limits.maxWaiting) {
        throw new DatabaseUnavailableError(`${waiting} statements are waiting already`);
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
      driver.onOverdue();
      reject(new DatabaseUnavailableError(`${name} did not come back within ${timeoutMs} ms`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([rows, overdue]);
  } finally {
    clearTimeout(timer);
    rows.catch(() => {});
  }
}
