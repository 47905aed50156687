import { sql } from 'drizzle-orm';
import type { LineId, TenantId } from '../../call/ids.ts';
import type { Database } from '../connection/database.ts';
import { text, writing } from '../connection/statement.ts';
import { inboxKeyOf } from '../inbox-key.ts';
import { inbox } from '../tables/inbox.ts';

/** Records the deduplication key of an event that concerns no call, so that a repeated delivery is recognised. `what` is its kind. */
export async function noteReceived(
  db: Database,
  tenantId: TenantId,
  lineId: LineId,
  dedupeKey: string,
  what: string,
): Promise<void> {
  await db.run(note, { tenant: tenantId, line: lineId, dedupe: inboxKeyOf(dedupeKey), what });
}

const note = writing<never>(
  'note_received',
  sql`insert into ${inbox} (tenant_id, line_id, dedupe_key, what)
    values (${text('tenant')}, ${text('line')}, ${text('dedupe')}, ${text('what')})
    on conflict do nothing`,
);
