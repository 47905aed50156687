import type { Overrides } from '../../src/app.ts';
import { testConfig, testSealKey } from '../support/app.ts';
import { type Child, startChild } from '../support/child.ts';
import { metricsToken } from '../support/metrics.ts';

/** The whole service as a process of its own, as an operator starts it. */
export interface ServiceProcess {
  readonly child: Child;
  readonly url: string;
}

export async function startService(databaseUrl: string, drainMs: number): Promise<ServiceProcess> {
  const child = startChild('src/main.ts', [], {
    PORT: '0',
    DATABASE_URL: databaseUrl,
    SEAL_KEYS: testSealKey,
    METRICS_TOKEN: metricsToken,
    ALLOWED_HOSTS: '127.0.0.1',
    DRAIN_MS: String(drainMs),
    LOG_LEVEL: 'warn',
  });
  const url = (await child.saw(/serves (http:\S+)\/graphql/))[1] ?? '';
  return { child, url };
}

/** The app as a process of its own, which can be set as operators cannot: `overrides` as for `createApp`. */
export async function startAppProcess(
  databaseUrl: string,
  wish: {
    readonly poolSize?: number;
    readonly overrides?: Omit<Overrides, 'log' | 'now' | 'observeStatement'>;
    readonly environment?: Readonly<Record<string, string>>;
  } = {},
): Promise<ServiceProcess> {
  const { poolSize = 2, overrides = {}, environment } = wish;
  const database = { is: 'postgres', url: databaseUrl, directUrl: databaseUrl, poolSize } as const;
  const settings = JSON.stringify({ config: testConfig(database), overrides });
  const child = startChild('test/faults/process.ts', [settings], environment);
  return { child, url: (await child.saw(/http\S+/))[0] };
}
