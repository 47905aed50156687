/** A position in the journal. Positions are ordered by transaction id, so that a watermark separates them. */
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

export function toCursor(position: Position): string {
  return Buffer.from(`${position.epoch}.${position.xid}.${position.id}`).toString('base64url');
}

/** Null: not a cursor of this service. */
export function fromCursor(cursor: string): Position | null {
  if (cursor.length > 100) return null;
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const [, epoch, xid, id] = /^(\d{1,9})\.(\d{1,20})\.(\d{1,19})$/.exec(text) ?? [];
  if (epoch === undefined || xid === undefined || id === undefined) return null;
  const position = { epoch: Number(epoch), xid: BigInt(xid), id: BigInt(id) };
  const inRange = position.xid < 2n ** 64n && position.id < 2n ** 63n;
  return inRange && toCursor(position) === cursor ? position : null;
}
