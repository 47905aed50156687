import type { Database } from '../connection/database.ts';
import { isEpochUnconfirmed, isLostRace, isUnavailable } from '../connection/database-errors.ts';
import { toJson } from '../connection/statement.ts';
import { confirmEpoch } from '../epoch.ts';
import type { RecordDocument } from './document.ts';
import { type RecordedRow, statementFor } from './statement.ts';

/**
 * 'lost': a concurrent change won, so the caller must read and decide again.
 * 'overtaken': the recording settles an attempt (its fence) that is no longer the current one, or whose effect is already settled.
 */
export type Recorded = 'written' | 'lost' | 'overtaken';

/** A recording in the queue, with its promise. */
export interface PendingRecording {
  readonly doc: RecordDocument;
  readonly resolve: (recorded: Recorded) => void;
  readonly reject: (error: unknown) => void;
}

/** Writes a batch in one statement, with one round trip and one commit. Each recording that it leaves out is written alone. */
export async function writeBatch(db: Database, batch: readonly PendingRecording[]): Promise<void> {
  const remaining = batch.length > 1 ? await writeTogether(db, batch) : batch;
  await Promise.all(remaining.map((recording) => writeAlone(db, recording)));
}

/**
 * Returns the recordings that remain to be written alone: those whose rows have changed since they were read (a guard failed)
 * or are locked, or all of them if the statement failed, so that an error of one recording does not fail the others.
 */
async function writeTogether(
  db: Database,
  batch: readonly PendingRecording[],
): Promise<readonly PendingRecording[]> {
  try {
    const docs = batch.map(({ doc }) => doc);
    const rows = await db.run(statementFor(docs, 'skip-locked'), { docs: toJson(docs) });
    const written = new Set(rows.filter((row) => row.written).map(positionOf));
    for (const position of written) batch[position]?.resolve('written');
    return batch.filter((_, position) => !written.has(position));
  } catch (error) {
    if (!isUnavailable(error)) return batch;
    // The batch may have been committed, so it must not be written again.
    for (const { reject } of batch) reject(error);
    return [];
  }
}

/** `n` counts from 1. */
const positionOf = ({ n }: RecordedRow): number => Number(n) - 1;

async function writeAlone(db: Database, { doc, resolve, reject }: PendingRecording): Promise<void> {
  try {
    const [row] = await inConfirmedEpoch(db, () =>
      db.run(statementFor([doc], 'wait'), { docs: toJson([doc]) }),
    );
    resolve(recordedOf(doc, row));
  } catch (error) {
    if (isLostRace(error)) resolve('lost');
    else reject(error);
  }
}

/** The first write after a restart of the database server or after a restore fails, because a new epoch must begin. */
async function inConfirmedEpoch<Rows>(db: Database, write: () => Promise<Rows>): Promise<Rows> {
  try {
    return await write();
  } catch (error) {
    if (!isEpochUnconfirmed(error)) throw error;
    await confirmEpoch(db);
    return write();
  }
}

function recordedOf({ fence }: RecordDocument, row: RecordedRow | undefined): Recorded {
  if (row?.written) return 'written';
  return fence && !row?.isCurrent ? 'overtaken' : 'lost';
}
