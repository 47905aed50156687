import packageJson from '../package.json' with { type: 'json' };
import type { Config } from './config.ts';
import type { Database, DatabaseObserver, Wall } from './db/connection/database.ts';
import { openDatabase } from './db/connection/open-database.ts';
import type { Pooling } from './db/connection/pooling.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createStory } from './tracing/story.ts';
import type { ProcessTracing } from './tracing/tracing.ts';
import type { Background } from './use-cases/background.ts';
import type { Calls } from './use-cases/calls.ts';
import type { Lines } from './use-cases/lines.ts';
import type { PerimeterControl } from './use-cases/perimeter-control.ts';
import type { Keys } from './use-cases/tenant-control.ts';
import { startCore } from './wiring/core.ts';
import { openDoors } from './wiring/doors.ts';
import type { Overrides } from './wiring/overrides.ts';
import { servesGraphiql } from './wiring/page-routes.ts';
import { createWaitingDoor } from './wiring/waiting-door.ts';

export type { Overrides };

export interface App {
  readonly url: string;
  /** Returns a code that a link to the page or to GraphiQL carries instead of the key. It works once, and for 15 minutes. */
  oneTimeCode(key: string): string;
  /** True if GraphiQL is on and its packages are installed. */
  readonly servesGraphiql: boolean;
  /** The URL of METRICS_PORT, or null if it is not set. Metrics are then served beside the API, if METRICS_TOKEN is set. */
  readonly metricsUrl: string | null;
  readonly db: Database;
  readonly calls: Calls;
  readonly lines: Lines;
  readonly keys: Keys;
  readonly perimeter: PerimeterControl;
  /** Work that continues after its request was answered. */
  readonly background: Background;
  subscriberCount(): number;
  /** Stops taking work, then completes the work under way, then closes the database. */
  stop(): Promise<void>;
}

/** Wires everything by hand, from the database up to the HTTP server. */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const log = overrides.log ?? createLog(config.logLevel, undefined, config.logFormat);
  const { version } = packageJson;
  log.info('starting', { version, node: process.versions.node, database: config.database.is });
  for (const warning of config.warnings) log.warn(warning);
  const metrics = createMetrics(version);
  const tracing = config.tracing ? await openTracing(version) : undefined;
  // Logs each recorded change of a call as a line of its story.
  const tellStory = config.logLevel === 'debug' ? createStory(log.child('story')) : undefined;
  const appliedSteps: string[] = [];
  const observer: DatabaseObserver = {
    statement: overrides.observeStatement,
    returned: ({ name }, seconds, error) => metrics.sawStatement(name, seconds, error),
    recorded(entries) {
      metrics.sawRecorded(entries);
      tellStory?.(entries);
      tracing?.sawRecorded(entries);
    },
    pooling: (pooling) => logPooling(log, pooling),
    wall: (wall) => logWall(log, wall, config.database.mayBypassWall),
    applied(step) {
      appliedSteps.push(step.step);
      log.debug('a migration was applied', { ...step, version });
    },
    waiting: (reason) => waitingDoor.because(reason),
  };
  const waitingDoor = createWaitingDoor(config, log);
  const openingAt = performance.now();
  const opening = openDatabase(config.database, observer, overrides.limits);
  // The waiting door answers probes while the database cannot be opened. It is closed in any case, because it listens on the
  // port that `openDoors` needs.
  const db = await opening.finally(waitingDoor.close);
  const tookMs = Math.round(performance.now() - openingAt);
  const isMigrated = appliedSteps.length > 0;
  if (isMigrated) log.info('the database was migrated', { applied: appliedSteps, tookMs });
  else log.info('the database needs no migration', { tookMs });
  // Called only when `doors`, which is declared below, is open: by requests and by the log line.
  const publicUrl = () => config.publicUrl ?? `http://localhost:${new URL(doors.url).port}`;
  const core = await startCore(config, overrides, { db, log, metrics, tracing, publicUrl });
  const { calls, lines, keys, perimeter } = core;
  const doors = await openDoors(config, overrides, core, { log, metrics, publicUrl });
  log.info('serving', {
    url: doors.url,
    publicUrl: publicUrl(),
    ...(doors.metricsUrl && { metrics: doors.metricsUrl }),
  });
  return {
    url: doors.url,
    oneTimeCode: doors.oneTimeCode,
    servesGraphiql: servesGraphiql(config),
    metricsUrl: doors.metricsUrl,
    db,
    calls,
    lines,
    keys,
    perimeter,
    background: core.deps.background,
    subscriberCount: () => core.deps.feed.subscriberCount,
    async stop() {
      await doors.close();
      await core.stop();
      await db.close();
      log.info('stopped');
    },
  };
}

/** Imported on demand, so that a service without tracing does not load the OpenTelemetry packages. */
async function openTracing(version: string): Promise<ProcessTracing> {
  const { createTracing } = await import('./tracing/tracing.ts');
  return createTracing(version);
}

/**
 * The wall between tenants is row-level security, which PostgreSQL enforces even if a statement lacks its condition. It binds the role
 * `wall.role`, as which the statements of one tenant run; `wall.bypassedBy` is the role that logs in, if the wall does not bind it.
 * Not called with TENANT_WALL=off.
 */
function logWall(log: Log, wall: Wall, mayBeBypassed = false): void {
  if (wall.is === 'missing') {
    log.warn('tenants are kept apart by the conditions of statements alone', {
      because: wall.because,
      accept: 'TENANT_WALL=off',
    });
    return;
  }
  log.info('row-level security keeps tenants apart as well', { role: wall.role });
  if (wall.bypassedBy === null || mayBeBypassed) return;
  log.warn('the role of this service is a superuser or has BYPASSRLS; use one that is neither', {
    role: wall.bypassedBy,
    accept: 'ALLOW_UNSAFE=role-bypasses-wall',
  });
}

function logPooling(log: Log, pooling: Pooling): void {
  if (pooling === 'none') return;
  log.info('DATABASE_URL leads to a pooler', { pools: pooling });
}
