import {
  type PilotStatusSimulator,
  startPilotStatusSimulator,
} from '../../src/simulator/pilot-status/pilot-status.ts';
import { startGuard } from '../chaos/guard.ts';
import { type Child, startChild } from '../support/child.ts';
import { get } from '../support/client.ts';
import { metricsToken } from '../support/metrics.ts';
import { startPostgres } from '../support/postgres.ts';
import type { FloorSettings } from './floor-work.ts';
import { openSide, type Side } from './side.ts';

/** The service and its floor, each a process of its own, at one database and one provider. */
export interface Stage {
  readonly ours: Side;
  readonly floor: Side;
  /** For the line. */
  readonly key: string;
  /** It tells nobody of its calls: whoever rings tells it himself. */
  readonly simulator: PilotStatusSimulator;
  close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const guard = startGuard();
  const database = await startPostgres({ durable: true });
  const simulator = await startPilotStatusSimulator();
  const children: Child[] = [];
  const sides: Side[] = [];
  const close = async () => {
    await Promise.all(sides.map((side) => side.close()));
    await Promise.all(children.map((child) => child.kill('SIGTERM')));
    await simulator.close();
    await database.stop();
    guard.end();
  };
  const start = (file: string, args: readonly string[], environment = {}) => {
    const child = startChild(file, args, { NODE_ENV: 'production', ...environment });
    if (child.process.pid !== undefined) guard.watch(child.process.pid);
    children.push(child);
    return child;
  };
  try {
    const service = start('src/main.ts', [], settings(database.url));
    const [, url = ''] = await service.saw(/serves (http:\S+)\/graphql/);
    const [, tenantKey = ''] = await service.saw(/^ +(cs_\S+)$/m);
    const { hook, key } = await register(url, tenantKey, simulator);
    const { url: providerUrl, apiKey } = simulator;
    const floorSettings: FloorSettings = { databaseUrl: database.url, providerUrl, apiKey };
    const bare = start('test/bench/floor.ts', [JSON.stringify(floorSettings)]);
    const [, floorUrl = ''] = await bare.saw(/listens on (http:\S+)/);
    const ours = openSide(url, { ...ourPaths, webhook: hook }, key);
    const floor = openSide(floorUrl, floorPaths, key);
    sides.push(ours, floor);
    return { ours, floor, key, simulator, close };
  } catch (error) {
    await close();
    throw error;
  }
}

const ourPaths = { call: '/graphql', entities: '/graphql', reject: '/graphql' };

const floorPaths = {
  webhook: '/webhook',
  call: '/call',
  entities: '/entities',
  reject: '/reject',
};

function settings(databaseUrl: string): Record<string, string> {
  return {
    PORT: '0',
    DATABASE_URL: databaseUrl,
    SEAL_KEYS: 'a secret only for measuring and long enough to be one',
    METRICS_TOKEN: metricsToken,
    ALLOWED_HOSTS: '127.0.0.1',
    DRAIN_MS: '0',
    LOG_LEVEL: 'warn',
  };
}

const registration = `mutation ($input: RegisterPhoneLineInput!) { registerPhoneLine(input: $input) {
  ... on PhoneLineRegistered { line { id } webhookUrl } } }`;
const keyCreation = `mutation ($lineIds: [ID!]) {
  createCallsApiKey(input: { name: "bench", lineIds: $lineIds }) { ... on CallsApiKeyCreated { key } } }`;

/** A line whose calls ring longer than anything here takes. */
async function register(url: string, tenantKey: string, simulator: PilotStatusSimulator) {
  const { apiKey, url: baseUrl } = simulator;
  const input = { name: 'Front desk', ringLimitMs: 300_000, pilotStatus: { apiKey, baseUrl } };
  const { registerPhoneLine } = await get<{
    registerPhoneLine: { line: { id: string }; webhookUrl: string };
  }>(url, tenantKey, registration, { input });
  const lineIds = [registerPhoneLine.line.id];
  const { createCallsApiKey } = await get<{ createCallsApiKey: { key: string } }>(
    url,
    tenantKey,
    keyCreation,
    { lineIds },
  );
  return { hook: new URL(registerPhoneLine.webhookUrl).pathname, key: createCallsApiKey.key };
}
