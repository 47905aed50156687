import { createApp } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import { silentLog } from '../support/silent-log.ts';

/** A whole process of its own: to be killed. Its URL is the one line that it prints. */
const { config, leaseMs, attemptTimeoutMs } = JSON.parse(process.argv[2] ?? '') as {
  config: Config;
  leaseMs: number;
  attemptTimeoutMs: number;
};
const app = await createApp(config, { log: silentLog, leaseMs, attemptTimeoutMs });
process.stdout.write(`${app.url}\n`);
