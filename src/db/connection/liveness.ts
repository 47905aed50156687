import { randomUUID } from 'node:crypto';
import { setTimeout as sleep, setImmediate as socketsAreRead } from 'node:timers/promises';
import { type SQL, sql } from 'drizzle-orm';
import postgres from 'postgres';
import { socketWithBackoff } from './reconnect-backoff.ts';
import { answerGraceMs } from './takeover-timing.ts';

/** A session-level advisory lock. The server releases it when the process ends, so a free lock means a dead owner. */
export interface LivenessLock {
  owner(): Owner;
  release(): Promise<void>;
}

/** The name under which a process holds leases. A process that loses its lock continues under a new name. */
export interface Owner {
  readonly name: string;
  /** The lock is lost, so another process may take over the leases: this process sends nothing more under this name. */
  readonly lost: AbortSignal;
  /** A short time after `lost`. Answers still count until then; requests in flight are aborted then. */
  readonly graceEnded: AbortSignal;
  /** Asks the database, because a broken connection may be noticed late. False also if no answer comes in time. */
  stillHolds(withinMs: number): Promise<boolean>;
}

/** An owner whose name has this prefix holds no lock, so its leases end only by time. */
const noLockPrefix = 'lease-only:';
/** Keeps the locks of this service apart from those of other programs in the same database. */
export const livenessLockSeed = 4803762914059n;
const retryMs = 250;
const heartbeatMs = 1000;
/** A busy database may take this long to answer. */
const heartbeatTimeoutMs = 4000;
/** If a session ended right after its answer, and both have arrived, the end is noticed within this time after the answer. */
const noticeMs = 10;

const never = new AbortController().signal;

/**
 * An owner without a lock: its `lost` never aborts, and its leases end only by time. For the embedded database, which no other
 * process uses, and for a process that has lost its lock, until it has a new one.
 */
export function ownerWithoutLock(name: string): Owner {
  return { name, lost: never, graceEnded: never, stillHolds: async () => true };
}

function revocableOwner(name: string, session: postgres.Sql): { owner: Owner; revoke(): void } {
  const lost = new AbortController();
  const graceEnded = new AbortController();
  return {
    owner: {
      name,
      lost: lost.signal,
      graceEnded: graceEnded.signal,
      async stillHolds(ms) {
        if (lost.signal.aborted || !(await isWritable(session, ms))) return false;
        // If this process stood still, the session may have ended after its answer. Both have arrived by now, and the pause shows the end.
        await sleep(noticeMs);
        // After a pause, timers run before the sockets are read.
        await socketsAreRead();
        return !lost.signal.aborted;
      },
    },
    revoke() {
      lost.abort();
      setTimeout(async () => {
        // After a pause, timers run before the sockets are read. An answer that arrived during the pause still counts.
        await socketsAreRead();
        graceEnded.abort();
      }, answerGraceMs);
    },
  };
}

/** Whether a primary answers in time. An advisory lock on a standby proves nothing. */
function isWritable(session: postgres.Sql, withinMs: number): Promise<boolean> {
  const answered = session.unsafe(`select current_setting('transaction_read_only') as read_only`);
  const writable = answered.then(
    ([row]) => row?.read_only === 'off',
    () => false,
  );
  return Promise.race([writable, sleep(withinMs, false, { ref: false })]);
}

const lockKey = (owner: SQL): SQL =>
  sql`hashtextextended(${owner}, ${sql.raw(`${livenessLockSeed}`)})`;

/**
 * True for a row whose `owner` holds no liveness lock. This process is excluded by name, because in the embedded database all
 * statements run in one session, which is granted every lock that it requests.
 */
export function ownerIsDead(self: SQL): SQL {
  return sql`(owner <> ${self} and owner not like ${sql.raw(`'${noLockPrefix}%'`)}
    and pg_try_advisory_xact_lock(${lockKey(sql`owner`)}))`;
}

/**
 * Holds the lock in a session of its own. When the session ends, other processes may take over the leases, so this
 * process continues under a new name with a new session.
 */
export async function acquireLivenessLock(url: string): Promise<LivenessLock> {
  let released = false;
  let owner = ownerWithoutLock(noLockPrefix + randomUUID());
  let revoke = () => {};
  let session: postgres.Sql | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;

  async function begin(): Promise<void> {
    const name = randomUUID();
    const newSession: postgres.Sql = postgres(url, {
      ...socketWithBackoff(() => session === newSession && !released),
      max: 1,
      // By default the driver ends a session after half an hour, which would release the lock.
      max_lifetime: null,
      fetch_types: false,
      connect_timeout: 5,
      onnotice: () => {},
      connection: { application_name: 'calls-subgraph liveness' },
      onclose: () => {
        if (session === newSession) loseAndRestart();
      },
    });
    session = newSession;
    const lock = `select pg_advisory_lock(hashtextextended($1::text, ${livenessLockSeed}))`;
    const isLocked = newSession.unsafe(lock, [name]).then(
      () => true,
      () => false,
    );
    // The session answers in order, so the answer about the lock has come when `isWritable` has answered in time.
    const isHeld = (await isWritable(newSession, heartbeatTimeoutMs)) && (await isLocked);
    // `onclose` may have replaced the session meanwhile.
    if (session !== newSession) return;
    if (!isHeld) return loseAndRestart();
    ({ owner, revoke } = revocableOwner(name, newSession));
    failures = 0;
    void beat(newSession);
  }

  /** Detects a connection that was cut without a FIN or RST, for which there is no close event. */
  async function beat(beating: postgres.Sql): Promise<void> {
    while (session === beating && !released) {
      await sleep(heartbeatMs, undefined, { ref: false });
      if (session !== beating || released) return;
      if (!(await isWritable(beating, heartbeatTimeoutMs)) && session === beating) loseAndRestart();
    }
  }

  function loseAndRestart(): void {
    void session?.end({ timeout: 0 }).catch(() => {});
    session = undefined;
    if (released) return;
    revoke();
    revoke = () => {};
    owner = ownerWithoutLock(noLockPrefix + randomUUID());
    // The first try follows at once.
    timer = setTimeout(() => void begin(), failures++ === 0 ? 0 : retryMs);
  }

  await begin();
  return {
    owner: () => owner,
    async release() {
      released = true;
      clearTimeout(timer);
      await session?.end({ timeout: 1 });
    },
  };
}
