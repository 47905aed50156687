import { sql } from 'drizzle-orm';
import type { LineId } from '../../call/ids.ts';
import { type AuditEntry, audited, auditParameter } from '../audit.ts';
import type { Database } from '../connection/database.ts';
import { int, json, text, toJson, writing } from '../connection/statement.ts';
import { lines } from '../tables/lines.ts';
import type { StoredLine } from './lines.ts';

/**
 * Replaces the line's perimeter, whose `textVia` is given too. Returns false if the line has changed since it was read (optimistic lock),
 * or if the other line was removed meanwhile.
 */
export async function setPerimeter(
  db: Database,
  { tenantId, id, revision, perimeter }: StoredLine,
  textVia: LineId | undefined,
  audit: AuditEntry,
): Promise<boolean> {
  const rows = await db.run(replacePerimeter, {
    tenant: tenantId,
    id,
    revision: String(revision),
    perimeter: toJson(perimeter),
    via: textVia === undefined || textVia === id ? null : textVia,
    ...auditParameter(audit),
  });
  return rows.length > 0;
}

const asRead = sql`id = ${text('id')} and revision = ${int('revision')}`;
const notRemoved = sql`id = ${text('via')} and removed_at is null`;
const others = sql`case when ${text('via')} is null then 0 else 1 end`;

/**
 * The other line gets a new revision, so that its concurrent removal, which has found no line that texts over it, fails and looks
 * again. Both lines are locked in the order of their ids: two lines that are set to text over each other would deadlock otherwise.
 */
const replacePerimeter = writing<{ id: string }>(
  'set_perimeter',
  sql`with locked as materialized (
    select id from ${lines} where tenant_id = ${text('tenant')} and ((${asRead}) or (${notRemoved})) order by id for no key update),
  changed as (
    update ${lines} set perimeter = ${json('perimeter')}, revision = revision + 1
    where tenant_id = ${text('tenant')} and ${asRead} and (select count(*) from locked) = 1 + ${others}
    returning id),
  named as (
    update ${lines} set revision = revision + 1
    where tenant_id = ${text('tenant')} and id = ${text('via')} and exists (select 1 from changed)
    returning id),
  ${audited('changed')} select id from changed`,
);
