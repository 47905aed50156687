import { hash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { type LineId, erasedIdPrefix as prefix, type TenantId } from '../call/ids.ts';

// The id that a provider gives a call may contain the caller's number. When the call's personal data is erased, a keyed digest takes the
// place of the id: a late event, which names the id, still finds the call, and nobody can find the id without the key.

/** The digest of one id. The key has always the same length, so that no other id gives the same text. */
export function erasedId(key: string, tenantId: TenantId, lineId: LineId, id: string): string {
  return prefix + hash('sha256', `${key}${tenantId} ${lineId} ${id}`, 'hex');
}

/** The same in SQL. An id that was erased before stays as it is. */
export function toErasedId(
  key: SQL,
  { tenantId, lineId, id }: Readonly<Record<'tenantId' | 'lineId' | 'id', SQL>>,
): SQL {
  return sql`case when ${isErasedId(id)} then ${id}
    else ${sql.raw(`'${prefix}'`)} || encode(sha256(convert_to(${key} || ${tenantId} || ' ' || ${lineId} || ' ' || ${id}, 'UTF8')), 'hex') end`;
}

/** Whether an id, in SQL, is such a digest. */
export const isErasedId = (id: SQL): SQL => sql`starts_with(${id}, ${sql.raw(`'${prefix}'`)})`;
