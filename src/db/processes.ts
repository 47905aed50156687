import { sql } from 'drizzle-orm';
import type { Database } from './connection/database.ts';
import { json, reading, text, toJson, writing } from './connection/statement.ts';
import { processes } from './tables/processes.ts';

/** A process that serves this database. */
export interface Process {
  readonly id: string;
  /** The host and the process id, for the operator. */
  readonly place: string;
  /** The ids of its SEAL_KEYS: with the first it encrypts the credentials of lines, with any of them it decrypts. */
  readonly sealKeys: readonly string[];
}

/** A process whose row was not renewed for this long counts as dead. */
const livesFor = sql`interval '15 seconds'`;

/** Renews the row of this process and returns all other live processes. The row of a dead one is ignored, and deleted after a day. */
export function noteProcess(db: Database, { id, place, sealKeys }: Process): Promise<Process[]> {
  return db.run(note, { id, place, keys: toJson(sealKeys) });
}

const note = writing<Process>(
  'note_process',
  sql`with noted as (
    insert into ${processes} as p (id, place, seal_keys)
    values (${text('id')}, ${text('place')}, ${json('keys')})
    on conflict (id) do update set seal_keys = excluded.seal_keys, seen_at = now()),
  gone as (delete from ${processes} where seen_at < now() - interval '1 day')
  select id, place, seal_keys as "sealKeys" from ${processes}
  where id <> ${text('id')} and seen_at > now() - ${livesFor} order by place, id`,
);

export async function forgetProcess(db: Database, id: string): Promise<void> {
  await db.run(forget, { id });
}

const forget = writing<never>(
  'forget_process',
  sql`delete from ${processes} where id = ${text('id')}`,
);

const live = reading<Process>(
  'processes_with_keys',
  sql`select id, place, seal_keys as "sealKeys" from ${processes}
    where seen_at > now() - ${livesFor} order by place, id`,
);

/** Reads all live processes. The statement has no parameters, and is for a session outside of the pool. */
export const liveProcessesText = live.text;
