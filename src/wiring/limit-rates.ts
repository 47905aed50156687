import { createRateLimits } from '../access/limits/create-rate-limits.ts';
import type { RateLimits } from '../access/rate-limits.ts';
import type { Config } from '../config.ts';
import type { Database } from '../db/connection/database.ts';
import { followProcesses } from '../db/live-processes.ts';
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
