import { setTimeout as sleep } from 'node:timers/promises';
import { type Authenticate, createAuthenticate } from './access/authenticate.ts';
import { createSeal } from './access/seal.ts';
import { createReports } from './calls/attrition.ts';
import { type Background, createBackground } from './calls/background.ts';
import type { Calls } from './calls/calls.ts';
import { createCalls } from './calls/create-calls.ts';
import { createKeys, createLines } from './calls/create-lines.ts';
import { createPerimeterControl } from './calls/create-perimeter-control.ts';
import { createLineBook } from './calls/line-book.ts';
import { createLineGate } from './calls/line-gate.ts';
import type { Keys, Lines } from './calls/lines.ts';
import type { Parts } from './calls/parts.ts';
import { receiveWebhook } from './calls/receive-webhook.ts';
import { asUnavailable } from './calls/until-recorded.ts';
import type { Config } from './config.ts';
import type { Database, DatabaseLimits, StatementObserver } from './db/database.ts';
import { openDatabase } from './db/open-database.ts';
import { startRecovery } from './effects/recovery.ts';
import { startFeed } from './feed/feed.ts';
import { createGraphqlServer } from './graphql/server.ts';
import type { Timing } from './graphql/timing.ts';
import { closeServer, createHttpServer, listen, type Route, sendText } from './http-server.ts';
import { type BridgePolls, startBridgePolls } from './intake/bridge-polls.ts';
import { startListeners } from './intake/listeners.ts';
import { createWebhookDoor } from './intake/webhooks.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createAddressGuard } from './providers/address-guard.ts';
import { createBridgeHealth } from './providers/bridge-health.ts';
import { createCrm } from './providers/crm.ts';
import { createGenesys } from './providers/genesys/genesys.ts';
import { addressOfJid } from './providers/jid.ts';
import { createPilotStatus } from './providers/pilot-status/pilot-status.ts';
import type { Provider, ProviderName } from './providers/provider.ts';
import { createProviderHttp, type ProviderHttp } from './providers/provider-http.ts';
import { createWaha } from './providers/waha/waha.ts';
import { createWawp } from './providers/wawp/wawp.ts';
import { createWuts } from './providers/wuts/wuts.ts';

export interface App {
  readonly url: string;
  readonly db: Database;
  readonly calls: Calls;
  readonly lines: Lines;
  readonly keys: Keys;
  readonly background: Background;
  subscriberCount(): number;
  /** Ends in order: no new work, then what is under way, then the database. */
  stop(): Promise<void>;
}

/** What tests and the demo set differently. */
export interface Overrides {
  readonly log?: Log;
  readonly now?: () => Date;
  readonly observeStatement?: StatementObserver;
  readonly attemptTimeoutMs?: number;
  readonly leaseMs?: number;
  readonly rememberMs?: number;
  readonly ringCapacity?: number;
  readonly listenLeaseMs?: number;
  readonly bridgePollMs?: number;
  readonly limits?: Partial<DatabaseLimits>;
  readonly sockets?: Partial<Timing>;
  /** For so long the database may be silent before this process says that it is not ready. */
  readonly silenceMs?: number;
}

/** Builds every part by hand, from the database up to the doors. */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const log = overrides.log ?? createLog(config.logLevel);
  const metrics = createMetrics();
  const observe: StatementObserver = (statement) => {
    metrics.sawStatement(statement);
    overrides.observeStatement?.(statement);
  };
  const db = await openDatabase(config.database, observe, overrides.limits);
  const core = await startCore(config, overrides, { db, log, metrics });
  const { calls, lines, keys } = core;
  const doors = await openDoors(config, overrides, core, { log, metrics });
  return {
    url: doors.url,
    db,
    calls,
    lines,
    keys,
    background: core.parts.background,
    subscriberCount: () => core.parts.feed.subscriberCount,
    async stop() {
      await doors.close();
      await core.stop();
      await db.close();
    },
  };
}

interface Ground {
  readonly db: Database;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** The use cases, and what runs by itself. */
async function startCore(config: Config, overrides: Overrides, { db, log, metrics }: Ground) {
  const rememberMs = overrides.rememberMs ?? 5000;
  const seal = createSeal(config.sealKeys);
  const guard = createAddressGuard({ allowedHosts: config.allowedHosts });
  const http = createProviderHttp({ guard });
  // Long polls wait for events: they must not take a reject's connection or its patience.
  const polls = createProviderHttp({ guard, timeoutMs: 60_000, connectionsPerOrigin: 1024 });
  const providers = providerMap([
    createPilotStatus(http),
    createWawp(http),
    createWuts(http),
    createWaha(http),
    createGenesys(http, polls),
  ]);
  const lineBook = createLineBook({ db, seal, providers, rememberMs });
  const background = createBackground(log);
  const feed = await startFeed(db, {
    pollMs: 250,
    ringCapacity: overrides.ringCapacity ?? 10_000,
    bellApartMs: 2,
    onEntries: metrics.sawEntries,
    onTrouble: (error) => log.warn('following the journal failed', { error }),
  });
  const parts: Parts = {
    db,
    feed,
    lineBook,
    gate: createLineGate(),
    crm: createCrm(http, { deadlineMs: 150, rememberMs: 5 * 60_000 }),
    background,
    log,
    now: overrides.now ?? (() => new Date()),
    timing: {
      attemptTimeoutMs: overrides.attemptTimeoutMs ?? 2000,
      leaseMs: overrides.leaseMs ?? 5000,
    },
    onDue: (delayMs) => recovery.due(delayMs),
  };
  const recovery = startRecovery(parts, { pollMs: 250, slots: 32, slotsPerLine: 8 });
  const listeners = startListeners(parts, {
    providers: ['GENESYS'],
    leaseMs: overrides.listenLeaseMs ?? 9000,
    backoffMs: { least: 200, most: 10_000 },
  });
  const bridges = startBridges(parts, http, overrides);
  metrics.watch('calls_subscribers', 'Open event streams.', () => feed.subscriberCount);
  metrics.watch('calls_statements_waiting', 'Statements under way.', () => db.waiting());
  metrics.watch('calls_effects_under_way', 'Effects under way.', () => background.size);

  return {
    parts,
    calls: createCalls(parts),
    lines: createLines({ db, seal, lineBook, providers, guard, publicUrl: config.publicUrl }),
    keys: createKeys({ db }),
    reports: createReports(parts),
    perimeter: createPerimeterControl({ ...parts, guard, addressOfJid }),
    authenticate: authenticating(db, rememberMs),
    async stop() {
      await Promise.all([listeners.stop(), bridges.stop()]);
      await recovery.stop();
      await background.idle();
      await feed.stop();
      await Promise.all([http.close(), polls.close()]);
    },
  };
}

function authenticating(db: Database, rememberMs: number): Authenticate {
  const authenticate = createAuthenticate(db, rememberMs);
  return async (credential) => {
    try {
      return await authenticate(credential);
    } catch (error) {
      throw asUnavailable(error);
    }
  };
}

function startBridges(parts: Parts, http: ProviderHttp, overrides: Overrides): BridgePolls {
  const everyMs = overrides.bridgePollMs ?? 10_000;
  const ask = createBridgeHealth(http, { deadlineMs: 2000 });
  return startBridgePolls(parts, ask, { everyMs, atOnce: 32, most: 1000 });
}

type Core = Awaited<ReturnType<typeof startCore>>;

function providerMap(list: readonly unknown[]): ReadonlyMap<ProviderName, Provider> {
  return new Map((list as Provider[]).map((provider) => [provider.name, provider]));
}

async function openDoors(
  config: Config,
  overrides: Overrides,
  core: Core,
  { log, metrics }: Omit<Ground, 'db'>,
) {
  const { calls, lines, keys, reports, perimeter, authenticate, parts } = core;
  const graphql = await createGraphqlServer({
    calls,
    lines,
    keys,
    reports,
    perimeter,
    authenticate,
    log,
    origins: config.corsOrigins,
    timing: { drainSpreadMs: config.drainMs, ...overrides.sockets },
    explain: asUnavailable,
  });
  const webhooks = createWebhookDoor({
    receive: (token, request) => receiveWebhook(parts, token, request),
    log,
    now: parts.now,
  });
  let draining = false;
  const routes: Record<string, Route> = {
    graphql: (request, response) => graphql.handle(request, response),
    webhooks: (request, response, url, token) =>
      webhooks.handle(request, response, token, url.searchParams),
    livez: (_, response) => sendText(response, 200, 'alive'),
    readyz(_, response) {
      if (draining) return sendText(response, 503, 'draining');
      const isSilent = parts.feed.silentForMs() > (overrides.silenceMs ?? 3000);
      if (isSilent) return sendText(response, 503, 'the database does not answer');
      return sendText(response, 200, 'ready');
    },
    metrics: (_, response) => metrics.answer(response),
  };
  const server = createHttpServer({
    routes: new Map(Object.entries(routes)),
    upgrade: (request, socket, head) => graphql.upgrade(request, socket, head),
    onTrouble: (error) => log.error('a request could not be answered', { error }),
  });
  const url = await listen(server, config.host, config.port);
  return {
    url,
    /** Goes red first, so that nobody new is sent here while the others leave. */
    async close() {
      draining = true;
      await Promise.all([graphql.drain(), sleep(config.drainMs)]);
      await graphql.stop();
      await closeServer(server);
    },
  };
}
