import postgres from 'postgres';
import type { TestApp } from '../support/app.ts';

/** Copies the one call that there is, each copy so much older than the one before, or newer if `apartSeconds` is negative. */
export async function copyCall(t: TestApp, count: number, apartSeconds: number): Promise<void> {
  const client = postgres(t.databaseUrl, { max: 1, onnotice: () => {} });
  await client`set session_replication_role = replica`;
  await client`insert into calls
    select (jsonb_populate_record(c, jsonb_build_object(
      'id', c.id || ${`_${apartSeconds}_`}::text || n,
      'ringing_at', c.ringing_at - n * ${apartSeconds}::int * interval '1 second'))).*
    from calls c, generate_series(1, ${count}::int) n
    where c.id = (select id from calls order by length(id), id limit 1)`;
  await client.end();
}
