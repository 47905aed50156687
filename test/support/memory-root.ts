import { spawnSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { type ServerUser, temporaryRoot } from './postgres-binaries.ts';

const memory = '/dev/shm';
/** More than the databases of a run take together. A container may give no more than 64 MB. */
const neededBytes = 4 * 1024 ** 3;

/**
 * A directory for data that needs not outlive the run: in memory, where a file is made in a tenth of the CPU that a disk
 * takes, or on the disk where memory is scarce.
 */
export function memoryRoot(user: ServerUser): string {
  return hasRoom() && isWritableFor(user) ? memory : temporaryRoot(user);
}

function hasRoom(): boolean {
  if (process.availableMemory() < neededBytes) return false;
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= neededBytes;
  } catch {
    return false;
  }
}

function isWritableFor(user: ServerUser): boolean {
  return spawnSync('test', ['-w', memory, '-a', '-x', memory], { ...user }).status === 0;
}
