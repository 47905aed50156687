import { existsSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { createApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createLog, type RootLog } from './log.ts';
import type { Demo, DemoSimulators } from './start/demo.ts';
import { makeFirstKey } from './start/first-key.ts';
import { demoGreeting, greeting } from './start/greeting.ts';
import { type LocalSecrets, readLocalSecrets, writeLocalSecrets } from './start/local-secrets.ts';

/** Added to DRAIN_MS. A stop that has not completed by then is abandoned. */
const hardStopMs = 20_000;

async function main(): Promise<void> {
  // With undefined, the settings are those of the environment.
  const config = readConfig(undefined, process.argv.slice(2));
  // The embedded database holds phone numbers and secrets: only the user of this process may read its files.
  process.umask(0o077);
  const log = createLog(config.logLevel, undefined, config.logFormat);
  logUnhandledErrors(log);
  warnOfCompileCache(log);
  await serve(config, log).catch((error: unknown) => {
    log.error('the service could not start', { error });
    process.exit(1);
  });
}

function logUnhandledErrors(log: RootLog): void {
  process.on('unhandledRejection', (error) =>
    log.error('unhandled promise rejection: a bug, please report it', { error }),
  );
  process.on('uncaughtException', (error) => {
    log.error('uncaught exception: a bug, please report it', { error });
    // The driver may throw from a timer when its socket has just closed (porsager/postgres#1154). The statement has a
    // deadline of its own, and the pool replaces the connection.
    if (!error.stack?.includes('postgres/src/connection.js')) process.exit(1);
  });
}

/** V8 has taken wrong code from a compile cache for private methods of classes, such as the CometD client's: processes crashed. */
function warnOfCompileCache(log: RootLog): void {
  if (getCompileCacheDir() === undefined) return;
  log.warn('NODE_COMPILE_CACHE is set, and may crash this process: unset it');
}

async function serve(config: Config, log: RootLog): Promise<void> {
  tellOfFirstStart(config);
  const secrets = localSecrets(config);
  // Imported on demand: the code of the demo and its simulators takes memory.
  const simulators = config.demo
    ? await (await loadDemo()).startDemoSimulators(secrets?.demoPorts)
    : null;
  const app = await createApp(withLocalDefaults(config, secrets, simulators), { log });
  // A key that may not be printed is not made. `npm run key` makes one.
  const firstKey = mayPrintKeys(config) ? await makeFirstKey(app.db) : null;
  const demo =
    simulators && (await startDemoIfPossible(config, { app, log, simulators, secrets, firstKey }));
  stopOnSignals(config, log, async () => {
    await demo?.stop();
    await app.stop();
  });
  const { database } = config;
  // Only the greeting of the demo shows the directory, and the demo has an embedded database.
  const directory = database.is === 'embedded' ? database.directory : '';
  if (demo) {
    const { url, oneTimeCode } = app;
    const served = { page: config.page, graphiql: app.servesGraphiql };
    console.log(demoGreeting({ url, oneTimeCode, directory, keys: demo.keys, ...served }));
  } else {
    console.log(greeting(app.url, mayPrintKeys(config) ? firstKey : 'not-printed'));
  }
}

const loadDemo = () => import('./start/demo.ts');

/** Making the embedded database takes some seconds, once. */
function tellOfFirstStart({ database }: Config): void {
  if (database.is !== 'embedded' || existsSync(database.directory)) return;
  console.log(
    `Making an embedded database in ${database.directory}, once. This takes some seconds …`,
  );
}

function stopOnSignals({ drainMs }: Config, log: RootLog, stopAll: () => Promise<void>): void {
  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info('stopping; a second signal ends the process at once', { signal });
    setTimeout(() => process.exit(1), drainMs + hardStopMs).unref();
    stopAll().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('the stop failed; the process ends now', { error });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Adds the seal key of the embedded database, and permits requests to the demo's providers, but to no other port of this machine. */
function withLocalDefaults(
  config: Config,
  secrets: LocalSecrets | null,
  simulators: DemoSimulators | null,
): Config {
  const sealKeys = secrets ? [...config.sealKeys, secrets.sealKey] : config.sealKeys;
  const demoHosts = simulators?.hosts ?? [];
  return { ...config, sealKeys, allowedHosts: [...config.allowedHosts, ...demoHosts] };
}

/** A setting decides, because output may be collected and read by others. The demo always prints its keys, to hand them over. */
function mayPrintKeys({ keysInOutput, demo }: Config): boolean {
  return keysInOutput || demo;
}

function localSecrets(config: Config): LocalSecrets | null {
  return config.database.is === 'embedded' ? readLocalSecrets(config.database.directory) : null;
}

interface DemoNeeds {
  readonly app: Awaited<ReturnType<typeof createApp>>;
  readonly log: RootLog;
  readonly simulators: DemoSimulators;
  /** Null if the database is not the embedded one. */
  readonly secrets: LocalSecrets | null;
  /** Null if a tenant existed before this start. */
  readonly firstKey: string | null;
}

/**
 * The demo needs a key of the tenant: the one that this start has made, or the one that an earlier demo has kept in the secrets.
 * Without a key it closes the simulators and returns null.
 */
async function startDemoIfPossible(
  { database }: Config,
  { app, log, simulators, secrets, firstKey }: DemoNeeds,
): Promise<Demo | null> {
  const keys = firstKey ? { tenantKey: firstKey } : secrets?.keys;
  // Only `keys` may be missing: a demo has an embedded database, which always has secrets.
  if (database.is !== 'embedded' || !secrets || !keys) {
    await simulators.close();
    return null;
  }
  const demoPorts = simulators.ports;
  // Before the demo starts: if the process is killed before it prints the key, the next start still has it.
  writeLocalSecrets(database.directory, { ...secrets, keys, demoPorts });
  const { startDemo } = await loadDemo();
  const onError = (error: unknown) => log.child('demo').error('a scene failed', { error });
  const demo = await startDemo(app, simulators, keys, onError);
  writeLocalSecrets(database.directory, { ...secrets, keys: demo.keys, demoPorts });
  return demo;
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
