import type postgres from 'postgres';

/** While it is closed, statements that write so many entries of one kind wait just before they commit. */
export interface CommitGate {
  close(): Promise<void>;
  open(): Promise<void>;
  /** The sessions in which a batch waits. */
  waiting(): Promise<number[]>;
  remove(): Promise<void>;
}

/** A gate that is forgotten opens after a minute. */
export async function makeCommitGate(
  sql: postgres.Sql,
  { kind, atLeast }: { readonly kind: string; readonly atLeast: number },
): Promise<CommitGate> {
  await sql.unsafe(`
    create table gate (is_closed boolean);
    create function wait_at_gate() returns trigger language plpgsql as $$ begin
      if (select count(*) from made where kind = '${kind}') < ${atLeast} then return null; end if;
      for n in 1..6000 loop
        exit when not exists (select from gate);
        perform pg_sleep(0.01);
      end loop;
      return null; end $$;
    create trigger wait_at_gate after insert on journal
      referencing new table as made for each statement execute function wait_at_gate()`);
  return {
    async close() {
      await sql`insert into gate values (true)`;
    },
    async open() {
      await sql`delete from gate`;
    },
    async waiting() {
      const rows = await sql<{ pid: number }[]>`select pid from pg_stat_activity
        where datname = current_database() and wait_event = 'PgSleep' and query like 'with given%'`;
      return rows.map(({ pid }) => pid);
    },
    async remove() {
      await sql`drop table gate`;
      await sql`drop function wait_at_gate() cascade`;
    },
  };
}
