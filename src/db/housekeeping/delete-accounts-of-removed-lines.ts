import { sql } from 'drizzle-orm';
import { int, writing } from '../connection/statement.ts';
import { effects } from '../tables/effects.ts';
import { lines } from '../tables/lines.ts';
import type { Deletion } from './deletion.ts';

/**
 * Deletes the credentials of lines that were removed a day ago, unless a request is still to be sent with them, such as one to
 * unblock a caller. The new revision makes a concurrent change of the line fail, which would write the credentials back.
 */
export const deleteAccountsOfRemovedLines: Deletion = writing(
  'delete_accounts_of_removed_lines',
  sql`with old as (
    select tenant_id, id from ${lines} l where removed_at < now() - interval '1 day' and account <> ''
      and not exists (select 1 from ${effects} e where e.tenant_id = l.tenant_id and e.line_id = l.id
        and e.state in ('PENDING', 'IN_FLIGHT'))
    order by removed_at limit ${int('limit')} for update skip locked),
  gone as (
    update ${lines} l set account = '', revision = revision + 1 from old o
    where l.tenant_id = o.tenant_id and l.id = o.id returning 1)
  select count(*)::text as count from gone`,
);
