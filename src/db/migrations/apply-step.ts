import { setTimeout as sleep } from 'node:timers/promises';
import { changeIndexes } from './apply-indexes.ts';
import { entryOf } from './ledger.ts';
import { codeOf, isOfServer, type MigrationSession } from './session.ts';
import type { Step } from './steps.ts';

export interface StepSettings {
  /** For how long in total a step is retried while other sessions hold the locks that it needs. */
  readonly waitMs: number;
  readonly onWaiting: (reason: string) => void;
}

/** A statement that waits for a lock makes all later statements wait behind it, so it gives up soon and is retried. */
const lockTimeoutMs = 250;
const firstPauseMs = 500;
const maxPauseMs = 2000;

const lockNotAvailable = '55P03';
const deadlock = '40P01';

/** Returns how many tries it took. */
export async function applyStep(
  session: MigrationSession,
  step: Step,
  settings: StepSettings,
): Promise<number> {
  const apply = step.is === 'transaction' ? applyTransaction : applyIndexes;
  const startedAt = performance.now();
  for (let tries = 1; ; tries++) {
    try {
      await apply(session, step, settings);
      return tries;
    } catch (error) {
      const mayRetry = [lockNotAvailable, deadlock].includes(codeOf(error) ?? '');
      if (!mayRetry) throw error;
      const holders = await holdersOf(session, step);
      if (performance.now() - startedAt > settings.waitMs) throw gaveUp(step, settings, holders);
      settings.onWaiting(`the migration ${step.name} waits for a lock that ${holders} hold`);
    }
    await sleep(Math.min(maxPauseMs, firstPauseMs * 2 ** (tries - 1)));
  }
}

async function applyTransaction(
  session: MigrationSession,
  { entries, hash, statements }: Step,
): Promise<void> {
  // A new database gets a migration with its indexes in one step, which has two entries in the ledger. The database itself computes
  // how long this transaction has taken.
  const rows = entries.map((entry) => entryOf(entry, hash, 'this transaction'));
  const body = [
    `set local lock_timeout = ${lockTimeoutMs}`,
    ...statements.map(withoutSemicolon),
    ...rows,
  ];
  try {
    // All statements are one message, so that a broken connection cannot leave the rest of them to another connection.
    await session.run(['begin', ...body, 'commit'].join(';\n'));
  } catch (error) {
    // A broken connection has nothing to roll back. Opened again, it would fail for another reason, or hang.
    if (isOfServer(error)) await session.run('rollback');
    throw error;
  }
}

async function applyIndexes(
  session: MigrationSession,
  { name, hash, statements }: Step,
  { waitMs }: StepSettings,
): Promise<void> {
  const startedAt = performance.now();
  // An index is built concurrently, which blocks no writes while it waits for locks, so it may wait long.
  await session.run(`set lock_timeout = ${waitMs}`);
  await changeIndexes(session, statements);
  await session.run(entryOf(name, hash, performance.now() - startedAt));
}

const withoutSemicolon = (statement: string) => statement.replace(/;\s*$/, '');

/** Names the sessions that hold locks on the tables of a step, the oldest transactions first. One that is idle by now has released them. */
async function holdersOf(session: MigrationSession, { statements }: Step): Promise<string> {
  // Everything that the statements quote. Names that are no tables find no locks.
  const names = new Set(
    statements.flatMap((text) => [...text.matchAll(/"(\w+)"/g)].map(([, name]) => name ?? '')),
  );
  const rows = await session.query(
    `select l.pid::text as pid, string_agg(distinct c.relname, ', ') as tables, a.application_name as name
     from pg_locks l join pg_class c on c.oid = l.relation left join pg_stat_activity a on a.pid = l.pid
     where l.granted and l.pid <> pg_backend_pid() and c.relname = any(string_to_array($1::text, ' '))
       and l.database = (select oid from pg_database where datname = current_database())
       and coalesce(a.state, '') <> 'idle'
     group by l.pid, a.application_name, a.xact_start order by a.xact_start limit 3`,
    [[...names].join(' ')],
  );
  if (rows.length === 0) return 'other sessions';
  return rows
    .map((row) => `session ${row.pid} (${row.name || 'unnamed'}, ${row.tables})`)
    .join(', ');
}

function gaveUp({ name }: Step, { waitMs }: StepSettings, holders: string): Error {
  return new Error(
    `The migration ${name} got no lock within ${waitMs / 1000} s, because of ${holders}. ` +
      'The step does not count as applied. End that session or wait for it, and start again.',
  );
}
