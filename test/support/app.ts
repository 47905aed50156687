import { rmSync } from 'node:fs';
import { createAuthenticate } from '../../src/access/authenticate.ts';
import { type App, createApp, type Overrides } from '../../src/app.ts';
import type { LineId } from '../../src/call/ids.ts';
import type { Config } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import {
  type PilotStatusSimulator,
  startPilotStatusSimulator,
} from '../../src/simulator/pilot-status/pilot-status.ts';
import { makeFirstKey } from '../../src/start/first-key.ts';
import { createDatabase } from './database.ts';
import { createEmbeddedDirectory } from './embedded.ts';
import { metricsToken } from './metrics.ts';

/** The real app on a real database, with a line at a simulated Pilot Status and a key for it. */
export interface TestApp {
  readonly app: App;
  readonly url: string;
  readonly simulator: PilotStatusSimulator;
  readonly lineId: LineId;
  /** For the line. */
  readonly key: string;
  readonly tenantKey: string;
  readonly databaseUrl: string;
  readonly webhookUrl: string;
  /** Every line that was logged. */
  readonly logged: string[];
  /** Another process at the same database. */
  another(overrides?: Overrides): Promise<App>;
  stop(): Promise<void>;
}

export interface TestAppWish extends Overrides {
  readonly database?: 'postgres' | 'embedded';
  readonly databaseUrl?: string;
  readonly ringLimitMs?: number;
  readonly poolSize?: number;
  /** The second wall between tenants. If left out, `if-possible`. */
  readonly wall?: 'off' | 'required';
  readonly logged?: string[];
  readonly config?: Partial<Config>;
}

export const testSealKey = 'a secret only for tests and long enough to be one';

export async function startTestApp(wish: TestAppWish = {}): Promise<TestApp> {
  const { database, ringLimitMs = 45_000, poolSize = 4, wall, config: more, ...overrides } = wish;
  const logged: string[] = wish.logged ?? [];
  const log = createLog('debug', (line) => logged.push(line));
  const embedded = database === 'embedded' ? await createEmbeddedDirectory() : null;
  const databaseUrl = embedded ? '' : (wish.databaseUrl ?? (await createDatabase()));
  const choice: Config['database'] = embedded
    ? { is: 'embedded', directory: embedded }
    : postgres(databaseUrl, poolSize);
  const walled: Config['database'] = wall ? { ...choice, wall, mayBypassWall: true } : choice;
  const config = { ...testConfig(walled), ...more };
  const settings = { log, rememberMs: 0, ...overrides };
  const apps = [await createApp(config, settings)];
  const app = apps[0] as App;
  const simulator = await startPilotStatusSimulator();
  const line = await registerPhoneLine(app, simulator, ringLimitMs);
  return {
    app,
    url: app.url,
    simulator,
    databaseUrl,
    logged,
    ...line,
    async another(more = {}) {
      const other = await createApp(config, { ...settings, ...more });
      apps.push(other);
      return other;
    },
    async stop() {
      await simulator.close();
      await Promise.all(apps.map((one) => one.stop()));
      if (embedded) rmSync(embedded, { recursive: true, force: true });
    },
  };
}

const postgres = (url: string, poolSize: number): Config['database'] => ({
  is: 'postgres',
  url,
  directUrl: url,
  poolSize,
});

export function testConfig(database: Config['database']): Config {
  return {
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://calls.example',
    database,
    sealKeys: [testSealKey],
    allowedHosts: ['127.0.0.1'],
    callbackHosts: [],
    corsOrigins: null,
    corsHeaders: ['authorization', 'content-type'],
    introspection: true,
    scopesInSchema: false,
    federationSecrets: [],
    metrics: { port: null, token: metricsToken },
    keysInOutput: true,
    warnings: [],
    logLevel: 'debug',
    logFormat: 'json',
    tracing: false,
    demo: false,
    page: true,
    graphiql: true,
    drainMs: 0,
    tokens: null,
    routerSecrets: [],
    claims: { linesWithoutClaim: 'none', scopesOfRole: new Map() },
    limits: { key: {}, tenant: {}, address: {} },
    maxConnections: null,
    trustedProxies: [],
  };
}

async function registerPhoneLine(app: App, simulator: PilotStatusSimulator, ringLimitMs: number) {
  const tenantKey = (await makeFirstKey(app.db)) ?? '';
  const viewer = await createAuthenticate(app.db, 0)(tenantKey);
  const answer = await app.lines.register(viewer, {
    name: 'Front desk',
    ringLimitMs,
    accounts: { PILOT_STATUS: { apiKey: simulator.apiKey, baseUrl: simulator.url } },
  });
  if (answer.is !== 'saved' || !answer.webhookUrl) throw new Error(JSON.stringify(answer));
  const webhookUrl = app.url + new URL(answer.webhookUrl).pathname;
  simulator.tell({ url: webhookUrl });
  const lineId = answer.line.id;
  const made = await app.keys.create(viewer, 'agent', [lineId]);
  if (made.is !== 'made') throw new Error(made.is);
  return { tenantKey, lineId, webhookUrl, key: made.key };
}
