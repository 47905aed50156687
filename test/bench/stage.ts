import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import {
  type PilotStatusSimulator,
  startPilotStatusSimulator,
} from '../../src/simulator/pilot-status/pilot-status.ts';
import { type Guard, startGuard } from '../chaos/guard.ts';
import { type Child, startChild } from '../support/child.ts';
import { metricsToken } from '../support/metrics.ts';
import { startPostgres } from '../support/postgres.ts';
import { type CpuMeter, openCpuMeter } from './cpu.ts';
import type { FloorSettings } from './floor-work.ts';
import { registerLines } from './lines.ts';
import { openSide, type Place, type Side, type SideName } from './side.ts';

/** The service, its floors and its peer, each a process of its own, at one database and one provider. */
export interface Stage {
  readonly sides: Readonly<Record<SideName, Side>>;
  /** For the line. */
  readonly key: string;
  /** It tells nobody of its calls: the bench tells of them. */
  readonly simulator: PilotStatusSimulator;
  readonly cpu: CpuMeter;
  readonly guard: Guard;
  readonly databaseUrl: string;
  readonly postgresVersion: string;
  close(): Promise<void>;
}

type Start = (file: string, args: readonly string[], environment?: Record<string, string>) => Child;

const root = fileURLToPath(new URL('../..', import.meta.url));

export async function openStage(): Promise<Stage> {
  // Made by the first start otherwise, which would then be the slower one.
  execFileSync(process.execPath, ['src/launch/build.mjs'], { cwd: root, timeout: 60_000 });
  const guard = startGuard();
  const database = await startPostgres({ durable: true });
  const simulator = await startPilotStatusSimulator();
  const sql = postgres(database.url, { max: 1 });
  const children: Child[] = [];
  const opened: Side[] = [];
  const close = async () => {
    await Promise.all(opened.map((side) => side.close()));
    await Promise.all(children.map((child) => child.kill('SIGTERM')));
    await simulator.close();
    await sql.end();
    await database.stop();
    guard.end();
  };
  const start: Start = (file, args, environment = {}) => {
    const child = startChild(file, args, { NODE_ENV: 'production', ...environment });
    if (child.process.pid !== undefined) guard.watch(child.process.pid);
    children.push(child);
    return child;
  };
  try {
    const { key, places } = await startAll(start, database.url, simulator);
    const sides = Object.fromEntries(places.map((place) => [place.name, openSide(place)]));
    opened.push(...Object.values(sides));
    const [{ version } = { version: '' }] = await sql<{ version: string }[]>`
      select current_setting('server_version') as version`;
    return {
      sides: sides as Record<SideName, Side>,
      ...{ key, simulator, guard, close },
      cpu: await openCpuMeter(sql),
      databaseUrl: database.url,
      postgresVersion: version,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startAll(start: Start, databaseUrl: string, simulator: PilotStatusSimulator) {
  const service = start('src/launch/launch.mjs', [], settings(databaseUrl));
  const [, url = ''] = await service.saw(/serves (http:\S+)\/graphql/);
  const [, tenantKey = ''] = await service.saw(/^ +(cs_\S+)$/m);
  const { hook, policedHook, key } = await registerLines(url, tenantKey, simulator);
  const floorSettings: FloorSettings = {
    databaseUrl,
    providerUrl: simulator.url,
    apiKey: simulator.apiKey,
  };
  const json = JSON.stringify(floorSettings);
  const bare = await listening(start('test/bench/floor.ts', ['bare', json]));
  const rows = await listening(start('test/bench/floor.ts', ['rows', json]));
  const peer = await listening(start('test/bench/peer.ts', [json]));
  const graphql = { call: '/graphql', entities: '/graphql', reject: '/graphql' };
  const own = { url, pid: service.process.pid ?? 0, key };
  const places: readonly Place[] = [
    { name: 'ours', ...own, paths: { ...graphql, webhook: hook } },
    { name: 'policed', ...own, paths: { ...graphql, webhook: policedHook } },
    { name: 'bare', ...bare, key, paths: {} },
    { name: 'serial', ...bare, key, paths: { reject: '/serial' } },
    { name: 'rows', ...rows, key, paths: {} },
    { name: 'peer', ...peer, key, paths: graphql },
  ];
  return { key, places };
}

async function listening(child: Child): Promise<{ url: string; pid: number }> {
  const [, url = ''] = await child.saw(/listens on (http:\S+)/);
  return { url, pid: child.process.pid ?? 0 };
}

export function settings(databaseUrl: string): Record<string, string> {
  return {
    PORT: '0',
    DATABASE_URL: databaseUrl,
    SEAL_KEYS: 'a secret only for measuring and long enough to be one',
    METRICS_TOKEN: metricsToken,
    ALLOWED_HOSTS: '127.0.0.1',
    DRAIN_MS: '0',
    LOG_LEVEL: 'warn',
    ...noLimits,
  };
}

const limitsOff = 'operations=off,rejects=off,sockets=off,subscriptions=off,webhooks=off';

/** One key asks as fast as it can, and has all sockets. */
const noLimits = {
  LIMITS_PER_KEY: limitsOff,
  LIMITS_PER_TENANT: limitsOff,
};
