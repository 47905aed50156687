import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Two processes on one embedded database lose data silently, so the second one is refused. */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, 'lock');
  const mine: Owner = { pid: process.pid, startedAt: startTimeOf(process.pid) };
  if (!tryCreate(path, mine)) takeOver(path, mine, directory);
  return () => rmSync(path, { force: true });
}

interface Owner {
  readonly pid: number;
  /** The process's start time where the system tells it: process ids are used again. */
  readonly startedAt: string;
}

const settleMs = 100;

/** From an owner that is dead. Two may try at once: whose lock stands after a while has it. */
function takeOver(path: string, mine: Owner, directory: string): void {
  refuseWhileAlive(path, directory);
  rmSync(path, { force: true });
  tryCreate(path, mine);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, settleMs);
  const owner = readOwner(path);
  if (owner?.pid !== mine.pid || owner.startedAt !== mine.startedAt) {
    refuseWhileAlive(path, directory);
    throw new Error(`The lock ${path} could not be taken. Try again.`);
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

/** A link appears with its content, so that nobody reads half a lock. */
function tryCreate(path: string, owner: Owner): boolean {
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
