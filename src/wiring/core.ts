import { createKeyUses, type KeyUses } from '../access/keys/key-uses.ts';
import type { Config } from '../config.ts';
import { type Clock, followClock } from '../db/connection/clock.ts';
import type { Database } from '../db/connection/database.ts';
import { watchSchema } from '../db/migrations/watch-schema.ts';
import { startEndingDeadLeases } from '../effects/dead-leases.ts';
import { startEffectPool } from '../effects/effect-pool.ts';
import { startHousekeeping } from '../effects/housekeeping.ts';
import { startPassingRingLimits } from '../effects/ring-limits.ts';
import { startStatistics } from '../effects/statistics.ts';
import { startFeed } from '../feed/feed.ts';
import { type BridgePolls, startBridgePolls } from '../intake/bridge-polls.ts';
import { type Listeners, startListeners } from '../intake/listening/listeners.ts';
import type { RootLog } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { createBridgeHealth } from '../providers/integrations/bridge-health.ts';
import { createCrm } from '../providers/integrations/crm.ts';
// A JID is WhatsApp's address of a user or a group.
import { addressOfJid } from '../providers/kit/jid.ts';
import { createAddressGuard } from '../providers/outgoing/address-guard.ts';
import { createProviderHttp, type ProviderHttp } from '../providers/outgoing/provider-http.ts';
import type { ProcessTracing } from '../tracing/tracing.ts';
import { createReports } from '../use-cases/attrition/attrition.ts';
import { createBackground } from '../use-cases/background.ts';
import { createCalls } from '../use-cases/create-calls.ts';
import type { Dependencies } from '../use-cases/dependencies.ts';
import { createEventCursors } from '../use-cases/event-cursors.ts';
import { createAudit } from '../use-cases/keys/create-audit.ts';
import { createTenants } from '../use-cases/keys/create-tenants.ts';
import { createLines } from '../use-cases/lines/create-lines.ts';
import { createPerimeterControl } from '../use-cases/perimeter/control/create-perimeter-control.ts';
import { createPrivacy } from '../use-cases/privacy/create-privacy.ts';
import { createRequestLimiter } from '../use-cases/work/create-request-limiter.ts';
import { attributeLookupsToLines, attributeLookupsToViewers } from './attribute-lookups.ts';
import { createFreshKeys } from './fresh-keys.ts';
import { limitRates } from './limit-rates.ts';
import { noteRefusals } from './note-refusals.ts';
import { openLineCache } from './open-line-cache.ts';
import { listenedTo, openProviders } from './open-providers.ts';
import type { Overrides } from './overrides.ts';
import { openSeals } from './shared-keys.ts';
import { watchProviders } from './watch-providers.ts';

/** What a process opens first: the use cases and the doors are built on it. */
export interface Ground {
  /** The base of webhook URLs, known once the server listens. */
  readonly publicUrl: () => string;
  readonly db: Database;
  readonly log: RootLog;
  readonly metrics: Metrics;
  readonly tracing?: ProcessTracing;
}

export type Core = Awaited<ReturnType<typeof startCore>>;

/** Creates the use cases and starts the background loops. */
export async function startCore(config: Config, overrides: Overrides, ground: Ground) {
  const { db, log, metrics, tracing, publicUrl } = ground;
  const { attemptTimeoutMs = 2000, leaseMs = 5000, crmDeadlineMs = 150 } = overrides;
  // `seal` encrypts credentials, and `cursorSeal` the cursors of clients.
  const { seal, cursorSeal, ...sharedKeys } = await openSeals(config, overrides, ground);
  const onRefused = noteRefusals(metrics, log.child('refusals'));
  const guard = createAddressGuard({
    allowedHosts: config.allowedHosts,
    nameServers: overrides.nameServers,
    onRefused: () => onRefused('address'),
  });
  const http = createProviderHttp({ guard, timeoutMs: attemptTimeoutMs });
  // Long polls have their own connections and timeout, so that they do not delay rejects.
  const polls = createProviderHttp({ guard, timeoutMs: 60_000, connectionsPerOrigin: 1024 });
  const { now, ...clock } = overrides.now ? fixedClock(overrides.now) : await startClock(ground);
  const opened = attributeLookupsToLines(openProviders({ http, polls, now }));
  const providers = watchProviders(opened, { metrics, tracing });
  const lineCache = openLineCache(ground, overrides, { seal, providers });
  const feed = await openFeed(ground, overrides, now);
  // Each live process admits an equal share of the limits, so the processes are counted.
  const { rateLimits, ...processCount } = await limitRates(config, overrides, ground);
  const deps: Dependencies = {
    db,
    feed,
    lineCache,
    limiter: createLimiter(metrics),
    // A ring waits for the answer of the CRM.
    crm: createCrm(http, { deadlineMs: crmDeadlineMs, now }),
    background: createBackground(log.child('effects')),
    log: log.child('calls'),
    now,
    timing: { attemptTimeoutMs, leaseMs },
    tracing,
    rateLimits,
    erasureKeys: sharedKeys.erasureKeys,
    // Wakes the pool that sends effects of this kind. The pools are declared below, because they need these dependencies.
    onDue: (kind, delayMs) => (kind === 'reject' ? rejects : otherEffects).due(delayMs),
  };
  const withLog = (subsystem: string): Dependencies => ({ ...deps, log: log.child(subsystem) });
  const { rejects, otherEffects } = startPools(withLog('effects'));
  const endings = startEndings(withLog('effects'));
  const listeners = startListening(withLog('listeners'), overrides, metrics);
  const bridges = startBridges(withLog('bridges'), http, overrides);
  const maintenance = startMaintenance(withLog('housekeeping'), overrides);
  const keyUses = startKeyUses(ground, overrides);
  const schema = startSchemaWatch(ground, overrides);
  watchGauges(metrics, deps);

  return {
    deps,
    schema,
    calls: createCalls({ ...deps, cursorSeal, eventCursors: createEventCursors(cursorSeal) }),
    // Look-ups of host names are limited for each tenant. Only `lines` and `perimeter` look up names for a viewer.
    lines: attributeLookupsToViewers(
      createLines({ db, seal, cursorSeal, lineCache, providers, guard, publicUrl, now }),
    ),
    ...createFreshKeys({ config, db, seal, cursorSeal, now, keyUses }, overrides.rememberMs), // `keys` and `authenticate`
    audit: createAudit(db, cursorSeal),
    reports: createReports(deps),
    privacy: createPrivacy({ ...deps, addressOfJid }),
    tenants: createTenants({ db, seal }),
    perimeter: attributeLookupsToViewers(createPerimeterControl({ ...deps, guard, addressOfJid })),
    // First what brings work, then what carries it out, then what both of them use.
    async stop() {
      await Promise.all([listeners.stop(), bridges.stop(), maintenance.stop()]);
      await Promise.all([rejects.stop(), otherEffects.stop(), endings.stop()]);
      await deps.background.idle();
      await Promise.all([feed.stop(), processCount.stop()]);
      await Promise.all([keyUses.stop(), sharedKeys.stop()]);
      await Promise.all([http.close(), polls.close(), clock.stop(), schema.stop()]);
    },
  };
}

/** A request that was answered, and a connection that is open or is not needed any more, end a line's trouble. */
const troubleOf = (is: 'failed' | 'answered' | 'open' | 'left') =>
  is === 'failed' ? is : 'no-trouble';

/** Bounds the requests to the provider of each line, with the usual settings and clock. */
function createLimiter({ sawLine }: Metrics) {
  return createRequestLimiter(undefined, undefined, (line, operation, is) =>
    sawLine(line, operation, troubleOf(is)),
  );
}

function startListening(deps: Dependencies, overrides: Overrides, { sawLine }: Metrics): Listeners {
  const { listenLeaseMs: leaseMs = 6000, hopelessMs: hopeless = 5 * 60_000 } = overrides;
  return startListeners(deps, {
    providers: listenedTo,
    leaseMs,
    backoffMs: { min: 200, max: 10_000, hopeless },
    onConnectionState: (line, is) => sawLine(line, 'listen', troubleOf(is)),
  });
}

function startMaintenance(deps: Dependencies, { housekeepingMs: everyMs = 60_000 }: Overrides) {
  // Each round removes at most 20 batches of 500 rows of each kind.
  const housekeeping = startHousekeeping(deps, { everyMs, batch: 500, batches: 20 });
  const statistics = startStatistics(deps, { everyMs: 2000 });
  return { stop: () => Promise.all([housekeeping.stop(), statistics.stop()]) };
}

/** Ends what nothing else ends: rings past their limit, and the leases of dead processes. */
function startEndings(deps: Dependencies) {
  const ringLimits = startPassingRingLimits(deps, { everyMs: 250 });
  const deadLeases = startEndingDeadLeases(deps, { everyMs: 250 });
  return { stop: () => Promise.all([ringLimits.stop(), deadLeases.stop()]) };
}

/** Two pools, so that texts that hang do not delay rejects. */
function startPools(deps: Dependencies) {
  const pollMs = 250;
  return {
    rejects: startEffectPool(deps, { kinds: ['reject'], pollMs, slots: 32, slotsPerLine: 8 }),
    otherEffects: startEffectPool(deps, {
      kinds: ['text', 'block', 'unblock'],
      pollMs,
      slots: 16,
      slotsPerLine: 4,
    }),
  };
}

const fixedClock = (now: () => Date): Clock => ({ now, stop: async () => {} });

function startClock({ db, log }: Ground): Promise<Clock> {
  const clockLog = log.child('clock');
  const onTrouble = (error: unknown) =>
    clockLog.warn('reading the database’s time failed; it is retried in a second', { error });
  return followClock(db, { everyMs: 1000, onTrouble });
}

function startSchemaWatch({ db, log: root }: Ground, { schemaWatchMs = 10_000 }: Overrides) {
  const log = root.child('schema');
  return watchSchema(db, {
    everyMs: schemaWatchMs,
    onChange(difference) {
      if (difference === null) log.info('the database has the schema of this release again');
      else log.error('this process is not ready', { because: difference });
    },
    onTrouble: (error) => log.warn('comparing the schema failed; it is retried', { error }),
  });
}

function openFeed({ db, log: root, metrics }: Ground, overrides: Overrides, now: () => Date) {
  const log = root.child('feed');
  return startFeed(db, {
    pollMs: 250,
    // At least 5 ms lie between two reads, and between two notifications to other processes, so that one serves many changes.
    minGapMs: 5,
    bufferCapacity: overrides.bufferCapacity ?? 10_000,
    notifyIntervalMs: 5,
    onEntries: (entries) => metrics.sawFed(entries, now()),
    onTrouble: (error) => log.warn('following the journal failed; it is retried', { error }),
    onCut: () =>
      log.warn(
        'events that were delivered are gone: the database was restored to an earlier state',
      ),
    // Events after the watermark are not delivered yet: a transaction that is still open may write earlier ones.
    watermark: {
      heldTooLongMs: overrides.heldTooLongMs ?? 10_000,
      onHeld: (hold) =>
        log.warn('events wait for a transaction that does not end; find its session and end it', {
          ...hold,
          find: `select * from pg_stat_activity where backend_xid = '${hold.xid}'`,
        }),
      onFreed: (hold) => log.warn('events no longer wait for that transaction', { ...hold }),
    },
  });
}

function watchGauges(metrics: Metrics, { db, feed, background, limiter }: Dependencies): void {
  metrics.watch({
    subscribers: () => feed.subscriberCount,
    watermarkHeld: () => feed.watermarkHeldMs() / 1000,
    statementsWaiting: () => db.waiting(),
    effectsUnderWay: () => background.size,
    breakersOpen: () => limiter.openBreakers(),
  });
}

function startKeyUses({ db, log }: Ground, { keyUsesMs = 60_000 }: Overrides): KeyUses {
  const accessLog = log.child('access');
  const onTrouble = (error: unknown) =>
    accessLog.warn('noting when keys were used failed; the next uses are noted', { error });
  return createKeyUses(db, keyUsesMs, onTrouble);
}

/** Asks for the health of recording bridges, which are systems of tenants that record calls. */
function startBridges(deps: Dependencies, http: ProviderHttp, overrides: Overrides): BridgePolls {
  const everyMs = overrides.bridgePollMs ?? 10_000;
  const ask = createBridgeHealth(http, { deadlineMs: 2000 });
  return startBridgePolls(deps, ask, { everyMs, atOnce: 32, maxUrls: 1000 });
}
