import type { Database } from '../connection/database.ts';
import type { Statement } from '../connection/statement.ts';

/** Deletes up to `limit` rows, or a part of each, oldest first. Skips rows that another process is deleting. */
export type Deletion = Statement<{ readonly count: string }>;

/** Returns how many rows were deleted. */
export async function runDeletion(
  db: Database,
  deletion: Deletion,
  limit: number,
): Promise<number> {
  const [row] = await db.run(deletion, { limit: String(limit) });
  return Number(row?.count ?? 0);
}
