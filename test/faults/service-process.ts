import { randomUUID } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { inject } from 'vitest';
import type { Overrides } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import { testConfig, testSealKey } from '../support/app.ts';
import { type Child, startChild } from '../support/child.ts';
import { metricsToken } from '../support/metrics.ts';

/** The whole service as a process of its own, as an operator starts it. */
export interface ServiceProcess {
  readonly child: Child;
  readonly url: string;
}

export async function startService(databaseUrl: string, drainMs: number): Promise<ServiceProcess> {
  const child = startChild('src/launch/launch.mjs', [], {
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
    readonly port?: number;
    readonly poolSize?: number;
    readonly overrides?: Omit<Overrides, 'log' | 'now' | 'observeStatement'>;
    readonly environment?: Readonly<Record<string, string>>;
    readonly config?: Partial<Config>;
  } = {},
): Promise<ServiceProcess> {
  const { port = 0, poolSize = 2, overrides = {}, environment, config } = wish;
  const database = { is: 'postgres', url: databaseUrl, directUrl: databaseUrl, poolSize } as const;
  const settings = JSON.stringify({
    config: { ...testConfig(database), port, ...config },
    overrides,
  });
  const child = startChild(await bundledProcess(), [settings], environment);
  return { child, url: (await child.saw(/http\S+/))[0] };
}

/** Loads in a fifth of the time of its many files. A run makes it once, or twice at the same time. */
async function bundledProcess(): Promise<string> {
  const bundle = join(inject('sharedDirectory'), 'process.mjs');
  if (existsSync(bundle)) return bundle;
  const draft = `${bundle}.${randomUUID()}`;
  await build({
    entryPoints: [fileURLToPath(new URL('process.ts', import.meta.url))],
    outfile: draft,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    external: ['@electric-sql/pglite', 'esbuild'],
    // The root of the project is found from here.
    define: { 'import.meta.url': JSON.stringify(new URL('../../src/main.ts', import.meta.url)) },
    banner: { js: requireForPackages },
    logLevel: 'error',
  });
  renameSync(draft, bundle);
  return bundle;
}

const requireForPackages = `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);`;
