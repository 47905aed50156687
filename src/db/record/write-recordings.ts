import type { Database } from '../connection/database.ts';
import { isLostRace, isUnavailable } from '../connection/database-errors.ts';
import { toJson } from '../connection/statement.ts';
import type { RecordDocument } from './document.ts';
import { type RecordedRow, statementForMany, statementForOne } from './statement.ts';

/**
 * 'lost': something that the recording rests on has changed; read again and decide again.
 * 'overtaken': its attempt is no longer the current one.
 */
export type Recorded = 'written' | 'lost' | 'overtaken';

/** One of a batch, and who waits for it. */
export interface Awaited {
  readonly doc: RecordDocument;
  readonly resolve: (recorded: Recorded) => void;
  readonly reject: (error: unknown) => void;
}

/** Writes a batch in one statement: one round trip and one commit. */
export async function writeRecordings(db: Database, batch: readonly Awaited[]): Promise<void> {
  const open = batch.length > 1 ? await writeTogether(db, batch) : batch;
  await Promise.all(open.map((one) => writeAlone(db, one)));
}

/**
 * Answers what is still to be written alone: those that did not pass their guards or met a locked row, and, where the
 * whole failed without being written, all. One recording's trouble stays its own.
 */
async function writeTogether(db: Database, batch: readonly Awaited[]): Promise<readonly Awaited[]> {
  try {
    const docs = toJson(batch.map(({ doc }) => doc));
    const rows = await db.run(statementForMany(), { docs });
    const written = new Set(rows.filter((row) => row.written).map(positionOf));
    for (const position of written) batch[position]?.resolve('written');
    return batch.filter((_, position) => !written.has(position));
  } catch (error) {
    if (!isUnavailable(error)) return batch;
    // It may have been committed.
    for (const { reject } of batch) reject(error);
    return [];
  }
}

const positionOf = ({ n }: RecordedRow): number => Number(n) - 1;

async function writeAlone(db: Database, { doc, resolve, reject }: Awaited): Promise<void> {
  try {
    const [row] = await db.run(statementForOne(doc), { docs: toJson([doc]) });
    resolve(recordedOf(doc, row));
  } catch (error) {
    if (isLostRace(error)) resolve('lost');
    else reject(error);
  }
}

function recordedOf({ fence }: RecordDocument, row: RecordedRow | undefined): Recorded {
  if (row?.written) return 'written';
  return fence && !row?.fenced ? 'overtaken' : 'lost';
}
