import { type SQL, sql } from 'drizzle-orm';
import type { Database } from './connection/database.ts';
import { writing } from './connection/statement.ts';

/**
 * The journal is ordered by epoch and then by transaction id. Transaction ids are given out a second time when the
 * history was cut: by a restore, a dump, or a failover to a standby that lagged. So an epoch belongs to one start of one
 * server, which none of these survives, and to one writing of its row, which no dump survives. A new epoch that was not
 * necessary does no harm.
 */
export const epochIsConfirmed: SQL = sql`(m.server_started_at is not distinct from pg_postmaster_start_time()
  and m.written_by is not distinct from m.xmin::text)`;

/** Null, which no journal entry accepts, until the epoch is confirmed. */
export const currentEpoch: SQL = sql`(select m.epoch from stream_meta m where ${epochIsConfirmed})`;

/** Begins a new epoch if the current one belongs to another server or to another start of it. */
export async function confirmEpoch(db: Database): Promise<void> {
  await db.run(confirm);
}

/** Begins a new epoch in any case. */
export async function beginEpoch(db: Database): Promise<void> {
  await db.run(begin);
}

/** Also a dump that brought its row's transaction along would leave entries that are ahead of this server. */
const entriesAreAhead = sql`exists (select from journal j
  where j.epoch = m.epoch and j.xid >= pg_current_xact_id())`;

/**
 * Epochs are seconds, so that after a restore the next one is not a number that the lost history had used as well.
 * Writers that would still write into the old epoch are excluded by a lock. After a restart there are none, because all
 * writers check the start of the server, and a lock would wait for a vacuum of the journal.
 */
function epochStatement(when: 'if necessary' | 'in any case'): SQL {
  const isDue =
    when === 'in any case' ? sql`true` : sql`(not ${epochIsConfirmed} or ${entriesAreAhead})`;
  return sql`do $$ begin
    insert into stream_meta (id, epoch) values (1, 0) on conflict do nothing;
    if exists (select from stream_meta m
        where ${isDue} and (m.server_started_at is null or ${epochIsConfirmed})) then
      perform set_config('lock_timeout', '2s', true);
      lock table journal in share mode;
    end if;
    update stream_meta m set
      epoch = greatest(m.epoch + 1, extract(epoch from clock_timestamp())::bigint - 1767225600),
      server_started_at = pg_postmaster_start_time(),
      written_by = pg_current_xact_id()::xid::text
    where ${isDue};
  end $$`;
}

const confirm = writing<never>('confirm_epoch', epochStatement('if necessary'));
const begin = writing<never>('begin_epoch', epochStatement('in any case'));

/** The same for a session of its own, without parameters. */
export const epochTexts = { confirm: confirm.text, begin: begin.text } as const;
