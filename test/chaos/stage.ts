import postgres from 'postgres';
import { type Postgres, startPostgres } from '../support/postgres.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { startGenesysLine } from './genesys-line.ts';
import { ask } from './graphql.ts';
import { startGuard } from './guard.ts';
import { startGuardedLine, startHoldingLine } from './guarded-line.ts';
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
import { startTelnyxLine } from './telnyx-line.ts';

/** Everything that real service has around it: a database, processes of ours, providers. */
export interface Stage {
  readonly server: Postgres;
  /** Past the proxies. */
  readonly sql: postgres.Sql;
  readonly replicas: readonly Replica[];
  readonly lines: readonly StageLine[];
  readonly key: string;
  readonly tenantKey: string;
  close(): Promise<void>;
}

export interface StageLine extends ProviderLine {
  readonly id: string;
  /** Absent: we listen to it. */
  readonly webhookPath?: string;
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
      const name = `replica-${n}`;
      const clockSkewMs = skewOf(n, options);
      note({ is: 'clock', replica: name, skewMs: clockSkewMs });
      const { out } = options;
      replicas.push(
        await startReplica({ name, proxy, databaseUrl, out, guard, note, clockSkewMs }),
      );
    }
    const tenantKey = await firstKeyOf(replicas);
    const { url } = replicas[0] as Replica;
    for (const line of await startLines()) {
      lines.push(await register(line, url, tenantKey, history, random));
    }
    const key = await makeKey(url, tenantKey, lines);
    return { server, sql, replicas, lines, key, tenantKey, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** One is right, one ahead, one behind, and so on. */
function skewOf(n: number, { clockSkewMs }: Options): number {
  return clockSkewMs * ([0, 1, -1][(n - 1) % 3] ?? 0);
}

function startLines(): Promise<ProviderLine[]> {
  return Promise.all([
    startPilotStatusLine('one'),
    startPilotStatusLine('two'),
    startWahaLine('three'),
    startWawpLine('four'),
    startWutsLine('five'),
    startGenesysLine('six'),
    startGuardedLine('seven'),
    startTelnyxLine('eight'),
    startHoldingLine('nine'),
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

const registration = `mutation ($input: RegisterPhoneLineInput!) { registerPhoneLine(input: $input) {
  ... on PhoneLineRegistered { line { id } webhookUrl }
  ... on PhoneLineInvalid { problems { field message } } } }`;

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
    listening: line.listening,
    note,
    random: random.fork(`gate of ${line.name}`),
  });
  const input = { name: line.name, ringLimitMs, ...line.account(gate.url) };
  const answer = await ask(url, tenantKey, registration, { input });
  const registered = answer.data?.registerPhoneLine as
    | { line?: { id: string }; webhookUrl?: string | null }
    | undefined;
  if (!registered?.line) throw new Error(JSON.stringify(answer));
  id = registered.line.id;
  const { provider, confirmedMeans, policies } = line;
  if (policies) await setPolicies(url, tenantKey, id, policies.input);
  const { bypassed, holds } = policies ?? {};
  const isListenedTo = line.listening && true;
  note({
    is: 'line',
    line: id,
    provider,
    ringLimitMs,
    confirmedMeans,
    bypassed,
    holds,
    isListenedTo,
  });
  const hook = registered.webhookUrl;
  return { ...line, id, gate, ...(hook && { webhookPath: new URL(hook).pathname }) };
}

const policing = `mutation ($lineId: ID!, $input: PhoneLinePoliciesInput!) {
  setPhoneLinePolicies(id: $lineId, input: $input) { __typename
    ... on PhoneLinePoliciesInvalid { problems { field message } } } }`;

async function setPolicies(url: string, key: string, lineId: string, input: object): Promise<void> {
  const answer = await ask(url, key, policing, { lineId, input });
  const set = answer.data?.setPhoneLinePolicies as { __typename: string } | undefined;
  if (set?.__typename !== 'PhoneLinePoliciesSet') throw new Error(JSON.stringify(answer));
}

async function makeKey(
  url: string,
  tenantKey: string,
  lines: readonly StageLine[],
): Promise<string> {
  const mutation = `mutation ($lineIds: [ID!]) {
    createCallsApiKey(input: { name: "chaos", lineIds: $lineIds }) { ... on CallsApiKeyCreated { key } } }`;
  const answer = await ask(url, tenantKey, mutation, { lineIds: lines.map(({ id }) => id) });
  const created = answer.data?.createCallsApiKey as { key?: string } | undefined;
  if (created?.key === undefined) throw new Error(JSON.stringify(answer));
  return created.key;
}
