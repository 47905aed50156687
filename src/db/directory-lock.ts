import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Two processes on one embedded database lose data silently, so the second one is refused. */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, 'lock');
  for (let attempt = 0; attempt < 3; attempt++) {
    if (tryCreate(path)) return () => rmSync(path, { force: true });
    const owner = readOwner(path);
    if (owner !== null && isAlive(owner)) {
      throw new Error(
        `Another process (${owner.pid}) is using the data directory ${directory}. ` +
          'Stop it first, set DATA_DIR to another directory, or set DATABASE_URL to share a PostgreSQL.',
      );
    }
    rmSync(path, { force: true });
  }
  throw new Error(`Could not take the lock ${path}.`);
}

interface Owner {
  readonly pid: number;
  /** The process's start time where the system tells it: process ids are used again. */
  readonly startedAt: string;
}

function tryCreate(path: string): boolean {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, JSON.stringify({ pid: process.pid, startedAt: startTimeOf(process.pid) }));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readOwner(path: string): Owner | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner;
  } catch {
    return null;
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return startTimeOf(owner.pid) === owner.startedAt;
}

function startTimeOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
