import { sql } from 'drizzle-orm';
import type { CallerAddress } from '../../call/caller-address.ts';
import type { CallerId, LineId, TenantId } from '../../call/ids.ts';
import type { Block } from '../../call/known-caller.ts';
import { fromRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import { reading, text, texts, toJson } from '../connection/statement.ts';
import { callerAddresses, callers } from '../tables/callers.ts';
import { calls } from '../tables/calls.ts';
import { allIdsOf, currentCallerId } from './known-callers.ts';

export interface StoredCaller {
  readonly id: CallerId;
  readonly phone?: string;
  readonly displayName?: string;
  readonly addresses: readonly CallerAddress[];
  /** The class of the caller, given by a client (`tagCaller`), on which policies may depend. The CRM's answer is not stored. */
  readonly tier?: string;
  readonly blockedUntil?: Date;
  /** The actor that set `blockedUntil`, and the reason. */
  readonly block?: Block;
  readonly lastConversationAt?: Date;
}

/**
 * The result is keyed by the given ids, which may be ids of merged callers. Left out are ids without a caller and, if `lines` is a list,
 * callers who never called one of these lines.
 */
export async function readCallers(
  db: Database,
  tenantId: TenantId,
  ids: readonly CallerId[],
  lines: 'ALL' | readonly LineId[],
): Promise<ReadonlyMap<CallerId, StoredCaller>> {
  const rows = await db.run(callersById, {
    tenant: tenantId,
    ids: toJson(ids),
    lines: lines === 'ALL' ? null : toJson(lines),
  });
  return new Map(rows.map(({ given_id, caller }) => [given_id, callerFromJson(caller)]));
}

export type CallerJson = JsonRow & { readonly addresses: CallerAddress[] | null };

/** The row `c` with its addresses. */
export const callerJson = sql`to_jsonb(c) || jsonb_build_object('addresses', (
      select jsonb_agg(address order by address) from ${callerAddresses} a
      where a.tenant_id = c.tenant_id and a.caller_id = c.id))`;

export function callerFromJson({ addresses, ...row }: CallerJson): StoredCaller {
  return {
    ...fromRow<Omit<StoredCaller, 'addresses'>>(callers, row),
    addresses: addresses ?? [],
  };
}

interface CallerRow {
  readonly given_id: CallerId;
  readonly caller: CallerJson;
}

const callersById = reading<CallerRow>(
  'callers_by_id',
  sql`select given_id, ${callerJson} as caller
    from unnest(${texts('ids')}) given_id join ${callers} c on c.tenant_id = ${text('tenant')}
      and c.id = (select ${currentCallerId(sql`given_id`)})
    where ${text('lines')} is null or exists (select 1 from ${calls} k where k.tenant_id = c.tenant_id
      and k.caller_id = any(${allIdsOf(sql`c.id`)}) and k.line_id = any(${texts('lines')}))`,
);
