import { testSealKey } from '../support/app.ts';
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
