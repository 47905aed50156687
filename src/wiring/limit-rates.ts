import { getHeapStatistics } from 'node:v8';
import { RequestError } from '../access/errors.ts';
import { createRateLimits } from '../access/limits/create-rate-limits.ts';
import type { RateLimits, Release } from '../access/rate-limits.ts';
import type { OnRefused } from '../access/refusals.ts';
import type { Config } from '../config.ts';
import type { Database } from '../db/connection/database.ts';
import { followProcesses } from '../db/live-processes.ts';
import type { ConnectionBounds } from '../http-server.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import type { Overrides } from './overrides.ts';

interface Surroundings {
  readonly db: Database;
  readonly metrics: Metrics;
  readonly log: { child(subsystem: string): Log };
}

export interface ProcessLimits {
  readonly rateLimits: RateLimits;
  stop(): Promise<void>;
}

/** Each live process admits an equal share of every limit, so that requests are counted without the database. */
export async function limitRates(
  { limits, trustedProxies }: Config,
  { processesMs = 2000 }: Overrides,
  { db, metrics, log: root }: Surroundings,
): Promise<ProcessLimits> {
  const log = root.child('limits');
  const processes = await followProcesses(db, processesMs);
  const rateLimits = createRateLimits({
    values: limits,
    processes: processes.count,
    trustedProxies,
    onLimited(what, by, name) {
      metrics.sawLimited(what, by);
      log.warn('more arrives than a limit allows', { what, by, name });
    },
  });
  return { rateLimits, stop: processes.stop };
}

/** The memory that one connection takes at most before its request is read. */
const bytesOfConnection = 64 * 1024;
const mostByDefault = 50_000;

/** Bounds the open TCP connections of this process, and those of each address by `rateLimits`. */
export function limitConnections(
  { maxConnections }: Config,
  rateLimits: RateLimits,
  metrics: Metrics,
  onRefused: OnRefused,
): ConnectionBounds {
  const room = Math.floor(getHeapStatistics().heap_size_limit / bytesOfConnection);
  let open = 0;
  metrics.watch({ connections: () => open });
  return {
    most: maxConnections ?? Math.min(room, mostByDefault),
    admit(address) {
      const release = releaseOrNull(() => rateLimits.connection(address));
      if (release === null) return null;
      open += 1;
      return () => {
        open -= 1;
        release();
      };
    },
    onFull: (address) => onRefused('connection', address),
  };
}

function releaseOrNull(admit: () => Release): Release | null {
  try {
    return admit();
  } catch (error) {
    if (error instanceof RequestError) return null;
    throw error;
  }
}
