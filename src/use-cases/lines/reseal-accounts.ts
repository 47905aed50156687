import type { Seal } from '../../access/seal.ts';
import type { LineId, TenantId } from '../../call/ids.ts';
import type { MigrationSession } from '../../db/migrations/session.ts';
import { sealContextOf } from './line-cache.ts';

export interface Resealed {
  /** How many credentials were sealed again. */
  readonly count: number;
  /** The lines whose credentials were not sealed again, mostly because none of the configured keys opens them. */
  readonly unreadable: readonly { readonly line: LineId; readonly because: string }[];
}

interface SealedRow {
  readonly tenantId: TenantId;
  readonly id: LineId;
  readonly account: string;
}

/** Seals (encrypts) the credentials of all lines with the first key of SEAL_KEYS, so that no other is needed. Safe to repeat. */
export async function resealAccounts(session: MigrationSession, seal: Seal): Promise<Resealed> {
  // The `account` of a removed line is empty once its credentials were deleted.
  const rows = (await session.query(
    'select tenant_id as "tenantId", id, account from lines where length(account) > 0 order by tenant_id, id',
  )) as unknown as SealedRow[];
  const unreadable: { line: LineId; because: string }[] = [];
  let count = 0;
  for (const row of rows.filter(({ account }) => !seal.isCurrent(account))) {
    try {
      const plain = seal.open(row.account, sealContextOf(row));
      count += await replace(session, row, seal.seal(plain, sealContextOf(row)));
    } catch (error) {
      unreadable.push({
        line: row.id,
        because: error instanceof Error ? error.message : 'unknown',
      });
    }
  }
  return { count, unreadable };
}

/** Returns how many rows were changed: 0 if a process has changed the credentials meanwhile, and so has sealed them with its own key. */
async function replace(
  session: MigrationSession,
  { tenantId, id, account }: SealedRow,
  sealed: string,
): Promise<number> {
  const changed = await session.query(
    `update lines set account = $1::text, revision = revision + 1
     where tenant_id = $2::text and id = $3::text and account = $4::text returning 1`,
    [sealed, tenantId, id, account],
  );
  return changed.length;
}
