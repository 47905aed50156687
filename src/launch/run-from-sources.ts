import { readConfig } from '../config.ts';
import { createLog } from '../log.ts';

/** `error` is the reason for which the bundle could not be built. */
export async function runFromSources(error: unknown): Promise<void> {
  // Starts the service. It comes first, so that wrong settings are reported by the service as usual.
  await import('../main.ts');
  const { logLevel, logFormat } = readConfig();
  createLog(logLevel, undefined, logFormat).warn(notBuilt, { error });
}

const notBuilt =
  'the bundle could not be built, so the service runs from its sources and takes more memory; ' +
  'run `npm run build` where the folder can be written';
