import { startTestApp, type TestApp, testSealKey } from '../support/app.ts';
import { type Child, startChild } from '../support/child.ts';
import { get } from '../support/client.ts';
import { freePort } from '../support/free-port.ts';
import { metricsToken } from '../support/metrics.ts';
import { type Subgraph, startContacts } from './contacts.ts';

/** The service as a process that can be killed, at an address that stays the same. */
export interface CallsProcess extends Subgraph {
  start(): Promise<void>;
  kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

export interface Stage {
  /** Records what the provider tells, and does not go away. */
  readonly t: TestApp;
  readonly calls: CallsProcess;
  readonly contacts: Subgraph;
  stop(): Promise<void>;
}

export async function startStage(): Promise<Stage> {
  const t = await startTestApp();
  const [calls, contacts] = [await startCalls(t.databaseUrl), await startContacts()];
  return {
    t,
    calls,
    contacts,
    async stop() {
      await Promise.all([calls.stop(), contacts.stop()]);
      await t.stop();
    },
  };
}

/** As when routers have the schema of a release that is not rolled out everywhere: the process does not know it. */
const laterType = 'type CallNote @key(fields: "id") { id: ID! text: String }';

async function startCalls(databaseUrl: string): Promise<CallsProcess> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  let child: Child | undefined;
  async function start(): Promise<void> {
    child = startChild('src/launch/launch.mjs', [], {
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      SEAL_KEYS: testSealKey,
      METRICS_TOKEN: metricsToken,
      ALLOWED_HOSTS: '127.0.0.1',
      CALLBACK_HOSTS: '127.0.0.1',
      DRAIN_MS: '300',
      LOG_LEVEL: 'warn',
    });
    await child.saw(/serves (http:\S+)\/graphql/);
  }
  await start();
  const { _service } = await get<{ _service: { sdl: string } }>(origin, '', '{ _service { sdl } }');
  return {
    url: `${origin}/graphql`,
    sdl: `${_service.sdl}\n${laterType}`,
    start,
    kill: async (signal) => (await child?.kill(signal)) ?? null,
    async stop() {
      await child?.kill('SIGKILL');
    },
  };
}
