import { type SQL, sql } from 'drizzle-orm';
import type { Database } from './connection/database.ts';
import { writing } from './connection/statement.ts';

/**
 * Whether the epoch in the row `m` of `stream_meta` still runs. An epoch is a time in which the server assigns each transaction id
 * once. The journal is ordered by epoch and then by transaction id. After a restore, a dump, or a failover to a standby that lagged,
 * the history is cut and transaction ids are assigned a second time. So an epoch is tied to the start time of its server, which
 * changes in all these cases, and to the transaction that wrote the row, which changes with a dump. An unnecessary new epoch does no
 * harm.
 */
export const epochIsConfirmed: SQL = sql`(m.server_started_at is not distinct from pg_postmaster_start_time()
  and m.written_by is not distinct from m.xmin::text)`;

/** Null until the epoch is confirmed. The journal refuses an entry whose epoch is null. */
export const currentEpoch: SQL = sql`(select m.epoch from stream_meta m where ${epochIsConfirmed})`;

/** Begins a new epoch if the current one belongs to another server or to another start of it, or if `entriesAreAhead`. */
export async function confirmEpoch(db: Database): Promise<void> {
  await db.run(confirm);
}

/** Always begins a new epoch. */
export async function beginEpoch(db: Database): Promise<void> {
  await db.run(begin);
}

/** True if the journal has entries with transaction ids that this server has not reached, as after a restore of a dump. */
const entriesAreAhead = sql`exists (select from journal j
  where j.epoch = m.epoch and j.xid >= pg_current_xact_id())`;

/**
 * Epochs are seconds since 2026, so that after a restore the next epoch is not a number that the lost history had used as well.
 * A lock keeps out writers that would still write into the old epoch. It is taken only where there may be such writers: if the old
 * epoch still runs, or if the row has no start time, because it is new or of an earlier release. After a restart of the server there
 * are none, because all check the server's start time, and the lock might have to wait for a vacuum of the journal.
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

/** The texts of the two statements, for a session outside of the pool. They have no parameters. */
export const epochTexts = { confirm: confirm.text, begin: begin.text } as const;
