import { randomUUID } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import postgres from 'postgres';
import { patientSocket } from './patient-socket.ts';

/** Proof that a process is alive: a lock that lives as long as its session, and so as long as the process. */
export interface Life {
  owner(): string;
  end(): Promise<void>;
}

/** Under such a name nobody can be told dead before the lease ends. */
const leaseOnly = 'lease-only:';
const lockSpace = 4803762914059n;
const retryMs = 250;

/** Whether somebody may have taken this owner for dead meanwhile, and what it had leased. */
export function mayHaveBeenTaken(owner: string, current: string): boolean {
  return owner !== current && !owner.startsWith(leaseOnly);
}

const lockKey = (owner: SQL): SQL => sql`hashtextextended(${owner}, ${sql.raw(`${lockSpace}`)})`;

/**
 * For a row with a column `owner`: nobody holds the owner's lock. Never true of ourselves: on the embedded database
 * we are the only session, which is given every lock it asks for.
 */
export function ownerIsDead(self: SQL): SQL {
  return sql`(owner <> ${self} and owner not like ${sql.raw(`'${leaseOnly}%'`)}
    and pg_try_advisory_xact_lock(${lockKey(sql`owner`)}))`;
}

/**
 * Whoever loses the session may have been taken for dead, and goes on under another name:
 * what was leased under the old one may be somebody else's by now.
 */
export async function proveLife(url: string): Promise<Life> {
  let ended = false;
  let owner = leaseOnly + randomUUID();
  let session: postgres.Sql | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;

  async function begin(): Promise<void> {
    const name = randomUUID();
    const mine: postgres.Sql = postgres(url, {
      ...patientSocket(() => session === mine && !ended),
      max: 1,
      // The driver would end it after half an hour, and with it our name.
      max_lifetime: null,
      fetch_types: false,
      connect_timeout: 5,
      onnotice: () => {},
      connection: { application_name: 'calls-subgraph life' },
      onclose: () => {
        if (session === mine) lost();
      },
    });
    session = mine;
    try {
      const lock = `select pg_advisory_lock(hashtextextended($1::text, ${lockSpace}))`;
      await mine.unsafe(lock, [name]);
      if (session !== mine) return;
      owner = name;
      failures = 0;
    } catch {
      if (session === mine) lost();
    }
  }

  function lost(): void {
    void session?.end({ timeout: 0 }).catch(() => {});
    session = undefined;
    if (ended) return;
    owner = leaseOnly + randomUUID();
    timer = setTimeout(() => void begin(), failures++ === 0 ? 0 : retryMs);
  }

  await begin();
  return {
    owner: () => owner,
    async end() {
      ended = true;
      clearTimeout(timer);
      await session?.end({ timeout: 1 });
    },
  };
}
