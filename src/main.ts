import { createApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createLog, type RootLog } from './log.ts';
import { type Demo, startDemo } from './start/demo.ts';
import { makeFirstKey } from './start/first-key.ts';
import { demoGreeting, greeting } from './start/greeting.ts';
import { type LocalSecrets, readLocalSecrets, writeLocalSecrets } from './start/local-secrets.ts';

/** Beyond the drain: whatever has not ended by then does not end. */
const hardStopMs = 20_000;

async function main(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel, undefined, config.logFormat);
  await serve(config, log).catch((error: unknown) => {
    log.error('the start failed; nothing is served', { error });
    process.exit(1);
  });
}

async function serve(config: Config, log: RootLog): Promise<void> {
  process.on('unhandledRejection', (error) =>
    log.error('a promise failed and nothing waited for it: a bug, please report it', { error }),
  );
  process.on('uncaughtException', (error) => {
    log.error('an exception was not caught: a bug, please report it', { error });
    // The driver may throw from a timer when its socket has just gone (porsager/postgres#1154): the statement
    // has a deadline of its own, and the pool is replaced.
    if (!error.stack?.includes('postgres/src/connection.js')) process.exit(1);
  });

  const secrets = localSecrets(config);
  const app = await createApp(withLocalDefaults(config, secrets), { log });
  const firstKey = await makeFirstKey(app.db);
  const demo = await demonstrate(config, app, secrets, firstKey);

  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info('stopping; a second signal ends the process at once', { signal });
    setTimeout(() => process.exit(1), config.drainMs + hardStopMs).unref();
    void Promise.resolve(demo?.stop())
      .then(() => app.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error('stopping failed; the process ends anyway', { error });
          process.exit(1);
        },
      );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  const { database } = config;
  const directory = database.is === 'embedded' ? database.directory : '';
  console.log(demo ? demoGreeting(app.url, demo, directory) : greeting(app.url, firstKey));
}

/** The embedded default has secrets of its own, and the demo a provider on this machine. */
function withLocalDefaults(config: Config, secrets: LocalSecrets | null): Config {
  const sealKeys = secrets ? [...config.sealKeys, secrets.sealKey] : config.sealKeys;
  const allowedHosts = config.demo ? [...config.allowedHosts, '127.0.0.1'] : config.allowedHosts;
  return { ...config, sealKeys, allowedHosts };
}

function localSecrets(config: Config): LocalSecrets | null {
  return config.database.is === 'embedded' ? readLocalSecrets(config.database.directory) : null;
}

async function demonstrate(
  config: Config,
  app: Awaited<ReturnType<typeof createApp>>,
  secrets: LocalSecrets | null,
  firstKey: string | null,
): Promise<Demo | null> {
  const known = firstKey ? { tenantKey: firstKey } : secrets?.keys;
  if (!config.demo || config.database.is !== 'embedded' || !secrets || !known) return null;
  // Shown only now: whoever is killed before the greeting must find it at the next start.
  writeLocalSecrets(config.database.directory, { ...secrets, keys: known });
  const demo = await startDemo(app, known);
  writeLocalSecrets(config.database.directory, { ...secrets, keys: demo.keys });
  return demo;
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
