import { createApp } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';

/** A whole process of its own: to be killed. Its URL is the one line that it prints. */
const { config, leaseMs, attemptTimeoutMs } = JSON.parse(process.argv[2] ?? '') as {
  config: Config;
  leaseMs: number;
  attemptTimeoutMs: number;
};
const log = { debug() {}, info() {}, warn() {}, error() {} };
const app = await createApp(config, { log, leaseMs, attemptTimeoutMs });
process.stdout.write(`${app.url}\n`);
