import { createApp, type Overrides } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';

/** A process of its own. Its URL is the one line that it prints. */
const { config, overrides } = JSON.parse(process.argv[2] ?? '') as {
  config: Config;
  overrides: Overrides;
};
const log = { debug() {}, info() {}, warn() {}, error() {} };
const app = await createApp(config, { log, ...overrides });
process.stdout.write(`${app.url}\n`);
