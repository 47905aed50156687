import postgres from 'postgres';

/** A statement that waits while the lock is held. */
export const waitForLock = 'select pg_advisory_xact_lock_shared(1)';

/** A lock that is held until `release`. */
export async function holdLock(databaseUrl: string): Promise<{ release(): Promise<void> }> {
  const holder = postgres(databaseUrl, { max: 1 });
  await holder`select pg_advisory_lock(1)`;
  return { release: () => holder.end() };
}
