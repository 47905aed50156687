import { type SQL, sql } from 'drizzle-orm';
import type { CallerId, LineId, TenantId } from '../../call/ids.ts';
import type { Database } from '../connection/database.ts';
import { int, reading, text, texts, toJson } from '../connection/statement.ts';
import { callers } from '../tables/callers.ts';
import { calls } from '../tables/calls.ts';
import { type CallerJson, callerFromJson, callerJson, type StoredCaller } from './callers.ts';
import { allIdsOf } from './known-callers.ts';

export type CallerListing =
  | { readonly of: 'blocked' }
  /** With `tier`, only callers of this tier are listed. Case is ignored. */
  | { readonly of: 'tagged'; readonly tier?: string };

export interface CallerPage {
  /** With a list, only callers who called one of these lines are read. */
  readonly lines: 'ALL' | readonly LineId[];
  /** The last caller of the previous page; null for the first page. */
  readonly beforeId: CallerId | null;
  readonly limit: number;
}

/** Returns the callers in descending order of their ids, that is, the newest first. */
export async function listCallers(
  db: Database,
  tenantId: TenantId,
  listing: CallerListing,
  { lines, beforeId, limit }: CallerPage,
): Promise<StoredCaller[]> {
  const rows = await db.run(listing.of === 'blocked' ? blocked : tagged, {
    tenant: tenantId,
    lines: lines === 'ALL' ? null : toJson(lines),
    before_id: beforeId,
    limit: String(limit),
    tier: listing.of === 'tagged' ? (listing.tier ?? null) : null,
  });
  return rows.map(({ caller }) => callerFromJson(caller));
}

/** `which` is a condition on the callers `c`. The calls of callers that were merged into `c` count as its own (`allIdsOf`). */
const listOf = (name: string, which: SQL) =>
  reading<{ caller: CallerJson }>(
    name,
    sql`select ${callerJson} as caller from ${callers} c
      where c.tenant_id = ${text('tenant')} and c.merged_into is null and ${which}
        and (${text('before_id')} is null or c.id < ${text('before_id')})
        and (${text('lines')} is null or exists (select 1 from ${calls} k
          where k.tenant_id = c.tenant_id and k.caller_id = any(${allIdsOf(sql`c.id`)})
            and k.line_id = any(${texts('lines')})))
      order by c.id desc limit ${int('limit')}`,
  );

const blocked = listOf('blocked_callers', sql`c.blocked_until > now()`);
const tagged = listOf(
  'tagged_callers',
  sql`c.tier is not null and (${text('tier')} is null or lower(c.tier) = lower(${text('tier')}))`,
);
