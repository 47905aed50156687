import { DatabaseUnavailableError } from './database.ts';

/** Unique violation, deadlock, serialization failure: somebody else was first, and nothing was written. */
const lostRaces: ReadonlySet<string> = new Set(['23505', '40P01', '40001']);

export function isLostRace(error: unknown): boolean {
  return lostRaces.has(codeOf(error) ?? '');
}

// `EPIPE` looks like one of SQL's codes, of which every one has a digit.
const isOfConnection = /^(E[A-Z]+$|ERR_S|CONNECT)/;
const isOfServer = /^(08|53|57|58)[0-9A-Z]{3}$/;
const readOnly = '25006';

/**
 * The database cannot be asked now. Whether it did what was asked last is not known.
 * Connection failures come with the driver's codes or class 08; shutting down, starting, out of disk, too busy and
 * only reading with SQL's.
 */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailableError) return true;
  const code = codeOf(error);
  if (code === undefined) return false;
  return isOfConnection.test(code) || isOfServer.test(code) || code === readOnly;
}

/** A standby answers, where there was a server that writes. */
export function isReadOnly(error: unknown): boolean {
  return codeOf(error) === readOnly;
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}
