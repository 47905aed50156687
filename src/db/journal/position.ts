/**
 * A position in the journal: an epoch, the id of the transaction that wrote an entry (xid), and the entry's own id. Within an epoch
 * the server assigns each transaction id once; a new epoch begins when it may assign them again, as after a restore (see
 * `src/db/epoch.ts`). Positions are ordered by transaction id, so that a watermark, which is a transaction id too, separates the
 * entries of ended transactions from those that may still appear.
 */
export interface Position {
  readonly epoch: number;
  readonly xid: bigint;
  readonly id: bigint;
}

export function comparePositions(a: Position, b: Position): number {
  if (a.epoch !== b.epoch) return a.epoch - b.epoch;
  if (a.xid !== b.xid) return a.xid < b.xid ? -1 : 1;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return 0;
}

const bytes = 20;

export function toBytes({ epoch, xid, id }: Position): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUInt32BE(epoch, 0);
  buffer.writeBigUInt64BE(xid, 4);
  buffer.writeBigInt64BE(id, 12);
  return buffer;
}

/** Reads only bytes from `toBytes`. A client's cursor is authenticated before its bytes come here. */
export function fromBytes(buffer: Buffer): Position {
  if (buffer.length !== bytes)
    throw new Error(`A position has ${bytes} bytes, not ${buffer.length}.`);
  return {
    epoch: buffer.readUInt32BE(0),
    xid: buffer.readBigUInt64BE(4),
    id: buffer.readBigInt64BE(12),
  };
}
