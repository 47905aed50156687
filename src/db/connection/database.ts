import type { TenantId } from '../../call/ids.ts';
import type { Entry } from '../../call/journal.ts';
import type { Wall } from '../migrations/wall.ts';
import type { Owner } from './liveness.ts';
import type { Pooling } from './pooling.ts';
import { type Parameters, type Statement, valuesOf } from './statement.ts';

export type { Wall };

/** One PostgreSQL server or the embedded one. Every change is a single statement: no transaction stays open. */
export interface Database {
  readonly kind: 'postgres' | 'embedded';
  run<Row>(statement: Statement<Row>, parameters?: Parameters): Promise<Row[]>;
  /**
   * This database as one tenant sees it: where the wall is up, the server shows the statements no other tenant's rows and lets
   * them write none, even if a statement lacks its condition. Everything done on behalf of a principal goes through it. Without
   * a wall it is this database itself.
   */
  ofTenant(tenantId: TenantId): Database;
  /** The name under which this process holds leases now. It changes when the liveness lock is lost (`liveness.ts`). */
  owner(): Owner;
  /** How many statements are in flight. */
  waiting(): number;
  /** Tells every process that the journal has grown. A lost notification only causes a delay, because the feed also polls. */
  notifyJournal(): Promise<void>;
  /**
   * Listens for notifications of other processes. `listener` is also called after a reconnect, because notifications may have been
   * missed.
   */
  onJournalNotify(listener: () => void): Promise<void>;
  /** Tells the observer which entries this process has recorded. */
  recorded(entries: readonly Entry[]): void;
  close(): Promise<void>;
}

/** The part of a database that depends on the driver. `createDatabase` adds the timeout, the bound on concurrency and the metrics. */
export interface Driver {
  readonly kind: Database['kind'];
  query(text: string, values: (string | null)[]): Promise<unknown[]>;
  /** The same behind the wall. Left out where there is none. */
  queryOfTenant?(tenantId: TenantId, text: string, values: (string | null)[]): Promise<unknown[]>;
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

/** `wall` is the tenant behind whose wall the statement is sent. Null without a wall, and for the service itself. */
export type StatementObserver = (statement: Statement<unknown>, wall: TenantId | null) => void;

/** Hooks for metrics and logs. */
export interface DatabaseObserver {
  /** A statement is sent. */
  readonly statement?: StatementObserver | undefined;
  /** A statement returned, or failed with `error`. */
  readonly returned?: (statement: Statement<unknown>, seconds: number, error?: unknown) => void;
  readonly recorded?: (entries: readonly Entry[]) => void;
  /** Reports whether DATABASE_URL leads to a pooler. */
  readonly pooling?: (pooling: Pooling) => void;
  /** Reports whether the wall between tenants is up (`ofTenant`). */
  readonly wall?: (wall: Wall) => void;
  /** A step of a migration was applied. */
  readonly applied?: (step: AppliedStep) => void;
  /** Reports what the start of the process waits for; unrelated to `Database.waiting`. Called repeatedly. */
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
  const ofTenants = new Map<TenantId, Database>();

  async function send(
    statement: Statement<unknown>,
    parameters: Parameters,
    wall: TenantId | null,
  ) {
    if (waiting >= limits.maxWaiting) {
      throw new DatabaseUnavailableError(`too many statements are in flight: ${waiting}`);
    }
    observer.statement?.(statement, wall);
    waiting++;
    const sentAt = performance.now();
    const secondsSince = () => (performance.now() - sentAt) / 1000;
    try {
      const values = valuesOf(statement, parameters);
      const rows =
        wall !== null && driver.queryOfTenant
          ? driver.queryOfTenant(wall, statement.text, values)
          : driver.query(statement.text, values);
      const answer = await within(limits.statementTimeoutMs, statement.name, rows, driver);
      observer.returned?.(statement, secondsSince());
      return answer;
    } catch (error) {
      observer.returned?.(statement, secondsSince(), error);
      throw error;
    } finally {
      waiting--;
    }
  }

  const database = (wall: TenantId | null): Database => ({
    kind: driver.kind,
    owner: () => driver.owner(),
    waiting: () => waiting,
    notifyJournal: () => driver.notifyJournal(),
    onJournalNotify: (listener) => driver.onJournalNotify(listener),
    recorded: (entries) => observer.recorded?.(entries),
    close: () => driver.close(),
    run: <Row>(statement: Statement<Row>, parameters: Parameters = {}) =>
      send(statement, parameters, wall) as Promise<Row[]>,
    ofTenant(tenantId) {
      if (!driver.queryOfTenant) return this;
      // From behind the wall of one tenant, nobody gets to another tenant.
      if (wall !== null && wall !== tenantId) throw new Error('a wall between tenants is not left');
      const known = ofTenants.get(tenantId);
      if (known) return known;
      // Always the same one for a tenant, because reads are batched by `Database`. An old one that is in use goes on working.
      if (ofTenants.size >= maxRemembered) ofTenants.clear();
      const made = database(tenantId);
      ofTenants.set(tenantId, made);
      return made;
    },
  });
  return database(null);
}

const maxRemembered = 10_000;

async function within(
  timeoutMs: number,
  name: string,
  rows: Promise<unknown[]>,
  driver: Driver,
): Promise<unknown[]> {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const overdue = new Promise<never>((_, reject) => {
    function timedOut(): void {
      if (isOver) return;
      driver.onTimeout();
      reject(new DatabaseUnavailableError(`${name} timed out after ${timeoutMs} ms`));
    }
    // After a pause of this process, timers run before the I/O callbacks: an answer that has arrived meanwhile counts.
    timer = setTimeout(() => setImmediate(timedOut), timeoutMs);
  });
  try {
    return await Promise.race([rows, overdue]);
  } finally {
    isOver = true;
    clearTimeout(timer);
    // After a timeout the statement may still fail, and the error was already reported as a timeout.
    rows.catch(() => {});
  }
}
