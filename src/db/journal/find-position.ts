import { sql } from 'drizzle-orm';
import type { Database } from '../connection/database.ts';
import { int, reading, text } from '../connection/statement.ts';
import { confirmEpoch, epochIsConfirmed } from '../epoch.ts';
import { journal } from '../tables/journal.ts';
import { positionParameters } from './journal-entry.ts';
import { notMigrated } from './journal-tail.ts';
import type { Position } from './position.ts';

/** Whether a position that a client received still exists in the journal. */
export type FoundPosition =
  | {
      readonly is: 'found';
      /** Every entry below this is readable, and no further entry can appear below it. */
      readonly watermark: Position;
      /** A position after every entry. */
      readonly end: Position;
    }
  /** The history was cut before this position, as by a restore. The last surviving entry that the client may know is at `cutAfter`. */
  | { readonly is: 'lost'; readonly cutAfter: Position };

/** The position before every entry. */
export const beginning: Position = { epoch: 0, xid: 0n, id: 0n };

/**
 * An epoch is a time in which the server assigns each transaction id once (`epoch.ts`), so a position of the current epoch below the
 * next id is known. Earlier epochs are complete: a position there is that of an entry, or it was lost when the history was cut. The xid 0
 * is before every entry of its epoch, so such a position is always known.
 */
export async function findPosition(db: Database, position: Position): Promise<FoundPosition> {
  const row = (await read(db, position)) ?? (await readConfirmed(db, position));
  const epoch = Number(row.epoch);
  const end: Position = { epoch, xid: BigInt(row.next_xid), id: 0n };
  const isKnown =
    position.epoch === epoch ? position.xid < end.xid : position.xid === 0n || row.exists;
  if (isKnown) return { is: 'found', watermark: { epoch, xid: BigInt(row.xmin), id: 0n }, end };
  return { is: 'lost', cutAfter: row.before === null ? beginning : positionOf(row.before) };
}

interface PositionRow {
  readonly epoch: string;
  readonly xmin: string;
  readonly next_xid: string;
  readonly confirmed: boolean;
  readonly exists: boolean;
  readonly before: { epoch: number; xid: string; id: string } | null;
}

/** Begins a new epoch if necessary, and reads again. */
async function readConfirmed(db: Database, position: Position): Promise<PositionRow> {
  await confirmEpoch(db);
  const row = await read(db, position);
  if (row === null) throw new Error('a new epoch has begun and is not confirmed');
  return row;
}

/** Returns null if the epoch is not confirmed (`epoch.ts`), because then transaction ids may have been assigned twice within it. */
async function read(db: Database, position: Position): Promise<PositionRow | null> {
  const [row] = await db.run(findStatement, positionParameters(position));
  if (row === undefined) throw notMigrated();
  return row.confirmed ? row : null;
}

function positionOf({ epoch, xid, id }: { epoch: number; xid: string; id: string }): Position {
  return { epoch, xid: BigInt(xid), id: BigInt(id) };
}

/** The position that the client gave. */
const givenPosition = sql`(${int('epoch')}, ${text('xid')}::xid8, ${text('id')}::bigint)`;

const findStatement = reading<PositionRow>(
  'journal_end',
  sql`select m.epoch::text as epoch, pg_snapshot_xmin(s)::text as xmin, pg_snapshot_xmax(s)::text as next_xid,
      ${epochIsConfirmed} as confirmed,
      exists (select from ${journal} where (epoch, xid, id) = ${givenPosition}) as exists,
      (select jsonb_build_object('epoch', epoch, 'xid', xid::text, 'id', id::text) from ${journal}
        where (epoch, xid, id) < ${givenPosition} order by epoch desc, xid desc, id desc limit 1) as before
    from pg_current_snapshot() s cross join stream_meta m`,
);
