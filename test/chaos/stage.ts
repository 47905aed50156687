import postgres from 'postgres';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { ask } from './graphql.ts';
import { startGuard } from './guard.ts';
import type { History } from './history.ts';
import type { Options } from './options.ts';
import { type ProviderGate, startProviderGate } from './provider-gate.ts';
import {
  type ProviderLine,
  startPilotStatusLine,
  startWahaLine,
  startWawpLine,
  startWutsLine,
} from './provider-line.ts';
import type { Random } from './random.ts';
import { type Replica, startReplica } from './replica.ts';

/** Everything that real service has around it: a database, processes of ours, providers. */
export interface Stage {
  readonly server: Postgres;
  /** Past the proxies. */
  readonly sql: postgres.Sql;
  readonly replicas: readonly Replica[];
  readonly lines: readonly StageLine[];
  readonly key: string;
  close(): Promise<void>;
}

export interface StageLine extends ProviderLine {
  readonly id: string;
  readonly webhookPath: string;
  readonly gate: ProviderGate;
}

export const ringLimitMs = 15_000;
const startPatienceMs = 40_000;

export async function openStage(
  options: Options,
  history: History,
  random: Random,
): Promise<Stage> {
  const guard = startGuard();
  const server = await startPostgres({ durable: true });
  const replicas: Replica[] = [];
  const lines: StageLine[] = [];
  const sql = postgres(server.url, { max: 6, onnotice: () => {} });
  const close = async () => {
    await Promise.all(replicas.map((replica) => replica.stop()));
    await Promise.all(replicas.map(({ proxy }) => proxy.close()));
    await Promise.all(lines.flatMap((line) => [line.close(), line.gate.close()]));
    await sql.end({ timeout: 2 });
    await server.stop();
    guard.end();
  };
  try {
    for (let n = 1; n <= options.replicas; n++) {
      const { hostname: host, port } = new URL(server.url);
      const proxy = await startFaultProxy({ host, port: Number(port) });
      const { url: databaseUrl } = server;
      const note = history.file('faults');
      const wish = { name: `replica-${n}`, proxy, databaseUrl, out: options.out, guard, note };
      replicas.push(await startReplica(wish));
    }
    const tenantKey = await firstKeyOf(replicas);
    const { url } = replicas[0] as Replica;
    for (const line of await startLines()) {
      lines.push(await register(line, url, tenantKey, history, random));
    }
    const key = await makeKey(url, tenantKey, lines);
    return { server, sql, replicas, lines, key, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function startLines(): Promise<ProviderLine[]> {
  return Promise.all([
    startPilotStatusLine('one'),
    startPilotStatusLine('two'),
    startWahaLine('three'),
    startWawpLine('four'),
    startWutsLine('five'),
  ]);
}

async function firstKeyOf(replicas: readonly Replica[]): Promise<string> {
  const until = Date.now() + startPatienceMs;
  while (Date.now() < until) {
    const ready = await Promise.all(replicas.map((replica) => replica.isReady()));
    const key = replicas.map((replica) => replica.firstKey()).find((known) => known !== undefined);
    if (key !== undefined && ready.every(Boolean)) return key;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The replicas did not start in time: their logs say why.');
}

const registration = `mutation ($input: RegisterLineInput!) { registerLine(input: $input) {
  ... on LineRegistered { line { id } webhookUrl }
  ... on LineInvalid { problems { field message } } } }`;

async function register(
  line: ProviderLine,
  url: string,
  tenantKey: string,
  history: History,
  random: Random,
): Promise<StageLine> {
  const note = history.file('provider');
  let id = '';
  const gate = await startProviderGate({
    line: () => id,
    providerUrl: line.url,
    understand: line.understand,
    note,
    random: random.fork(`gate of ${line.name}`),
  });
  const input = { name: line.name, ringLimitMs, ...line.account(gate.url) };
  const answer = await ask(url, tenantKey, registration, { input });
  const registered = answer.data?.registerLine as
    | { line?: { id: string }; webhookUrl?: string }
    | undefined;
  if (!registered?.line || !registered.webhookUrl) throw new Error(JSON.stringify(answer));
  id = registered.line.id;
  const { provider, confirmedMeans } = line;
  note({ is: 'line', line: id, provider, ringLimitMs, confirmedMeans });
  return { ...line, id, webhookPath: new URL(registered.webhookUrl).pathname, gate };
}

async function makeKey(
  url: string,
  tenantKey: string,
  lines: readonly StageLine[],
): Promise<string> {
  const mutation = `mutation ($lineIds: [ID!]) {
    createApiKey(input: { name: "chaos", lineIds: $lineIds }) { ... on ApiKeyCreated { key } } }`;
  const answer = await ask(url, tenantKey, mutation, { lineIds: lines.map(({ id }) => id) });
  const created = answer.data?.createApiKey as { key?: string } | undefined;
  if (created?.key === undefined) throw new Error(JSON.stringify(answer));
  return created.key;
}
