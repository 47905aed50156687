import { createApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createLog, type RootLog } from './log.ts';
import { type Demo, type DemoSimulator, startDemo, startDemoSimulator } from './start/demo.ts';
import { makeFirstKey } from './start/first-key.ts';
import { demoGreeting, greeting } from './start/greeting.ts';
import { type LocalSecrets, readLocalSecrets, writeLocalSecrets } from './start/local-secrets.ts';

/** On top of the drain. What has not completed by then is abandoned. */
const hardStopMs = 20_000;

async function main(): Promise<void> {
  const config = readConfig();
  // The embedded database holds phone numbers and secrets: whatever this process writes is for its user alone.
  process.umask(0o077);
  const log = createLog(config.logLevel, undefined, config.logFormat);
  logUnhandledErrors(log);
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

async function serve(config: Config, log: RootLog): Promise<void> {
  const secrets = localSecrets(config);
  const simulator = config.demo ? await startDemoSimulator() : null;
  const app = await createApp(withLocalDefaults(config, secrets, simulator), { log });
  const firstKey = mayPrintKeys(config) ? await makeFirstKey(app.db) : null;
  const demo = simulator && (await startDemoIfPossible(config, app, simulator, secrets, firstKey));
  stopOnSignals(config, log, async () => {
    await demo?.stop();
    await app.stop();
  });
  const { database } = config;
  const directory = database.is === 'embedded' ? database.directory : '';
  if (demo) console.log(demoGreeting(app.url, demo, directory));
  else console.log(greeting(app.url, mayPrintKeys(config) ? firstKey : 'not-printed'));
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
        log.error('an orderly stop failed; the process ends now', { error });
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Adds the seal key of the embedded database, and permits the demo's provider and no other port of this machine. */
function withLocalDefaults(
  config: Config,
  secrets: LocalSecrets | null,
  simulator: DemoSimulator | null,
): Config {
  const sealKeys = secrets ? [...config.sealKeys, secrets.sealKey] : config.sealKeys;
  const demoHosts = simulator ? [new URL(simulator.url).host] : [];
  return { ...config, sealKeys, allowedHosts: [...config.allowedHosts, ...demoHosts] };
}

/** The output of a process that others reach is usually collected somewhere. */
function mayPrintKeys({ keysInOutput, demo }: Config): boolean {
  return keysInOutput || demo;
}

function localSecrets(config: Config): LocalSecrets | null {
  return config.database.is === 'embedded' ? readLocalSecrets(config.database.directory) : null;
}

async function startDemoIfPossible(
  config: Config,
  app: Awaited<ReturnType<typeof createApp>>,
  simulator: DemoSimulator,
  secrets: LocalSecrets | null,
  firstKey: string | null,
): Promise<Demo | null> {
  const keptKeys = firstKey ? { tenantKey: firstKey } : secrets?.keys;
  if (config.database.is !== 'embedded' || !secrets || !keptKeys) {
    await simulator.close();
    return null;
  }
  // Before the demo starts: if the process is killed before it prints the key, the next start still has it.
  writeLocalSecrets(config.database.directory, { ...secrets, keys: keptKeys });
  const demo = await startDemo(app, simulator, keptKeys);
  writeLocalSecrets(config.database.directory, { ...secrets, keys: demo.keys });
  return demo;
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
