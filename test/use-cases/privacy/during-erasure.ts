import { queryOnce } from '../../support/query-once.ts';
import { whileFirstWaits } from '../../support/while-locked.ts';

/** Statements that erase callers wait for the lock of `duringErasure` from now on, when they have read everything. */
export async function letErasuresWait(databaseUrl: string): Promise<void> {
  await queryOnce(
    databaseUrl,
    `create function wait_in_erasure() returns trigger language plpgsql as $$ begin
      if current_query() like '%bare_calls%' then perform pg_advisory_xact_lock(1); end if;
      return null; end $$;
    create trigger wait_in_erasure before update on callers
      for each statement execute function wait_in_erasure()`,
  );
}

/** Carries out the step when the erasure has read everything, and has not come to the caller. */
export function duringErasure<Erased, Done>(
  databaseUrl: string,
  erase: () => Promise<Erased>,
  step: () => Promise<Done>,
): Promise<readonly [Erased, Done]> {
  return whileFirstWaits(databaseUrl, 'select pg_advisory_xact_lock(1)', erase, step);
}
