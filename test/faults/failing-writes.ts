import { queryOnce } from '../support/query-once.ts';

/**
 * The next so many writes to the journal fail with this code, only those of one kind if one is given. A sequence counts
 * them, because it also counts what is rolled back.
 */
export function failWrites(
  databaseUrl: string,
  { code, times, kind }: { code: string; times: number; kind?: string },
): Promise<unknown> {
  return queryOnce(
    databaseUrl,
    `drop trigger if exists fail on journal;
     drop sequence if exists failures;
     create sequence failures;
     create or replace function fail() returns trigger language plpgsql as $$ begin
       if nextval('failures') <= ${times} then raise exception 'as told' using errcode = '${code}'; end if;
       return new; end $$;
     create trigger fail before insert on journal for each row
       ${kind ? `when (new.kind = '${kind}')` : ''} execute function fail()`,
  );
}
