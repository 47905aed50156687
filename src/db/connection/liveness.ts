import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import postgres from 'postgres';
import { patientSocket } from './reconnect-backoff.ts';
import { answersCountForMs } from './takeover-timing.ts';

/** Proof that a process is alive: a lock that lives as long as its session, and so as long as the process. */
export interface Life {
  owner(): Owner;
  end(): Promise<void>;
}

/** A name under which a process holds leases, for as long as nobody can take it for dead. */
export interface Owner {
  readonly name: string;
  /** Others may take it for dead from now on: nothing more is sent. */
  readonly lost: AbortSignal;
  /** A moment after that, in which answers still count: what was sent is called off. */
  readonly letGo: AbortSignal;
  /** Whether the database itself says, within this time, that the name stands: of a session that is cut off we may hear late. */
  stands(withinMs: number): Promise<boolean>;
}

/** Under such a name nobody can be told dead before the lease ends. */
const leaseOnly = 'lease-only:';
export const lockSpace = 4803762914059n;
const retryMs = 250;
const beatMs = 1000;
/** A database that has much to do may take so long to answer. */
const patienceMs = 4000;

const never = new AbortController().signal;

/** Nobody takes this one for dead while its process lives. */
export function lastingOwner(name: string): Owner {
  return { name, lost: never, letGo: never, stands: async () => true };
}

function losableOwner(name: string, session: postgres.Sql): { owner: Owner; lose(): void } {
  const lost = new AbortController();
  const letGo = new AbortController();
  return {
    owner: {
      name,
      lost: lost.signal,
      letGo: letGo.signal,
      stands: async (ms) =>
        !lost.signal.aborted && (await answers(session, ms)) && !lost.signal.aborted,
    },
    lose() {
      lost.abort();
      setTimeout(() => letGo.abort(), answersCountForMs);
    },
  };
}

/** Whether the server is there, and is one that writes: the locks at a standby say nothing. */
function answers(session: postgres.Sql, withinMs: number): Promise<boolean> {
  const answered = session.unsafe(`select current_setting('transaction_read_only') as only_reads`);
  const writes = answered.then(
    ([row]) => row?.only_reads === 'off',
    () => false,
  );
  return Promise.race([writes, sleep(withinMs, false, { ref: false })]);
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
  let owner = lastingOwner(leaseOnly + randomUUID());
  let lose = () => {};
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
    const lock = `select pg_advisory_lock(hashtextextended($1::text, ${lockSpace}))`;
    const isLocked = mine.unsafe(lock, [name]).then(
      () => true,
      () => false,
    );
    const isHeld = (await answers(mine, patienceMs)) && (await isLocked);
    if (session !== mine) return;
    if (!isHeld) return lost();
    ({ owner, lose } = losableOwner(name, mine));
    failures = 0;
    void keep(mine);
  }

  /** A way that has gone silent breaks no session: nobody would tell us that ours is long over. */
  async function keep(mine: postgres.Sql): Promise<void> {
    while (session === mine && !ended) {
      await sleep(beatMs, undefined, { ref: false });
      if (session !== mine || ended) return;
      if (!(await answers(mine, patienceMs)) && session === mine) lost();
    }
  }

  function lost(): void {
    void session?.end({ timeout: 0 }).catch(() => {});
    session = undefined;
    if (ended) return;
    lose();
    lose = () => {};
    owner = lastingOwner(leaseOnly + randomUUID());
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
