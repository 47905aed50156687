import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** The cursor that an earlier `tail` has kept; undefined if there is no file or it is empty. */
export function cursorIn(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  try {
    return readFileSync(file, 'utf8').trim() || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Writes another file and renames it, so that an interruption cannot leave half a cursor. */
export function keepCursor(file: string, cursor: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${cursor}\n`);
  renameSync(draft, file);
}
