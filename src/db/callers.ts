import { sql } from 'drizzle-orm';
import type { CallerAddress } from '../call/caller-address.ts';
import type { CallerId, LineId, TenantId } from '../call/ids.ts';
import { fromRow, type JsonRow } from './codec.ts';
import type { Database } from './database.ts';
import { reading, text, texts, toJson } from './statement.ts';
import { callerAddresses, callers } from './tables/callers.ts';
import { calls } from './tables/calls.ts';

export interface StoredCaller {
  readonly id: CallerId;
  readonly phone?: string;
  readonly displayName?: string;
  readonly addresses: readonly CallerAddress[];
  readonly tier?: string;
  readonly blockedUntil?: Date;
  readonly lastConversationAt?: Date;
}

/** Callers by id; where `lines` is a list, only those who have called one of them. */
export async function readCallers(
  db: Database,
  tenantId: TenantId,
  ids: readonly CallerId[],
  lines: 'ALL' | readonly LineId[],
): Promise<StoredCaller[]> {
  const rows = await db.run(callersById, {
    tenant: tenantId,
    ids: toJson(ids),
    lines: lines === 'ALL' ? null : toJson(lines),
  });
  return rows.map(({ caller }) => ({
    ...fromRow<Omit<StoredCaller, 'addresses'>>(callers, caller),
    addresses: caller.addresses ?? [],
  }));
}

interface CallerRow {
  readonly caller: JsonRow & { readonly addresses: CallerAddress[] | null };
}

const callersById = reading<CallerRow>(
  'callers_by_id',
  sql`select to_jsonb(c) || jsonb_build_object('addresses', (
      select jsonb_agg(address order by address) from ${callerAddresses} a
      where a.tenant_id = c.tenant_id and a.caller_id = c.id)) as caller
    from ${callers} c where tenant_id = ${text('tenant')} and id = any(${texts('ids')})
      and (${text('lines')} is null or exists (select 1 from ${calls} k where k.tenant_id = c.tenant_id
        and k.caller_id = c.id and k.line_id = any(${texts('lines')})))`,
);
