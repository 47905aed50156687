import { DatabaseUnavailableError } from './database.ts';

/** Unique violation, deadlock, serialization failure: a concurrent statement won, and nothing was written. */
const lostRaces: ReadonlySet<string> = new Set(['23505', '40P01', '40001']);

export function isLostRace(error: unknown): boolean {
  return lostRaces.has(codeOf(error) ?? '');
}

// Codes of the operating system such as `EPIPE` have only letters, while an SQLSTATE always has a digit. `EAI_…` are codes of name
// resolution, `ERR_S…` those of Node's sockets, streams and TLS, `CONNECT…` those of the driver.
const connectionCode = /^(E[A-Z]+$|EAI_|ERR_S|CONNECT)/;
// Classes: 08 connection, 53 resources, 57 operator intervention such as a shutdown, 58 system error.
// Class 28 (wrong password) counts as unavailable, because a new password reaches the server and this process at different times.
const unavailableState = /^(08|28|53|57|58)[0-9A-Z]{3}$/;
const readOnly = '25006';

/**
 * The database is unreachable, starting, shutting down, out of resources or read-only. The outcome of the statement is
 * unknown: it may have been committed.
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailableError) return true;
  const code = codeOf(error);
  if (code === undefined) return false;
  return connectionCode.test(code) || unavailableState.test(code) || code === readOnly;
}

const notNullViolation = '23502';

/**
 * After a restart or a restore of the server, the journal refuses entries until a new epoch begins (`currentEpoch`), because
 * transaction ids order them only within one. Nothing was written.
 */
export function isEpochUnconfirmed(error: unknown): boolean {
  return isNullIn(error, 'journal.epoch');
}

/**
 * The erasure of a caller failed because the caller was changed concurrently: the statement then sets the version to null, which the
 * column refuses. Nothing was written.
 */
export function isCallerChanged(error: unknown): boolean {
  return isNullIn(error, 'callers.version');
}

function isNullIn(error: unknown, field: string): boolean {
  // The driver for a server and the embedded database name these fields differently.
  const { code, table_name, column_name, table, column } = error as Record<string, unknown>;
  const where = [table_name ?? table, column_name ?? column];
  return code === notNullViolation && where.join('.') === field;
}

/** The connection leads to a standby, as after a failover. */
export function isReadOnly(error: unknown): boolean {
  return codeOf(error) === readOnly;
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}
