import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Two processes on one embedded database corrupt it silently, so a lock file keeps the second one out. */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, 'lock');
  const self: LockHolder = { pid: process.pid, startedAt: startTimeOf(process.pid) };
  if (!tryCreate(path, self)) takeOver(path, self, directory);
  return () => rmSync(path, { force: true });
}

interface LockHolder {
  readonly pid: number;
  /** Distinguishes a process from a later one with the same id. Empty on systems without /proc. */
  readonly startedAt: string;
}

/** The time that other processes get to replace the lock that this one has just written. */
const settleMs = 100;

/** Replaces a stale lock. If two processes try at once, the process whose file is still there after a pause has the lock. */
function takeOver(path: string, self: LockHolder, directory: string): void {
  refuseWhileAlive(path, directory);
  rmSync(path, { force: true });
  tryCreate(path, self);
  // Sleeps synchronously.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, settleMs);
  const owner = readOwner(path);
  if (owner?.pid !== self.pid || owner.startedAt !== self.startedAt) {
    refuseWhileAlive(path, directory);
    throw new Error(`Another process took the lock ${path} at the same time. Try again.`);
  }
}

function refuseWhileAlive(path: string, directory: string): void {
  const owner = readOwner(path);
  if (owner === null || !isAlive(owner)) return;
  throw new Error(
    `Another process (${owner.pid}) is using the data directory ${directory}. ` +
      'Stop it first, set DATA_DIR to another directory, or set DATABASE_URL to share a PostgreSQL.',
  );
}

/** `link` is atomic: the lock file appears with its content, so it is never read half-written. */
function tryCreate(path: string, owner: LockHolder): boolean {
  const draft = `${path}.${owner.pid}`;
  writeFileSync(draft, JSON.stringify(owner));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Returns null if there is no lock file, or none that can be read. */
function readOwner(path: string): LockHolder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockHolder;
  } catch {
    return null;
  }
}

function isAlive(owner: LockHolder): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: the process lives, and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return startTimeOf(owner.pid) === owner.startedAt;
}

/**
 * The start time of a process, which is field 22 of its `stat`. The second field, the command in parentheses, may contain spaces, so
 * fields are counted from its end: the third has the index 0.
 */
function startTimeOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
