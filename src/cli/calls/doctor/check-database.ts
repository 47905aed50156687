import type { Config } from '../../../config.ts';
import type { Diagnosed, Diagnosis } from '../../../db/connection/diagnose.ts';
import { sessionsBehindWall } from '../../../db/connection/postgres.ts';
import { type Finding, fine, warning, wrong } from './finding.ts';

const oldestVersion = 140_000;
/** Connections besides the pool and the wall: one for LISTEN, and one for the liveness lock. */
const otherConnections = 2;

type Settings = Extract<Config['database'], { is: 'postgres' }>;

export function checkDatabase(found: Diagnosed, settings: Settings): Finding[] {
  if (found.is === 'unreachable') {
    const todo =
      'Check DATABASE_URL, the network between the two machines, and whether the server runs.';
    return [wrong('database', `It cannot be reached: ${found.because}.`, todo)];
  }
  return [
    version(found),
    writing(found),
    tables(found),
    connections(found, settings),
    clock(found),
  ];
}

export function checkEmbedded({
  directory,
}: Extract<Config['database'], { is: 'embedded' }>): Finding {
  const says = `Embedded, in ${directory}: for one process, and not safe from a power failure.`;
  return warning('database', says, 'Set DATABASE_URL for anything that matters.');
}

function version({ version, versionNumber, tookMs }: Diagnosis): Finding {
  const says = `PostgreSQL ${version} answers in ${tookMs} ms.`;
  if (versionNumber < oldestVersion) {
    return wrong('database', says, 'Use PostgreSQL 14 or newer.');
  }
  const isSlow = tookMs > 20;
  return isSlow
    ? warning('database', says, 'Put the service nearer to the database: each change waits for it.')
    : fine('database', says);
}

function writing({ isReadOnly }: Diagnosis): Finding {
  return isReadOnly
    ? wrong('writing', 'The server only reads.', 'Point DATABASE_URL at the primary server.')
    : fine('writing', 'The server accepts writes.');
}

function tables({ lines }: Diagnosis): Finding {
  if (lines === null) {
    return warning('tables', 'There are none yet.', 'The first start of the service makes them.');
  }
  const says = `They are there. Lines: ${lines.count}.`;
  const { length } = lines.first;
  return fine(
    'tables',
    length < lines.count ? `${says} Only the first ${length}, by name, are checked.` : says,
  );
}

function connections(
  { maxConnections, usedConnections }: Diagnosis,
  { poolSize, wall }: Settings,
): Finding {
  const walled = wall === 'off' ? 0 : sessionsBehindWall(poolSize);
  const wanted = poolSize + walled + otherConnections;
  const says = `${usedConnections} of ${maxConnections} are in use; a process takes up to ${wanted}.`;
  return maxConnections - usedConnections < wanted
    ? warning('connections', says, 'Raise max_connections, or lower POOL_SIZE.')
    : fine('connections', says);
}

/** Providers sign webhooks with a time, and one that is too old or in the future is refused. */
const maxDifferenceMs = 5000;

function clock({ aheadMs }: Diagnosis): Finding {
  if (Math.abs(aheadMs) <= maxDifferenceMs) {
    return fine('clock', `It is ${Math.abs(aheadMs)} ms from the database’s.`);
  }
  const says = `The database’s clock is ${Math.abs(aheadMs)} ms ${aheadMs > 0 ? 'ahead of' : 'behind'} this machine’s.`;
  const todo =
    'Synchronise both with NTP. The service follows the database’s, and providers’ signatures are judged by it.';
  return warning('clock', says, todo);
}
