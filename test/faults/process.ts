import { createApp, type Overrides } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import { silentLog } from '../support/silent-log.ts';

/** A process of its own. Its URL is the one line that it prints. */
const { config, overrides } = JSON.parse(process.argv[2] ?? '') as {
  config: Config;
  overrides: Overrides;
};
const app = await createApp(config, { log: silentLog, ...overrides });
process.stdout.write(`${app.url}\n`);
